# a folder under the name of a text
mkdir -p content/2021/report.md
