"""``python -m threadlab.cli``: the command ``threadlab``."""

import sys

from threadlab.cli import main

sys.exit(main())
