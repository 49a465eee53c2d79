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

let_go() {
    kill -CONT "$(awk '/stopped by SIGSTOP/ { print $1; exit }' "$work/.held")"
    wait $held
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
