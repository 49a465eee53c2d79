#!/bin/sh
#
# docs - the manual in docs/ is a site that our own generator makes without a
# warning, and the programs it gives settings for take them.

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
