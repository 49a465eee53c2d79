#!/bin/sh
#
# golden - small sites become the pages that test/golden/NAME/expected has.
#
#   test/golden.sh [--update] [NAME...]
#
# A case has config.ini, content/ and perhaps setup.sh, run in the site's
# folder for what git cannot keep or what stands elsewhere under test/. Of a page the main element is compared, so
# that a change to the frame does not touch them all; the whole page where the
# expected one begins with <!DOCTYPE. files.txt lists the site's files, told.txt
# what the build says but for its last line. --update writes all anew, to be
# read before they are committed; for a further page, make an empty one first.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program
unset NO_COLOR SOURCE_DATE_EPOCH

update=
[ "${1:-}" = --update ] && update=yes && shift
[ $# -gt 0 ] || set -- test/golden/*/

lay_out() { # case folder, site
    mkdir "$2"
    cp -r themes "$1/config.ini" "$2/"
    [ ! -d "$1/content" ] || cp -r "$1/content" "$2/"
    [ ! -f "$1/setup.sh" ] || (cd "$2" && here=$here sh -e "$here/$1/setup.sh")
}

# What the build made of one expected file.
made() { # path below expected/, site
    case $1 in
    files.txt) (cd "$2/public" && find . -type f) | sed 's|^\./||' |
        LC_ALL=C sort ;;
    told.txt) sed '$d' "$2.told" ;;
    *.html) if head -n 1 "$folder/expected/$1" | grep -q '^<!DOCTYPE'; then
        cat "$2/public/$1"
    else
        sed -n '/<main/,/<\/main>/p' "$2/public/$1"
    fi ;;
    *) cat "$2/public/$1" ;;
    esac
}

# shellcheck disable=SC2317 # called by check
build() { # site
    timeout 600 "$GONGKAI" build --lang en -C "$1" </dev/null 2>"$1.told"
}

# shellcheck disable=SC2317 # called by check
is_clean() { # site
    timeout 600 "$GONGKAI" check "$1/public" --lang en </dev/null
}

compare() { # site
    (cd "$folder/expected" && find . -type f) | sed 's|^\./||' |
        LC_ALL=C sort >"$work/wanted"
    while IFS= read -r path; do
        made "$path" "$1" >"$work/made" 2>&1 ||
            echo "it was not made" >>"$work/made"
        [ -z "$update" ] || cp "$work/made" "$folder/expected/$path"
        check "$name: $path" diff "$folder/expected/$path" "$work/made"
    done <"$work/wanted"
}

here=$PWD
for folder in "$@"; do
    name=$(basename "$folder")
    folder=test/golden/$name
    site=$work/$name
    lay_out "$folder" "$site"
    check "$name builds" build "$site"
    check "$name is clean" is_clean "$site"
    compare "$site"
done
finish
