#!/bin/sh
#
# calls - every call to the disk fails, once, in turn: while a site is built,
# published, archived, a page imported, a ledger written. What people see is the
# old or the new, whole; where it is not new, 74 says so in one sentence; and
# the next run makes it new and leaves nothing beside it. Where a disk without
# room may refuse a call, it does so, too.
#
# All of them take minutes: without GONGKAI_HEAVY some twenty of each command's
# are tried, spread over all. ONLY="in place" runs those with that in their
# sentence.

cd "$(dirname "$0")/.." || exit 1
# In memory: thousands of runs, each of which waits for the disk, take hours.
[ ! -w /dev/shm ] || export TMPDIR=/dev/shm
. test/frame.sh
need_program
unset NO_COLOR SOURCE_DATE_EPOCH
need_turns calls call "every call to the disk may fail"

site=$work/before
"$GONGKAI" -q new site "$site" >"$work/out" 2>&1
{
    printf '<!doctype html><title>示例镇2031年工作报告</title><h1>示例镇2031年工作报告</h1>'
    for part in 一 二 三 四 五 六 七 八; do
        printf '<p>%s、新建公路3公里，改造老旧管网，群众生产生活条件明显改善。</p>' $part
    done
    printf '<p><img src="road.png" alt="村路"></p>'
} >"$site/page.html"
cp test/fuzz/seeds/image/small.png "$site/road.png"
run_here() {
    (cd "$site" && "$GONGKAI" -q "$@" >"$work/out" 2>&1) || cat "$work/out"
}
turns "a first build bears a call that fails" public build
turns "a first publish bears it" www/current publish www
turns "a publish in place bears it" www publish --in-place www
turns "a first archive bears it" "a.zip a.iso usb" \
    archive --zip a.zip --iso a.iso --usb usb
turns "an import bears it" "2031/report.md 2031/import.txt 2031/img01.png" \
    import page.html -o 2031
year=$(basename "$(dirname "$site"/content/*/report.md)")
turns "a new ledger bears it" "content/$year/targets.csv" \
    targets "--review=$year"

# Now each has something that people see already.
run_here build
run_here publish www
run_here publish --in-place place
run_here archive --zip a.zip --iso a.iso --usb usb
run_here targets "--review=$year"
printf '\n新建公厕3座。\n' >>"$site/content/$year/report.md"
turns "an update bears it" public build
turns "a second publish bears it" www/current publish www
turns "a second publish in place bears it" place publish --in-place place
turns "a second archive bears it" "a.zip a.iso usb" \
    archive --zip a.zip --iso a.iso --usb usb
turns "a known ledger bears it" "content/$year/targets.csv" \
    targets "--review=$year"
finish
