"""Checks that other programs make, where they are installed: spelling (hunspell), pofilter, msgfmt. `sixfold check --deep`."""

from sixfold.checks.deep.pofilter import POFILTER
from sixfold.checks.deep.running import Deep, check_deeply
from sixfold.checks.deep.spelling import SPELLING

CHECKS = (SPELLING, POFILTER)
"""The rules that need another program."""

__all__ = ["CHECKS", "POFILTER", "SPELLING", "Deep", "check_deeply"]
