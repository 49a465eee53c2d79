#!/bin/sh
#
# archive - discs, sticks and zips: read back by readers that are not ours,
# held against public/ byte for byte, made twice, cut short, damaged.
#
#   test/archive.sh [PART...]            the functions below, by name
#   KILLS=200 test/archive.sh killed     kills so many runs (12)

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program

export ASAN_OPTIONS="detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
unset SOURCE_DATE_EPOCH
KILLS=${KILLS:-12}
out=$work/out
err=$work/err
site=$work/site
# A stick's path is seldom a tidy one.
disc="$work/归档 盘/2020 年"
mkdir -p "$site" "$disc"
cp -r config.ini content themes "$site"
printf '\n[archive]\nreadme = 放在村委会，谁都可以借。\n' >>"$site/config.ini"

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

# All of public/ is in the copy, byte for byte; only what archives add is more.
has_public() {
    (cd "$site/public" && find . -type f) | while IFS= read -r file; do
        cmp "$site/public/$file" "$1/$file" || exit 1
    done &&
        (cd "$1" && find . -type f) | while IFS= read -r file; do
            case $file in
            ./start.html | ./readme.txt | ./manifest-sha256.txt*) continue ;;
            ./source/*) continue ;;
            esac
            [ -e "$site/public/$file" ] || { echo "extra: $file"; exit 1; }
        done
}

all_sums_hold() {
    (cd "$1" && sha256sum -c --quiet --strict manifest-sha256.txt)
}

made() {
    exits "the site builds" 0 build
    exits "all three are made in one run" 0 archive --usb "$disc/usb" \
        --zip "$disc/a.zip" --iso "$disc/a.iso"
    tells "the last line says that the site stands" 'was not changed$'
    check "the stick has all of public/" has_public "$disc/usb"
    check "sha256sum alone proves the stick" all_sums_hold "$disc/usb"
    check "nothing is left beside them" not grep -qv '^usb$\|^a\.' <<EOF
$(ls -A "$disc")
EOF
    for copy in usb a.zip a.iso; do
        exits "verify finds $copy whole" 0 verify "$disc/$copy"
    done
    exits "verify reads what build made, too" 0 verify "$site/public"
    check "the readme is in Chinese, for the notepad" \
        grep -q "$(printf '怎样打开\r')" "$disc/usb/readme.txt"
    check "the readme has the office's own sentence" \
        grep -q '放在村委会' "$disc/usb/readme.txt"
    # Which scripts are ours only the site knows.
    timeout 60 "$GONGKAI" --lang en check "$disc/usb" >"$out" 2>"$err"
    check "the pages pass the check in their new place" \
        not grep -q 'error: ' <<EOF
$(grep -v '\[script\]$' "$err")
EOF
}

# The same tree by readers that share no code with each other or with us.
read_back() {
    if ! have bsdtar || ! have unzip; then
        skip "other readers" "there is no bsdtar or unzip"
        return
    fi
    mkdir "$work/tar" "$work/xor" "$work/zip" "$work/unzip"
    check "bsdtar reads the disc" bsdtar -xf "$disc/a.iso" -C "$work/tar"
    check "bsdtar finds public/ on it" has_public "$work/tar"
    check "its manifest holds" all_sums_hold "$work/tar"
    check "bsdtar reads the zip" bsdtar -xf "$disc/a.zip" -C "$work/zip"
    check "bsdtar finds public/ in it" has_public "$work/zip"
    check "unzip reads the zip" unzip -q "$disc/a.zip" -d "$work/unzip"
    check "unzip finds public/ in it" has_public "$work/unzip"
    if have xorriso; then
        check "xorriso reads the disc" xorriso -osirrox on \
            -indev "$disc/a.iso" -extract / "$work/xor"
        chmod -R u+w "$work/xor"
        check "xorriso finds public/ on it" has_public "$work/xor"
    else
        skip "xorriso reads the disc" "there is no xorriso"
    fi
}

# One of the disc's trees, by isoinfo: -J Joliet, -R Rock Ridge, none: plain.
tree_files() {
    # shellcheck disable=SC2086 # a switch or none
    isoinfo $1 -f -i "$disc/a.iso" | sed 's/;1$//' |
        grep -v '^/$' | LC_ALL=C sort
}

# Systems without Joliet show the plain names in small letters.
lay_plain() {
    isoinfo -f -i "$disc/a.iso" | while IFS= read -r path; do
        case $path in *\;1) ;; *) continue ;; esac
        name=$(printf '%s' "${path%;1}" | tr 'A-Z' 'a-z')
        mkdir -p "$work/plain$(dirname "$name")"
        isoinfo -i "$disc/a.iso" -x "$path" >"$work/plain$name" || exit 1
    done
}

trees() {
    if ! have isoinfo; then
        skip "the three trees of the disc" "there is no isoinfo"
        return
    fi
    tree_files -R >"$work/rock"
    tree_files -J >"$work/joliet"
    tree_files "" | tr 'A-Z' 'a-z' >"$work/simple"
    check "the disc has files" grep -q '^/2020/r03.html$' "$work/rock"
    check "Joliet and Rock Ridge list the same files" \
        cmp "$work/rock" "$work/joliet"
    sed 's/manifest-sha256/manifest_sha256/' "$work/rock" |
        LC_ALL=C sort >"$work/wanted"
    LC_ALL=C sort -o "$work/simple" "$work/simple"
    check "the plain tree lists the same files in capitals" \
        cmp "$work/wanted" "$work/simple"
    check "isoinfo reads every file of the plain tree" lay_plain
    mv "$work/plain/manifest_sha256.txt" "$work/plain/manifest-sha256.txt"
    check "isoinfo finds public/ in the plain tree" has_public "$work/plain"
    check "the plain tree's manifest holds" all_sums_hold "$work/plain"
    mkdir "$work/CAPITALS"
    (cd "$work/plain" && find . -type f) | while IFS= read -r file; do
        name=$(printf '%s' "$file" | tr 'a-z-' 'A-Z_')
        mkdir -p "$(dirname "$work/CAPITALS/$name")"
        cp "$work/plain/$file" "$work/CAPITALS/$name"
    done
    exits "verify knows the plain names" 0 verify "$work/CAPITALS"
    isoinfo -d -i "$disc/a.iso" >"$work/volume"
    check "the disc bears the year" grep -q 'GONGKAI_2020' "$work/volume"
    for system in Joliet 'Rock Ridge'; do
        check "the disc has $system" grep -q "$system" "$work/volume"
    done
}

# Every name comes back from FAT32 as it went there, whether mtools write the
# image or the system does, where it knows FAT and lets us mount.
stick() {
    if ! have mkfs.vfat || ! have mcopy; then
        skip "FAT32 keeps every name" "there is no mkfs.vfat or mcopy"
        return
    fi
    truncate -s 40M "$work/fat.img"
    mkfs.vfat -F 32 "$work/fat.img" >/dev/null
    mkdir "$work/fat"
    check "all goes onto FAT32" mcopy -s -i "$work/fat.img" "$disc/usb" ::
    check "all comes back" mcopy -s -n -i "$work/fat.img" ::usb "$work/fat"
    check "FAT32 keeps every name and byte" diff -r "$disc/usb" "$work/fat/usb"
    exits "verify finds what came back whole" 0 verify "$work/fat/usb"
    mounted_stick
    whole_disk
    without_exchange
}

mounted_stick() {
    mkdir "$work/stick"
    # shellcheck disable=SC2016
    if ! unshare -m sh -c 'mount -o loop "$1" "$2"' sh "$work/fat.img" \
        "$work/stick" 2>"$err"; then
        skip "a stick that is mounted" "$(sed 's/.*: //; q' "$err")"
        return
    fi
    # Written, replaced, and read back after it was unmounted.
    # shellcheck disable=SC2016
    check "a mounted FAT32 takes the folder, twice" unshare -m sh -c '
        mount -o loop "$1" "$2" && cd "$3" || exit
        "$GONGKAI" -q archive --usb "$2/twice" --set site.title=甲 &&
            "$GONGKAI" -q archive --usb "$2/twice" && umount "$2" || exit
        mount -o loop,ro "$1" "$2" && diff -r "$4" "$2/twice" &&
            "$GONGKAI" -q verify "$2/twice"' \
        sh "$work/fat.img" "$work/stick" "$site" "$disc/usb"
}

# The stick itself cannot be swapped: a folder on it is asked for.
whole_disk() {
    mkdir -p "$work/whole"
    # shellcheck disable=SC2016
    if ! unshare -Urm sh -c 'mount -t tmpfs tmpfs "$1"' sh "$work/whole" \
        2>/dev/null; then
        skip "the stick itself is no folder" "no user namespaces"
        return
    fi
    # shellcheck disable=SC2016
    check "the stick itself is no folder, one on it is" unshare -Urm sh -c '
        mount -t tmpfs tmpfs "$1" && echo letter >"$1/letter" || exit
        "$GONGKAI" --lang en -C "$2" archive --usb "$1" 2>"$3"
        code=$?
        [ $code -eq 78 ] && [ "$(ls -A "$1")" = letter ] &&
            "$GONGKAI" -q -C "$2" archive --usb "$1/gongkai" &&
            "$GONGKAI" -q verify "$1/gongkai"' \
        sh "$work/whole" "$site" "$err"
    tells "a folder on it is named" 'name a folder on it: .*/gongkai'
}

