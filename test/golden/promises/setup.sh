# the two-year sample, whose summary answers the plan before it
cp -r "$here/test/sample/content" .
