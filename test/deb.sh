#!/bin/sh
#
# deb - the life of the package on a fresh Debian: it installs, makes a site,
# and goes without a trace. Takes minutes and the network: only with
# GONGKAI_HEAVY set, as root, where there is debootstrap.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program

sentence="the package lives on a fresh Debian"
[ -n "${GONGKAI_HEAVY:-}" ] || leave_out "$sentence" "GONGKAI_HEAVY is not set"
[ "$(id -u)" -eq 0 ] || leave_out "$sentence" "it needs root"
have debootstrap || leave_out "$sentence" "there is no debootstrap"
have dpkg-shlibdeps || leave_out "$sentence" "there is no dpkg-shlibdeps"

release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
# Where this machine gets that release from.
# shellcheck disable=SC2016 # apt's own variables
mirror=$(apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(REPO_URI)' \
    'Created-By: Packages' | sed -n "s/^$release main //p" | head -n 1)
root=$work/root
export LC_ALL=C DEBIAN_FRONTEND=noninteractive

# With /proc, as every running system has it, in a name space of its own.
inside() {
    # shellcheck disable=SC2016 # for the inner shell
    unshare -m sh -c 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"' \
        "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive HOME=/root "$@"
}

as_user() {
    inside setpriv --reuid=1000 --regid=1000 --clear-groups "$@"
}

files() {
    (cd "$root" && find etc home opt srv usr -xdev \
        ! -path etc/ld.so.cache | sort)
}

# shellcheck disable=SC2086 # a mirror or none
timeout 1200 debootstrap --variant=minbase "$release" "$root" $mirror \
    >"$work/log" 2>&1 ||
    leave_out "$sentence" "debootstrap failed: $(tail -n 1 "$work/log")"
mkdir "$work/made" && cp "$GONGKAI" "$work/made/gongkai"
version=$("$GONGKAI" version | sed -n '1s/^gongkai //p')
check "the package is made" scripts/deb "$work/made" "$version"
cp "$work"/made/*.deb "$root/tmp/gongkai.deb"
inside apt-get -q update >"$work/log" 2>&1 ||
    leave_out "$sentence" "no packages can be fetched: $(tail -n 1 "$work/log")"

files >"$work/before"
check "it installs" inside apt-get -q -y --no-install-recommends \
    install /tmp/gongkai.deb
check "it runs" inside gongkai version
check "its files are whole" inside dpkg --verify gongkai
install -d -o 1000 -g 1000 "$root/srv/town"
check "anyone makes a site" as_user gongkai new site /srv/town
check "and builds it" as_user gongkai -C /srv/town build
check "it is clean" as_user gongkai -C /srv/town check
check "it has a style" test -s "$root/srv/town/public/css/site.css"
check "it can be installed again" inside dpkg -i /tmp/gongkai.deb
check "it is removed" inside apt-get -q -y purge gongkai
check "what was there for it goes, too" inside apt-get -q -y autoremove --purge
check "the site stays" test -s "$root/srv/town/public/index.html"
rm -rf "$root/srv/town"
files >"$work/after"
check "nothing is left" diff "$work/before" "$work/after"
finish
