#!/bin/bash
# What the scripts beside this one share: reading a list of code names, and telling which accounts are the course's.
export PATH="$PATH:/usr/sbin:/sbin"  # where accounts are made, and not on everybody's path
export LC_ALL=C                      # [a-z] means these 26 letters, whatever the language of this server

trainees="${TOOLKIT_HUB_TRAINEES:-trainees}" facilitators="${TOOLKIT_HUB_FACILITATORS:-facilitators}"
mark="hashtag-to-action"  # stands beside each account that add-people.sh makes
worked=0                  # in the end 1 if something did not work

missed() {
  echo "$1" >&2
  worked=1
}

# Read code names, a line each; spaces around them, empty lines and the line ends of other systems are passed over.
read_names() {
  local line
  names=() odd=()
  while read -r line || [ -n "$line" ]; do
    line="${line#$'\xef\xbb\xbf'}"  # what some editors put before the first line
    if [[ "$line" =~ ^[a-z]{2,20}(-[a-z0-9]{1,20}){1,3}$ ]]; then
      names+=("$line")
    elif [ -n "$line" ]; then
      line="${line%%[[:space:]]*}"  # no more of it: a password may stand behind
      odd+=("${line//[^[:print:]]/?}")
    fi
  done < <(tr '\r' '\n')
}

# Do the same before anybody is added: a list that is not right throughout is not begun.
read_names_to_add() {
  read_names
  for name in ${odd[@]+"${odd[@]}"}; do
    missed "“$name” is no code name (amber-heron is one)."
  done
  [ ${#names[@]} -gt 0 ] || missed "There is no code name in the list."
  [ "$worked" = 0 ] || { echo "So nobody was added." >&2; exit 1; }
}

is_in() {
  [[ ",$(getent group "$2" | cut -d: -f4)," == *",$1,"* ]]
}

# Tell whether add-people.sh made an account, of which the line in the list of accounts is given.
is_ours() {
  local uid comment
  IFS=: read -r _ _ uid _ comment _ <<<"$2"
  [[ ! "$uid" =~ ^[0-9]{1,3}$ ]] || return 1  # such numbers are the system's
  [ "$comment" = "$mark" ] || is_in "$1" "$trainees" || is_in "$1" "$facilitators"
}

# Say where the home of a name would be made.
home_of() {
  local base
  base="$(sed -n 's/^HOME=//p' /etc/default/useradd 2>/dev/null || true)"
  echo "${base:-/home}/$1"
}
