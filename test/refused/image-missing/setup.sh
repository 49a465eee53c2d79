# an image beside it with nearly that name
printf '\377\330\377\340' >content/2020/road.jpg
