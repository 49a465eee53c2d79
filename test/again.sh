#!/bin/sh
#
# again - a run that rests on what the run before it left ends where a run
# without that ends; what is tried is told at the top of test/again/again.py.
#
#   GONGKAI_HEAVY=1 test/again.sh    twenty sites instead of two

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program
have python3 || {
    skip "runs that rest on a cache" "there is no python3"
    finish
}

seeds="1 2"
[ -z "${GONGKAI_HEAVY:-}" ] || seeds=$(seq 1 20)
for seed in $seeds; do
    python3 test/again/again.py 25 "$seed" >"$work/told" 2>&1
    code=$?
    sum=$(tail -n 1 "$work/told" | grep -Ex '[0-9]+ passed, [0-9]+ failed')
    if [ $code -ne 0 ] || [ -z "$sum" ]; then
        fail "again.py 25 $seed" "$work/told"
        continue
    fi
    passed=$((passed + ${sum%% passed*}))
done
finish
