#!/bin/bash
# Make cards and numbers for the code names on standard input; the first is the facilitator's. Writes into a folder:
#   cards         code name and password, a line each: for printing, and for the hub
#   passwd        which number is whose on the shared volume; a name that is there keeps its number
#   facilitators  who gets the course and the gradebook
#   people.sh FOLDER <code-names.txt
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../jupyterhub/names.sh"
umask 077

folder="$1"
read_names_to_add
mkdir -p "$folder"
[ -e "$folder/passwd" ] || printf 'root:x:0:0:root:/root:/usr/sbin/nologin\n' >"$folder/passwd"
touch "$folder/cards" "$folder/facilitators"
for name in "${names[@]}"; do
  if ! grep -q "^$name:" "$folder/passwd"; then
    number=$((10000 + $(wc -l <"$folder/passwd")))
    echo "$name:x:$number:$number::/home/jovyan:/usr/sbin/nologin" >>"$folder/passwd"
  fi
  [ -s "$folder/facilitators" ] || echo "$name" >"$folder/facilitators"
  ! grep -q "^$name " "$folder/cards" || continue
  password="$(tr -dc a-km-np-z2-9 </dev/urandom | head -c 12 || true)"
  echo "$name ${password:0:4}-${password:4:4}-${password:8:4}" >>"$folder/cards"
done
