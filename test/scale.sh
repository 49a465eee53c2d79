#!/bin/sh
#
# scale - a site that does not fit into memory: its reports are let go of and
# read again. The pages are the same, its map is in sheets, and memory grows
# by little with each report.
#
# With GONGKAI_HEAVY the last is measured at two sizes, which takes minutes.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program

site=$work/site

# A site with $1 reports of the sample's text, all of one year.
make_site() {
    rm -rf "$site"
    mkdir -p "$site/content"
    : >"$site/config.ini"
    cp -r themes "$site/"
    number=1001
    while [ $number -le $((1000 + $1)) ]; do
        mkdir "$site/content/r$number"
        cp content/2020/report.md "$site/content/r$number/"
        number=$((number + 1))
    done
}

build() { # where to, then options
    out=$1
    shift
    "$GONGKAI" build --lang en -q -C "$site" -o "$out" --stats "$@" \
        >"$work/stats" 2>"$work/told"
}

# Megabytes that the last build took.
memory() {
    sed -n 's/^memory \([0-9.]*\) MB$/\1/p' "$work/stats"
}

cp -r config.ini content themes "$work"
site=$work
check "the sample builds" build whole
check "it builds with texts let go of" build folded --set build.keep_texts=1K
check "the pages are the same" diff -r "$work/whole" "$work/folded"
check "a second build finds nothing to do" \
    build folded --set build.keep_texts=1K
check "how much memory it took is told" test -n "$(memory)"

site=$work/site
make_site 180
check "many reports build" build public --set build.keep_texts=1K
check "the map leads to its sheets" grep -q 'href="map/2020/p2.html"' \
    "$site/public/map.html"
check "a sheet leads to the report" grep -q 'href="../../r1003/index.html"' \
    "$site/public/map/2020/index.html"
check "no list of the site is over 200 KB" test -z "$(find "$site/public" \
    -maxdepth 1 -name '*.html' -size +200k; find "$site/public/map" \
    -name '*.html' -size +200k)"

growth() { # a further report's kilobytes, from two sizes
    make_site 500
    build public --set build.keep_texts=1K && small=$(memory)
    make_site 2000
    build public --set build.keep_texts=1K && large=$(memory)
    echo "$small MB of 500 reports, $large MB of 2000"
    awk "BEGIN { exit !(($large - $small) * 1024 / 1500 < 60) }"
}

if [ -n "${GONGKAI_HEAVY:-}" ] && ! grep -q __asan_init "$GONGKAI"; then
    check "a further report takes less than 60 KB" growth
else
    skip "a further report takes less than 60 KB" "it takes minutes"
fi

finish
