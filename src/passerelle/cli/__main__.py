"""python -m passerelle.cli: the same as the command passerelle."""

import sys

from passerelle.cli import main

sys.exit(main())
