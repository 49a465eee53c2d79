#!/bin/sh
#
# publish - what readers see while a site is published, put back, refused, cut
# short; by ssh to a real server on the loopback, by rclone to a folder.
#
#   test/publish.sh [PART...]            the functions below, by name
#   KILLS=200 test/publish.sh killed     kills so many runs (12)

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program

export ASAN_OPTIONS="detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
unset SOURCE_DATE_EPOCH
KILLS=${KILLS:-12}
out=$work/out
err=$work/err
site=$work/site
www=$work/www
mkdir -p "$site"
cp -r config.ini content themes "$site"

exits() { # sentence, code, arguments of gongkai
    sentence=$1
    wanted=$2
    shift 2
    timeout 120 "$GONGKAI" --lang en -C "$site" "$@" >"$out" 2>"$err" </dev/null
    code=$?
    if [ "$code" -eq "$wanted" ]; then
        pass
    else
        echo "exit code $code, wanted $wanted" >>"$err"
        fail "$sentence" "$err"
    fi
}

tells() {
    check "$1" grep -Eq -- "$2" "$err"
}

prints() {
    check "$1" grep -Eq -- "$2" "$out"
}

# Another edition of the site: its title is on every page.
title() {
    sed -i "s/^title = .*/title = $1/" "$site/config.ini"
}

# All that readers see in a folder, through the link.
state() {
    (cd "$1/" 2>/dev/null && find . -type f -exec sha256sum {} + |
        LC_ALL=C sort -k 2)
}

releases() {
    ls "$1" | grep -Ecx '[0-9]{8}-[0-9]{6}-[0-9a-f]{8}'
}