# FAT of older systems cannot exchange two folders.
without_exchange() {
    if ! have strace || ! strace -o /dev/null true 2>/dev/null; then
        skip "a disk without exchange" "strace does not work here"
        return
    fi
    mkdir "$work/old"
    for title in 甲 乙; do
        check "a disk that cannot exchange folders takes $title" \
            strace -f -o /dev/null -e trace=renameat2 \
            -e inject=renameat2:error=EINVAL "$GONGKAI" -q -C "$site" \
            --set "site.title=$title" archive --usb "$work/old/usb"
        exits "it is whole" 0 verify "$work/old/usb"
    done
    check "the newer one stands" grep -q 乙 "$work/old/usb/index.html"
    check "and nothing beside it" [ "$(ls -A "$work/old")" = usb ]
}

same_twice() {
    mkdir "$work/again"
    sleep 2
    cp -r "$site" "$work/elsewhere"
    (
        umask 077
        cd "$work/elsewhere" || exit
        env TZ=America/St_Johns LC_ALL=C TMPDIR=/nonexistent "$GONGKAI" -q \
            archive --zip "$work/again/a.zip" --iso "$work/again/a.iso" \
            --usb "$work/again/usb" --set build.jobs=1 >/dev/null 2>"$err"
    )
    check "another time, zone, folder and umask: the same zip" \
        cmp "$disc/a.zip" "$work/again/a.zip"
    check "... the same disc" cmp "$disc/a.iso" "$work/again/a.iso"
    check "... the same stick" diff -r "$disc/usb" "$work/again/usb"
    SOURCE_DATE_EPOCH=1600000000 timeout 60 "$GONGKAI" -q -C "$site" archive \
        --iso "$work/epoch.iso" >/dev/null 2>"$err"
    check "SOURCE_DATE_EPOCH dates the disc" \
        not cmp -s "$disc/a.iso" "$work/epoch.iso"
    for bad in abc -1 99999999999 ''; do
        export SOURCE_DATE_EPOCH="$bad"
        exits "SOURCE_DATE_EPOCH=$bad is refused" 2 archive \
            --zip "$work/never.zip"
    done
    export SOURCE_DATE_EPOCH=0
    exits "SOURCE_DATE_EPOCH=0 is a time" 0 archive --zip "$work/epoch.zip"
    unset SOURCE_DATE_EPOCH
    check "no file was made of a bad one" not test -e "$work/never.zip"
}

