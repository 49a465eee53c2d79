#!/bin/sh
#
# hard - nasty inputs (test/hard/inputs.tsv), each through the whole program:
# done in a second of processor time on a machine at rest, or refused with a place
# and a reason. Nothing crashes, nothing is published of what was refused.
#
#   test/hard.sh [NAME]     one of them; also shows what was said

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program
unset NO_COLOR SOURCE_DATE_EPOCH
only=${1:-}
slowest=0
sanitized=
if grep -q __asan_init "$GONGKAI"; then sanitized=yes; fi

"$GONGKAI" -q new site "$work/good" >"$work/out" 2>&1
mkdir -p "$work/good/themes"
cp -r themes/default "$work/good/themes/mine"
printf '[theme]\nname = mine\n' >"$work/good/config.ini"
year=$(ls "$work/good/content" | grep '^[0-9]')
check "the good site builds" "$GONGKAI" -q -C "$work/good" build

many() { # text, count; doubled, for an echo each would take too long
    # shellcheck disable=SC2016 # awk's own
    [ "${2:-0}" -eq 0 ] || awk -v text="$1" -v count="$2" 'BEGIN {
        while (length(all) < length(text) * count)
            all = all == "" ? text : all all
        printf "%s", substr(all, 1, length(text) * count) }'
}

input() { # head, each, count, tail, tails
    printf '%b' "$1"
    LC_ALL=C many "$2" "$3"
    LC_ALL=C many "$4" "$5"
}

# Where an input of the kind goes; `set` then holds the command to try.
place_of() {
    case $1 in
    text) echo ">site/content/$year/report.md" ;;
    front) echo "site/content/$year/report.md" ;;
    about) echo site/content/about.md ;;
    ledger) echo "site/content/$year/targets.csv" ;;
    config) echo site/config.ini ;;
    scss) echo '>site/themes/mine/scss/site.scss' ;;
    template) echo site/themes/mine/base.html ;;
    targets) echo plan.md ;;
    words) echo '>site/themes/mine/words.zh-CN.ini' ;;
    svg) echo "site/content/$year/drawing.svg" ;;
    attached) echo "site/content/$year/list.csv" ;;
    page | import) echo pages/index.html ;;
    plain) echo pages/text.txt ;;
    css) echo pages/site.css ;;
    sums) echo pages/manifest-sha256.txt ;;
    esac
}

lay_out() { # kind, then the input's parts
    rm -rf "$work/site" "$work/pages" "$work/in"
    cp -a "$work/good" "$work/site"
    mkdir "$work/pages"
    place=$(place_of "$1")
    shift
    case $place in
    '>'*) input "$@" >>"$work/${place#>}" ;;
    *) input "$@" >"$work/$place" ;;
    esac
}

# The processor time that a command takes, in hundredths of a second, into took;
# its exit code into code. Both are there even where a limit ends it.
timed() {
    echo none | tee "$work/code" >"$work/took"
    (
        ulimit -t 60
        [ -n "$sanitized" ] || ulimit -v 4000000
        cd "$work" || exit
        timeout 300 "$@" >out 2>err </dev/null
        echo $? >code
        times >times
        sed -n '2s/[ms]/ /gp' times |
            awk '{ printf "%d\n", ($1 * 60 + $2 + $3 * 60 + $4) * 100 }' >took
    )
}

try() {
    timed "$GONGKAI" --lang en "$@"
    code=$(cat "$work/code")
    took=$(cat "$work/took")
    [ "$took" = none ] || [ "$took" -le "$slowest" ] || slowest=$took
}

# On a busy machine everything takes more, processor time, too. A fixed piece of
# work of 0.25 seconds on a machine at rest says how much more: what takes too
# long is held against that, right then.
more_time() {
    cp "$work/err" "$work/kept"
    # shellcheck disable=SC2016 # awk's own
    timed awk 'BEGIN { for (i = 0; i < 3400000; i++) x += i % 7; print x }'
    cp "$work/kept" "$work/err"
    slow=$(($(cat "$work/took") * 100 / 25))
    [ $slow -ge 100 ] || slow=100
}

# Whether what it took is below some hundredths of a second at rest.
is_quick() {
    [ "$took" -ge "$1" ] || return 0
    [ -z "$sanitized" ] || return 0 # they take many times as long
    more_time
    [ $((took * 100 / slow)) -lt "$1" ]
}

run_kind() {
    case $1 in
    targets) try targets --format json plan.md ;;
    page | css) try check pages ;;
    import) try import pages/index.html -o in ;;
    plain) try import pages/text.txt -o in ;;
    sums) try verify pages ;;
    *) try -C site build --jobs 1 ;;
    esac
}

state() {
    (cd "$work/$1" && find public -type f -exec sha256sum {} +) |
        LC_ALL=C sort -k 2
}

judge() {
    case $code in
    0) is_quick 100 && return ;;
    1 | 78)
        grep -Eq '(^|: )error: .*\[[a-z0-9-]+\]' "$work/err" || return
        state site >"$work/after"
        cmp "$work/before" "$work/after" || return
        # The style compiler's own limit is five seconds.
        is_quick 200 || grep -q 'longer than 5 s' "$work/err"
        return
        ;;
    esac
    return 1
}

state good >"$work/before"
# A tab between, and nothing between two tabs is nothing.
tr '\t' '\001' <test/hard/inputs.tsv >"$work/inputs"
between=$(printf '\001')
while IFS=$between read -r name kind head each count tail tails; do
    case $name in '#'* | '') continue ;; esac
    [ -z "$only" ] || [ "$only" = "$name" ] || continue
    lay_out "$kind" "$head" "$each" "$count" "$tail" "$tails"
    run_kind "$kind"
    # One that took long may have been disturbed: the better of two counts.
    first=$took
    if [ "$first" != none ] && [ "$first" -ge 100 ]; then
        lay_out "$kind" "$head" "$each" "$count" "$tail" "$tails"
        run_kind "$kind"
        [ "$took" -lt "$first" ] || took=$first
    fi
    [ -z "$only" ] || head -n 5 "$work/err"
    if judge >"$work/why" 2>&1; then
        pass
    else
        printf 'exit code %s after %s hundredths of a second\n' "$code" \
            "$took" >>"$work/why"
        head -n 5 "$work/err" >>"$work/why"
        fail "$name: done in time, or refused" "$work/why"
    fi
done <"$work/inputs"
printf 'the slowest took %d hundredths of a second\n' "$slowest"
finish
