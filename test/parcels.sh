#!/bin/sh
#
# parcels - a site made report by report, by processes that know nothing of
# each other, is the site that one run makes, byte for byte; what does not fit
# together is refused. With GONGKAI_HEAVY set, a large archive is made by GNU
# parallel.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program

site=$work/site
mkdir "$site"
cp -r test/towns/. "$site"
export LC_ALL=C

run() { # what the program is asked
    "$GONGKAI" -C "$site" "$@"
}

# The names of all reports of the site, a line each.
reports() {
    (
        cd "$site/content" &&
            find . -name report.md -o -name summary.md -o -name plan.md
    ) | sed 's|^\./||; s|/[^/]*$||' | LC_ALL=C sort -u
}

same() { # sentence, folder
    check "$1" diff -r "$site/public" "$site/$2"
}

check "the site is made at once" run build
reports >"$work/reports"
check "there are six reports" test "$(wc -l <"$work/reports")" -eq 6

# ---- one process for each report, then one for the rest ----

while IFS= read -r report; do
    check "$report is made alone" run build -o parted --only "$report"
done <"$work/reports"
check "until the join there is no site" not test -e "$site/parted"
check "no lock is left" not test -e "$site/.parted.lock"
check "the parcels are joined" run build -o parted --join
same "what was joined is the site made at once" parted
check "a second join changes nothing" sh -c \
    '"$GONGKAI" -C "$0" build -o parted --join 2>&1 | grep -q "was not changed"' \
    "$site"

# ---- several at once, some of them twice ----

rm -rf "$site/parted" "$site/.parted.parcels"
xargs -n 2 -P 3 "$GONGKAI" -C "$site" build -o parted --only \
    <"$work/reports" >"$work/shown" 2>&1
check "several processes at once are no trouble" \
    run build -o parted --only liuwan/2025 dongpo/2024 liuwan/2025
check "what they left is joined" run build -o parted --join
same "what many processes made is the site made at once" parted

# ---- what does not fit together ----

refuse() { # sentence, code
    "$GONGKAI" -C "$site" build -o parted --join >"$work/shown" 2>&1
    check "$1: exit 1" test $? -eq 1
    check "$1: $2" grep -qF "[$2]" "$work/shown"
    same "$1: the site stays as it was" parted
}

parcels=$site/.parted.parcels
mv "$parcels/liuwan/2025.parcel" "$work/kept"
refuse "a parcel is missing" parcel-missing
head -c 5000 "$work/kept" >"$parcels/liuwan/2025.parcel"
refuse "a parcel was copied in part" parcel-broken
cp "$work/kept" "$parcels/liuwan/2025.parcel"
echo >>"$site/content/liuwan/2024/report.md"
refuse "the year before was changed" parcel-stale
check "what told so names the command" \
    grep -q 'gongkai build --only liuwan/2025' "$work/shown"
check "both years are made again" run build -o parted --only liuwan/2024 liuwan/2025
check "then all fit" run build -o parted --join
"$GONGKAI" -C "$site" build -o parted --join --set site.title=x >"$work/shown" 2>&1
check "other settings: exit 1" test $? -eq 1
check "other settings are told" grep -qF '[parcel-settings]' "$work/shown"
mkdir "$parcels/nowhere"
cp "$work/kept" "$parcels/nowhere/2025.parcel"
check "a parcel that nobody asks for is a warning" run build -o parted --join
run build -o parted --join >"$work/shown" 2>&1
check "it is named" grep -q 'nowhere/2025.parcel: warning' "$work/shown"
rm -r "$parcels/nowhere"

# ---- how it is asked ----

usage() { # sentence, arguments
    sentence=$1
    shift
    "$GONGKAI" -C "$site" build "$@" >"$work/shown" 2>&1
    check "$sentence" test $? -eq 2
}

usage "--only wants a report" --only
usage "--only and --join do not go together" --only --join liuwan/2025
usage "a report wants --only" liuwan/2025
usage "a report has to be there" --only liuwan/2052
check "the nearest is named" grep -q 'did you mean liuwan/202' "$work/shown"

# ---- a large archive, made by GNU parallel ----

sentence="GNU parallel makes an archive of 500 reports"
[ -n "${GONGKAI_HEAVY:-}" ] || leave_out "$sentence" "GONGKAI_HEAVY is not set"
have parallel || leave_out "$sentence" "there is no GNU parallel"
rm -rf "$site"
mkdir "$site"
cp -r test/towns/. "$site"
for year in 2024 2025; do
    yes '植树造林，修路架桥，办好一批民生实事，群众都满意。' | head -n 150 |
        sed G >>"$site/content/liuwan/$year/report.md"
done
town=0
while [ $town -lt 250 ]; do # so much that the search text is split
    town=$((town + 1))
    cp -r "$site/content/liuwan" "$site/content/town$town"
done
rm -r "$site"/content/dongpo "$site"/content/liuwan "$site"/content/qingshi
check "500 reports are made at once" run build -q
reports >"$work/reports"
parallel --jobs 2 -n 25 "$GONGKAI" -q -C "$site" build -o parted --only \
    <"$work/reports" >"$work/shown" 2>&1
check "the search text is split" test -e "$site/public/town1/2025/text.js"
check "parallel makes them in twenty jobs" test $? -eq 0
check "their parcels are joined" run build -q -o parted --join
same "it is the archive made at once" parted
finish
