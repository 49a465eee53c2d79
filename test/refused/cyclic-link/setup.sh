# a folder that leads to itself
ln -s . content/loop
