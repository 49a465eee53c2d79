#!/bin/sh
#
# completion - what bash, zsh and fish make of the scripts that `gongkai
# completion` prints, asked as a person does: in a terminal, by a key.

cd "$(dirname "$0")/.." || exit 1
. test/frame.sh
need_program

place=$work/place
mkdir -p "$place/town" "$place/bin"
: >"$place/letter.md"
ln -s "$GONGKAI" "$place/bin/gongkai"
for shell in bash zsh fish; do
    check "there is a completion for $shell" \
        sh -c '"$GONGKAI" completion "$1" >"$2"' sh $shell "$work/for-$shell"
done

# Lines as typed so far, and the same with all that may follow put in. One
# table for every shell; where they differ in form, the name of the shell
# stands before the line.
cat >"$work/lines" <<'TEXT'
gongkai buil|gongkai build
gongkai completion |gongkai completion bash fish zsh
gongkai build --st|gongkai build --stats --strict
gongkai new |gongkai new report site
gongkai -q new re|gongkai -q new report
gongkai --lang zh chec|gongkai --lang zh check
gongkai -C town buil|gongkai -C town build
gongkai help targ|gongkai help targets
gongkai check to|gongkai check town
gongkai check go|gongkai check gov
gongkai archive --spl|gongkai archive --split
gongkai targets let|gongkai targets letter.md
gongkai --color=ne|gongkai --color=never
gongkai --format j|gongkai --format json
gongkai build --lang=z|gongkai build --lang=zh
gongkai build --output=to|gongkai build --output=town
TEXT

# Shells put candidates in an order of their own, and mark folders.
sorted() {
    awk '{
        word = $0
        sub(/.* /, "", word)
        n = split($0, part, " ")
        for (i = 1; i <= n; i++)
            sub(/\/$/, "", part[i])
        # The tail that was put in is what differs in order.
        for (i = n; i > 3; i--)
            for (j = i; j > 3 && part[j] < part[j - 1]; j--) {
                keep = part[j]; part[j] = part[j - 1]; part[j - 1] = keep
            }
        line = part[1]
        for (i = 2; i <= n; i++)
            line = line " " part[i]
        print line
    }'
}

# What the shell printed of the lines so far, one each.
printed() {
    tr -d '\r' <"$work/screen" |
        sed -n 's/^.*@@ \(gongkai.*[^ ]\) *$/\1/p' | grep -v 'echo'
}

has_printed() { # lines
    [ "$(printed | wc -l)" -ge "$1" ]
}

# Types every line and the key, then has the shell print what stands there;
# nobody types ahead of a shell that is still busy.
type_lines() { # what the key sends
    await grep -q '> ' "$work/screen"
    lines=0
    while IFS='|' read -r typed _; do
        printf '%s%b\001echo @@ \r' "$typed" "$1"
        lines=$((lines + 1))
        await has_printed $lines
    done <"$work/lines"
    printf 'exit\r'
}

in_terminal() { # shell command, key
    : >"$work/screen"
    (cd "$place" && type_lines "$2" | PATH=$place/bin:$PATH TERM=dumb \
        timeout 600 script -qfec "$1" /dev/null) >"$work/screen"
    printed >"$work/seen"
}

judge() { # shell
    while IFS='|' read -r typed wanted; do
        printf '%s\n' "$wanted" | sorted >"$work/wanted"
        sed -n "$((${n:=0} + 1))p" "$work/seen" | sorted >"$work/got"
        n=$((n + 1))
        check "$1: $typed" diff "$work/wanted" "$work/got"
    done <"$work/lines"
    n=0
}

bash_completes() {
    cat >"$work/bashrc" <<TEXT
PS1='> '
bind 'set enable-bracketed-paste off'
bind '"\C-t": insert-completions'
. '$work/for-bash'
TEXT
    in_terminal "bash --noprofile --rcfile '$work/bashrc' -i" '\024'
    judge bash
}

zsh_completes() {
    mkdir "$work/zsh"
    cat >"$work/zsh/.zshrc" <<TEXT
PS1='> '
unset zle_bracketed_paste
autoload -U compinit
compinit -D -u
zstyle ':completion:all::::' completer _all_matches _complete
zstyle ':completion:all:*' insert yes
zle -C all complete-word _generic
bindkey '^T' all
bindkey '^A' beginning-of-line
source '$work/for-zsh'
TEXT
    in_terminal "env ZDOTDIR='$work/zsh' zsh -i" '\024'
    judge zsh
}

# Fish says by itself what it would offer.
fish_completes() {
    while IFS='|' read -r typed wanted; do
        (cd "$place" && HOME=$work PATH=$place/bin:$PATH fish --no-config -c "
            source '$work/for-fish'
            complete -C '$typed'" | cut -f 1) >"$work/offered" 2>&1
        kept=${typed% *}
        {
            printf '%s' "$kept"
            sed 's/^/ /' "$work/offered" | tr -d '\n'
            echo
        } | sorted >"$work/got"
        printf '%s\n' "$wanted" | sorted >"$work/wanted"
        check "fish: $typed" diff "$work/wanted" "$work/got"
    done <"$work/lines"
}

if have bash && have script; then
    bash_completes
else
    skip "bash completes" "there is no bash or no script"
fi
if have zsh && have script; then
    zsh_completes
else
    skip "zsh completes" "there is no zsh"
fi
if have fish; then
    fish_completes
else
    skip "fish completes" "there is no fish"
fi
finish
