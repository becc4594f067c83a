#!/bin/sh
# Opens the course. The first time it sets everything up in .venv, beside this file.
cd "$(dirname "$0")" || exit 1
# A copy in another place has to be set up again.
if [ ! -e .venv/ready ] || ! .venv/bin/python -P -c "import toolkit" 2>/dev/null; then
  python=""
  for one in python3.13 python3.12 python3.11 python3 python; do
    if "$one" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      python="$one"
      break
    fi
  done
  if [ -z "$python" ]; then
    echo "The course needs Python 3.11 or newer. Please install it, then start this again."
    exit 1
  fi
  echo "Setting up the course. The first time this takes a few minutes."
  "$python" -m venv .venv &&
    .venv/bin/python -P -m pip install --quiet --disable-pip-version-check -c requirements.txt -e . &&
    touch .venv/ready || {
    echo "This did not work. Is this computer online? Start this again, or ask your facilitator."
    exit 1
  }
fi
exec .venv/bin/python -P -m toolkit start "$@"
