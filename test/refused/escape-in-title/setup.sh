# a title that would change the title of the terminal
sed -i 's/^title: .*/title: 报告\x1b]0;x\x07/' content/2020/report.md
