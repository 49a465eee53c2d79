# As Windows editors save it: BOM, CRLF, no line end at the end.
file=content/2020/report.md
{ printf '\357\273\277'; sed 's/$/\r/' $file; } | head -c -2 >$file.new
mv $file.new $file
