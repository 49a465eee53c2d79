# a slash in two bytes, a surrogate, a rune beyond Unicode
printf '\n甲\300\257乙\n丙\355\240\200丁\n戊\364\220\200\200己\n' >>content/2020/report.md
