# a file in its place
rm -r content && echo x >content
