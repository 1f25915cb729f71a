"""`sixfold doctor`: what Sixfold needs of this machine."""

from __future__ import annotations

import argparse

from sixfold.commands.machine import examine, report

EXAMPLE = "sixfold doctor"


def add_arguments(_: argparse.ArgumentParser) -> None:
    """Add nothing: doctor looks at everything."""


def run(_: argparse.Namespace) -> int:
    """Report what is found and what is missing."""
    requirements = examine()
    print(report(requirements))
    return 0 if all(requirement.found for requirement in requirements) else 1
