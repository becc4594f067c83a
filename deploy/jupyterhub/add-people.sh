#!/bin/bash
# Make an account in a group for each code name on standard input, as root; prints each with its password, for cards.
#   add-people.sh facilitators <<<calm-ibis        add-people.sh trainees <code-names.txt >>cards.txt
# Somebody who is there already is left alone; whoever was left without a password gets one now. What did not work is
# said, and then this ends with 1. remove-people.sh is the way back.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/names.sh"

trap '' PIPE  # whoever takes the cards may stop listening: then `echo` says so
group="$1"
read_names_to_add
getent group "$group" >/dev/null || groupadd "$group"

# Make an account; whatever is left of one that could not be made is taken away again.
make() {
  local home said
  home="$(home_of "$1")"
  if [ -e "$home" ] || [ -L "$home" ]; then
    missed "$1 was not added: $home is there already, perhaps with somebody's work. Take it away first."
    return 1
  fi
  # Nobody else reads their home, and there is no way in but the course's own page.
  local own=(--create-home --key HOME_MODE=0700 --comment "$mark" --groups "$group" --shell /usr/sbin/nologin)
  said="$(useradd "${own[@]}" "$1" 2>&1)" && return
  unmake "$1"
  missed "$1 was not added: ${said//$'\n'/; }"
  return 1
}

unmake() {
  ! getent passwd "$1" >/dev/null || userdel --remove "$1" >/dev/null 2>&1 ||
    missed "What is left of $1 could not be taken away: run remove-people.sh."
}

# Give a password and print the card. An account whose password nobody knows would keep its person out for good.
give_card() {
  local letters password said
  letters="$(tr -dc a-km-np-z2-9 </dev/urandom 2>/dev/null | head -c 12 || true)"
  password="${letters:0:4}-${letters:4:4}-${letters:8:4}"
  if [ ${#letters} != 12 ] || ! said="$(chpasswd <<<"$1:$password" 2>&1)"; then
    missed "$1 got no password, so the account was taken away again. ${said:-}"
    return 1
  fi
  echo "$1  $password" && return
  missed "The card of $1 could not be written, so the account was taken away again."
  return 1
}

for name in "${names[@]}"; do
  if ! getent passwd "$name" >/dev/null; then
    make "$name" && { give_card "$name" || unmake "$name"; } || true
  elif ! is_in "$name" "$group"; then
    missed "$name was not added: there is an account of that name outside the group $group. Choose another code name."
  elif [[ "$(getent shadow "$name" | cut -d: -f2)" =~ ^(!!?|\*)$ ]]; then  # no password yet: this stopped half way
    give_card "$name" || unmake "$name"
  else
    echo "$name is there already." >&2
  fi
done
exit "$worked"
