# files of the system under names of pages
ln -s /etc/passwd content/2020/p.md
ln -s /etc content/d
