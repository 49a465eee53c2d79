#!/bin/sh
#
# memory - every request for memory fails, once, in turn: the run ends with one
# sentence and 74, and what people see is as it was. Where a request can be done
# without, the run succeeds and what it makes is right.
#
# Every request takes minutes: without GONGKAI_HEAVY some twenty of each
# command's are tried, spread over all.

cd "$(dirname "$0")/.." || exit 1
# In memory: thousands of runs, each of which waits for the disk, take hours.
[ ! -w /dev/shm ] || export TMPDIR=/dev/shm
. test/frame.sh
need_program
unset NO_COLOR SOURCE_DATE_EPOCH
need_turns memory alloc "every request for memory may fail"

"$GONGKAI" -q new site "$work/before" >"$work/out" 2>&1
"$GONGKAI" -q -C "$work/before" build
check "there is a site" test -s "$work/before/public/index.html"
# Several numbers: the rows between a workbook's first and last are our own.
printf '\n新建公厕3座、公园2个，硬化道路4.5公里、渠道6.25公里，栽树700株。\n' | tee -a "$work"/before/content/*/report.md >"$work/out"
report=$(basename "$(dirname "$work"/before/content/*/report.md)")

turns "build bears any want of memory" public build --jobs 1
turns "build in threads bears any want of memory" public build --jobs 3
turns "check bears any want of memory" "public content" check
turns "a new ledger bears any want of memory" "public content" \
    targets "--review=$report"
"$GONGKAI" -q -C "$work/before" targets --review="$report" \
    >"$work/out" 2>&1
printf '\n新建公园2个。\n' | tee -a "$work"/before/content/*/report.md >"$work/out"
turns "a known ledger bears any want of memory" "public content" \
    targets "--review=$report"
turns "a new report bears any want of memory" \
    "public content/$report content/2031/report.md" \
    new report 2031
export ALLOC_CHILD=1
turn_kind=children
turns "the style compiler bears any want of memory" public build --jobs 1
finish
