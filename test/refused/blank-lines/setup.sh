# lists and blank lines in such numbers take the square of their time
{ printf '\n'; yes '' | head -n 20000; echo a; } >>content/2020/report.md
