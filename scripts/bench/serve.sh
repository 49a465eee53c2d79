#!/bin/sh
#
# serve - the preview: how soon a save shows, against hugo's; how many requests
# a second it answers, against nginx with the same tree.
#
#   scripts/bench/serve.sh [REPORTS...]     sizes (50 500); a report has 24 pages
#
# The environment is that of scripts/bench/run. WRK_SECONDS (5, 10 at most) is
# how long each server is asked; both get the same connections, in turns.

set -u
cd "$(dirname "$0")/../.." || exit 1

: "${GONGKAI:=build/gongkai}"
: "${GONGKAI_BENCH:=../shared/bench}"
: "${BENCH_ROUNDS:=5}"
: "${WRK_SECONDS:=5}"
[ "$WRK_SECONDS" -le 10 ] || WRK_SECONDS=10
case $GONGKAI in
/*) ;;
*) GONGKAI=$PWD/$GONGKAI ;;
esac

skip() {
    printf 'serve: skipped: %s\n' "$1"
    exit 0
}

[ -x "$GONGKAI" ] || skip "no program at $GONGKAI (make)"
[ -f "$GONGKAI_BENCH/corpus.py" ] || skip "no corpus.py in $GONGKAI_BENCH"
command -v python3 >/dev/null || skip "python3 is not installed"

if [ -z "${BENCH_DIR:-}" ]; then
    memory=/dev/shm
    [ -w $memory ] || memory=${TMPDIR:-/tmp}
    BENCH_DIR=$(mktemp -d "$memory/serve.XXXXXX") || exit 1
    trap 'rm -rf "$BENCH_DIR"' EXIT
    trap 'exit 130' INT TERM HUP
fi
export GONGKAI GONGKAI_BENCH BENCH_DIR

[ $# -gt 0 ] || set -- 50 500
python3 scripts/bench/latency.py "$@" || exit 1

for tool in wrk nginx; do
    command -v $tool >/dev/null && continue
    [ "$(id -u)" -eq 0 ] && apt-get install -y --no-install-recommends \
        wrk nginx-light >/dev/null 2>&1
    command -v $tool >/dev/null || skip "requests a second: no $tool"
done

dir=$BENCH_DIR/requests
site=$BENCH_DIR/live-native$1
mkdir -p "$dir"
"$GONGKAI" -q -C "$site" build -o public >"$dir/told" 2>&1 || {
    tail -n 3 "$dir/told"
    exit 1
}
chmod -R a+rX "$BENCH_DIR"
cat >"$dir/nginx.conf" <<TEXT
worker_processes 1;
pid $dir/nginx.pid;
error_log $dir/nginx.log;
events { worker_connections 1024; }
http {
    include /etc/nginx/mime.types;
    access_log off;
    sendfile on;
    tcp_nopush on;
    open_file_cache max=20000;
    keepalive_requests 1000000;
    server { listen 127.0.0.1:8797; root $site/public; }
}
TEXT
nginx -c "$dir/nginx.conf" -p "$dir" || exit 1
"$GONGKAI" -q -C "$site" serve -p 8795 >"$dir/told" 2>&1 &
server=$!
trap 'kill $server; kill "$(cat "$dir/nginx.pid")"; rm -rf "$BENCH_DIR"' EXIT
until curl -sf -o /dev/null http://127.0.0.1:8795/; do sleep 0.2; done

# Pages of one report and what they load: wrk asks for them one by one.
report=$(cd "$site/public" && find * -name s0101.html | sort | head -n 1)
folder=/$(dirname "$report")
cat >"$dir/ask.lua" <<TEXT
local paths = {"/", "$folder/s0101.html", "$folder/all.html", "/css/site.css"}
local at = 0
request = function()
    at = at % #paths + 1
    return wrk.format("GET", paths[at])
end
TEXT

ask() { # name, port: requests a second and the 99th percentile
    wrk -t1 -c32 -d"${WRK_SECONDS}s" --latency -s "$dir/ask.lua" \
        "http://127.0.0.1:$2" >"$dir/wrk" 2>&1
    grep -E 'Non-2xx|Socket errors' "$dir/wrk"
    awk -v name="$1" '$1 == "99%" { p = $2 } $1 == "Requests/sec:" { r = $2 }
        END { printf "%-24s %10.0f requests a second   p99 %s\n", name, r, p }' \
        "$dir/wrk"
}

round=0
while [ $round -lt 3 ]; do # in turns, so that both see the same noise
    round=$((round + 1))
    ask gongkai 8795
    ask nginx 8797
done
