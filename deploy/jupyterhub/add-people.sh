#!/bin/bash
# Make an account in a group for each code name on standard input, as root; prints each with its password, for the cards.
#   add-people.sh facilitators <<<calm-ibis        add-people.sh trainees <code-names.txt
# Somebody who is there already is left alone. remove-people.sh is the way back.
set -euo pipefail
export PATH="$PATH:/usr/sbin:/sbin"  # where accounts are made, and not on everybody's path

group="$1"
getent group "$group" >/dev/null || groupadd "$group"

while read -r name; do
  [[ "$name" =~ ^[a-z]{2,20}(-[a-z0-9]{1,20}){1,3}$ ]] || { echo "“$name” is no code name (amber-heron is one)." >&2; exit 1; }
  if getent passwd "$name" >/dev/null; then
    echo "$name is there already." >&2
    continue
  fi
  # Nobody else reads their home, and there is no way in but the course's own page.
  useradd --create-home --key HOME_MODE=0700 --groups "$group" --shell /usr/sbin/nologin "$name"
  password="$(tr -dc a-km-np-z2-9 </dev/urandom | head -c 12 || true)"
  password="${password:0:4}-${password:4:4}-${password:8:4}"
  chpasswd <<<"$name:$password"
  echo "$name  $password"
done
