# runs as nobody: root can read all
chmod 000 content/2020/report.md
