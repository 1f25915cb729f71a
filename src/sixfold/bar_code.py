"""The bar code of a job number: Code 39, as a path one unit high and one unit a module wide."""

from __future__ import annotations

from dataclasses import dataclass

from barcode import Code39


@dataclass(frozen=True)
class BarCode:
    """Bars as an SVG path; `modules` is the width of the whole in narrow bars."""

    path: str
    modules: int


def bar_code_path(digits: str) -> BarCode:
    """Return the bars of *digits* between the start and stop marks, without a check character.

    Source: ISO/IEC 16388 (Code 39); the United Nations prints the number without hyphen and without check character.
    """
    modules = Code39(digits, add_checksum=False).build()[0]
    bars: list[str] = []
    position = 0
    while (start := modules.find("1", position)) >= 0:
        end = modules.find("0", start)
        position = end if end >= 0 else len(modules)
        bars.append(f"M{start} 0h{position - start}v1h-{position - start}z")
    return BarCode("".join(bars), len(modules))
