#!/bin/sh
#
# serve - the preview as seen from outside: what it answers, whom it refuses,
# and that saves as editors make them show, once each.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program
have curl || { skip "the preview answers" "there is no curl"; finish; }

site=$work/site
out=$work/out
err=$work/err
page=$site/content/2020/report.md
export ASAN_OPTIONS="detect_leaks=1${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
unset http_proxy HTTP_PROXY ALL_PROXY all_proxy

mkdir -p "$site/content/2020"
cp -r themes "$site/themes"
: >"$site/config.ini"

text() { # words
    printf '%s\n' '---' 'title: 示例镇工作报告' 'year: 2020' '---' '' \
        '## 一、2019年工作总结' '' '### （一）修路' '' "$1" '' \
        '## 二、2020年工作计划' '' '新建桥梁2座。'
}

start() { # options
    "$GONGKAI" -C "$site" --lang "${lang:-en}" serve -p 8700 "$@" \
        >"$out" 2>"$err" </dev/null &
    server=$!
    await grep -qE '(ms|毫秒)$' "$out"
    url=$(sed -nE 's/^(preview: |预览：)([^ ]*) .*/\2/p' "$out")
    trap 'kill -9 $server 2>/dev/null; rm -rf "$work"' EXIT
}

stop() {
    kill -INT "$server"
    wait "$server"
}

code() { # curl's arguments
    curl -s -o /dev/null --max-time 10 --path-as-is -w '%{http_code}' "$@"
}

has_code() { # code, curl's arguments
    wanted=$1
    shift
    test "$(code "$@")" = "$wanted"
}

answers() { # sentence, code, curl's arguments
    sentence=$1
    shift
    check "$sentence" has_code "$@"
}

# The same once the server has seen a change.
comes_to_answer() { # sentence, code, curl's arguments
    sentence=$1
    shift
    check "$sentence" await has_code "$@"
}

has_words() {
    curl -s --max-time 10 "${url}2020/r0101.html" | grep -q "$1"
}

shows() { # words: they come to be seen on the page
    await has_words "$1"
}

updates() {
    grep -c '^[0-9:]* updated' "$out"
}

# Waits until for half a second there has been no update; counts all so far.
quiet() {
    before=-1
    while [ "$(updates)" -ne "$before" ]; do
        before=$(updates)
        sleep 0.5
    done
}

# Saves, and judges by how many updates came of it.
is_one_update() { # words, then the commands
    quiet
    from=$before
    text "$1" >"$work/new.md"
    words=$1
    shift
    "$@"
    shows "$words" || return
    quiet
    [ "$before" -eq $((from + 1)) ]
}

# A save in one editor's way is seen, and is one update. A busy machine can tear
# the steps of a save apart, but not three times.
saves() { # editor, words, then the commands
    editor=$1
    said=$2
    shift 2
    check "a save as by $editor is one update" once "$said" "$@"
    check "a save as by $editor is seen" has_words "$said"
}

once() { # words, then the commands
    said=$1
    shift
    is_one_update "$said" "$@" || is_one_update "又，$said" "$@" ||
        is_one_update "再，$said" "$@"
}

in_place() { cat "$work/new.md" >"$page"; }
copied() { cp "$work/new.md" "$page"; }
moved() { mv "$work/new.md" "$page"; }
by_gedit() {
    cp "$work/new.md" "$site/content/2020/.goutputstream-X1Y2Z3"
    cp "$page" "$page~"
    mv "$site/content/2020/.goutputstream-X1Y2Z3" "$page"
}
by_vim() {
    : >"$site/content/2020/.report.md.swp"
    : >"$site/content/2020/4913"
    rm "$site/content/2020/4913"
    mv "$page" "$page~"
    cat "$work/new.md" >"$page"
    rm "$page~" "$site/content/2020/.report.md.swp"
}
by_office() {
    : >"$site/content/2020/.~lock.report.md#"
    cp "$work/new.md" "$site/content/2020/lu4711.tmp"
    mv "$site/content/2020/lu4711.tmp" "$page"
    rm "$site/content/2020/.~lock.report.md#"
}
by_sed() {
    words=$(sed -n '/（一）修路/{n;n;p;}' "$work/new.md")
    sed -i "/（一）修路/{n;n;s/.*/$words/;}" "$page"
}
by_rsync() {
    cp "$work/new.md" "$site/content/2020/.report.md.Ab12Cd"
    mv "$site/content/2020/.report.md.Ab12Cd" "$page"
}
by_git() {
    rm "$page"
    cat "$work/new.md" >"$page"
}
in_pieces() {
    {
        head -c 60 "$work/new.md"
        sleep 0.5
        tail -c +61 "$work/new.md"
    } >"$page"
}

text '起初的话。' >"$page"
start
check "it says where it is" test -n "$url"
check "the first pages are there" shows '起初的话'

answers "the home page" 200 "$url"
answers "a report's folder" 200 "${url}2020/"
answers "a folder without its slash is sent there" 302 "${url}2020"
answers "HEAD" 200 -I "$url"
for path in /../x /%2e%2e/x /..%2fx '/\..\x' //etc/passwd /.%00/x \
    /index.html%00.png /% /%zz; do
    answers "$path is refused" 400 "${url%/}$path"
