"""The validators: page-validation, in milliseconds, and veraPDF, the referee, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import page as page_validation

CHECKOUT = Path(__file__).parents[2]

#: What each edition claims to be, in veraPDF's words.
FLAVOURS = {"screen": ("2a", "ua1"), "archive": ("3a", "ua1")}


def broken_rules(content: bytes, edition: str = "screen") -> list[str]:
    """Return the rules of PDF/A and PDF/UA that a PDF breaks, by the fast validator.

    It takes a stream's last byte for a part of what ends the line after it where that byte happens to be a carriage return (one
    stream of 256); veraPDF doesn't.
    """
    ends_in_return = b"\r\nendstream" in content
    return [
        f"{flavour} {failure.rule_id}: {failure.message}"
        for flavour in FLAVOURS[edition]
        for failure in page_validation.validate_pdf_bytes(content, profile=flavour).failures
        if not (ends_in_return and failure.rule_id.endswith("STREAM-LENGTH-001"))
    ]


def find_verapdf() -> str | None:
    """Return the command of veraPDF: $VERAPDF, the one that `make validate` installed, or one of the PATH; None for none."""
    own = CHECKOUT / ".venv" / "bin" / "verapdf"
    return os.environ.get("VERAPDF") or (str(own) if own.exists() else shutil.which("verapdf"))


def verapdf(command: str, flavour: str, files: Iterable[Path]) -> tuple[int, list[str]]:
    """Return how many of *files* veraPDF finds valid, and the lines with which it finds others not."""
    arguments = [command, "--flavour", flavour, "--format", "text", *map(str, files)]
    lines = subprocess.run(arguments, capture_output=True, text=True, check=False).stdout.splitlines()
    return sum(line.startswith("PASS") for line in lines), [line for line in lines if not line.startswith("PASS")]
