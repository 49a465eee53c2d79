#!/bin/sh
#
# faults - what can go wrong around a build and is seen only from outside: the
# numbers are those of test/faults.md.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program
unset NO_COLOR SOURCE_DATE_EPOCH
export ASAN_OPTIONS="detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}"

site=$work/site
"$GONGKAI" -q new site "$work/good" >"$work/out" 2>&1
year=$(ls "$work/good/content" | grep '^[0-9]')
report=content/$year/report.md
check "the good site builds" "$GONGKAI" -q -C "$work/good" build

fresh() { # the good site, published, to be spoilt
    rm -rf "$site"
    cp -a "$work/good" "$site"
}

edited() {
    fresh
    printf '\n新建公厕3座。\n' >>"$site/$report"
}

state() { # all that readers see; touched counts, too
    (cd "$site" && find public -printf '%p %i %T@ %s\n') | LC_ALL=C sort
}

bytes() { # site
    (cd "$1/public" && find . -type f -exec sha256sum {} +) | LC_ALL=C sort -k 2
}

build() {
    timeout 120 "$@" "$GONGKAI" --lang en -C "$site" build >"$work/out" \
        2>"$work/err" </dev/null
}

# ends CODE COMMAND...: builds under a command, judges the code.
ends() {
    wanted=$1
    shift
    build "$@"
    code=$?
    [ $code -eq "$wanted" ] && return
    echo "exit code $code, wanted $wanted"
    cat "$work/err"
    return 1
}

tells() {
    grep -Eq -- "$1" "$work/err" && return
    cat "$work/err"
    return 1
}

# The same text, its line ends written by "$1".
same_with() { # sed or awk program that writes it anew
    fresh
    sh -c "$1" <"$work/good/$report" >"$site/$report"
    rm -rf "$site/public"
    ends 0 env && bytes "$site" | cmp - "$work/bytes"
}

encodings() {
    bytes "$work/good" >"$work/bytes"
    check "3: a byte order mark changes nothing" \
        same_with "printf '\\357\\273\\277'; cat"
    check "5: CRLF changes nothing" same_with "sed 's/\$/\\r/'"
    check "5: CR changes nothing" same_with "tr '\\n' '\\r'"
    check "5: mixed line ends change nothing" same_with "sed '2~2s/\$/\\r/'"
    fresh
    printf '\n链\342\200\250接[甲](nowhere.md)\n' >>"$site/$report"
    "$GONGKAI" --format json -C "$site" build 2>"$work/err"
    check "12: a text with U+2028 is told in JSON" tells nowhere
    check "12: in objects, one a line" not grep -vE '^\{.*\}$' "$work/err"
    cat >"$work/table.md" <<'TEXT'
# 2020年工作计划

| 指标 | 目标 |
| --- | --- |
| 森林覆盖率 | １２．５％ |
| 绿化率 | 12，5% |
TEXT
    "$GONGKAI" targets --format json "$work/table.md" >"$work/json" 2>"$work/err"
    check "14: full-width digits are digits" grep -q '"value": 12.5' "$work/json"
    check "14: a doubtful comma makes no number" not grep -q 绿化率 "$work/json"
    check "14: and is told" tells '6:9: .*\[split-number\]'
}

shapes() {
    fresh
    awk 'BEGIN { for (i = 0; i < 2000; i++) print "<div>"; print "文" }' \
        >>"$site/$report"
    check "20: 2,000 nested <div> are refused" ends 1 env
    fresh
    {
        printf '# 题\n'
        awk 'BEGIN { for (i = 0; i < 10000; i++) print "\n## 同一个标题\n\n文" }'
    } >"$site/content/about.md"
    check "21: 10,000 headings build" ends 0 env
    grep -o ' id="[^"]*"' "$site/public/about.html" | sort | uniq -d >"$work/twins"
    check "21: and every id is one of its own" test ! -s "$work/twins"
    fresh
    {
        printf '# 题\n\n|甲|乙|丙|丁|\n|-|-|-|-|\n'
        awk 'BEGIN { for (i = 0; i < 5000; i++) print "|某村|" i "|" i "户|是|" }'
    } >"$site/content/about.md"
    check "22: an honest table of 5,000 rows builds" ends 0 env
}

# What must not be read is not even opened.
unopened() { # pattern
    strace -f -o "$work/trace" -e trace=open,openat,openat2,creat \
        "$GONGKAI" -q -C "$site" build >"$work/out" 2>"$work/err"
    [ $? -eq 1 ] && [ -s "$work/trace" ] && ! grep -E "$1" "$work/trace"
}

