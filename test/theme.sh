#!/bin/sh
#
# theme - what themes/README.md tells theme authors is what templates get, and
# a theme can be written in five files.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program

readme=themes/README.md

# The names that views set, each once.
names() {
    {
        cat gen/pages/view*.c | tr '\n' ' ' | grep -oE \
            '(view_text|view_date|view_list|value_set(_text|_html)?)\([^;"]*"[a-z_]+"' |
            grep -oE '"[a-z_]+"$'
        sed -n '/char \*const names\[\]/,/};/p' gen/pages/view_frame.c |
            grep -oE '"[a-z_]+"'
        # the search page's words and the step to the section before
        sed -n '/char \*const name\[\]/,/};/p' gen/pages/view_search.c |
            grep -oE '"[a-z_]+"'
        grep -ohE '(set_step|set_href)\(view, (value, )?"[a-z_]+"' gen/pages/view_report.c |
            grep -oE '"[a-z_]+"'
        grep -ohE 'STR\("progress"\)\), "[a-z]+"' gen/pages/view_progress.c |
            grep -oE '"[a-z]+"$'
        echo '"list"'
    } | tr -d '"' | LC_ALL=C sort -u
}

# What the second half of the page sets in code, taken apart at its dots.
documented() {
    sed -n '/^## 值/,$p' $readme | grep -oE '`[a-z_.]+`' | tr -d '`' |
        tr '.' '\n' | LC_ALL=C sort -u
}

names >"$work/names"
documented >"$work/documented"
check "views set names" test "$(wc -l <"$work/names")" -gt 80
{ cat "$work/documented" && echo list && echo t; } | LC_ALL=C sort -u >"$work/told"
LC_ALL=C comm -23 "$work/names" "$work/told" >"$work/untold"
check "every value is told in $readme" diff /dev/null "$work/untold"

# Names of templates, settings and files stand there, too.
ls themes/default/*.html | sed 's|.*/||; s|\.html$||' >"$work/known"
printf '%s\n' t base_url feed xml archived >>"$work/known"
cat "$work/names" >>"$work/known"
LC_ALL=C sort -u "$work/known" >"$work/sorted"
LC_ALL=C comm -13 "$work/sorted" "$work/documented" >"$work/unknown"
check "$readme tells of no value that is not there" diff /dev/null "$work/unknown"

# Every partial is told of.
ls themes/default/parts/*.html | sed 's|.*default/||; s|\.html$||' >"$work/parts"
while IFS= read -r part; do
    check "$readme tells of $part" grep -q "\`$part\`" $readme
done <"$work/parts"

# Five files make a theme.
check "the plain theme has five files" \
    test "$(find test/theme/plain -type f | wc -l)" -eq 5
site=$work/site
mkdir -p "$site/themes"
cp -r test/towns/content test/towns/config.ini "$site"
cp -r test/theme/plain "$site/themes"
check "it makes a site" "$GONGKAI" -q -C "$site" --set theme.name=plain build
check "its pages are clean" "$GONGKAI" -q -C "$site" check "$site/public"

page=test/theme/expected.html
sed -n '/<main>/,/<\/main>/p' "$site/public/qingshi/2025/r0101.html" >"$work/page"
[ "${1:-}" = --update ] && cp "$work/page" $page
check "its pages are as expected" diff $page "$work/page"

# One file changes one thing of the default theme.
mkdir -p "$site/themes/own"
printf 'inherits = default\n' >"$site/themes/own/theme.ini"
printf '<!DOCTYPE html>\n<html lang="zh-CN"><head><title>x</title></head><body><p>自己的</p></body></html>\n' \
    >"$site/themes/own/missing.html"
cp -r themes/default "$site/themes"
check "a theme of one file builds" "$GONGKAI" -q -C "$site" --set theme.name=own build
check "its file counts" grep -q 自己的 "$site/public/404.html"
check "all else is inherited" grep -q 'id="large-print"' "$site/public/index.html"
finish
