# nothing in it: an empty site must not replace a full one
rm -r content && mkdir content
