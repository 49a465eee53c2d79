# a figure that a reader sees the other way round
printf '\n支出\342\200\25600\342\200\254万元。\n' >>content/2020/report.md
