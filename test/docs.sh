#!/bin/sh
#
# docs - the manual in docs/ is a site that our own generator makes without a
# warning, and the programs it gives settings for take them. The list of faults
# names tests that are there.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program

site=$work/docs
mkdir "$site"
cp -r docs/config.ini docs/content "$site"
check "the manual builds without a warning" \
    "$GONGKAI" -C "$site" build --strict
check "it is clean" "$GONGKAI" -C "$site" check --set check.fail_on=warning
for page in clerk webteam theme compare scale; do
    check "the front page leads to $page" \
        grep -q "href=\"$page.html\"" "$site/public/index.html"
done

# The block of a page whose first line matches, without its fences.
block() { # page, pattern
    awk -v wanted="$2" '
        /^```/ { inside = !inside; first = 1; next }
        inside && first { shown = $0 ~ wanted; first = 0 }
        inside && shown' "docs/content/$1.md"
}

# Without rights the program cannot open port 80 or its logs, nor need it.
nginx_takes_it() {
    {
        echo "pid $work/nginx.pid; error_log stderr; events {} http {"
        echo "access_log off; client_body_temp_path $work;"
        block webteam '^server' | sed 's/listen 80/listen 18080/
            s|include mime.types|include /etc/nginx/mime.types|'
        echo "}"
    } >"$work/nginx.conf"
    grep -q nosniff "$work/nginx.conf" && nginx -t -c "$work/nginx.conf"
}

caddy_takes_it() {
    block webteam '^www' >"$work/Caddyfile"
    grep -q nosniff "$work/Caddyfile" && HOME=$work caddy validate \
        --adapter caddyfile --config "$work/Caddyfile"
}

systemd_takes_it() {
    block webteam '^\[Unit\]' | awk -v dir="$work" '
        /^\[Unit\]/ { file = dir (n++ ? "/gongkai.timer" : "/gongkai.service") }
        { sub(/\/usr\/bin\/gongkai/, "/bin/true"); print >file }'
    grep -q OnCalendar "$work/gongkai.timer" &&
        XDG_RUNTIME_DIR=$work SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --user --man=no \
            "$work/gongkai.service" "$work/gongkai.timer" 2>"$work/said" &&
        ! grep -E 'gongkai\.(service|timer):' "$work/said"
}

# "NUMBER" a line, of all that test/faults.md lists.
fault_numbers() {
    sed -n 's/^| \([0-9][0-9, –]*\) |.*/\1/p' test/faults.md | tr ',' '\n' |
        awk -F '–' '{ for (i = $1 + 0; i <= $NF + 0; i++) print i }' | sort -nu
}

# Each test that it names, "file:words" a line; a name alone is of the folder
# or file named before it.
fault_tests() {
    grep '^| [0-9]' test/faults.md | awk -F '|' '{ print $5 }' | awk -F '`' '
        function tell(file, words) { print file ":" words }
        { where = ""
          for (i = 2; i <= NF; i += 2) {
            name = words = $i
            sub(/:.*/, "", name)
            if (!sub(/^[^:]*: */, "", words)) words = ""
            sub(/….*/, "", words)
            if (name ~ /^(refused|golden)\//) {
                where = name; sub(/\/.*/, "", where)
                sub(/^[a-z]*\//, "", name); tell(where, name)
            } else if (name ~ /_test$/) {
                where = "unit/" name ".c"; tell(where, words)
            } else if (name ~ /\.sh$/) { where = name; tell(where, words) }
            else if (name ~ /\//) tell(name, "")
            else if (name == "calm.py") { where = ""; tell("calm/calm.py", words) }
            else if ($i ~ /^calm\.py /) tell("calm/calm.py", substr($i, 9))
            else if (where != "") tell(where, $i)
          } }' | sed 's/\*$//'
}

fault_tests_are_there() {
    fault_tests >"$work/tests"
    [ "$(wc -l <"$work/tests")" -gt 150 ] || return
    missing=0
    while IFS=: read -r file words; do
        words=${words#*: }
        case $file in
        refused | golden)
            ls -d test/$file/"$words"* >/dev/null 2>&1 ||
                grep -q -- "$words" test/$file.sh
            ;;
        faults.sh) grep -qE "\"?$words: " test/faults.sh ;;
        *) grep -qF -- "${words%…}" "test/$file" ;;
        esac || { echo "test/faults.md: $file: $words" && missing=1; }
    done <"$work/tests"
    [ $missing -eq 0 ]
}

fault_numbers >"$work/numbers"
check "every fault has its number in test/faults.md" \
    sh -c 'seq 154 | cmp - "$1"' sh "$work/numbers"
check "every test that test/faults.md names is there" fault_tests_are_there

for program in nginx caddy; do
    if have $program; then
        check "$program takes the settings" ${program}_takes_it
    else
        skip "$program takes the settings" "there is no $program"
    fi
done
if have systemd-analyze; then
    check "systemd takes the units" systemd_takes_it
else
    skip "systemd takes the units" "there is no systemd-analyze"
fi
finish
