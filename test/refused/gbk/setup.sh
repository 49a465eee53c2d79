# as old editors save it
iconv -f UTF-8 -t GB18030 content/2020/report.md >gbk
mv gbk content/2020/report.md