linked() {
    title 第一版
    exits "a first publish makes the layout" 0 publish "$www"
    tells "the last line says so" 'was updated .*new'
    check "current leads to a release" grep -Eqx \
        'releases/[0-9]{8}-[0-9]{6}-[0-9a-f]{8}' <<EOF
$(readlink "$www/current")
EOF
    exits "the same site is built" 0 build
    for file in index.html 2020/r03.html css/site.css; do
        check "$file is that of public/" \
            cmp "$site/public/$file" "$www/current/$file"
    done
    exits "a release is proved whole" 0 verify "$www/current"
    check "sha256sum alone proves it" sh -c \
        "cd '$www/current' && sha256sum -c --quiet manifest-sha256.txt"
    state "$www/current" >"$work/first"
    find "$www" -printf '%i %T@ %p\n' | sort >"$work/before"
    exits "nothing new is nothing published" 0 publish "$www"
    tells "the last line says so" 'was not changed$'
    find "$www" -printf '%i %T@ %p\n' | grep -v " $www\$" | sort >"$work/after"
    grep -v " $www\$" "$work/before" >"$work/untouched"
    check "and nothing is touched" cmp "$work/untouched" "$work/after"

    title 第二版
    exits "a dry run tells what would change" 0 publish "$www" --dry-run
    prints "a changed page is listed" '^~ index.html$'
    tells "the last line says that nothing did" 'was not changed'
    state "$www/current" >"$work/now"
    check "readers see the first" cmp "$work/first" "$work/now"
    exits "a second release" 0 publish "$www"
    state "$www/current" >"$work/second"
    check "readers see the second" grep -q 第二版 "$www/current/index.html"
    title 第三版
    exits "a third" 0 publish "$www"
    exits "it is put back" 0 publish "$www" --rollback
    state "$www/current" >"$work/now"
    check "byte for byte" cmp "$work/second" "$work/now"
    exits "and once more" 0 publish --rollback -- "$www"
    state "$www/current" >"$work/now"
    check "to the first" cmp "$work/first" "$work/now"
    exits "before the first there is none" 1 publish "$www" --rollback
    tells "it is told" '\[no-release\]'
    exits "what was put back can be published again" 0 publish "$www"
    check "readers see the third" grep -q 第三版 "$www/current/index.html"
    exits "two steps back" 0 publish "$www" --rollback 2
    tells "the last line says so" 'was updated'
    title 第四版
    exits "old releases go" 0 publish "$www" --keep 1
    check "one is kept beside the new one" \
        [ "$(releases "$www/releases")" -eq 2 ]
    page=$(ls -d "$www"/releases/* | head -n 1)/index.html
    echo x >>"$page"
    exits "a damaged release is not put back" 1 publish "$www" --rollback
    tells "it is told with its file" 'index.html.*\[release-damaged\]'
    echo letter >"$(dirname "$page")/letter.txt"
    title 第五版
    exits "a stranger's file stays in an old release" 0 publish "$www" --keep 0
    check "it is there" grep -rqx letter "$www/releases"
    rm -rf "$www/current" "$www/releases/"*
    exits "a lost link is made again" 0 publish "$www"
    check "readers see it" test -e "$www/current/index.html"
}

in_place() {
    fixed=$work/fixed
    title 甲
    exits "a fixed folder is taken" 0 publish "$fixed" --in-place
    state "$fixed" >"$work/first"
    echo letter >"$fixed/letter.txt"
    title 乙
    exits "it stays one" 0 publish "$fixed"
    check "it is a folder" test ! -L "$fixed"
    check "a stranger's file stays" grep -qx letter "$fixed/letter.txt"
    check "readers see the second" grep -q 乙 "$fixed/index.html"
    check "nothing of ours is served beside it" \
        not ls "$fixed"/releases "$fixed"/current
    exits "it is put back" 0 publish "$fixed" --rollback
    state "$fixed" | grep -v letter.txt >"$work/now"
    check "byte for byte" cmp "$work/first" "$work/now"
    check "a stranger's file stays, too" grep -qx letter "$fixed/letter.txt"
    exits "a folder that build made becomes one" 0 build -o "$work/built"
    exits "it is published into" 0 publish "$work/built"
    title 丙
    exits "once more" 0 publish "$work/built"
    exits "and put back" 0 publish "$work/built" --rollback
    check "to the one before" grep -q 乙 "$work/built/index.html"
    # A server that follows no links: DEST/current is a folder.
    mkdir -p "$work/nolink/current"
    exits "where current is a folder it is exchanged" 0 publish "$work/nolink"
    check "it is a folder yet" test ! -L "$work/nolink/current"
    check "readers see it" grep -q 丙 "$work/nolink/current/index.html"
}

forms() {
    exits "a portal's column is published" 0 publish "$work/column" \
        --as subtree
    check "without the page that the portal has" \
        test ! -e "$work/column/404.html"
    check "and with all others" test -e "$work/column/2020/targets.html"
    exits "fragments are published" 0 publish "$work/pieces" --as fragment
    check "a fragment is a body alone" not grep -Eqi \
        '<html|<head|<body|<script|<link|<!doctype' "$work/pieces/2020/r03.html"
    check "with its text" grep -q '<h1' "$work/pieces/2020/r03.html"
    check "the data come along" test -e "$work/pieces/2020/data/targets.csv"
    check "styles do not" test ! -e "$work/pieces/css"
    exits "another form is none" 2 publish "$work/x" --as pdf
}

refused() {
    title 甲
    exits "publish wants to know where to" 2 publish
    exits "the configuration may say it" 0 publish \
        --set "publish.dest=$work/said"
    check "it was published there" test -e "$work/said/current/index.html"
    mkdir "$work/home"
    echo letter >"$work/home/letter.txt"
    exits "somebody else's folder is refused" 78 publish "$work/home"
    check "and left as it was" [ "$(ls "$work/home")" = letter.txt ]
    exits "the site's own folder is refused" 78 publish "$site"
    exits "so are its texts" 78 publish content
    ln -s "$work/home" "$work/said2"
    exits "and a link" 78 publish "$work/said2"
    rm -r "$work/said/current"
    ln -s /etc "$work/said/current"
    exits "a link to elsewhere is not ours" 78 publish "$work/said"
    check "it stays" [ "$(readlink "$work/said/current")" = /etc ]
    exits "numbers are numbers" 2 publish "$work/x" --keep many
    exits "no step back is none" 2 publish "$work/x" --rollback 0

    exits "a site to shrink" 0 publish "$work/shrink"
    state "$work/shrink/current" >"$work/first"
    cp -r "$site" "$work/small"
    mkdir "$work/small/content/x"
    mv "$work/small/content/2020" "$work/small/away"
    mkdir "$work/small/content/2019"
    rm -r "$work/small/content/x"
    printf -- '---\ntitle: 旧\nyear: 2019\n---\n\n## 一、总结\n\n完成。\n' \
        >"$work/small/content/2019/report.md"
    timeout 60 "$GONGKAI" --lang en -C "$work/small" publish "$work/shrink" \
        >"$out" 2>"$err"
    check "half of the pages do not vanish by a slip" [ $? -eq 1 ]
    tells "they are told" '\[shrink\]'
    tells "by name" '2020/'
    state "$work/shrink/current" >"$work/now"
    check "readers see the old site" cmp "$work/first" "$work/now"
    timeout 60 "$GONGKAI" --lang en -C "$work/small" publish "$work/shrink" \
        --max-deletes 100 >"$out" 2>"$err"
    check "unless it is meant" [ $? -eq 0 ]
    check "then they are gone" test ! -e "$work/shrink/current/2020"

    echo '[链接](nowhere.md)' >>"$site/content/about.md"
    exits "with an error nothing is published" 1 publish "$www"
    tells "the last line says so" 'was not changed$'
    sed -i '$d' "$site/content/about.md"
}

# Disks that know no links, or cannot exchange folders: FAT, some shares.
poor_disk() {
    if ! have strace || ! strace -o /dev/null true 2>/dev/null; then
        skip "a disk without links" "strace does not work here"
        return
    fi
    rm -rf "$work/poor" "$work/poorfixed"
    strace -f -o /dev/null -e trace=symlinkat \
        -e inject=symlinkat:error=EPERM "$GONGKAI" --lang en -C "$site" \
        publish "$work/poor" >"$out" 2>"$err"
    check "a disk without links is refused" [ $? -eq 78 ]
    tells "what to do is told" 'local disk'
    exits "a fixed folder" 0 publish "$work/poorfixed" --in-place
    state "$work/poorfixed" >"$work/first"
    strace -f -o /dev/null -e trace=renameat2 \
        -e inject=renameat2:error=EINVAL "$GONGKAI" --lang en -C "$site" \
        --set site.title=别的 publish "$work/poorfixed" >"$out" 2>"$err"
    check "a disk that cannot exchange folders is refused" [ $? -eq 78 ]
    state "$work/poorfixed" >"$work/now"
    check "the old site stands" cmp "$work/first" "$work/now"
}

unwritable() {
    if [ "$(id -u)" -ne 0 ] || ! have setpriv; then
        skip "a folder that cannot be written" "needs root and setpriv"
        return
    fi
    mkdir "$work/closed"
    chmod 755 "$work" "$work/closed"
    chmod -R a+rX "$site"
    cp "$GONGKAI" "$work/program"
    setpriv --reuid=65534 --regid=65534 --clear-groups "$work/program" \
        --lang en -C "$site" publish "$work/closed/www" >"$out" 2>"$err"
    check "a folder that cannot be written is the system's matter" \
        [ $? -eq 74 ]
    tells "what to do is told" 'owner and mode'
}

publish_k() {
    "$GONGKAI" -q -C "$site" --set "site.title=$1" publish "$2" --keep 2 \
        >/dev/null 2>&1
}

# Readers see one release, whole: its own list says so, and every page bears
# one title.
is_whole() {
    timeout 60 "$GONGKAI" -q verify "$1" >"$work/told" 2>&1 || return 1
    [ "$(grep -rhoE '<title>.*</title>' "$1/" | grep -oE '版[0-9]+号' |
        sort -u | wc -l)" -eq 1 ]
}

kill_at() { # the folder that is published, what readers see
    start=$(date +%s%N)
    publish_k 版0号 "$1"
    length=$((($(date +%s%N) - start) / 1000000 + 1))
    bad=0
    cut=0
    seed=7
    n=0
    while [ $n -lt "$KILLS" ]; do
        n=$((n + 1))
        seed=$(((seed * 1103515245 + 12345) % 2147483648))
        delay=$((seed / 65536 % length))
        "$GONGKAI" -q -C "$site" --set "site.title=版${n}号" publish "$1" \
            --keep 2 >/dev/null 2>&1 &
        run=$!
        sleep "$(printf '0.%03d' $((delay % 1000)))"
        if kill -9 $run 2>/dev/null; then cut=$((cut + 1)); fi
        wait $run 2>/dev/null
        is_whole "$2" || bad=$((bad + 1))
    done
    check "$KILLS kills of $3: $bad half states ($cut runs cut short)" \
        [ $bad -eq 0 ]
    check "some runs were cut short" [ "$cut" -gt 0 ]
    check "the next run ends well" publish_k 版9999号 "$1"
    check "readers see it" grep -q 版9999号 "$2/index.html"
    check "it is whole" is_whole "$2"
    echo "publish, $3: $KILLS kills, $cut cut short, $bad half states"
}

killed() {
    uncounted
    title 版0号
    kill_at "$work/kill" "$work/kill/current" "a linked site"
    check "nothing half is left" not ls "$work"/kill/releases/*.new
    mkdir "$work/killfixed"
    exits "a fixed folder" 0 publish "$work/killfixed/www" --in-place
    kill_at "$work/killfixed/www" "$work/killfixed/www" "a fixed folder"
    counted
}

failed_at() { # a call, an error
    n=1
    while [ $n -le 60 ]; do
        timeout 60 strace -f -o /dev/null -e "trace=$1" \
            -e "inject=$1:error=$2:when=$n" "$GONGKAI" -q -C "$site" \
            --set "site.title=版${n}号" publish "$work/fail" \
            >"$work/told" 2>&1
        code=$?
        is_whole "$work/fail/current" || {
            echo "half a site at $1 $n"
            return 1
        }
        [ $code -eq 0 ] && return
        case $code in
        1 | 70 | 74 | 78) ;;
        *)
            echo "exit code $code at $1 $n"
            cat "$work/told"
            return 1
            ;;
        esac
        if [ $n -lt 4 ]; then n=$((n + 1)); else n=$((n + 17)); fi
    done
}

failing() {
    if ! have strace || ! strace -o /dev/null true 2>/dev/null; then
        skip "errors of the disk" "strace does not work here"
        return
    fi
    uncounted
    publish_k 版0号 "$work/fail"
    check "a full disk at any write leaves the old site" \
        failed_at write ENOSPC
    check "... a bad one at any sync" failed_at fsync EIO
    check "... at syncfs" failed_at syncfs EIO
    check "... a link that cannot be made" failed_at symlinkat EIO
    check "... a renaming that fails" failed_at renameat,renameat2,rename EIO
    counted
}

two_at_once() {
    if ! have strace || ! strace -o /dev/null true 2>/dev/null; then
        skip "a second run is told to wait" "strace does not work here"
        return
    fi
    hold symlinkat 1 "$GONGKAI" -q -C "$site" publish "$work/busy" \
        >/dev/null 2>&1
    exits "a second publish is told to wait" 75 publish "$work/busy"
    tells "by whom" 'publish, pid [0-9]+, since'
    let_go
    check "the first one ends well" [ $? -eq 0 ]
    exits "the lock is free again" 0 publish "$work/busy"
}

# A server of our own on the loopback, with keys made for this run.
start_sshd() {
    [ -x /usr/sbin/sshd ] && have ssh && have rsync || return 1
    if [ "$(id -u)" -eq 0 ]; then mkdir -p /run/sshd || return 1; fi
    far=$work/far
    mkdir "$far"
    ssh-keygen -q -t ed25519 -N '' -f "$far/host" &&
        ssh-keygen -q -t ed25519 -N '' -f "$far/user" || return 1
    port=$((20000 + $$ % 20000))
    cat >"$far/config" <<EOF
Port $port
ListenAddress 127.0.0.1
HostKey $far/host
AuthorizedKeysFile $far/user.pub
StrictModes no
PidFile none
UsePAM no
PasswordAuthentication no
EOF
    /usr/sbin/sshd -f "$far/config" -D -e 2>"$far/log" &
    sshd=$!
    trap 'kill $sshd 2>/dev/null; rm -rf "$work"' EXIT
    SSH="ssh -p $port -i $far/user -o IdentitiesOnly=yes -o LogLevel=ERROR"
    SSH="$SSH -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
    export SSH
    dest=$(id -un)@127.0.0.1:$far/www
    await $SSH -o BatchMode=yes "${dest%%:*}" true
}

sends() { # sentence, code, arguments of publish-ssh
    sentence=$1
    wanted=$2
    shift 2
    timeout 120 scripts/publish-ssh -C "$site" "$@" >"$out" 2>"$err" </dev/null
    code=$?
    if [ "$code" -eq "$wanted" ]; then
        pass
    else
        echo "exit code $code, wanted $wanted" >>"$err"
        fail "$sentence" "$err"
    fi
}

by_ssh() {
    if ! start_sshd; then
        skip "publishing by ssh" "no sshd can be started here"
        return
    fi
    title 甲
    sends "a site is sent" 0 "$dest"
    tells "the last line says so" 'was updated'
    exits "it is whole on the server" 0 verify "$far/www/current"
    state "$far/www/current" >"$work/first"
    sends "nothing new is nothing sent" 0 "$dest"
    tells "the last line says so" 'was not changed$'
    title 乙
    sends "a dry run tells what would change" 0 --dry-run "$dest"
    prints "a changed page is listed" '^~ index.html$'
    sends "a second is sent" 0 "$dest" --keep 1
    check "readers see it" grep -q 乙 "$far/www/current/index.html"
    state "$far/www/current" >"$work/second"
    sends "it is put back" 0 --rollback "$dest"
    state "$far/www/current" >"$work/now"
    check "byte for byte" cmp "$work/first" "$work/now"
    sends "before the first there is none" 1 --rollback "$dest"
    sends "an error in the text sends nothing" 2 --as pdf "$dest"
    sends "no shell reads the folder's name" 2 "${dest%%:*}:/tmp/\$(id)"

    # The connection is lost in the middle: rsync is the one that dies.
    mkdir "$far/bin"
    cat >"$far/bin/rsync" <<EOF
#!/bin/sh
case "\$*" in *--server*) exec $(command -v rsync) "\$@" ;; esac
$(command -v rsync) --bwlimit=20 "\$@" & run=\$!
sleep 1
kill -9 \$run
exit 12
EOF
    chmod +x "$far/bin/rsync"
    title 丙
    was=$(readlink "$far/www/current")
    sentence="a lost connection leaves the old site"
    PATH="$far/bin:$PATH" timeout 60 scripts/publish-ssh -C "$site" "$dest" \
        >"$out" 2>"$err"
    check "$sentence" [ $? -eq 74 ]
    tells "the last line says so" 'was not changed$'
    check "readers see what they saw" \
        [ "$(readlink "$far/www/current")" = "$was" ]
    sends "the next run completes it" 0 "$dest" --keep 1
    check "one old release is kept" [ "$(releases "$far/www/releases")" -eq 2 ]

    # Somebody holds the lock.
    title 丁
    flock -o "$far/www/.publish.lock" sleep 300 &
    holder=$!
    await not flock -n "$far/www/.publish.lock" true
    sends "a second publisher is told to wait" 75 "$dest"
    kill $holder 2>/dev/null
    wait $holder 2>/dev/null
    check "readers see what they saw" grep -q 丙 "$far/www/current/index.html"

    kill $sshd
    wait $sshd 2>/dev/null
    sends "a server that is not there is the system's matter" 74 "$dest"
    echo '[链接](nowhere.md)' >>"$site/content/about.md"
    sends "with an error in the texts nobody is called" 1 "$dest"
    sed -i '$d' "$site/content/about.md"
}

by_rclone() {
    if ! have rclone; then
        skip "publishing by rclone" "there is no rclone"
        return
    fi
    bucket=$work/bucket
    mkdir "$bucket"
    echo letter >"$bucket/letter.txt"
    title 甲
    export RCLONE_CONFIG="$work/rclone.conf"
    : >"$RCLONE_CONFIG"
    check "a site is put into a store" scripts/publish-rclone -C "$site" \
        ":local:$bucket"
    exits "the site as it was built" 0 build
    check "its pages are those of public/" cmp "$site/public/2020/r03.html" \
        "$bucket/2020/r03.html"
    title 乙
    mv "$site/content/about.md" "$work/about.md"
    sed -i 's/(about.md)//; s/(..\/about.md)//' "$site/content/2020/"*.md
    scripts/publish-rclone -C "$site" --dry-run ":local:$bucket" \
        >"$out" 2>"$err"
    prints "a page that would vanish is listed" '^- about.html$'
    check "it is there yet" test -e "$bucket/about.html"
    check "a second is put there" scripts/publish-rclone -C "$site" \
        ":local:$bucket"
    check "the withdrawn page is gone" test ! -e "$bucket/about.html"
    check "readers see the second" grep -q 乙 "$bucket/index.html"
    check "a stranger's file stays" grep -qx letter "$bucket/letter.txt"
    mv "$work/about.md" "$site/content/about.md"
}

all="linked in_place forms refused poor_disk unwritable killed failing
two_at_once by_ssh by_rclone"
for part in ${*:-$all}; do
    $part
done
finish
