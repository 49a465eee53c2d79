# 2 MB where 1 MiB is the limit
yes 全年固定资产投资增长百分之七。 | head -c 2000000 >>content/2020/report.md
