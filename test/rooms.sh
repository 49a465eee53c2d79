#!/bin/sh
#
# rooms - holds gen/ against ARCHITECTURE.md: who may include whom, which
# library belongs to which room, and that every header compiles alone.
#
# ARCHITECTURE.md lists the floors as headings (### gen/base), below each its
# rooms in order (- `mem`: arenas; `rune`: ...), and the libraries (- <libxml/>: `read/html`).
# What stands in brackets (- `site` (`address`): ...) is a part of the room, and
# so is a file x_y of the room x; the headers of parts are private to the room.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh

plan=ARCHITECTURE.md

# Prints one line a file: "ok FILE", or "FILE: what is wrong".
hold_includes() {
    awk '
    function stem(file) {
        sub(/.*\//, "", file)
        sub(/\.[ch]$/, "", file)
        return file
    }
    function floor_of(file) {
        sub(/^gen\//, "", file)
        sub(/\/.*/, "", file)
        return file
    }
    # The room a file belongs to: "base/diag" for gen/base/diag_print.c.
    function room_of(floor, name) {
        while (!((floor "/" name) in rank)) {
            if ((floor "/" name) in whole)
                return whole[floor "/" name]
            if (!sub(/_[^_]*$/, "", name))
                return ""
        }
        return floor "/" name
    }
    # gen/read/doc.h, as a file of gen/pages writes it: ../read/doc.h.
    function resolved(from, written) {
        if (written ~ /^\.\.\/[a-z]+\/[a-z0-9_]+\.h$/)
            return "gen/" substr(written, 4)
        if (written ~ /^[a-z0-9_]+\.h$/)
            return "gen/" floor_of(from) "/" written
        return ""
    }
    function wrong(what) {
        print FILENAME ":" FNR ": " what
        bad[FILENAME] = 1
    }
    function inside(written,   target, theirs, listed) {
        target = resolved(FILENAME, written)
        if (target == "")
            return wrong("includes " written ", which is no room")
        theirs = room_of(floor_of(target), stem(target))
        if (theirs == mine)
            return
        if (theirs == "" || theirs != floor_of(target) "/" stem(target))
            return wrong("includes " target ", which is private to its room")
        if (rank[theirs] > rank[mine])
            wrong(mine " includes " theirs ", which comes later")
    }
    function library(written,   l) {
        for (l in owner)
            if (index(written, l) == 1) {
                if (FILENAME ~ /\.h$/)
                    wrong("a header includes <" written ">")
                else if (index(owner[l], " " mine " ") == 0)
                    wrong("<" written "> belongs to" owner[l])
            }
    }

    function take_room(line,   room, name) {
        sub(/:.*/, "", line)
        room = ""
        while (match(line, /`[a-z0-9_]+`/)) {
            name = floor "/" substr(line, RSTART + 1, RLENGTH - 2)
            line = substr(line, RSTART + RLENGTH)
            if (room == "")
                rank[room = name] = ++rooms
            else
                whole[name] = room
        }
    }

    FILENAME == plan && /^### gen\// {
        floor = substr($2, 5)
        sub(/[^a-z].*/, "", floor)
    }
    FILENAME == plan && /^## / { floor = "" }
    # Rooms of one line are parted by "; ": - `mem`: arenas; `rune`: ...
    FILENAME == plan && floor != "" && /^- `/ {
        pieces = split(substr($0, 3), piece, /; `/)
        for (i = 1; i <= pieces; i++)
            take_room((i > 1 ? "`" : "") piece[i])
    }
    FILENAME == plan && /^- <[^>]+>: `/ {
        line = $0
        match(line, /<[^>]+>/)
        l = substr(line, RSTART + 1, RLENGTH - 2)
        owner[l] = " "
        while (match(line, /`[a-z]+\/[a-z0-9_]+`/)) {
            owner[l] = owner[l] substr(line, RSTART + 1, RLENGTH - 2) " "
            line = substr(line, RSTART + RLENGTH)
        }
    }
    FILENAME == plan { next }

    FNR == 1 {
        files[FILENAME] = 1
        mine = room_of(floor_of(FILENAME), stem(FILENAME))
        if (mine == "")
            wrong("is not in " plan)
    }
    mine == "" { next }
    /^#[ \t]*include[ \t]*"/ { split($0, part, "\""); inside(part[2]) }
    /^#[ \t]*include[ \t]*</ { split($0, part, "[<>]"); library(part[2]) }

    END {
        for (file in files)
            if (!(file in bad))
                print "ok " file
        for (r in rank) {
            file = "gen/" r ".h"
            if (!(file in files) && r !~ /\/main$/)
                print file ": is in " plan ", but not there"
        }
    }' plan=$plan $plan gen/*/*.[ch] | sort
}

# Shows each wrong line and counts each file once.
count_includes() {
    hold_includes >"$work/includes"
    right=$(grep -c '^ok ' "$work/includes")
    grep -v '^ok ' "$work/includes" >"$work/wrong"
    while IFS= read -r line; do
        fail "$line"
    done <"$work/wrong"
    passed=$((passed + right))
}

# codes.h is a table that diag.h gives its meaning.
headers_compile_alone() {
    for header in gen/*/*.h; do
        [ "$header" = gen/base/codes.h ] && continue
        check "$header compiles alone" "${CC:-cc}" -std=c11 -D_GNU_SOURCE \
            -fsyntax-only -Wall -Wextra -Werror -x c "$header"
    done
}

# A file is read in one sitting; tables are looked up, not read.
files_are_short() {
    for file in gen/*/*.[ch]; do
        case $file in
        gen/base/codes.h | *_table.h) continue ;;
        esac
        lines=$(wc -l <"$file")
        check "$file has $lines lines, at most 520" [ "$lines" -le 520 ]
    done
}

nothing_is_put_off() {
    ! grep -nwE 'TODO|FIXME|XXX' gen/*/*.[ch] test/*.[ch] test/unit/*.c
}

# What is told is told in one language: BOTH in diag.h holds the two.
nothing_is_told_twice() {
    ! LC_ALL=C.UTF-8 grep -nP '"[^"]*\p{Han}[^"]*\s/\s"?[ "\n]*[A-Za-z{%]' \
        gen/*/*.[ch]
}

# A lock file with addresses would tie everyone to one registry.
lock_file_names_no_host() {
    ! grep -n '://' test/browser/package-lock.json
}

count_includes
headers_compile_alone
files_are_short
check "nothing is put off" nothing_is_put_off
check "no string holds two languages" nothing_is_told_twice
check "the npm lock file names no host" lock_file_names_no_host
finish
