#!/bin/sh
#
# archive - how long discs and zips take, against the tools that only pack.
#
#   scripts/bench/archive.sh [REPORTS]     500 reports are 12,000 pages
#
# xorriso, genisoimage and zip pack a public/ that stands there; gongkai reads
# the texts, makes and judges all pages, hashes them and then packs. So two
# rows are told of each: the whole run, and what packing adds to a build that
# writes nothing (`check`). All figures are CPU time, which other work on the
# machine disturbs least. The environment is that of scripts/bench/run.

set -u
cd "$(dirname "$0")/../.." || exit 1

: "${GONGKAI:=build/gongkai}"
: "${GONGKAI_BENCH:=../shared/bench}"
: "${BENCH_ROUNDS:=5}"
case $GONGKAI in
/*) ;;
*) GONGKAI=$PWD/$GONGKAI ;;
esac

skip() {
    printf 'archive: skipped: %s\n' "$1"
    exit 0
}

[ -x "$GONGKAI" ] || skip "no program at $GONGKAI (make)"
[ -f "$GONGKAI_BENCH/corpus.py" ] || skip "no corpus.py in $GONGKAI_BENCH"
for tool in python3 xorriso zip; do
    command -v $tool >/dev/null || skip "$tool is not installed"
done

if [ -z "${BENCH_DIR:-}" ]; then
    memory=/dev/shm
    [ -w $memory ] || memory=${TMPDIR:-/tmp}
    BENCH_DIR=$(mktemp -d "$memory/archive.XXXXXX") || exit 1
    trap 'rm -rf "$BENCH_DIR"' EXIT
    trap 'exit 130' INT TERM HUP
fi
dir=$BENCH_DIR/archive
mkdir -p "$dir"
python3 "$GONGKAI_BENCH/corpus.py" --reports "${1:-500}" --shape native \
    --out "$dir/site" >/dev/null || exit 1
[ -d "$dir/site/content" ] || {
    mkdir "$dir/lay" && mv "$dir/site" "$dir/lay/content" &&
        mv "$dir/lay" "$dir/site"
}
[ -e "$dir/site/config.ini" ] || : >"$dir/site/config.ini"
"$GONGKAI" -q -C "$dir/site" build || exit 1
pages=$(find "$dir/site/public" -type f | wc -l)

cat >"$dir/cpu.py" <<'EOF'
import resource, subprocess, sys

with open(sys.argv[1], "wb") as told:
    code = subprocess.call(sys.argv[2:], stdout=told, stderr=told)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(round((used.ru_utime + used.ru_stime) * 1000))
sys.exit(code)
EOF

milliseconds() { # a command: the CPU time it took, in "$took"
    took=$(python3 "$dir/cpu.py" "$dir/told" "$@") || {
        tail -n 20 "$dir/told"
        exit 1
    }
}

# Each in its place; whatever it made before is gone.
run() {
    rm -f "$dir/out.iso" "$dir/out.zip"
    case $1 in
    check) milliseconds "$GONGKAI" -q -C "$dir/site" check ;;
    iso) milliseconds "$GONGKAI" -q -C "$dir/site" archive --iso "$dir/out.iso" ;;
    zip) milliseconds "$GONGKAI" -q -C "$dir/site" archive --zip "$dir/out.zip" ;;
    xorriso) milliseconds xorriso -as mkisofs -quiet -J -joliet-long -r \
        -iso-level 3 -input-charset UTF-8 -o "$dir/out.iso" "$dir/site/public" ;;
    genisoimage) milliseconds genisoimage -quiet -J -joliet-long -r \
        -iso-level 3 -o "$dir/out.iso" "$dir/site/public" ;;
    zip-r) milliseconds sh -c "cd '$dir/site/public' && zip -q -r '$dir/out.zip' ." ;;
    esac
}

median() {
    sort -n "$dir/times.$1" | sed -n "$(((BENCH_ROUNDS + 1) / 2))p"
}

kinds="check iso xorriso zip zip-r"
command -v genisoimage >/dev/null && kinds="$kinds genisoimage"
round=0
while [ $round -lt "$BENCH_ROUNDS" ]; do
    round=$((round + 1))
    for kind in $kinds; do # in turn, so that all see the same noise
        run "$kind"
        echo "$took" >>"$dir/times.$kind"
    done
done

check=$(median check)
row() { # name, milliseconds, the peer, its milliseconds
    printf '%-36s %6d ms   %s × %s\n' "$1" "$2" \
        "$(awk -v a="$2" -v b="$4" 'BEGIN { printf "%.2f", a / b }')" "$3"
}
printf '%d files, median of %d rounds, CPU time\n' "$pages" "$BENCH_ROUNDS"
for kind in $kinds; do
    printf '  %-34s %6d ms\n' "$kind" "$(median "$kind")"
done
for peer in xorriso genisoimage; do
    [ -e "$dir/times.$peer" ] || continue
    row "archive --iso" "$(median iso)" $peer "$(median $peer)"
    row "  what packing adds to check" "$(($(median iso) - check))" $peer \
        "$(median $peer)"
done
row "archive --zip" "$(median zip)" 'zip -r' "$(median zip-r)"
row "  what packing adds to check" "$(($(median zip) - check))" 'zip -r' \
    "$(median zip-r)"
