"""Run the commands as `python -P -m toolkit`."""

import sys

from toolkit.cli import main

sys.exit(main())
