#!/bin/sh
#
# import - scraped pages through `gongkai import`: nothing of the report is
# lost, nothing of the junk stays, and a site can be built from the result.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program
unset NO_COLOR SOURCE_DATE_EPOCH
scrape=${GONGKAI_SHARED:-../shared}/data/scrape
err=$work/err

# What stands between the first and the last sentence of the report, without
# markup, blanks and the full stops that leads lose when they become headings.
bare() {
    sed -e 's/<span style="display:none">[^<]*<\/span>//g' \
        -e 's/<[^>]*>//g' -e 's/h6Q乡村百科--为乡村振兴助力//g' \
        -e 's/^#* //' -e 's/　//g' -e 's/ //g' -e 's/\\//g' \
        -e 's/。//g' "$1" | tr -d '\r\n' |
        sed -e 's/.*\((六)坚持扮靓面貌.*争取项目早日落地动工\).*/\1/'
}

junk() {
    grep -E '打赏|乡村百科|导航|首页|上一页|下一页|收藏|赞一个|本站|转载|侵权|浏览|广告|Copyright|h6Q|tracker|ads\.|<' "$1"
}

one_form() { # file
    site=$work/site-$1
    "$GONGKAI" -q new site "$site" >/dev/null
    rm -rf "$site"/content/2*
    "$GONGKAI" --lang en import "$scrape/$1" -o "$site/content/2020" \
        >"$work/told" 2>"$err"
    check "$1 is imported" test $? -eq 0
    report=$site/content/2020/report.md
    bare "$scrape/xinglong-page2.html" >"$work/wanted"
    bare "$report" >"$work/got"
    check "all sentences of $1 are there" cmp "$work/wanted" "$work/got"
    junk "$report" >"$work/junk"
    check "no word of the junk of $1 is left" test ! -s "$work/junk"
    check "the losses of $1 are listed" grep -q 'tip jar' "$work/told"
    "$GONGKAI" -q -C "$site" build 2>"$err"
    check "a site is built from $1" test $? -eq 0
    "$GONGKAI" --lang en import "$scrape/$1" -o "$site/content/2020" \
        >"$work/told" 2>"$err"
    check "importing $1 again changes nothing" test $? -eq 0
    echo >>"$report"
    "$GONGKAI" --lang en import "$scrape/$1" -o "$site/content/2020" \
        >"$work/told" 2>"$err"
    check "a report that was edited is not overwritten" test $? -eq 1
    check "that is told" grep -q 'import-stands' "$err"
}

pictures() {
    image=$work/site-xinglong-page2.html/content/2020/img01.jpg
    check "the picture of the article is taken" test -s "$image"
    check "its hidden data are not" not grep -qE 'Exif|TestCam|GPS' "$image"
    check "it is smaller by them alone" test \
        "$(wc -c <"$image")" -gt 211000
    mkdir -p "$work/page/img"
    cp "$scrape"/img/* "$work/page/img/"
    sed -e 's/img\/road.jpg/img\/tip-poster.jpg/' "$scrape/xinglong-page2.html" \
        >"$work/page/page.html"
    "$GONGKAI" --lang en import "$work/page/page.html" -o "$work/paid" \
        >"$work/told" 2>"$err"
    check "a payment code in the article is told" grep -q 'payment code' "$err"
    check "it is not taken" not ls "$work"/paid/img* >/dev/null 2>&1
}

if [ -d "$scrape" ]; then
    for form in xinglong-page2.html xinglong-page2.gbk.html xinglong-page2.txt; do
        one_form "$form"
    done
    pictures
else
    skip "the scraped report is imported" "there is no $scrape"
fi

# Pages in other layouts, each with the Markdown that it ought to become; that
# of the county says gb2312 and is GB18030.
layouts() {
    site=$work/layouts
    "$GONGKAI" -q new site "$site" >/dev/null
    rm -rf "$site"/content/2*
    for wanted in test/import/*.md; do
        name=$(basename "$wanted" .md)
        page=$(ls "test/import/$name.html" "test/import/$name.txt" 2>/dev/null)
        if [ "$name" = county ]; then
            iconv -f utf-8 -t gb18030 "$page" >"$work/county.html"
            page=$work/county.html
        fi
        "$GONGKAI" --lang en import "$page" -o "$site/content/$name/2020" \
            >"$work/told" 2>"$err"
        check "$name is imported" test $? -eq 0
        check "$name becomes its report, and no word more" \
            diff "$wanted" "$site/content/$name/2020/report.md"
    done
    "$GONGKAI" --lang en -C "$site" build >"$work/told" 2>"$err"
    check "a site is built from all of them" test $? -eq 0
}
layouts

refused() { # sentence, file, pattern
    "$GONGKAI" --lang en import "$2" -o "$work/none" >"$work/told" 2>"$err"
    check "$1" test $? -eq 1
    check "$1: it is told why" grep -qE "$3" "$err"
    check "$1: nothing is written" test ! -e "$work/none"
}

printf '<html><body><p>请登录</p></body></html>' >"$work/login.html"
printf '%%PDF-1.4 ...' >"$work/paper.html"
printf 'MIME-Version: 1.0\n\n' >"$work/saved.mht"
gzip -c test/import/viewer.html >"$work/gzip.html"
printf '<frameset cols="20%%,*"><frame src="a.html"><frame src="b.html">' \
    >"$work/frames.html"
{
    printf '<body><div id="app"></div><script>app.innerHTML = "'
    sed 's/"/\\"/g' test/import/viewer.html | tr -d '\n' |
        sed 's/<\/*script[^>]*>//g'
    printf '"</script></body>'
} >"$work/drawn.html"
{
    printf '<p '
    i=0
    while [ $i -lt 9000 ]; do
        printf 'a%d=1 b%d=2 ' $i $i
        i=$((i + 1))
    done
    printf '>x</p>'
} >"$work/many.html"
{
    i=0
    while [ $i -lt 300 ]; do
        printf '<div>'
        i=$((i + 1))
    done
    printf '<p>新建公路3公里。</p>'
} >"$work/deep.html"
truncate -s 100M "$work/huge.html"
refused "a page 300 levels deep" "$work/deep.html" '\[depth\]'
refused "a page of 100 MB" "$work/huge.html" '\[size\]'
refused "a page to log in" "$work/login.html" 'no-text'
refused "a PDF named .html" "$work/paper.html" 'PDF'
refused "a gzip named .html" "$work/gzip.html" 'gzip'
refused "a frameset" "$work/frames.html" 'no-text'
refused "a page that a script draws" "$work/drawn.html" 'no-text'
refused "an MHTML file" "$work/saved.mht" 'MHTML'
refused "a tag of 18000 attributes" "$work/many.html" 'limit-marks'
# Deep, large, endless: told within seconds, and nothing is half taken.
{
    i=0
    while [ $i -lt 300 ]; do
        printf '<div>'
        i=$((i + 1))
    done
    cat test/import/viewer.html
} >"$work/deep.html"
{
    printf '<html><head><title>'
    head -c 1000000 /dev/zero | tr '\0' x
    printf '</title></head><body><p>x</p></body></html>'
} >"$work/title.html"
truncate -s 100M "$work/huge.html"
refused "a page of 300 levels" "$work/deep.html" '\[depth\]'
refused "a page of 100 MB" "$work/huge.html" '\[size\]'
refused "a title of 1 MB and no text" "$work/title.html" 'no-text'
"$GONGKAI" import "$work/nowhere.html" -o "$work/none" >"$work/told" 2>"$err"
check "a file that is not there is the machine's matter" test $? -eq 74

finish
