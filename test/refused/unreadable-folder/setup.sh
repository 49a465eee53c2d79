# runs as nobody: root can read all
mkdir content/2021
chmod 000 content/2021
