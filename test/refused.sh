#!/bin/sh
#
# refused - what is wrong with a site is told as test/refused/NAME says, and
# the published site stays as it was.
#
#   test/refused.sh [--update] [NAME...]
#
# A case lies over a good site: its files replace those of the same path (its
# content/ all of the content), then setup.sh, run in the site's folder, makes
# what git cannot keep. expected.txt is what `gongkai build --lang en` says but
# for its last line, expected.zh.txt what with --lang zh where both are to be seen;
# expected.exit is the code. --update writes them anew, to be read before they
# are committed.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program
unset NO_COLOR SOURCE_DATE_EPOCH
chmod 755 "$work"

update=
[ "${1:-}" = --update ] && update=yes && shift
[ $# -gt 0 ] || set -- test/refused/*/

good=$work/good
mkdir -p "$good/content/2020"
cp -r themes "$good/themes"
: >"$good/config.ini"
cat >"$good/content/2020/report.md" <<'TEXT'
---
title: 示例镇2019年工作总结及2020年工作计划
year: 2020
published: 2020-01-15 09:00
---

## 一、2019年工作总结

全年固定资产投资增长7%。

## 二、2020年工作计划

固定资产投资在完成基础上增长8%。
TEXT
check "the good site builds" "$GONGKAI" build -q -C "$good"

# The state of what readers see, and what stands beside it.
state() {
    (
        cd "$1" || exit
        find . -maxdepth 1 ! -name .public.lock | LC_ALL=C sort
        find public -printf '%p %y %i %T@\n' | LC_ALL=C sort
        find public -type f -exec sha256sum {} + | LC_ALL=C sort -k 2
    )
}

# Root can read everything, so cases about rights run as somebody else.
as_nobody() {
    case $1 in
    unreadable-*) [ "$(id -u)" -eq 0 ] ;;
    *) false ;;
    esac
}

build() { # case, site, language
    set -- "$1" "$2" timeout 60 "$GONGKAI" build --lang "$3"
    if as_nobody "$1"; then
        chown -R 65534:65534 "$2"
        set -- "$1" "$2" setpriv --reuid=65534 --regid=65534 --clear-groups \
            "$GONGKAI" build --lang en # unreadable-* are told in one
    fi
    cd "$2" || exit
    shift 2
    "$@" </dev/null
}

lay_over() { # case folder, site
    cp -a "$good" "$2"
    [ ! -d "$1/content" ] || rm -r "$2/content"
    for part in content themes config.ini; do
        [ ! -e "$1/$part" ] || cp -r "$1/$part" "$2/"
    done
    [ ! -f "$1/setup.sh" ] || (cd "$2" && sh -e "$here/$1/setup.sh")
}

judge() { # case, its folder
    site=$work/site
    mkdir "$site.d"
    lay_over "$2" "$site.d/site"
    site=$site.d/site
    state "$site" >"$work/before"
    told_zh=
    if [ -f "$2/expected.zh.txt" ]; then
        told_zh=$work/told.zh
        (build "$1" "$site" zh) 2>&1 >"$work/out" | sed '$d' >"$told_zh"
    fi
    (build "$1" "$site" en) >"$work/out" 2>"$work/err"
    code=$?
    sed '$d' "$work/err" >"$work/told"
    state "$site" >"$work/after"
    if [ -n "$update" ]; then
        [ -z "$told_zh" ] || cp "$told_zh" "$2/expected.zh.txt"
        cp "$work/told" "$2/expected.txt"
        echo "$code" >"$2/expected.exit"
    fi
    {
        diff "$2/expected.txt" "$work/told"
        [ -z "$told_zh" ] || diff "$2/expected.zh.txt" "$told_zh"
        [ "$code" = "$(cat "$2/expected.exit")" ] || echo "exit code $code"
        [ "$code" -ne 0 ] || echo "nothing was refused"
        diff "$work/before" "$work/after"
        tail -n 1 "$work/err" | grep -q 'the public site was not changed$' ||
            tail -n 1 "$work/err"
        [ ! -s "$work/out" ] || cat "$work/out"
    } >"$work/why" 2>&1
    chmod -R u+rwx "$work/site.d" 2>/dev/null
    rm -rf "$work/site.d"
    [ ! -s "$work/why" ]
}

here=$PWD
for folder in "$@"; do
    folder=test/refused/$(basename "$folder")
    name=$(basename "$folder")
    if as_nobody "$name" && ! setpriv --reuid=65534 --clear-groups \
        test -x "$GONGKAI" 2>/dev/null; then
        skip "$name is refused" "the program cannot be run as nobody"
    elif judge "$name" "$folder"; then
        pass
    else
        fail "$name is refused as expected" "$work/why"
    fi
done
finish
