# one long definition used 40,000 times would make 1.6 GB
{
    printf '\n[a]: /'
    yes u | head -n 40000 | tr -d '\n'
    printf '\n\n'
    yes '[a] ' | head -n 40000
} >>content/2020/report.md
