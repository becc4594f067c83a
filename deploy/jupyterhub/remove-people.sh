#!/bin/bash
# Take away, as root, the accounts of the code names on standard input, with what lies in their homes and the exchange.
#   remove-people.sh [PLACE] <code-names.txt
# Accounts that add-people.sh did not make are left alone. What stays is said, and then this ends with 1: run it again.
# The gradebook is the facilitator's: `toolkit purge` empties that.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/names.sh"

place="${1:-/srv/hashtag-to-action}"
exchange="$(readlink -f "$place/exchange" || true)"
read_names
for name in ${odd[@]+"${odd[@]}"}; do
  missed "“$name” is no code name, so nothing was looked for."
done
[ ${#names[@]} -gt 0 ] || { echo "There is no code name in the list, so nothing was taken away." >&2; exit 1; }
[ -d "$exchange" ] || missed "There is no exchange in $place: what people handed in was not looked for."

# Take away an account and its home, and say what of it stays.
remove_account() {
  local uid home said="" there
  IFS=: read -r _ _ uid _ _ home _ <<<"$2"
  for _ in {1..25}; do  # a program takes a moment to end, and what has begun since has to end, too
    pkill -KILL --uid "${uid:-$1}" 2>/dev/null || break
    sleep 0.2
  done
  there="$(readlink -f "$home" || true)"  # where it really is, should it be on another disk
  said="$(userdel --remove "$1" 2>&1)" || said="${said:-userdel did not say why}"
  said="${said//$'\n'/; }"
  ! getent passwd "$1" >/dev/null || missed "$1: the account is still there. $said"
  home_stays "$1" "$home" "$said"
  [ "$there" = "$home" ] || home_stays "$1" "$there" "$said"
}

home_stays() {
  if [ -n "$2" ] && { [ -e "$2" ] || [ -L "$2" ]; }; then
    missed "$1: the home $2 is still there. ${3:-}"
  fi
}

# List what somebody handed in: under their name, or, with the number of their account, under another's. No link is
# followed, here or below: everybody may put one into the exchange.
handed_in() {
  [ ! -d "$exchange" ] || find "$exchange" -mindepth 3 -maxdepth 3 -path "*/inbound/*" \
    \( -name "$1+*" ${2:+-o -uid "$2"} \) "${@:3}"
}

remove_handed_in() {
  local left
  handed_in "$1" "$2" -exec rm -rf -- {} + 2>/dev/null || true
  left="$(handed_in "$1" "$2" -printf x | wc -c)"
  [ "$left" = 0 ] || missed "$1: $left submissions are still in the exchange."
}

for name in "${names[@]}"; do
  account="$(getent passwd "$name" || true)"
  number="$(cut -d: -f3 <<<"$account")"
  if [ -z "$account" ]; then
    echo "$name: there is no such account." >&2
    home_stays "$name" "$(home_of "$name")"
  elif is_ours "$name" "$account"; then
    remove_account "$name" "$account"
  else
    missed "$name: this account was left alone. add-people.sh did not make it; it is not in $trainees or $facilitators."
    continue
  fi
  remove_handed_in "$name" "$number"
done

# Feedback in the exchange carries no names, so all of it goes; release it again for those who stay.
feedback() {
  [ ! -d "$exchange" ] || find "$exchange" -mindepth 3 -maxdepth 3 -path "*/feedback/*" "$@"
}
feedback -exec rm -rf -- {} + 2>/dev/null || true
left="$(feedback -printf x | wc -c)"
[ "$left" = 0 ] || missed "$left pages of feedback are still in the exchange."
exit "$worked"
