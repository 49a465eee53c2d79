#!/bin/sh
#
# manual - gongkai(1) and the help name the same commands and options, and the
# manuals are set without a complaint.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program
page=man/gongkai.1

# "COMMAND --option" a line, "- --option" for those of every command, as the
# help has them.
of_help() {
    "$GONGKAI" --lang en help | options | sed 's/^/- /'
    commands_of_help | while IFS= read -r command; do
        echo "$command"
        "$GONGKAI" --lang en help "$command" |
            sed -n '/^Options:/,/^Options of every/p' | options |
            sed "s/^/$command /"
    done
}

commands_of_help() {
    "$GONGKAI" --lang en help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'
}

# The long name, or the letter of an option that has no other.
options() {
    sed -n 's/^  \(-[A-Za-z], \)*\(--[a-z-]*\).*/\2/p'
}

# The same from the page's source. A command is the first word behind .TP or
# .TQ outside .RS and .RE, in the section COMMANDS; an option is any \-\-word
# of its part.
of_page() {
    awk '
    function bare(line) {
        gsub(/\\f[A-Z]/, "", line)
        gsub(/\\-/, "-", line)
        gsub(/"/, "", line)
        return line
    }
    function tell_options(who, line) {
        while (match(line, /--[a-z][a-z-]*/)) {
            print who " " substr(line, RSTART, RLENGTH)
            line = substr(line, RSTART + RLENGTH)
        }
    }
    /^\.SH/ { part = $2; command = "" ; next }
    /^\.RS/ { depth++ }
    /^\.RE/ { depth-- }
    part == "COMMANDS" && !depth && (last == ".TP" || last == ".TQ") {
        split(bare($0), word, " ")
        command = word[1] ~ /^\./ ? word[2] : word[1]
        print command
    }
    part == "COMMANDS" && command != "" { tell_options(command, bare($0)) }
    part == "OPTIONS" && (last == ".TP" || last == ".TQ") {
        tell_options("-", bare($0))
    }
    { last = $1 }' "$page"
}

# An option of every command may be spoken of in the part of one.
without_shared() {
    awk 'NR == FNR { if ($1 == "-") shared[$2] = 1; next }
         $1 == "-" || !($2 in shared)' "$1" "$2"
}

sets_cleanly() { # a manual
    LC_ALL=C.UTF-8 groff -man -Tutf8 -K utf8 -ww -z "$1" 2>"$work/groff"
    ! grep -vE "cannot (select font|adjust line)" "$work/groff" | grep .
}

of_help | LC_ALL=C sort -u >"$work/help"
of_page | LC_ALL=C sort -u >"$work/all"
without_shared "$work/help" "$work/all" >"$work/page"
check "the help has commands" grep -qx build "$work/help"
check "the help has options" grep -qx 'build --output' "$work/help"
check "$page names the commands and options of the help" \
    diff "$work/help" "$work/page"
for manual in man/*; do
    if have groff; then
        check "$manual is set without a complaint" sets_cleanly "$manual"
    else
        skip "$manual is set without a complaint" "there is no groff"
    fi
done
check "the manual bears the program's version" grep -qF \
    "\"$("$GONGKAI" version | head -n 1)\"" "$page"
finish
