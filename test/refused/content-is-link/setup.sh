# the whole content folder by a link
mv content elsewhere
ln -s elsewhere content
