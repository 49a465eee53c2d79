# a zero byte in a text
printf '\n全年\000增长7%%。\n' >>content/2020/report.md
