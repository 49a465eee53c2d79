#!/bin/sh
#
# cli - the program as seen from outside: exit codes, what goes to which
# stream, and what happens to the public site when a run is cut short.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program

# strace and the leak check of a sanitized program do not go together.
export ASAN_OPTIONS="detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
unset NO_COLOR SOURCE_DATE_EPOCH
out=$work/out
err=$work/err
escape=$(printf '\033')

# exits SENTENCE CODE ARGUMENT...: runs gongkai, keeps both streams.
exits() {
    sentence=$1
    wanted=$2
    shift 2
    timeout 60 "$GONGKAI" "$@" >"$out" 2>"$err" </dev/null
    judge_code $?
}

judge_code() {
    if [ "$1" -eq "$wanted" ]; then
        pass
    else
        echo "exit code $1, wanted $wanted" >>"$err"
        fail "$sentence" "$err"
    fi
}

# The first line that a pattern has to match, in the stream of the last run.
tells() { # sentence, pattern
    check "$1" grep -Eq -- "$2" "$err"
}

prints() {
    check "$1" grep -Eq -- "$2" "$out"
}

silent() { # sentence, stream
    check "$1" test ! -s "$2"
}

# A site of one small report: quick to build, so that it can be built often.
small_site() {
    mkdir -p "$1/content/2020"
    cp -r themes "$1/themes"
    : >"$1/config.ini"
    cat >"$1/content/2020/report.md" <<'TEXT'
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
}

edit_site() {
    printf '\n新建公厕3座。\n' >>"$1/content/2020/report.md"
}

# The state of what readers see.
state() {
    (cd "$1/public" 2>/dev/null &&
        find . -type f -exec sha256sum {} + | LC_ALL=C sort -k 2)
}

help_and_version() {
    exits "help succeeds" 0 help
    prints "help is data" 'build'
    silent "help says nothing beside" "$err"
    exits "--help is help" 0 --help
    prints "--help prints" 'build'
    exits "-h is help" 0 -h
    exits "a command has help" 0 build --help
    prints "a command's help names its options" '--jobs'
    exits "version succeeds" 0 version
    prints "version prints one" '^gongkai [0-9]+\.[0-9]+'
    exits "-V is version" 0 -V
    exits "--version is version" 0 --version
    prints "--version prints one" '^gongkai [0-9]+\.[0-9]+'
}

usage() {
    exits "nothing to do is a usage error" 2
    silent "a usage error prints no data" "$out"
    exits "an unknown command is a usage error" 2 --lang en biuld
    tells "an unknown command is told" biuld
    tells "the command that was meant is named" 'build'
    exits "an unknown option is a usage error" 2 build --sperg
    tells "an unknown option is told" sperg
    exits "an option without its value is a usage error" 2 build -C
    exits "a bad number is a usage error" 2 build --jobs many
    exits "a bad language is a usage error" 2 --lang xx version
    exits "a bad format is a usage error" 2 --format xml version
}

build_command() {
    site=$work/built
    small_site "$site"
    exits "options stand before the command" 0 --lang en -C "$site" build
    tells "the last line says that the site changed" '.'
    cp "$err" "$work/first"
    exits "options stand behind the command" 0 build -C "$site" --lang en
    check "a build that changes nothing says something else" \
        not cmp -s "$work/first" "$err"
    silent "a build prints no data" "$out"
    exits "--quiet builds" 0 -q -C "$site" build
    silent "--quiet says nothing" "$err"
    exits "Chinese on demand" 0 --lang zh -C "$site" build
    tells "the last line is Chinese" '网站|没有|公开'
    exits "check finds a fresh site clean" 0 -C "$site" check
    exits "check finds its folder clean, scripts and all" 0 check "$site/public"
    echo 'more()' >>"$site/public/js/table.js"
    exits "a script that is no theme's is told" 1 --lang en \
        check "$site/public"
    tells "by its name" 'table\.js \[script\]'
    cp themes/default/js/table.js "$site/public/js/table.js"
}