places() {
    fresh
    printf '\n![图](../../../../../../etc/hostname.png)\n' >>"$site/$report"
    check "36: a picture outside of the content is never opened" \
        unopened 'hostname'
    fresh
    echo secret >"$work/secret.md"
    ln -s "$work/secret.md" "$site/content/p.md"
    ln -s "$work" "$site/content/d"
    check "44: what a link leads to is never opened" unopened '/?(secret|p)\.md'
    fresh
    find "$site/content" -exec touch -d '1950-01-01' {} +
    rm -r "$site/public"
    check "55: files from before 1970 build" ends 0 env
    check "55: to the same bytes" sh -c \
        'cd "$1" && find . -type f -exec sha256sum {} + | LC_ALL=C sort -k 2 |
         cmp - "$2"' sh "$site/public" "$work/bytes"
    fresh
    ln "$site/content/about.md" "$site/content/again.md"
    check "57: a hard link is a file like any other" ends 0 env
    check "57: with a page of its own" test -s "$site/public/again.html"
}

limited() { # ulimit's option and value, code or codes
    # shellcheck disable=SC2016 # for the inner shell
    build sh -c 'ulimit "$0" "$1"; shift; exec "$@"' "$1" "$2"
    code=$?
    case " $3 " in
    *" $code "*) ;;
    *) echo "exit code $code" && cat "$work/err" && return 1 ;;
    esac
    [ $code -eq 0 ] || state | cmp - "$work/before"
}

limits() {
    edited
    for i in $(seq 300); do
        printf '# 第%d页\n\n文。\n' "$i" >"$site/content/p$i.md"
    done
    state >"$work/before"
    check "72: sixteen descriptors are enough for 300 pages" limited -n 16 0
    for size in 20000 40000 60000 100000 200000; do
        ! grep -q __asan_init "$GONGKAI" || break # whose shadow takes terabytes
        edited
        state >"$work/before"
        # A program that cannot even be loaded ends by the loader's 127.
        check "73: $size KB of address space: done, or 74" \
            limited -v $size '0 74 127'
    done
    fresh
    mkdir -p "$site/themes"
    cp -r themes/default "$site/themes/mine"
    printf '[theme]\nname = mine\n' >>"$site/config.ini"
    awk 'BEGIN { for (i = 0; i < 500; i++) printf "a{"; printf "b:c"
                 for (i = 0; i < 500; i++) printf "}" }' \
        >>"$site/themes/mine/scss/site.scss"
    state >"$work/before"
    check "74: a style 500 deep in a stack of 256 KB: told, or done" \
        limited -s 256 '0 1'
    edited
    check "75: no folder for temporary files is needed" \
        ends 0 env TMPDIR=/nonexistent
    edited
    printf '1 1\n' >"$site/.public.lock"
    check "70: a lock left by the dead is taken over" ends 0 env
}

loader=127

# Injects into the calls 1, 2, 3, 5, 8 ... of a kind. A run ends with one of the
# codes; one that failed has changed nothing.
injected() { # call, what, codes
    n=1
    m=1
    while [ $n -le 200 ]; do
        edited
        state >"$work/before"
        build strace -f -o "$work/trace" -e "trace=$1" \
            -e "inject=$1:$2:when=$n"
        code=$?
        grep -q INJECTED "$work/trace" || return 0
        # Before main the loader speaks.
        grep -q 'loading shared libraries' "$work/err" && code=$loader
        case " $3 " in
        *" $code "*) ;;
        *) echo "exit code $code at $1 $n" && cat "$work/err" && return 1 ;;
        esac
        if [ $code -eq 0 ]; then
            bytes "$site" | diff - "$work/new" || return
        else
            state | cmp - "$work/before" || return
        fi
        m=$((n + m)) # Fibonacci's
        n=$((m - n))
        [ $n -gt $((m - n)) ] || n=$m
    done
}

