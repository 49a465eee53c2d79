# one byte that no UTF-8 has
printf '\n全年\377增长7%%。\n' >>content/2020/report.md
