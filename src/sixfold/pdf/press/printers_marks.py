"""What a print shop cuts, folds and registers by: lines and targets outside the bleed, in the colour of all inks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name

MM = 72 / 25.4

#: Points: how far from the bleed marks begin, how long and how thick they are, the room they all take.
_GAP, _LENGTH, _THICKNESS, ROOM = 1 * MM, 5 * MM, 0.25, 8 * MM
_TARGET = 1.5 * MM

#: How far from the centre the handles of a quarter of a circle lie, in radii.
_HANDLE = 0.5523


@dataclass(frozen=True)
class Box:
    """A rectangle in points, from the lower left corner of the sheet."""

    left: float
    bottom: float
    right: float
    top: float

    def grown(self, by: float) -> Box:
        """Return the rectangle that stands out by *by* on all sides."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def array(self) -> Array:
        """Return it as a PDF has it."""
        return Array([round(value, 4) for value in (self.left, self.bottom, self.right, self.top)])


def registration_colour() -> Array:
    """Return the colour that is printed with every ink there is. Source: ISO 32000-1, 8.6.6.4."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])


def draw_marks(trim: Box, bleed: Box, across: int) -> bytes:
    """Return the instructions that draw the marks of a sheet of *across* pages; the colour is the resource `Registration`."""
    lines = [*_crop_lines(trim, bleed), *(_fold_lines(trim, bleed) if across == 2 else ())]
    drawn = [f"{_numbers(*line)} l S" for line in lines]
    drawn += [_target(x, y) for x, y in _target_places(trim, bleed, across)]
    return "\n".join((f"q /Registration CS 1 SCN {_THICKNESS} w", *drawn, "Q")).encode()


def _crop_lines(trim: Box, bleed: Box) -> Iterator[tuple[float, float, float, float]]:
    """Yield two lines at each corner, on the edges of the trimmed sheet drawn on."""
    for x in (trim.left, trim.right):
        yield x, bleed.bottom - _GAP, x, bleed.bottom - _GAP - _LENGTH
        yield x, bleed.top + _GAP, x, bleed.top + _GAP + _LENGTH
    for y in (trim.bottom, trim.top):
        yield bleed.left - _GAP, y, bleed.left - _GAP - _LENGTH, y
        yield bleed.right + _GAP, y, bleed.right + _GAP + _LENGTH, y


def _fold_lines(trim: Box, bleed: Box) -> Iterator[tuple[float, float, float, float]]:
    """Yield the dashes above and below the fold in the middle."""
    x, dash = (trim.left + trim.right) / 2, _LENGTH / 5
    for start in (0, 2 * dash, 4 * dash):
        yield x, bleed.bottom - _GAP - start, x, bleed.bottom - _GAP - start - dash
        yield x, bleed.top + _GAP + start, x, bleed.top + _GAP + start + dash


def _target_places(trim: Box, bleed: Box, across: int) -> Iterator[tuple[float, float]]:
    """Yield the centres of the targets: in the middle of each edge, or of each page's edge beside a fold."""
    away, middle = _GAP + _LENGTH / 2, (trim.bottom + trim.top) / 2
    for number in range(across):
        x = trim.left + (trim.right - trim.left) * (2 * number + 1) / (2 * across)
        yield from ((x, bleed.bottom - away), (x, bleed.top + away))
    yield from ((bleed.left - away, middle), (bleed.right + away, middle))


def _target(x: float, y: float) -> str:
    """Return a circle with a cross that stands out of it, round the point *x*, *y*."""
    centre, arm = complex(x, y), _LENGTH / 2
    quarters = [_quarter(centre, _TARGET * turn) for turn in (1, 1j, -1, -1j)]
    cross = f"{_numbers(x - arm, y, x + arm, y)} l {_numbers(x, y - arm, x, y + arm)} l S"
    return "\n".join((f"{_rounded(x + _TARGET, y)} m", *quarters, f"S {cross}"))


def _quarter(centre: complex, start: complex) -> str:
    """Return the curve from *start*, seen from *centre*, a quarter of a circle on; a turn to the left is a factor of 1j."""
    end = start * 1j
    points = (start + end * _HANDLE, end + start * _HANDLE, end)
    return " ".join(_rounded((centre + point).real, (centre + point).imag) for point in points) + " c"


def _numbers(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{_rounded(x, y)} m {_rounded(to_x, to_y)}"


def _rounded(*values: float) -> str:
    return " ".join(f"{value:.3f}" for value in values)
