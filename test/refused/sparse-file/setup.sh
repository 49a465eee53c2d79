# a terabyte that takes no room on the disk
truncate -s 1T content/2020/report.md
