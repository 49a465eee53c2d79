# as Windows Notepad saves "Unicode"
iconv -f UTF-8 -t UTF-16 content/2020/report.md >utf16
mv utf16 content/2020/report.md
