#!/bin/sh
#
# run - builds the sample site and looks at its pages in a browser.
#
#   SHOTS=folder test/browser/run.sh     also leaves screenshots there

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

mkdir "$work/site"
cp -r config.ini content themes "$work/site"
if ! "$GONGKAI" -q -C "$work/site" build >"$work/told" 2>&1; then
    fail "the sample builds" "$work/told"
    finish
fi
case ${SHOTS:-/} in
/*) ;;
*) SHOTS=$PWD/$SHOTS ;;
esac
[ -z "${SHOTS:-}" ] || export SHOTS
node test/browser/site.test.mjs "$work/site/public"