# A site of any origin: whom it exposes, in every place that it can.
foreign_site() {
    site=$work/foreign
    mkdir -p "$site/att"
    cat >"$site/index.html" <<'EOF'
<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>低保公示</title>
<meta name="description" content="经办人13812345678"></head><body>
<h1>低保公示</h1><p><img src="a.png" alt="张三 11010519491231002X"></p>
<table><tr><td colspan="3">甲村2019年低保名单</td></tr>
<tr><th>姓名</th><th>卡号</th><th>家庭人口</th></tr>
<tr><td>张三</td><td>6228480402564890018</td><td>3</td></tr></table>
<p>热线12345，电话0537-8791234，索引号113708280043358015/2021-01956。</p>
</body></html>
EOF
    sed 's/utf-8/gbk/; s/<[^<]*a.png[^>]*>//' "$site/index.html" |
        iconv -f utf-8 -t gb18030 >"$site/gbk.html"
    printf '村,电话\n甲,13912345678\n' >"$site/att/a.csv"
    printf '他说"好"。电话13912345678\n' >"$site/att/a.txt"
    echo '%PDF-1.4' >"$site/att/a.pdf"
    exits "who is exposed by a page is told" 1 --lang en check "$site"
    tells "in what describes the page" 'index.html:3.*138\*\*\*\*5678'
    tells "in what describes a picture" 'index.html:4.*11\*+02X'
    tells "in a table's cell" 'index.html:7.*62\*+018 \[personal-card\]'
    tells "as a list of people" 'index.html:5.*卡号 \[personal-list\]'
    tells "in a page of another encoding" 'gbk.html:7.*\[personal-card\]'
    tells "in an attached table" 'a.csv:2:3.*139\*\*\*\*5678'
    tells "in an attached text that is no table" 'a.txt:1.*139\*\*\*\*5678'
    tells "what cannot be looked into is said" 'a.pdf.*\[personal-closed\]'
    check "no number is shown" not grep -Eq '[0-9]{11}' "$err"
    check "what offices publish is not told" \
        not grep -q 'index.html:8' "$err"
    cat >"$site/config.ini" <<'EOF'
[privacy]
exceptions = 13912345678（值班手机，已公示）
EOF
    exits "what is left is told" 1 --lang en -C "$site" check "$site"
    check "a number with a reason may be public" not grep -q '139' "$err"
}

broken_text() {
    site=$work/broken
    small_site "$site"
    "$GONGKAI" -q -C "$site" build
    state "$site" >"$work/old"
    printf '\n[不存在](nowhere.md)\n\n<script>x</script>\n' \
        >>"$site/content/2020/report.md"
    exits "broken text stops a build" 1 --lang en -C "$site" build
    tells "the place is told" '^content/2020/report\.md:[0-9]+:[0-9]+: error: '
    tells "all problems are told" '\[dead-link\]'
    tells "all problems are told, sorted" '\[raw-html\]'
    silent "messages are no data" "$out"
    state "$site" >"$work/new"
    check "broken text leaves the old site" cmp "$work/old" "$work/new"
    check "away from a terminal there is no colour" not grep -q "$escape" "$err"
    exits "a build fails in JSON, too" 1 --format json -C "$site" build
    json_lines
}

json_lines() {
    if ! have node; then
        skip "each line is a JSON object" "there is no node"
        return
    fi
    cat "$out" "$err" >"$work/json"
    check "each line is a JSON object" node -e '
        const lines = require("fs").readFileSync(process.argv[1], "utf8")
            .split("\n").filter((line) => line !== "");
        if (lines.length < 2)
            throw new Error("too few lines");
        for (const line of lines)
            if (typeof JSON.parse(line) !== "object")
                throw new Error(line);' "$work/json"
}

# NO_COLOR wins on a terminal; `script` lends one.
colours() {
    site=$work/broken
    if ! have script; then
        skip "colour on a terminal" "there is no script"
        return
    fi
    script -qec "'$GONGKAI' -C '$site' build" /dev/null \
        >"$work/shown" 2>&1 </dev/null
    check "on a terminal there is colour" grep -q "$escape\[3" "$work/shown"
    NO_COLOR=1 script -qec "'$GONGKAI' -C '$site' build" /dev/null \
        >"$work/shown" 2>&1 </dev/null
    check "NO_COLOR is honoured" not grep -q "$escape\[3" "$work/shown"
}

