#!/bin/sh
#
# calm - the preview under load and at the system's limits, from outside; what
# is tried is told at the top of test/calm/calm.py.
#
#   GONGKAI_HEAVY=1 test/calm.sh     100,000 odd requests, SOAK seconds (1200)
#                                    of random edits

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program
for tool in python3 git; do
    have $tool && continue
    skip "the preview keeps calm" "there is no $tool"
    finish
done

calm() { # what, and how much
    python3 test/calm/calm.py "$@" >"$work/told" 2>&1
    code=$?
    sum=$(tail -n 1 "$work/told" | grep -Ex '[0-9]+ passed, [0-9]+ failed')
    if [ $code -ne 0 ] || [ -z "$sum" ]; then
        fail "calm.py $*" "$work/told"
        return
    fi
    passed=$((passed + ${sum%% passed*}))
    [ -z "${GONGKAI_HEAVY:-}" ] || sed '$d' "$work/told"
}

can_limit() {
    unshare -Ur sh -c 'echo 3 >/proc/sys/user/max_inotify_watches' 2>"$work/why"
}

calm overflow
if can_limit; then
    calm limits
else
    skip "limits on watches" "user namespaces cannot be had"
fi
if [ -n "${GONGKAI_HEAVY:-}" ]; then
    calm crowd 2000 200
    calm requests 100000
    calm soak "${SOAK:-1200}" 200
else
    calm crowd 300 60
    calm requests 500
fi
finish
