# a line end, a blank, a dash, a terminal code, broken UTF-8
cd content || exit
for name in "$(printf 'a\nb')" '-rf' 'a b' "$(printf 'x\033[2J')" "$(printf 'x\377')"; do
    printf '# 题\n\n文。\n' >"./$name.md"
done
