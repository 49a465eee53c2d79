# a thousand quotes, one in the other
{ printf '\n'; yes '>' | head -n 1000 | tr -d '\n'; echo a; } >>content/2020/report.md