done
for path in /%252e%252e/x /index.html/ /%ff /config.ini \
    /content/2020/report.md /.git/config /manifest.txt '/<script>'; do
    answers "$path is not there" 404 "${url%/}$path"
done
answers "a foreign host name" 403 -H 'Host: evil.example' "$url"
answers "a host name that begins like ours" 403 \
    -H 'Host: 127.0.0.1.evil.example' "$url"
answers "localhost" 200 -H 'Host: localhost' "$url"
answers "a foreign origin" 403 -H 'Origin: http://evil.example' "$url"
answers "POST" 405 -d x "$url"
check "what is refused is told in the language of the run" \
    test "$(curl -s -d x "$url")" = "405 only GET and HEAD"
answers "BREW" 405 -X BREW "$url"
answers "a body on GET" 400 -X GET -d x "$url"
etag=$(curl -sI "$url" | tr -d '\r' | sed -n 's/^ETag: //p')
answers "an unchanged page" 304 -H "If-None-Match: $etag" "$url"
answers "a part" 206 -r 0-9 "$url"
answers "a part beyond the end" 416 -r 99999999- "$url"
curl -sI "$url" | tr -d '\r' >"$work/head"
for line in 'X-Content-Type-Options: nosniff' 'Referrer-Policy: no-referrer' \
    'Cross-Origin-Resource-Policy: same-origin' 'Cache-Control: no-cache' \
    "Content-Security-Policy: frame-ancestors 'self'" \
    'Content-Type: text/html; charset=utf-8'; do
    check "pages are sent with $line" grep -qxF "$line" "$work/head"
done
check "and without the server's version" not grep -qi '^server:' "$work/head"
curl -si -X TRACE "$url" | tr -d '\r' >"$work/head"
check "who may only read is told so" grep -qx 'Allow: GET, HEAD' "$work/head"
check "no other site may read" not grep -qi access-control \
    "$(curl -sI "$url" >"$work/head"; echo "$work/head")"
check "nothing is written" test ! -e "$site/public"

saves "cp" '甲的话。' copied
saves "a shell" '乙的话。' in_place
saves "mv" '丙的话。' moved
saves "gedit" '丁的话。' by_gedit
saves "vim" '戊的话。' by_vim
saves "an office program" '己的话。' by_office
saves "sed -i" '庚的话。' by_sed
saves "rsync" '辛的话。' by_rsync
saves "git" '壬的话。' by_git
saves "a slow writer" '癸的话。' in_pieces

quiet
from=$before
touch "$page"
cp "$page" "$work/same.md" && cp "$work/same.md" "$page"
: >"$site/content/2020/.report.md.swp"
: >"$site/content/2020/report.md~"
: >"$site/content/2020/.~lock.report.md#"
quiet
check "nothing new is no update" test "$before" -eq "$from"

mkdir -p "$site/content/x/2019" && text '旧年。' |
    sed 's/2020/2019/' >"$site/content/x/2019/report.md"
comes_to_answer "a folder made in one go is seen" 200 "${url}x/2019/"
mv "$site/content/x" "$work/x"
comes_to_answer "a folder moved away goes" 404 "${url}x/2019/"
mv "$work/x" "$site/content/x"
comes_to_answer "and comes back" 200 "${url}x/2019/"
rm -r "$site/content/x"

text '<script>x</script>' >"$page"
check "a mistake is told with its place" await grep -q 'report.md:10:1: error' "$err"
answers "the last good page stays" 200 "${url}2020/r0101.html"
text '改好了。' >"$page"
check "it is mended" shows '改好了'

printf '[site]\ntitle = 新名\n' >"$site/config.ini"
names_home() {
    curl -s "$url" | grep -q '新名'
}
check "the configuration counts at once" await names_home
mv "$site/content" "$site/away"
sleep 1.5
answers "without its content the last good site stays" 200 "${url}2020/"
mv "$site/away" "$site/content"
sleep 1.5
text '又见面了。' >"$page"
check "when it is back it is watched again" shows '又见面了'

"$GONGKAI" -C "$site" --lang en serve -p 8700 >"$work/second" 2>&1 &
second=$!
check "a taken port is told, and the next one used" \
    await grep -q 'port 8700 is taken, using' "$work/second"
kill -INT $second
wait $second

stop
check "Ctrl-C ends it with 130" test $? -eq 130
check "and says that nothing was published" \
    grep -q 'the public site was not changed' "$err"
check "nothing was lost on the way" not grep -q 'LeakSanitizer' "$err"

timeout 20 "$GONGKAI" -C "$site" serve --bind 0.0.0.0 >"$out" 2>"$err"
check "the network is refused without --allow-remote" test $? -eq 78
check "which is told" grep -q 'serve-unsafe' "$err"
timeout 20 "$GONGKAI" -C "$site" serve -p 0 >"$out" 2>"$err"
check "a port that is none is a usage error" test $? -eq 2

printf '[serve]\nwatch = poll\n' >"$site/config.ini"
lang=zh
start
text '看见了。' >"$page"
check "by looking, changes are seen, too" shows '看见了'
check "in Chinese what is refused is told in Chinese" \
    test "$(curl -s -d x "$url")" = "405 只能读取"
stop
finish