# The same of files in a zip and on a disc, as other programs leave them.
packed_damage() {
    rm -rf "$work/spoilt"
    cp -r "$disc/usb" "$work/spoilt"
    rm "$work/spoilt/about.html"
    echo x >"$work/spoilt/2020/new.html"
    printf x | dd of="$work/spoilt/2020/r03.html" bs=1 seek=100 \
        conv=notrunc 2>/dev/null
    made=
    if have zip; then
        (cd "$work/spoilt" && zip -q -r "$work/spoilt.zip" .)
        made=$work/spoilt.zip
    fi
    if have xorriso; then
        xorriso -as mkisofs -quiet -r -J -o "$work/spoilt.iso" \
            "$work/spoilt" 2>/dev/null
        made="$made $work/spoilt.iso"
    fi
    for file in $made; do
        kind=${file##*.}
        exits "three faults in the $kind are found" 1 verify "$file"
        tells "the changed one" 'r03.html: error: .*\[hash\]'
        tells "the missing one" 'about.html: error: .*\[gone\]'
        tells "the extra one" '2020/new.html: error: .*\[extra\]'
        check "and no others" [ "$(grep -c ' error: ' "$err")" -eq 3 ]
    done
    # A flipped bit at eight places: in the files' bytes and between them.
    size=$(stat -c %s "$disc/a.zip")
    missed=0
    for part in 1 2 3 4 5 6 7 8; do
        cp "$disc/a.zip" "$work/flip.zip"
        at=$((size * part / 9))
        byte=$(od -An -tu1 -j $at -N 1 "$work/flip.zip" | tr -d ' ')
        # shellcheck disable=SC2059 # the format is the byte
        printf "\\$(printf %o $((byte ^ 1)))" |
            dd of="$work/flip.zip" bs=1 seek=$at conv=notrunc 2>/dev/null
        "$GONGKAI" -q verify "$work/flip.zip" >/dev/null 2>&1 &&
            missed=$((missed + 1))
    done
    check "a flipped bit in the zip is found, wherever it is" [ $missed -eq 0 ]
}

damaged() {
    copy="$work/damaged"
    cp -r "$disc/usb" "$copy"
    page=$copy/2020/r03.html
    printf 'x' | dd of="$page" bs=1 seek=100 conv=notrunc 2>/dev/null
    exits "one changed byte is found" 1 verify "$copy"
    tells "it is told with its file" '^2020/r03.html: error: .*\[hash\]'
    cp "$disc/usb/2020/r03.html" "$page"
    rm "$copy/about.html"
    exits "a missing file is found" 1 verify "$copy"
    tells "it is told" '^about.html: error: .*\[gone\]'
    cp "$disc/usb/about.html" "$copy/"
    echo x >"$copy/2020/new.html"
    exits "an extra file is found" 1 verify "$copy"
    tells "it is told" '^2020/new.html: error: .*\[extra\]'
    rm "$copy/2020/new.html"
    mv "$page" "$work/swap"
    mv "$copy/about.html" "$page"
    mv "$work/swap" "$copy/about.html"
    exits "two exchanged files are found" 1 verify "$copy"
    check "both are told" [ "$(grep -c '\[hash\]' "$err")" -eq 2 ]
    cp "$disc/usb/about.html" "$disc/usb/2020/r03.html" "$work"
    cp "$work/about.html" "$copy/"
    cp "$work/r03.html" "$page"
    ln -s about.html "$copy/link.html"
    exits "a link is extra, and not followed" 1 verify "$copy"
    rm "$copy/link.html"
    exits "the mended copy is whole" 0 verify "$copy"
    for line in "../x" "/x" "~/x" 'C:\x' "about.html"; do
        cp "$disc/usb/manifest-sha256.txt" "$copy/"
        printf '%064d  %s\n' 0 "$line" >>"$copy/manifest-sha256.txt"
        exits "a manifest with $line is refused" 1 verify "$copy"
        tells "its line is told" 'manifest-line|manifest-sha256.txt:[0-9]+'
    done
    exits "a folder without a manifest is none" 1 verify "$work/again"
    size=$(stat -c %s "$disc/a.zip")
    for part in 2 3 7; do
        head -c $((size / part)) "$disc/a.zip" >"$work/cut.zip"
        exits "a cut zip is found" 1 verify "$work/cut.zip"
    done
    packed_damage
    cp "$disc/a.iso" "$work/bad.iso"
    at=$(grep -abo '目标' "$work/bad.iso" | sed -n '1s/:.*//p')
    printf 'x' | dd of="$work/bad.iso" bs=1 seek="$at" conv=notrunc 2>/dev/null
    exits "a changed byte on the disc is found" 1 verify "$work/bad.iso"
    head -c 200000 "$disc/a.iso" >"$work/bad.iso"
    exits "half a disc is found" 1 verify "$work/bad.iso"
    exits "a file that is no archive is none" 1 verify config.ini
    exits "a copy that is not there is the system's matter" 74 verify nowhere
}

refused() {
    exits "archive wants to know where to" 2 archive
    exits "a medium is cd, dvd or a size" 2 archive --zip x.zip --media tape
    exits "what does not fit is refused" 1 archive --iso "$disc/large.iso" \
        --media 100k
    tells "the largest are named" 'largest: [a-z0-9]+/'
    exits "a zip that does not fit is refused" 1 archive \
        --zip "$disc/large.zip" --media 10k
    exits "a folder that does not fit is refused" 1 archive \
        --usb "$disc/large" --media 100k
    exits "what fits is made" 0 archive --iso "$work/fits.iso" --media cd
    check "nothing of it stands" not ls "$disc"/large*
    echo letter >"$work/letter.zip"
    exits "somebody else's file is not replaced" 78 archive \
        --zip "$work/letter.zip"
    check "it is as it was" grep -qx letter "$work/letter.zip"
    (cd "$work" && zip -q stranger.zip letter.zip)
    exits "nor is somebody else's zip" 78 archive --zip "$work/stranger.zip"
    cp -r "$disc/usb" "$work/mixed"
    echo letter >"$work/mixed/letter.txt"
    exits "nor a folder with a letter in it" 78 archive --usb "$work/mixed"
    check "the letter is as it was" grep -qx letter "$work/mixed/letter.txt"
    exits "nothing goes among the texts" 78 archive --zip content/a.zip
    cp "$disc/a.zip" "$work/own.zip"
    exits "an earlier archive is replaced" 0 archive --zip "$work/own.zip" \
        --usb "$disc/usb"
    check "it is the same" cmp "$disc/a.zip" "$work/own.zip"
    echo '[链接](nowhere.md)' >>"$site/content/about.md"
    exits "with an error nothing is made" 1 archive --zip "$work/broken.zip"
    check "no file stands" not test -e "$work/broken.zip"
    sed -i '$d' "$site/content/about.md"
}

signed() {
    if ! have minisign; then
        skip "signatures" "there is no minisign"
        return
    fi
    minisign -G -W -p "$work/town.pub" -s "$work/town.key" >/dev/null
    minisign -G -W -p "$work/other.pub" -s "$work/other.key" >/dev/null
    exits "an archive is signed" 0 archive --zip "$work/s.zip" \
        --usb "$work/signed" --iso "$work/s.iso" --sign "$work/town.key"
    check "minisign alone proves it" minisign -Vqm \
        "$work/signed/manifest-sha256.txt" -p "$work/town.pub"
    for copy in signed s.zip s.iso; do
        exits "verify proves $copy" 0 verify "$work/$copy" \
            --key "$work/town.pub"
    done
    exits "the line of the key will do" 0 verify "$work/s.zip" \
        --key "$(tail -n 1 "$work/town.pub")"
    exits "another's key does not prove it" 1 verify "$work/s.zip" \
        --key "$work/other.pub"
    tells "it is told" '\[signature\]'
    exits "what is not signed is not proved" 1 verify "$disc/a.zip" \
        --key "$work/town.pub"
    exits "the private key is no public one" 78 verify "$work/s.zip" \
        --key "$work/town.key"
    check "the private key is not in the archive" not grep -rqF \
        "$(tail -n 1 "$work/town.key")" "$work/signed"
    check "the readme tells the public one" grep -qF \
        "$(tail -n 1 "$work/town.pub")" "$work/signed/readme.txt"
    sed 's/about/abuot/' "$work/signed/manifest-sha256.txt" >"$work/sums"
    cp "$work/sums" "$work/signed/manifest-sha256.txt"
    exits "a changed manifest is found by its signature" 1 \
        verify "$work/signed" --key "$work/town.pub"
    tells "it is told" '\[signature\]'
    printf 'secret\nsecret\n' | minisign -G -f -p "$work/town.pub" \
        -s "$work/town.key" >/dev/null 2>&1
    sentence="a key with a password is opened by it"
    echo secret | timeout 120 "$GONGKAI" -q -C "$site" archive \
        --zip "$work/s.zip" --sign "$work/town.key" >"$out" 2>"$err"
    check "$sentence" [ $? -eq 0 ]
    exits "it signs, too" 0 verify "$work/s.zip" --key "$work/town.pub"
    echo wrong | timeout 120 "$GONGKAI" -q -C "$site" archive \
        --zip "$work/w.zip" --sign "$work/town.key" >"$out" 2>"$err"
    check "a wrong password is told" [ $? -eq 78 ]
    check "nothing was made" not test -e "$work/w.zip"
}

with_source() {
    printf '## 草稿\n\n秘密的草稿。\n' >"$work/draft"
    mkdir "$site/content/2031"
    {
        printf -- '---\ntitle: 草稿\nyear: 2031\ndraft: true\n---\n\n'
        cat "$work/draft"
    } >"$site/content/2031/report.md"
    exits "the texts come along" 0 archive --usb "$work/source" \
        --set archive.include_source=true
    check "a text is as it was written" cmp \
        "$site/content/2020/report.md" "$work/source/source/2020/report.md"
    check "a draft never comes along" not grep -rq '秘密的草稿' "$work/source"
    exits "they are in the manifest" 0 verify "$work/source"
    rm -r "$site/content/2031"
}

# A disc a year: what is on another disc has a page that says so.
split() {
    years=$work/years
    mkdir -p "$years/site"
    cp -r test/sample/config.ini test/sample/content themes "$years/site"
    timeout 60 "$GONGKAI" -C "$years/site" archive --split \
        --usb "$years/盘" --iso "$years/a.iso" >"$out" 2>"$err"
    check "a disc a year is made" [ $? -eq 0 ]
    cat "$err" >>"$out"
    for disc_of in "$years"/盘-*; do
        exits "$(basename "$disc_of") is whole" 0 verify "$disc_of"
        timeout 60 "$GONGKAI" check "$disc_of" >"$out" 2>"$err"
        check "every link on $(basename "$disc_of") leads somewhere" \
            not grep -Eq '\[(page-link|page-anchor)\]' "$err"
    done
    check "there are two" [ "$(ls -d "$years"/盘-* | wc -l)" -eq 2 ]
    check "there are two images" [ "$(ls "$years"/a-*.iso | wc -l)" -eq 2 ]
}

# What is seen under the final names: the old, the new, or nothing.
state_is_whole() {
    for copy in k/usb k/a.zip k/a.iso; do
        [ -e "$work/$copy" ] || continue
        timeout 60 "$GONGKAI" -q verify "$work/$copy" || return 1
    done
}

archive_k() {
    "$GONGKAI" -q -C "$site" --set "site.title=$1" archive --usb "$work/k/usb" \
        --zip "$work/k/a.zip" --iso "$work/k/a.iso" >/dev/null 2>&1
}

# Kills at random moments of a run, whose length is measured before.
killed() {
    uncounted
    mkdir "$work/k"
    start=$(date +%s%N)
    archive_k 一
    length=$((($(date +%s%N) - start) / 1000000 + 1))
    bad=0
    cut=0
    seed=1
    n=0
    while [ $n -lt "$KILLS" ]; do
        n=$((n + 1))
        seed=$(((seed * 1103515245 + 12345) % 2147483648))
        delay=$((seed / 65536 % length))
        setsid "$GONGKAI" -q -C "$site" --set "site.title=$n" archive \
            --usb "$work/k/usb" --zip "$work/k/a.zip" --iso "$work/k/a.iso" \
            >/dev/null 2>&1 &
        run=$!
        sleep "$(printf '0.%03d' $((delay % 1000)))"
        if kill -9 $run 2>/dev/null; then cut=$((cut + 1)); fi
        wait $run 2>/dev/null
        state_is_whole >"$work/told" 2>&1 || bad=$((bad + 1))
    done
    check "$KILLS kills: $bad half states ($cut runs were cut short)" \
        [ $bad -eq 0 ]
    check "some runs were cut short" [ "$cut" -gt 0 ]
    check "the next run ends well" archive_k end
    check "it leaves all whole" state_is_whole
    check "and nothing beside" not grep -q '^\.' <<EOF
$(ls -A "$work/k")
EOF
    echo "archive: $KILLS kills, $cut cut short, $bad half states"
    counted
}

# Errors of the disk at the n-th call: told, 74, and no half file.
failed_at() { # a call, an error
    n=1
    while [ $n -le 60 ]; do
        rm -rf "$work/f"
        mkdir "$work/f"
        timeout 60 strace -f -o /dev/null -e "trace=$1" \
            -e "inject=$1:error=$2:when=$n" "$GONGKAI" -q -C "$site" archive \
            --usb "$work/f/usb" --zip "$work/f/a.zip" --iso "$work/f/a.iso" \
            >"$work/told" 2>&1
        code=$?
        for copy in usb a.zip a.iso; do
            [ ! -e "$work/f/$copy" ] ||
                "$GONGKAI" -q verify "$work/f/$copy" >>"$work/told" 2>&1 || {
                echo "half a $copy at $1 $n"
                return 1
            }
        done
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
    check "a full disk at any write leaves nothing half" failed_at write ENOSPC
    check "... a bad one at any sync" failed_at fsync EIO
    check "... at syncfs" failed_at syncfs EIO
    check "... a renaming that fails" failed_at renameat,renameat2,rename EIO
    check "... no more files to be opened" failed_at openat2 EMFILE
    counted
}

full_disk() {
    if ! unshare -Urm true 2>/dev/null; then
        skip "a disk that is full" "no user namespaces"
        return
    fi
    uncounted
    mkdir "$work/small"
    unshare -Urm sh -c "mount -t tmpfs -o size=200k tmpfs '$work/small' &&
        '$GONGKAI' -q --lang en -C '$site' archive --usb '$work/small/usb'; \
        code=\$?; ls -A '$work/small' | grep -q . && exit 99; exit \$code" \
        >"$out" 2>"$err"
    check "a full disk is told by 74, and nothing is left" [ $? -eq 74 ]
    tells "what is needed is told" '\[space\]'
    counted
}

two_at_once() {
    if ! have strace || ! strace -o /dev/null true 2>/dev/null; then
        skip "a second run is told to wait" "strace does not work here"
        return
    fi
    hold fsync 1 "$GONGKAI" -q -C "$site" archive --zip "$work/busy.zip" \
        >/dev/null 2>&1
    exits "a second run is told to wait" 75 archive --zip "$work/busy.zip"
    let_go
    check "the first one ends well" [ $? -eq 0 ]
    exits "its zip is whole" 0 verify "$work/busy.zip"
}

in_browser() {
    modules=test/browser/node_modules
    if ! have node || ! have chromium || ! [ -e $modules/.made-from ]; then
        skip "every link in a browser" "see scripts/setup test"
        return
    fi
    mkdir "$work/归 档"
    mv "$work/tar" "$work/归 档/光盘 一"
    for copy in "$work/归 档/光盘 一" "$work/plain" "$years"/盘-2020; do
        [ -d "$copy" ] || continue
        check "every link of $(basename "$copy") opens in a browser" \
            node test/browser/archive.test.mjs "$copy"
    done
}

all="made read_back trees stick same_twice damaged refused signed with_source
split killed failing full_disk two_at_once in_browser"
for part in ${*:-$all}; do
    $part
done
finish
