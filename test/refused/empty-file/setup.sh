# nothing in the report
: >content/2020/report.md