configuration() {
    site=$work/configured
    small_site "$site"
    exits "an unknown key is a configuration error" 78 \
        --set site.tilte=x -C "$site" build
    tells "the key that was meant is named" 'title'
    exits "an unknown section is a configuration error" 78 \
        --set sitte.title=x -C "$site" build
    exits "a bad value is a configuration error" 78 \
        --set build.jobs=many -C "$site" build
    exits "a missing configuration is a configuration error" 78 \
        -c absent.ini -C "$site" build
    exits "no folder of the site is one, too" 78 \
        --lang en -C "$site/absent" build
    tells "it is named" "no folder '.*/absent'"
    exits "as is a file in its place" 78 -C "$site/config.ini" check
    exits "a new report finds none" 78 -C "$site/absent" new report 2026
    printf '[site]\ntilte = x\n' >"$site/config.ini"
    exits "config.ini is held to the same" 78 --lang en -C "$site" build
    tells "its line is told" '^config\.ini:2'
    printf '\357\273\277[site]\r\ntitle = 示例\r\n' >"$site/config.ini"
    exits "BOM and CRLF are accepted" 0 -C "$site" build
    : >"$site/config.ini"
    for place in content . / themes content/2020; do
        exits "no output to $place" 78 -C "$site" build -o "$place"
    done
    mkdir "$site/mine"
    echo keep >"$site/mine/letter.txt"
    exits "no output into a folder of somebody else's" 78 \
        -C "$site" build -o mine
    check "somebody else's file stays" grep -q keep "$site/mine/letter.txt"
}

scaffolds() {
    exits "new site makes one" 0 new site "$work/town"
    exits "a new site builds" 0 -C "$work/town" build
    tells "that it is a sample is told" 'report\.md:3.*\[sample\]'
    exits "new report makes one" 0 -C "$work/town" new report 2031
    check "the report is there" grep -q 2031 "$work/town/content/2031/report.md"
    cp "$work/town/content/2031/report.md" "$work/kept"
    exits "new report overwrites nothing" 78 -C "$work/town" new report 2031
    check "the report is as it was" \
        cmp "$work/kept" "$work/town/content/2031/report.md"
}

targets_command() {
    cat >"$work/loose.md" <<'TEXT'
# 2020年工作计划

固定资产投资增长7%以上。
TEXT
    exits "targets reads a file outside a site" 0 \
        targets --format json "$work/loose.md"
    prints "a record is data" '"indicator": *"固定资产投资"'
    prints "its operator is read" '"op": *">="'
    exits "targets prints CSV" 0 targets --format csv "$work/loose.md"
    prints "CSV has a head" 'indicator'
    exits "targets of a file that is not there" 74 targets "$work/absent.md"
}

streams() {
    sentence="a full device as output is a system error"
    wanted=74
    "$GONGKAI" help >/dev/full 2>"$err"
    judge_code $?
    "$GONGKAI" targets "$work/loose.md" >/dev/full 2>"$err"
    judge_code $?
    site=$work/streams
    small_site "$site"
    wanted=0
    sentence="a closed stderr does no harm"
    "$GONGKAI" -C "$site" build 2>&-
    judge_code $?
    sentence="a closed stdin does no harm"
    "$GONGKAI" -C "$site" build <&- 2>"$err"
    judge_code $?
    sentence="a closed stdout does no harm to a build"
    "$GONGKAI" -C "$site" build >&- 2>"$err"
    judge_code $?
    state "$site" >"$work/new"
    check "a message never lands in a page" \
        not grep -rlE 'error:|warning:' "$site/public"
    sentence="nobody reads on is no crash"
    { "$GONGKAI" help 2>"$err"; echo $? >"$work/code"; } | head -n 1 >/dev/null
    case $(cat "$work/code") in
    0 | 74 | 141) pass ;;
    *) fail "$sentence" "$err" ;;
    esac
}

# While a first build stands where it makes its folder (the second it makes: the
# first is that which the site lies in, before the lock is taken).
second_run() {
    if ! have strace || ! strace -o /dev/null true; then
        skip "a second run is told to wait" "there is no strace"
        return
    fi
    site=$work/busy
    small_site "$site"
    hold mkdirat 2 "$GONGKAI" -q -C "$site" build 2>"$work/slow"
    exits "a second run is told to wait" 75 -C "$site" build
    sentence="the first run ends well"
    wanted=0
    let_go
    judge_code $?
    exits "the lock is free again" 0 -C "$site" build
}

# Kills an update at the n-th call of a kind, for n from 1 to the last: readers
# must see the old site or the new one, and the next run must mend the rest.
killed_at() { # a system call, a signal
    call=$1
    n=1
    while [ "$n" -le 400 ]; do
        rm -rf "$work/victim"
        cp -a "$work/edited" "$work/victim"
        strace -f -o /dev/null -e "trace=$call" \
            -e "inject=$call:signal=$2:when=$n" \
            "$GONGKAI" -q -C "$work/victim" build >"$work/told" 2>&1
        code=$?
        state "$work/victim" >"$work/now"
        cmp -s "$work/old" "$work/now" || cmp -s "$work/new" "$work/now" ||
            return 1
        [ "$code" -eq 0 ] && break
        timeout 60 "$GONGKAI" -q -C "$work/victim" build \
            >"$work/told" 2>&1 || return 1
        state "$work/victim" >"$work/now"
        cmp "$work/new" "$work/now" || return 1
        [ ! -e "$work/victim/.public.new" ] || return 1
        # Every call of the last steps, some of the many before them.
        if [ "$n" -lt 10 ]; then n=$((n + 1)); else n=$((n + 9)); fi
    done
}

