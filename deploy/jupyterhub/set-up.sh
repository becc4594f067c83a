#!/bin/bash
# Lay out one server for one course, as root: who may read what is decided here. Running it again changes nothing.
#   set-up.sh COURSE FACILITATOR [PLACE]
# COURSE is a copy of the repository; FACILITATOR an account that add-people.sh made.
set -euo pipefail
export PATH="$PATH:/usr/sbin:/sbin"  # where accounts are made, and not on everybody's path

course="$1" facilitator="$2" place="${3:-/srv/hashtag-to-action}"
trainees="${TOOLKIT_HUB_TRAINEES:-trainees}" facilitators="${TOOLKIT_HUB_FACILITATORS:-facilitators}"

for group in "$trainees" "$facilitators"; do
  getent group "$group" >/dev/null || groupadd "$group"
done
usermod --shell /bin/bash --append --groups "$facilitators" "$facilitator"

install -d -m 0755 "$place"
# Keys, the gradebook, submissions: the facilitator's alone.
install -d -m 0700 -o "$facilitator" -g "$facilitator" "$place/course"
for part in workbooks exercises solutions nbgrader_config.py; do
  [ -e "$place/course/$part" ] || cp -r "$course/$part" "$place/course/"
done
chown -R "$facilitator:" "$place/course"
# What every trainee gets a copy of. Exercises are not here: they come through the exchange.
install -d -m 0755 "$place/handout"
cp -rT "$course/workbooks" "$place/handout/workbooks"
chmod -R u=rwX,go=rX "$place/handout"
# Everybody may put something here; what is in it belongs to whoever put it there (the 1 says so).
install -d -m 1777 "$place/exchange"
install -d -m 0755 -o "$facilitator" -g "$facilitator" "$place/exchange/hashtag-to-action"
# What the hub itself remembers: who was here, and when.
install -d -m 0700 "$place/hub"
