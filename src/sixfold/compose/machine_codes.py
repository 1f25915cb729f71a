"""The codes that machines read: Code 39 of a job number, QR code of a document's address, as paths one unit a module."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno
from barcode import Code39

from sixfold.document.symbols import public_address


@dataclass(frozen=True)
class BarCode:
    """Bars or squares as an SVG path; `modules` is the width of the whole in narrow bars or squares."""

    path: str
    modules: int


def bar_code_path(digits: str) -> BarCode:
    """Return the bars of *digits* between the start and stop marks, without a check character.

    Source: ISO/IEC 16388 (Code 39); the United Nations prints the number without hyphen and without check character.
    """
    modules = Code39(digits, add_checksum=False).build()[0]
    return BarCode(_bars([module == "1" for module in modules], 0), len(modules))


def qr_code_path(symbol: str, language: str) -> BarCode:
    """Return the QR code of the document's public address, https://undocs.org/ru/S/2024/228, without quiet zone.

    Source: ISO/IEC 18004; address and level L as on S/2024/228 and S/2023/664.
    """
    code = segno.make(public_address(symbol, language), error="l", boost_error=False, micro=False)
    rows = [[bool(module) for module in row] for row in code.matrix]
    return BarCode("".join(_bars(row, place) for place, row in enumerate(rows)), len(rows))


def _bars(modules: list[bool], top: int) -> str:
    """Return the dark runs of a row as rectangles one unit high."""
    bars: list[str] = []
    position = 0
    for is_dark, run in groupby(modules):
        width = len(list(run))
        if is_dark:
            bars.append(f"M{position} {top}h{width}v1h-{width}z")
        position += width
    return "".join(bars)
