# only a plain page
rm -r content && mkdir content && printf '# 关于\n\n文。\n' >content/about.md
