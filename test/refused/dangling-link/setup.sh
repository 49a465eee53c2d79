# a link to nothing
ln -s gone.md content/2020/p.md
