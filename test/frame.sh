# shellcheck shell=sh
#
# frame - what the shell tests share; sourced with the repository as working
# directory, first of all. Gives each a folder $work that is gone at the end.
#
# A test is a true sentence and commands whose success makes it true. What a
# failed one printed is shown below it.

set -u
passed=0
failed=0
skipped=0

GONGKAI=${GONGKAI:-build/gongkai}
case $GONGKAI in
/*) ;;
*) GONGKAI=$PWD/$GONGKAI ;;
esac
export GONGKAI

work=$(mktemp -d)
trap 'chmod -R u+w "$work" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

pass() {
    passed=$((passed + 1))
}

fail() { # the sentence; a file that shows why
    failed=$((failed + 1))
    printf 'FAIL %s\n' "$1"
    [ -z "${2:-}" ] || sed 's/^/    /' "$2" | head -40
}

skip() { # the sentence, the reason
    skipped=$((skipped + 1))
    printf 'skip %s: %s\n' "$1" "$2"
}

# check SENTENCE COMMAND...: true when the command succeeds.
check() {
    sentence=$1
    shift
    if "$@" >"$work/.shown" 2>&1; then
        pass
    else
        fail "$sentence" "$work/.shown"
    fi
}

# For `check`: the command must fail.
not() {
    ! "$@"
}

# leave_out SENTENCE REASON: all that a part would test is skipped.
leave_out() {
    skip "$1" "$2"
    finish
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# For what another process does in its own time: tries a command until it
# succeeds, for a minute; only what never comes is failed.
await() {
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 600 ] || return 1
        sleep 0.1
    done
}

# hold CALL NTH COMMAND...: starts a command that stops behind the nth system
# call of a kind and waits until it stands there. let_go lets it go on, and ends
# as it does.
hold() {
    : >"$work/.held"
    call=$1
    nth=$2
    shift 2
    strace -f -o "$work/.held" -e "trace=$call" \
        -e "inject=$call:signal=STOP:when=$nth" "$@" &
    held=$!
    await grep -q 'stopped by SIGSTOP' "$work/.held"
}

let_go() { # strace counts for each thread: others may come to the same place
    while kill -0 $held 2>/dev/null; do
        kill -CONT "$(awk '/stopped by SIGSTOP/ { print $1; exit }' \
            "$work/.held")" 2>/dev/null
        sleep 0.1
    done
    wait $held
}

# What a run that is cut short has counted for `make coverage` may be half a
# file: from here on it goes elsewhere, until counted.
uncounted() {
    export GCOV_PREFIX="$work/uncounted"
}

counted() {
    unset GCOV_PREFIX
}

# need_turns KIND LIBRARY SENTENCE: makes the library in which calls fail, and
# the program that lets them, each in turn (test/preload/turns.c); where that
# cannot be, the part is left out.
need_turns() {
    have "${CC:-cc}" || leave_out "$3" "there is no compiler"
    ! grep -q __asan_init "$GONGKAI" ||
        leave_out "$3" "sanitizers are to be loaded first"
    turn_kind=$1
    turn_library=$work/$2.so
    check "the library that fails is made" "${CC:-cc}" -O2 -Wall -Wextra \
        -Werror -shared -fPIC -o "$turn_library" "test/preload/$2.c"
    check "what judges is made" "${CC:-cc}" -O2 -Wall -Wextra -Werror \
        -o "$work/turns" test/preload/turns.c
    export TURN_OUT="$work/out" TURN_ERR="$work/err" TURN_COUNT="$work/count"
    export TURN_NAME="$work/name"
}

# turns SENTENCE WATCHED COMMAND...: in copies of $work/before. With
# GONGKAI_HEAVY set all of them, or each GONGKAI_STEPth; with ONLY set, where the
# sentence has that in it.
turns() {
    case $1 in *"${ONLY:-}"*) ;; *) return ;; esac
    sentence=$1
    watched=$2
    shift 2
    step=0
    [ -z "${GONGKAI_HEAVY:-}" ] || step=${GONGKAI_STEP:-1}
    : >"$work/name"
    check "$sentence" "$work/turns" "$turn_kind" "$turn_library" \
        "$work/before" "$work/site" "$step" "$watched" \
        "$GONGKAI" --lang en "$@"
    printf '%s: %s\n' "$sentence" "$(tail -n 1 "$work/.shown")"
}

# Without the program, the tests of it fail as one.
need_program() {
    [ -x "$GONGKAI" ] && return
    fail "the program is there: $GONGKAI"
    finish
}

finish() {
    printf '%d passed, %d failed' "$passed" "$failed"
    [ "$skipped" -eq 0 ] || printf ', %d skipped' "$skipped"
    printf '\n'
    [ "$failed" -eq 0 ]
    exit
}
