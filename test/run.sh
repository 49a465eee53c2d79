#!/bin/sh
#
# run - runs the tests and adds them up.
#
#   test/run.sh [PART...]     unit rooms cli serve calm import sanitize refused
#                             golden theme same again scale parcels spare
#                             archive publish manual completion install deb
#                             hardened memory calls faults hard docs browser
#
# Each part is a program that ends with the line "N passed, N failed[, N
# skipped]". A part that ends in another way counts as one failed test.
# GONGKAI and UNIT name the programs to test (build/gongkai, build/unit). With
# GONGKAI_HEAVY set, tests run that take minutes or the network.

set -u
cd "$(dirname "$0")/.." || exit 1

parts=${*:-unit rooms cli serve calm import sanitize refused golden theme same
    again scale parcels spare archive publish manual completion install deb
    hardened memory calls faults hard docs browser}
passed=0
failed=0
skipped=0
out=$(mktemp)
trap 'rm -f "$out"' EXIT
trap 'exit 130' INT TERM HUP

# None takes a quarter of this on two cores; one that hangs has to end, too.
seconds=1200
[ -z "${GONGKAI_HEAVY:-}" ] || seconds=14400
run_part() {
    case $1 in
    unit) timeout $seconds "${UNIT:-build/unit}" ;;
    browser) timeout $seconds test/browser/run.sh ;;
    *) timeout $seconds "test/$1.sh" ;;
    esac
}

is_there() {
    case $1 in
    refused | golden) [ -e "test/$1.sh" ] ;;
    *) true ;;
    esac
}

add_up() { # a part and its exit code
    part=$1
    code=$2
    line=$(tail -n 1 "$out" | grep -Ex \
        '[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?')
    if [ -z "$line" ]; then
        cat "$out"
        printf 'FAIL %s ended with %d and no sum\n' "$part" "$code"
        line="0 passed, 1 failed"
    else
        sed '$d' "$out"
    fi
    # shellcheck disable=SC2086 # N passed, N failed[, N skipped]
    set -- $line
    if [ "$code" -ne 0 ] && [ "$3" -eq 0 ]; then
        printf 'FAIL %s ended with %d\n' "$part" "$code"
        failed=$((failed + 1))
    fi
    passed=$((passed + $1))
    failed=$((failed + $3))
    skipped=$((skipped + ${5:-0}))
    printf '== %s: %s\n' "$part" "$line"
}

for part in $parts; do
    is_there "$part" || continue
    run_part "$part" >"$out" 2>&1 </dev/null
    add_up "$part" $?
done

printf '%d passed, %d failed' "$passed" "$failed"
[ "$skipped" -eq 0 ] || printf ', %d skipped' "$skipped"
printf '\n'
[ "$failed" -eq 0 ]
