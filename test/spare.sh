#!/bin/sh
#
# spare - updates of the sample site that begin with the release before, from
# outside: each is the same as a build into a new folder, with its modes, and
# whoever is killed meanwhile leaves a whole site.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program
unset SOURCE_DATE_EPOCH

town=$work/town
page=$town/content/about.md
spare=$town/.public.spare

build() { # further options
    "$GONGKAI" -q -C "$town" build --set build.spare=1 "$@"
}

edit() { # a number
    printf '\n又写了一句，第%d句。\n' "$1" >>"$page"
}

tree() { # a folder
    (cd "$1" && find . -printf '%P %y %m %s\n' | LC_ALL=C sort)
}

# shellcheck disable=SC2317 # called by check
is_fresh() {
    rm -rf "$work/fresh"
    "$GONGKAI" -q -C "$town" build -o "$work/fresh" &&
        diff -r "$town/public" "$work/fresh" &&
        tree "$town/public" >"$work/one" && tree "$work/fresh" >"$work/two" &&
        diff "$work/one" "$work/two"
}

# shellcheck disable=SC2317
turns() { # the spare becomes the site
    was=$(stat -c %i "$spare") && build &&
        [ "$(stat -c %i "$town/public")" = "$was" ]
}

# shellcheck disable=SC2317
is_whole() {
    "$GONGKAI" -q check "$town/public" && [ -s "$town/public/manifest.txt" ]
}

kill_at() { # seconds
    timeout -s KILL "$1" "$GONGKAI" -q -C "$town" build --set build.spare=1 \
        >/dev/null 2>&1
    true
}

check "there is a site" "$GONGKAI" -q new site "$town"
check "it is built" build
edit 1
check "it is updated" build
check "the release before is kept" test -s "$spare/manifest.txt"
for number in 2 3 4; do
    edit "$number"
    check "update $number begins with it" turns
    check "and is as a new build is" is_fresh
done
for share in 02 05 10 20; do
    edit "$share"
    kill_at "0.$share"
    check "killed after 0.$share s there is a whole site" is_whole
    check "the next run makes it the new one" build
    check "as a new build is" is_fresh
done
# Killed while the spare's list was about to say that it is no release.
edit 25
: >"$spare/.manifest.txt.4711.tmp"
rm "$spare.list"
check "killed as it began, the next run makes the new one" build
check "without what the killed run was writing" is_fresh
edit 30
check "without the setting it is cleared away" "$GONGKAI" -q -C "$town" build
check "it is gone" test ! -e "$spare" -a ! -e "$spare.list"
finish
