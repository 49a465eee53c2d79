# 1,000 columns in 40,000 short rows
{
    printf '\n'
    yes 'a|' | head -n 60 | tr -d '\n'
    printf '\n'
    yes -- '-|' | head -n 60 | tr -d '\n'
    printf '\n'
    yes a | head -n 40000
} >>content/2020/report.md
