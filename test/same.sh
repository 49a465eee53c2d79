#!/bin/sh
#
# same - the same input gives the same bytes: whatever the folder, the time
# zone, the locale, the umask, the user, the number of threads, the order of
# the directory entries and the age of the files.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program

# Copies the sample site, file by file in the order that "$2" (sort's) gives.
copy_sample() {
    mkdir -p "$1"
    # shellcheck disable=SC2086 # an option or none
    find config.ini content themes -type f | LC_ALL=C sort $2 |
        while IFS= read -r file; do
            mkdir -p "$1/$(dirname "$file")"
            cp "$file" "$1/$file"
        done
}

set_age() { # a folder, seconds since 1970
    find "$1/config.ini" "$1/content" "$1/themes" -exec touch -d "@$2" {} +
}

# Every file with its print, and the mode of everything.
list() {
    (
        cd "$1" || exit
        find . -type f -exec sha256sum {} + | LC_ALL=C sort -k 2
        find . -printf '%m %y %p\n' | LC_ALL=C sort -k 3
    )
}

build_in() { # a folder, then how to run it
    folder=$1
    shift
    "$@" -q -C "$folder" >"$work/told" 2>&1
}

same() { # sentence, folder
    list "$2/public" >"$work/that"
    check "$1" cmp "$work/this" "$work/that"
}

# Where the kernel lists a folder's entries in the order they were made.
memory=/dev/shm
[ -w $memory ] || memory=$work
memory=$(mktemp -d "$memory"/same.XXXXXX)
trap 'rm -rf "$work" "$memory"' EXIT

one=$work/one
copy_sample "$one" ""
umask 022
check "the sample builds" build_in "$one" \
    env LC_ALL=C TZ=UTC "$GONGKAI" build --jobs 1
list "$one/public" >"$work/this"
check "the sample has pages" grep -q index.html "$work/this"

two="$work/另一个 folder/two"
copy_sample "$two" ""
set_age "$two" 0
umask 077
check "it builds elsewhere" build_in "$two" \
    env LC_ALL=zh_CN.UTF-8 TZ=Asia/Shanghai "$GONGKAI" build --jobs 8
same "folder, zone, locale, umask, threads and files of 1970 change nothing" \
    "$two"

three=$memory/three
copy_sample "$three" -r
set_age "$three" 4294967295
umask 000
sleep 1
check "it builds from reversed folders" build_in "$three" \
    env LC_ALL=zh_CN.GB18030 LANG=xx TZ=America/St_Johns TMPDIR=/nonexistent \
    "$GONGKAI" build --jobs 3
same "order of entries, a second later and files of 2106 change nothing" \
    "$three"
umask 022

if [ "$(id -u)" -eq 0 ] && have setpriv; then
    four=$memory/four
    copy_sample "$four" ""
    chown -R 65534:65534 "$four"
    chmod 755 "$memory"
    cp "$GONGKAI" "$memory/gongkai"
    check "another user builds it" build_in "$four" \
        setpriv --reuid=65534 --regid=65534 --clear-groups \
        "$memory/gongkai" build
    same "another user changes nothing" "$four"
else
    skip "another user changes nothing" "needs root and setpriv"
fi

files_0644() {
    [ -z "$(find "$1" -type f ! -perm 0644 -print)" ]
}

folders_0755() {
    [ -z "$(find "$1" -type d ! -perm 0755 -print)" ]
}

check "files have the mode 0644" files_0644 "$two/public"
check "folders have the mode 0755" folders_0755 "$two/public"

untouched() {
    find "$1/public" -printf '%i %T@ %p\n' | LC_ALL=C sort
}

untouched "$one" >"$work/before"
check "a second build succeeds" build_in "$one" "$GONGKAI" build
untouched "$one" >"$work/after"
check "a second build touches nothing" cmp "$work/before" "$work/after"

# An update has to end where a build from nothing ends.
text=$(find content -name '*.md' | LC_ALL=C sort | grep / | head -n 1)
printf '\n补充一段文字。\n' >>"$one/$text"
printf '\n补充一段文字。\n' >>"$two/$text"
rm -rf "$two/public"
check "an edited site builds" build_in "$one" "$GONGKAI" build
check "an edited site builds from nothing" build_in "$two" "$GONGKAI" build
list "$two/public" >"$work/this"
check "the edit shows" test -s "$work/this"
same "an update is the same as a build from nothing" "$one"

# The second line of `times` tells of the children.
fresh=$work/fresh
copy_sample "$fresh" ""
(
    build_in "$fresh" "$GONGKAI" build
    times >"$work/times"
    sed -n '2s/^/processor time of a build (user, system): /p' "$work/times"
)
finish
