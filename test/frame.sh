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

have() {
    command -v "$1" >/dev/null 2>&1
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
