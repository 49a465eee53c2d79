#!/bin/sh
#
# hardened - what makes a fault in the program hard to use: how it was linked
# and compiled, as its file tells, and that a build asks for no network.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program

has() { # pattern
    grep -Eq -- "$1" "$work/told"
}

linked() {
    LC_ALL=C readelf -hlWd "$GONGKAI" >"$work/told"
    check "it can lie anywhere in memory (PIE)" has 'Type: +DYN'
    check "and is a program, not a library" has 'FLAGS_1.*PIE'
    check "its tables cannot be written to (RELRO)" has 'GNU_RELRO'
    check "all of them, for all is bound at the start" has 'BIND_NOW'
    check "its stack cannot be run" has 'GNU_STACK.* RW +0x'
    check "nothing is both written to and run" not has 'LOAD.* RWE '
    check "its text needs no mending at the start" not has 'TEXTREL'
    check "it takes libraries from the system alone" not has 'RPATH|RUNPATH'
}

# What the compiler put in calls functions of the C library.
compiled() {
    LC_ALL=C readelf -W --dyn-syms "$GONGKAI" >"$work/told"
    if has '__(asan|tsan|ubsan)_'; then
        skip "it checks its buffers" "this program has sanitizers instead"
        return
    fi
    check "it notices a stack written over" has '__stack_chk_fail'
    check "it checks the sizes of buffers" has '__(mem|str|v?snprintf|read|fd)[a-z]*_chk'
    check "it calls nothing that cannot be checked" \
        not has ' (gets|strcat|sprintf|vsprintf|tmpnam|mktemp|system|popen)(@|$)'
}

site() {
    "$GONGKAI" -q new site "$work/town" && cat >>"$work/town/content/about.md" <<'TEXT'

[网站](https://example.org/a.html)，<https://example.org/>，http://example.org/b
TEXT
}

offline() {
    check "there is a site with links to other hosts" site
    if unshare -rn true 2>/dev/null; then
        check "it builds where there is no network" unshare -rn \
            "$GONGKAI" -q -C "$work/town" build --jobs 2
    else
        skip "it builds where there is no network" "name spaces cannot be made"
    fi
    if ! have strace || ! strace -o /dev/null true 2>/dev/null; then
        skip "a build opens no socket" "there is no strace"
        return
    fi
    rm -rf "$work/town/public"
    check "it builds under strace" strace -f -o "$work/told" \
        -e trace=%network,exit_group "$GONGKAI" -q -C "$work/town" build
    check "strace saw it" has exit_group
    check "a build opens no socket" not has '(socket|connect|sendto|bind)\('
    check "check builds under strace" strace -f -o "$work/told" \
        -e trace=%network,exit_group "$GONGKAI" -q -C "$work/town" check
    check "check opens no socket" not has '(socket|connect|sendto|bind)\('
}

if have readelf; then
    linked
    compiled
else
    skip "it is hardened" "there is no readelf"
fi
offline
finish
