"""`python -m sixfold`."""

import sys

from sixfold.cli import main

sys.exit(main())
