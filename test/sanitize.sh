#!/bin/sh
#
# sanitize - hostile HTML in Markdown, a page each: built with raw_html = clean
# and judged by an HTML5 parser; refused, one by one, with raw_html = reject.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program
cases=test/cases/hostile.txt
parser=test/browser/node_modules/parse5/dist/index.js
site=$work/site

if ! have node || [ ! -f "$parser" ]; then
    skip "hostile HTML is cleaned" "there is no node or no parse5"
    finish
fi

page() { # number, text
    printf -- '---\ntitle: 例\n---\n\nCASEBEGIN\n\n%s\n\nCASEEND\n' "$2" \
        >"$site/content/c$1.md"
}

mkdir -p "$site/content/2020"
printf '[markdown]\nraw_html = clean\n' >"$site/config.ini"
printf -- '---\ntitle: 甲\nyear: 2020\n---\n\n## 一、甲\n\n乙。\n' \
    >"$site/content/2020/report.md"
page 0 'x'
number=0
while IFS= read -r line; do
    number=$((number + 1))
    page $number "$line"
done <"$cases"
check "there are at least 120 cases" test $number -ge 120
"$GONGKAI" --lang en -C "$site" build >"$work/out" 2>"$work/err"
check "all are cleaned and built" test $? -eq 0
if [ -d "$site/public" ]; then
    node test/sanitize.mjs "$site/public" "$cases" "$PWD/$parser" \
        >"$work/judged" 2>&1
    grep '^FAIL' "$work/judged"
    line=$(tail -n 1 "$work/judged")
    # shellcheck disable=SC2086 # N passed, N failed
    set -- $line
    case $line in
    *passed*failed)
        passed=$((passed + $1))
        failed=$((failed + $3))
        ;;
    *) fail "the cases are judged" "$work/judged" ;;
    esac
else
    grep error: "$work/err" >"$work/errors"
    fail "there are pages to judge" "$work/errors"
fi
"$GONGKAI" --lang en -C "$site" --set markdown.raw_html=reject build \
    >"$work/out" 2>"$work/err"
check "with reject nothing is built" test $? -eq 1
told=$(grep -c 'raw-html\]' "$work/err")
check "nearly every case is told" test "$told" -ge $number
finish
