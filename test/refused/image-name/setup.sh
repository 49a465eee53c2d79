# as cameras and people name them
printf '\377\330\377\340' >content/2020/IMG_20191203.JPG
printf '\377\330\377\340' >content/2020/村路.jpg
