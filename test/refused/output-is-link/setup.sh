# a link in its place
mkdir real && ln -s real mine
