#!/bin/sh
#
# calls - every call to the disk fails, once, in turn: while a site is built,
# published, archived, a page imported, a ledger written. What people see is the
# old or the new, whole; where it is not new, 74 says so in one sentence; and
# the next run makes it new and leaves nothing beside it.
#
# All of them take minutes: without GONGKAI_HEAVY six of each command's are
# tried, spread over all.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program
unset NO_COLOR SOURCE_DATE_EPOCH

leave_out() { # reason
    skip "every call to the disk may fail" "$1"
    finish
}

have "${CC:-cc}" || leave_out "there is no compiler"
! grep -q __asan_init "$GONGKAI" || leave_out "sanitizers are to be loaded first"
check "the library that fails is made" "${CC:-cc}" -O2 -Wall -Wextra -Werror \
    -shared -fPIC -o "$work/call.so" test/preload/call.c

# Runs the command of the case with a call that fails, 0 for none.
run() { # number, error
    # Only behind timeout, whose own calls are not meant.
    # shellcheck disable=SC2086 # a command's words
    timeout 120 env CALL_FAIL="$1" CALL_ERROR="$2" CALL_COUNT="$work/count" \
        CALL_NAME="$work/name" LD_PRELOAD="$work/call.so" \
        "$GONGKAI" --lang en $command >"$work/out" 2>"$work/err" </dev/null
}

# What appears in one step, a line each: its name and a print of all in it.
units() {
    for unit in $watched; do
        [ -e "$unit" ] || continue
        printf '%s %s\n' "$unit" "$(cd "$(dirname "$unit")" &&
            find -L "$(basename "$unit")" -type f -exec sha256sum {} + |
            LC_ALL=C sort -k 2 | sha256sum)"
    done
}

leavings() {
    find . -name '*.new' -o -name '*.tmp' -o -name '.*.lock'
}

reset_site() {
    cd "$work" || exit
    rm -rf "$work/site"
    cp -a "$work/before" "$work/site"
    cd "$work/site" || exit
}

because() { # what is wrong
    echo "call $n, $(cat "$work/name"), error $error: $1"
    cat "$work/err"
    return 1
}

# Old or new, unit by unit.
is_whole() {
    units | sort -u - "$work/old" "$work/good" >"$work/all"
    sort -u "$work/old" "$work/good" | cmp -s - "$work/all"
}

judge_call() { # its number, error
    n=$1
    error=$2
    reset_site
    run "$n" "$error"
    code=$?
    units >"$work/now"
    case $code in
    0) cmp -s "$work/good" "$work/now" || because "done, but not made" || return ;;
    74)
        is_whole || because "half of it is there" || return
        [ "$(grep -c 'error' "$work/err")" -eq 1 ] ||
            because "it is not told in one sentence" || return
        ;;
    *) because "exit code $code" || return ;;
    esac
    run 0 0 || because "the next run fails" || return
    units | cmp -s "$work/good" - || because "the next run makes another" || return
    leavings >"$work/left"
    [ ! -s "$work/left" ] || because "left: $(cat "$work/left")"
}

every_call() {
    at=1
    while [ "$at" -le "$calls" ]; do
        judge_call "$at" 5 || return # EIO
        [ $step -ne 1 ] || judge_call "$at" 28 || return # ENOSPC
        at=$((at + step))
    done
}

# case_of SENTENCE WATCHED COMMAND: in copies of $work/before.
case_of() {
    watched=$2
    command=$3
    : >"$work/name"
    reset_site
    units >"$work/old"
    run 0 0 || cat "$work/err"
    units >"$work/good"
    read -r calls <"$work/count"
    step=${GONGKAI_STEP:-1}
    [ -n "${GONGKAI_HEAVY:-}" ] || step=$((calls / 6 + 1))
    check "$1 ($calls calls, each ${step}th tried)" every_call
    cd "$here" || exit
}

here=$PWD
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
case_of "a first build bears a call that fails" public build
case_of "a first publish bears it" www/current "publish www"
case_of "a publish in place bears it" www "publish --in-place www"
case_of "a first archive bears it" "a.zip a.iso usb" \
    "archive --zip a.zip --iso a.iso --usb usb"
case_of "an import bears it" "2031/report.md 2031/import.txt 2031/img01.png" \
    "import page.html -o 2031"
year=$(basename "$(dirname "$site"/content/*/report.md)")
case_of "a new ledger bears it" "content/$year/targets.csv" \
    "targets --review=$year"

# Now each has something that people see already.
run_here build
run_here publish www
run_here publish --in-place place
run_here archive --zip a.zip --iso a.iso --usb usb
run_here targets "--review=$year"
printf '\n新建公厕3座。\n' >>"$site/content/$year/report.md"
case_of "an update bears it" public build
case_of "a second publish bears it" www/current "publish www"
case_of "a second publish in place bears it" place "publish --in-place place"
case_of "a second archive bears it" "a.zip a.iso usb" \
    "archive --zip a.zip --iso a.iso --usb usb"
case_of "a known ledger bears it" "content/$year/targets.csv" \
    "targets --review=$year"
finish
