# an image of no bytes
: >content/2020/road.jpg