# The same with a call that fails: the old site stays as it is.
failed_at() { # a system call, an error
    call=$1
    n=1
    while [ "$n" -le 400 ]; do
        rm -rf "$work/victim"
        cp -a "$work/edited" "$work/victim"
        timeout 60 strace -f -o /dev/null -e "trace=$call" \
            -e "inject=$call:error=$2:when=$n" \
            "$GONGKAI" -q -C "$work/victim" build >"$work/told" 2>&1
        code=$?
        state "$work/victim" >"$work/now"
        if [ "$code" -eq 0 ]; then
            cmp "$work/new" "$work/now" && return
            return 1
        fi
        if [ "$code" -ne 74 ] && [ "$code" -ne 1 ] && [ "$code" -ne 78 ]; then
            echo "exit code $code at $call $n"
            cat "$work/told"
            return 1
        fi
        cmp "$work/old" "$work/now" || return 1
        if [ "$n" -lt 10 ]; then n=$((n + 1)); else n=$((n + 9)); fi
    done
}

cut_short() {
    if ! have strace || ! strace -o /dev/null true; then
        skip "a run that is cut short" "there is no strace"
        return
    fi
    uncounted
    small_site "$work/edited"
    "$GONGKAI" -q -C "$work/edited" build
    state "$work/edited" >"$work/old"
    edit_site "$work/edited"
    cp -a "$work/edited" "$work/victim"
    "$GONGKAI" -q -C "$work/victim" build
    state "$work/victim" >"$work/new"
    check "an edit changes the site" \
        not cmp -s "$work/old" "$work/new"
    for call in write linkat mkdirat renameat2 unlinkat syncfs fsync; do
        check "killed at any $call, old or new stands" killed_at $call KILL
    done
    check "ended by SIGTERM at any write, old or new stands" \
        killed_at write TERM
    check "no space at any write: the old site stands" failed_at write ENOSPC
    check "a disk that cannot sync: the old site stands" failed_at syncfs EIO
    counted
}

full_disk() {
    if ! unshare -Urm true 2>/dev/null; then
        skip "a full disk" "name spaces cannot be made here"
        return
    fi
    small_site "$work/small"
    mkdir "$work/disk"
    # shellcheck disable=SC2016 # for the inner shell
    check "a full disk leaves the old site" \
        env small="$work/small" disk="$work/disk" list="$work/list" unshare -Urm sh -c '
        mount -t tmpfs -o size=8m tmpfs "$disk" || exit 1
        cp -r "$small/." "$disk" && cd "$disk" || exit 1
        "$GONGKAI" -q build || exit 1
        (cd public && find . -type f -exec sha256sum {} +) | sort >"$list"
        echo "新建公厕3座。" >>content/2020/report.md
        dd if=/dev/zero of=rest bs=4k 2>/dev/null
        "$GONGKAI" build
        code=$?
        (cd public && find . -type f -exec sha256sum {} +) | sort |
            cmp "$list" -
        same=$?
        echo "exit code $code"
        [ "$code" -eq 74 ] && [ $same -eq 0 ]'
    # shellcheck disable=SC2016
    check "a read-only disk is a system error" \
        env small="$work/small" unshare -Urm sh -c '
        mount --bind "$small" "$small" && cd "$small" || exit 1
        mount -o remount,bind,ro "$small" || exit 1
        "$GONGKAI" build
        code=$?
        echo "exit code $code"
        [ "$code" -eq 74 ]'
    # The messages go through a pipe, for a file would be limited, too.
    # shellcheck disable=SC2016
    check "a limit on file sizes is a system error" sh -c '
        cd "$1" || exit 1
        code=$( (ulimit -f 1; "$GONGKAI" build >/dev/null 2>&1; echo $?) )
        echo "exit code $code"
        [ "$code" -eq 74 ] && [ ! -e public ]' sh "$work/small"
}

help_and_version
usage
build_command
foreign_site
broken_text
colours
configuration
scaffolds
targets_command
streams
second_run
cut_short
full_disk
finish
