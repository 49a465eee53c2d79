# 2,000 elements, one in the other
{ printf '\n'; yes '<div>' | head -n 2000; } >>content/2020/report.md
