#!/bin/sh
#
# install - what `make install`, `make dist` and `make deb` put into the world.
#
#   test/install.sh [PART...]     the functions below, by name
#
# With GONGKAI_HEAVY set the unpacked sources also build and test themselves,
# without what is heavy.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program
unset SOURCE_DATE_EPOCH MAKEFLAGS MFLAGS
build=${GONGKAI%/gongkai}
version=$("$GONGKAI" version | sed -n '1s/^gongkai //p')

# The program stays as it is, whatever flags it was built with.
# shellcheck disable=SC2317 # called by check
make_it() {
    make -s -o "$build/gongkai" BUILD="$build" "$@"
}

files() {
    (cd "$1" && find . ! -type d | LC_ALL=C sort)
}

# shellcheck disable=SC2317
finds_its_theme() { # a root with the program in usr
    cp -r "$1" "$work/moved"
    "$work/moved/usr/bin/gongkai" -q new site "$work/town" &&
        [ ! -e "$work/town/themes" ] &&
        "$work/moved/usr/bin/gongkai" -q -C "$work/town" build &&
        [ -s "$work/town/public/css/site.css" ]
}

installed() {
    root=$work/root
    mkdir -p "$root/usr/share/doc/other"
    echo mine >"$root/usr/share/doc/other/letter"
    files "$root" >"$work/before"
    check "it installs" make_it DESTDIR="$root" PREFIX=/usr install
    check "the program runs from there" "$root/usr/bin/gongkai" version
    check "it finds its theme wherever it is moved to" finds_its_theme "$root"
    for file in share/man/man1/gongkai.1 share/man/man5/gongkai-config.5 \
        share/doc/gongkai/LICENSE share/gongkai/themes/default/base.html \
        share/bash-completion/completions/gongkai \
        share/zsh/site-functions/_gongkai \
        share/fish/vendor_completions.d/gongkai.fish; do
        check "$file is installed" test -s "$root/usr/$file"
    done
    check "all may read it" test -z "$(find "$root/usr" ! -perm -444)"
    check "it uninstalls" make_it DESTDIR="$root" PREFIX=/usr uninstall
    files "$root" >"$work/after"
    check "only what was there before is left" diff "$work/before" "$work/after"
    check "no folder of ours is left" test ! -e "$root/usr/share/gongkai"
}

sources() {
    ball=gongkai-$version.tar.xz
    check "the sources are packed" scripts/dist "$work/one.tar.xz" "$version"
    sleep 1
    check "they are packed again" env TZ=Asia/Shanghai LC_ALL=C.UTF-8 \
        scripts/dist "$work/two.tar.xz" "$version"
    check "both have the same bytes" cmp "$work/one.tar.xz" "$work/two.tar.xz"
    mkdir "$work/unpacked"
    check "they unpack" tar -xf "$work/one.tar.xz" -C "$work/unpacked"
    cd "$work/unpacked/gongkai-$version" || return
    check "names in Chinese are kept" \
        ls test/golden/names/content/2020/村路.png
    check "the unpacked sources know what can be made" make -s help
    check "they pack themselves" scripts/dist "$work/$ball" "$version"
    check "and give the same bytes" cmp "$work/one.tar.xz" "$work/$ball"
    if [ -n "${GONGKAI_HEAVY:-}" ]; then
        check "they build and test themselves" env -u GONGKAI -u UNIT \
            -u GONGKAI_HEAVY make -s -j2 WERROR=1 test
    else
        skip "they build and test themselves" "GONGKAI_HEAVY is not set"
    fi
    cd "$here" || exit
}

# Parts that are left out take their libraries and their pages with them.
less() {
    if [ -z "${GONGKAI_HEAVY:-}" ]; then
        skip "it builds without its parts" "GONGKAI_HEAVY is not set"
        return
    fi
    make_less="make -s -j2 WERROR=1 BUILD=$work/less DESTDIR=$work/lessroot PREFIX=/usr"
    less=$work/lessroot/usr/bin/gongkai
    # shellcheck disable=SC2086 # words
    check "it builds and installs without its parts" \
        $make_less WITHOUT="sheet serve" install
    check "it says so" sh -c '"$1" version | grep -qx "without: sheet serve"' \
        sh "$less"
    check "and does not need the library" \
        not sh -c 'readelf -p .late "$1" | grep -E "xlsxwriter|microhttpd"' sh "$less"
    check "a site is made" "$less" -q new site "$work/lesstown"
    check "it builds the site" "$less" -q -C "$work/lesstown" build
    check "the site is clean" "$less" -q -C "$work/lesstown" check
    check "it speaks of no workbook" \
        not grep -rq 'targets\.xlsx' "$work/lesstown/public"
}

package() {
    if ! have dpkg-deb || ! have dpkg-shlibdeps; then
        skip "a Debian package" "there is no dpkg-deb or no dpkg-shlibdeps"
        return
    fi
    mkdir "$work/one" "$work/two"
    for place in one two; do
        cp "$GONGKAI" "$work/$place/gongkai"
        check "a Debian package is made" \
            scripts/deb "$work/$place" "$version"
        sleep 1
    done
    one=$(ls "$work"/one/*.deb)
    two=$(ls "$work"/two/*.deb)
    check "it is the same, byte for byte, a second later" cmp "$one" "$two"
    dpkg-deb -f "$one" >"$work/control"
    check "it depends on the C library" grep -q '^Depends: .*libc6' \
        "$work/control"
    for library in libarchive libdeflate libgif libjpeg libpng libsodium libwebp \
        libxlsxwriter libxml2 libzbar; do
        check "it depends on $library, which is loaded late" \
            grep -q "^Depends: .*$library" "$work/control"
    done
    check "it needs no cmark-gfm and no libsass" \
        not grep -Eq 'cmark|sass' "$work/control"
    dpkg-deb -c "$one" >"$work/list"
    check "all in it is root's" not grep -qv ' root/root ' "$work/list"
    check "it has the program" grep -q ' \./usr/bin/gongkai$' "$work/list"
    if have lintian; then
        check "lintian finds no error" lintian --fail-on error \
            --allow-root "$one"
    fi
}

here=$PWD
for part in ${*:-installed sources package less}; do
    $part
done
finish
