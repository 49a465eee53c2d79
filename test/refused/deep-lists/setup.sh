# a list of lists of lists
{ printf '\n'; yes -- '- ' | head -n 1000 | tr -d '\n'; echo a; } >>content/2020/report.md
