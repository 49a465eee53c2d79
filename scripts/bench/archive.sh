#!/bin/sh
#
# archive - how long discs and zips take, against the tools that only pack.
#
#   scripts/bench/archive.sh [REPORTS]     500 reports are 12,000 pages
#
# xorriso, genisoimage and zip pack a public/ that stands there; gongkai reads
# the texts, makes and judges all pages, hashes them and then packs. So two
# rows are told of each: the whole run, and what packing adds to a build that
# writes nothing (`check`). The environment is that of scripts/bench/run.

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

milliseconds() { # a command: what it took, in "$took"
    start=$(date +%s%N)
    "$@" >"$dir/told" 2>&1 || { cat "$dir/told"; exit 1; }
    took=$((($(date +%s%N) - start) / 1000000))
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
    zip-r) (cd "$dir/site/public" && zip -q -r "$dir/out.zip" .) & milliseconds wait $! ;;
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
row() { # name, milliseconds, peer's
    printf '%-38s %6d ms   %s × the peer\n' "$1" "$2" \
        "$(awk -v a="$2" -v b="$3" 'BEGIN { printf "%.2f", a / b }')"
}
printf '%d files, median of %d rounds\n' "$pages" "$BENCH_ROUNDS"
for kind in $kinds; do
    printf '  %-36s %6d ms\n' "$kind" "$(median "$kind")"
done
row "archive --iso, against xorriso" "$(median iso)" "$(median xorriso)"
row "  what packing adds to check" "$(($(median iso) - check))" \
    "$(median xorriso)"
row "archive --zip, against zip -r" "$(median zip)" "$(median zip-r)"
row "  what packing adds to check" "$(($(median zip) - check))" \
    "$(median zip-r)"
