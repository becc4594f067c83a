#!/bin/bash
# Take away, as root, the accounts of the code names on standard input, with all that lies in their homes and the exchange.
#   remove-people.sh [PLACE] <code-names.txt
# The gradebook is the facilitator's: `toolkit purge` empties that.
set -euo pipefail
export PATH="$PATH:/usr/sbin:/sbin"  # where accounts are made, and not on everybody's path

place="${1:-/srv/hashtag-to-action}"
while read -r name; do
  [[ "$name" =~ ^[a-z]{2,20}(-[a-z0-9]{1,20}){1,3}$ ]] || { echo "“$name” is no code name." >&2; exit 1; }
  pkill -KILL --uid "$name" && sleep 0.5 || true
  ! getent passwd "$name" >/dev/null || userdel --remove "$name" 2>/dev/null
  find "$place"/exchange/*/inbound -mindepth 1 -maxdepth 1 -name "$name+*" -exec rm -rf {} + 2>/dev/null || true
done
# Feedback in the exchange carries no names, so all of it goes; release it again for those who stay.
rm -f "$place"/exchange/*/feedback/*
