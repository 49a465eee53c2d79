#!/bin/sh
#
# run - builds sites and looks at their pages in a browser.
#
#   SHOTS=folder test/browser/run.sh     also leaves screenshots there
#   ONLY=search,print test/browser/run.sh    some parts alone: files search tables
#                                        print kinds served live every

cd "$(dirname "$0")/../.." || exit 1
. test/frame.sh

modules=test/browser/node_modules
for tool in node chromium; do
    have $tool && continue
    skip "the pages in a browser" "there is no $tool; see scripts/setup test"
    finish
done
if ! [ -e $modules/.made-from ]; then
    skip "the pages in a browser" "the npm packages could not be had"
    finish
fi
need_program

# Three sites: what ships, one town's two years, three towns' two years.
lay_out() { # site, folder with config.ini and content
    mkdir -p "$work/$1"
    cp -r "$2/config.ini" "$2/content" themes "$work/$1"
    "$GONGKAI" -q -C "$work/$1" build >"$work/told" 2>&1 && return
    fail "the site of $1 builds" "$work/told"
    finish
}

lay_out content .
lay_out sample test/sample
lay_out towns test/towns
lay_out live test/towns # is written to
case ${SHOTS:-/} in
/*) ;;
*) SHOTS=$PWD/$SHOTS ;;
esac
[ -z "${SHOTS:-}" ] || export SHOTS
node test/browser/site.test.mjs "$work"
