# two names that are one on Windows
printf '# 题\n\n文。\n' >content/about.md
cp content/about.md content/About.md
