"""`sixfold` and `python -m sixfold`."""

import sys

from sixfold.project.process import end_at_once, handle_signals, install_hooks

install_hooks()
handle_signals(end_at_once)


def main() -> int:
    """Run the command line of this process and return its exit code."""
    from sixfold.cli import main as run  # noqa: PLC0415  (0.1 s, in which signals come, too)

    code = run()
    handle_signals(end_at_once)
    return code


if __name__ == "__main__":
    sys.exit(main())