calls() {
    edited
    build env
    bytes "$site" >"$work/new"
    check "65: no descriptor is left for any open" \
        injected openat error=EMFILE '0 74 127'
    check "65: any open fails" injected openat2 error=EIO '0 74'
    check "65: any read fails" injected read error=EIO '0 74 127'
    check "65: any look at a file fails" injected newfstatat error=EIO '0 74 127'
    # Ours go on; a library that does not makes no broken file.
    check "65: an interrupted write does no harm" injected write error=EINTR '0 74'
    check "65: an interrupted read does no harm" \
        injected read error=EINTR '0 74 127'
    check "65: any swap fails" injected renameat2 error=EIO '0 74'
    check "66: any fsync fails" injected fsync error=EIO '0 74'
    check "66: any close fails" injected close error=EIO '0 74 127'
    check "66: any close finds the disk full" injected close error=ENOSPC '0 74 127'
}

# A command that works in a child, where no process is to be had.
alone() { # command and arguments
    strace -f -o "$work/trace" -e trace=clone -e inject=clone:error=EAGAIN \
        "$GONGKAI" --lang en -C "$site" "$@" >"$work/out" 2>"$work/err" \
        </dev/null
    code=$?
    [ $code -eq 74 ] && tells 'temporarily unavailable' && return
    echo "exit code $code" && cat "$work/err" && return 1
}

no_process() {
    fresh
    "$GONGKAI" -q -C "$site" archive --zip "$work/a.zip" >"$work/out" 2>&1
    rm -r "$site/public" # else there is nothing to compile
    check "65: no process for the style" alone build
    check "65: none to look into an archive" alone verify "$work/a.zip"
    check "65: none to read a page that comes in" \
        alone import "$PWD/test/import/word.html" -o "$work/in"
    rm -f "$work/a.zip"
    # Any package will do: it is read by its first bytes.
    printf 'PK\3\4' >"$work/in.docx"
    check "65: none to open a document" \
        alone import "$work/in.docx" -o "$work/in"
    check "65: nothing is left of these" [ ! -e "$work/in" ]
}

ended_by() { # signal, code
    edited
    state >"$work/before"
    build env GONGKAI_BUILD_JOBS=1 strace -f -o "$work/trace" \
        -e trace=mkdirat -e "inject=mkdirat:signal=$1:when=2"
    code=$?
    [ $code -eq "$2" ] || { echo "exit code $code" && return 1; }
    state | cmp - "$work/before" && [ ! -e "$site/.public.new" ]
}

signals() {
    check "68: SIGINT ends a build tidily" ended_by INT 130
    check "68: SIGTERM ends a build tidily" ended_by TERM 143
    check "68: SIGHUP ends a build tidily" ended_by HUP 129
}

# The public folder is removed while a build is at its second folder.
removed_meanwhile() {
    edited
    hold mkdirat 2 "$GONGKAI" --lang en -C "$site" build \
        >"$work/out" 2>"$work/err" </dev/null
    rm -rf "$site/public"
    let_go
    code=$?
    [ $code -eq 0 ] && bytes "$site" | cmp - "$work/new" && return
    # Or it is told, and the next run makes it.
    cat "$work/err"
    [ $code -eq 74 ] && ends 0 env && bytes "$site" | cmp - "$work/new"
}

# 20,000 plain pages beside the report; a second build has nothing to do.
many_pages() {
    town=$work/many
    "$GONGKAI" -q new site "$town" || return
    awk -v below="$town/content" 'BEGIN {
        for (i = 0; i < 20000; i++) {
            file = sprintf("%s/a%02d/p%05d.md", below, i / 1000, i)
            if (i % 1000 == 0)
                system(sprintf("mkdir %s/a%02d", below, i / 1000))
            printf "# 第%d页\n\n本页是第%d页，修路%d公里。\n", i, i, i % 90 + 1 >file
            close(file)
        }
    }'
    "$GONGKAI" -q -C "$town" build >"$work/out" 2>"$work/err" || return
    [ "$(find "$town/public" -name 'p*.html' | wc -l)" -eq 20000 ] || return
    find "$town/public" -printf '%i %T@ %p\n' | sort >"$work/before"
    "$GONGKAI" -q -C "$town" build >"$work/out" 2>"$work/err" || return
    find "$town/public" -printf '%i %T@ %p\n' | sort | cmp - "$work/before"
}

encodings
shapes
limits
if [ -n "${GONGKAI_HEAVY:-}" ]; then
    check "23: 20,000 pages are built, and stay where nothing changed" many_pages
else
    skip "23: 20,000 pages" "GONGKAI_HEAVY is not set"
fi
if have strace && strace -o /dev/null true 2>/dev/null; then
    places
    calls
    no_process
    signals
    check "79: a site removed while it is built comes again" removed_meanwhile
else
    skip "calls that fail" "there is no strace"
fi
finish
