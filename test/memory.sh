#!/bin/sh
#
# memory - every request for memory fails, once, in turn: the run ends with one
# sentence and 74, and what people see is as it was. Where a request can be done
# without, the run succeeds and what it makes is right.
#
# Every request takes minutes: without GONGKAI_HEAVY some sixty of each command's
# are tried, spread over all.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program
unset NO_COLOR SOURCE_DATE_EPOCH

leave_out() { # reason
    skip "every request for memory may fail" "$1"
    finish
}

have "${CC:-cc}" || leave_out "there is no compiler"
! grep -q __asan_init "$GONGKAI" || leave_out "sanitizers count for themselves"
check "the library that fails is made" "${CC:-cc}" -O2 -Wall -Wextra -Werror \
    -shared -fPIC -o "$work/alloc.so" test/preload/alloc.c

# Runs the command of the case with a request that fails, 0 for none.
run() { # number
    # Only behind timeout, whose own requests are not meant.
    # shellcheck disable=SC2086 # a command's words
    timeout 120 env ALLOC_FAIL="$1" ALLOC_COUNT="$work/count" \
        LD_PRELOAD="$work/alloc.so" "$GONGKAI" --lang en $command \
        >"$work/out" 2>"$work/err" </dev/null
}

# What people see: by name, time and place, so that a touch shows, too.
state() {
    find "$@" -printf '%p %i %T@ %s\n' 2>/dev/null | LC_ALL=C sort
}

bytes() {
    find "$@" -type f -exec sha256sum {} + 2>/dev/null | LC_ALL=C sort -k 2
}

# One sentence, perhaps behind notes; never a crash, never silence.
told() {
    case $1 in
    # The system's loader, asked for a library, ends a program by itself.
    127) grep -qx 'out of memory' "$work/err" ;;
    74) grep -Eq 'out of memory|Cannot allocate memory' "$work/err" ;;
    # The style compiler has its own share; without it it is the clerk's.
    1) [ -n "$children" ] && grep -Eq '\[(limit-memory|worker|style)\]' \
        "$work/err" ;;
    *) false ;;
    esac
}

# Sets the site back to what it was before the command.
reset_site() {
    rm -rf "$work/site"
    cp -a "$work/before" "$work/site"
    cd "$work/site" || exit
    # shellcheck disable=SC2086 # names
    state $watched >"$work/old"
}

judge_request() { # number
    run "$1"
    code=$?
    if [ $code -eq 0 ]; then
        # shellcheck disable=SC2086
        bytes $watched >"$work/now"
        cmp "$work/good" "$work/now" || return
        reset_site
        return
    fi
    # shellcheck disable=SC2086
    state $watched >"$work/now"
    told $code && cmp "$work/old" "$work/now" && return
    echo "request $1: exit code $code"
    cat "$work/err"
    return 1
}

every_request() {
    n=1
    while [ "$n" -le "$requests" ]; do
        judge_request "$n" || return
        n=$((n + step))
    done
}

# case_of SENTENCE WATCHED COMMAND: in a copy of $work/before.
case_of() {
    sentence=$1
    watched=$2
    command=$3
    reset_site
    run 0 || cat "$work/err"
    # shellcheck disable=SC2086
    bytes $watched >"$work/good"
    # What children ask for nobody counts; too many do no harm.
    if [ -n "$children" ]; then requests=1200; else read -r requests <"$work/count"; fi
    step=1
    [ -n "${GONGKAI_HEAVY:-}" ] || step=$((requests / 60 + 1))
    reset_site
    check "$sentence ($requests requests, each ${step}th tried)" every_request
    cd "$here" || exit
}

here=$PWD
children=
"$GONGKAI" -q new site "$work/before" >"$work/out" 2>&1
"$GONGKAI" -q -C "$work/before" build
check "there is a site" test -s "$work/before/public/index.html"
printf '\n新建公厕3座。\n' | tee -a "$work"/before/content/*/report.md >"$work/out"
report=$(basename "$(dirname "$work"/before/content/*/report.md)")

case_of "build bears any want of memory" public "build --jobs 1"
case_of "build in threads bears any want of memory" public "build --jobs 3"
case_of "check bears any want of memory" "public content" check
case_of "a new ledger bears any want of memory" "public content" \
    "targets --review=$report"
"$GONGKAI" -q -C "$work/before" targets --review="$report" \
    >"$work/out" 2>&1
printf '\n新建公园2个。\n' | tee -a "$work"/before/content/*/report.md >"$work/out"
case_of "a known ledger bears any want of memory" "public content" \
    "targets --review=$report"
case_of "a new report bears any want of memory" "public content/$report" \
    "new report 2031"
export ALLOC_CHILD=1
children=yes
case_of "the style compiler bears any want of memory" public "build --jobs 1"
finish
