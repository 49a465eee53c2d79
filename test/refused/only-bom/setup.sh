# a file that Notepad saved empty
printf '\357\273\277' >content/2020/report.md
