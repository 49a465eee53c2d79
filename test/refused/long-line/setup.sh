# 900 KB without a line end
yes 增长 | head -c 900000 | tr -d '\n' >>content/2020/report.md
