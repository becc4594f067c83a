#!/bin/bash
# Lay out one server for one course, as root: who may read what is decided here. Running it again brings the hand-out up
# to date, takes out of it what does not belong there, and changes nothing that a facilitator works in.
#   set-up.sh COURSE FACILITATOR [PLACE]
# COURSE is a copy of the repository; FACILITATOR an account that add-people.sh made.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$here/names.sh"

course="$1" facilitator="$2" place="${3:-/srv/hashtag-to-action}"

# The environment that README.md makes beside this folder, the repository's own, or whatever is called first here.
for python in "$here/../../venv/bin/python" "$here/../../.venv/bin/python" python3 ""; do
  [ -n "$python" ] || { echo "No Python here has the course in it: install it as README.md says." >&2; exit 1; }
  ! "$python" -I -c "import toolkit.facilitator.bundling" 2>/dev/null || break
done

for group in "$trainees" "$facilitators"; do
  getent group "$group" >/dev/null || groupadd "$group"
done
is_in "$facilitator" "$facilitators" ||
  { echo "$facilitator is not in the group $facilitators: add-people.sh makes such accounts." >&2; exit 1; }
usermod --shell /bin/bash "$facilitator"

install -d -m 0755 "$place"
# Keys, the gradebook, submissions: the facilitator's alone.
install -d -m 0700 -o "$facilitator" -g "$facilitator" "$place/course"
# What everybody gets a copy of: the workbooks of the ZIP for trainees, as if nobody had ever opened them. Exercises are
# not among them: they come through the exchange, from the facilitator's own copy.
"$python" -I -m toolkit --course "$course" handout "$place"
chown -R "$facilitator:" "$place/course"
# Everybody may put something here; what is in it belongs to whoever put it there (the 1 says so).
install -d -m 1777 "$place/exchange"
install -d -m 0755 -o "$facilitator" -g "$facilitator" "$place/exchange/${TOOLKIT_COURSE:-hashtag-to-action}"
# What the hub itself remembers: who was here, and when.
install -d -m 0700 "$place/hub"
