"""The content of a page as the engine drew it: which part of it belongs to which tag.

A text is cut where it was drawn, not where it was laid out: no line changes by what is marked in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sixfold.tags.drawing import Cut, Cutter, Piece, find_space, read_text


class Content:
    """The content stream of one page. Marks are numbered anew, in the order in which they are asked for."""

    def __init__(self, stream: Any, fonts: Iterable[Any]) -> None:
        """Take the engine's *stream*, drawn but not yet written, and its *fonts*."""
        self._items: list[Any] = stream.stream
        self._fonts = {font.hash.encode(): font for font in fonts}
        self._numbers = {box: tag["mcid"] for box, tag in stream._tags.items()}
        self._places = {
            item["MCID"]: place for place, item in enumerate(self._items) if isinstance(item, dict) and "MCID" in item
        }
        self._changes: list[tuple[int, int, list[Any]]] = []
        self.count = 0

    def has(self, box: Any) -> bool:
        """Tell whether *box* was drawn and still waits for its tag."""
        return box in self._numbers

    @property
    def left(self) -> list[Any]:
        """The boxes that were drawn and that nobody asked for."""
        return list(self._numbers)

    def mark(self, box: Any, *, is_spaced: bool = False) -> int:
        """Return the number of what was drawn for *box*; where it *is_spaced*, a space comes after it."""
        number, place = self._next(), self._place(box)
        self._items[place]["MCID"] = number
        start, end = self._ends(place)
        space = find_space(self._items[start:end], self._fonts) if is_spaced else None
        if space:
            end = self._items.index(b"ET", place)
            self._changes.append((end, end, [space]))
        return number

    def hide(self, box: Any) -> None:
        """Make what was drawn for *box* an artifact, which no reader reads."""
        import pydyf  # noqa: PLC0415

        place = self._place(box)
        self._items[place - 1 : place + 1] = [b"/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]

    def text(self, box: Any) -> str:
        """Return the text of *box* as it was drawn, letters from left to right."""
        start, end = self._ends(self._places[self._numbers[box]])
        return read_text(self._items[start:end], self._fonts)

    def cut(self, box: Any, cuts: Sequence[Cut], *, is_spaced: bool = False) -> list[Piece]:
        """Return the pieces of the text of *box*: those of *cuts*, which don't overlap, and what stands between."""
        start, end = self._ends(self._place(box))
        cutter = Cutter(self._fonts, cuts, self._next)
        space = find_space(self._items[start:end], self._fonts) if is_spaced else None
        for item in self._items[start + 3 : end]:
            if item == b"ET" and space:
                cutter.take(space)
            cutter.take(item)
        self._changes.append((start, end + 1, cutter.items))
        return cutter.pieces

    def finish(self) -> None:
        """Put what was cut into the stream."""
        for start, end, items in sorted(self._changes, key=lambda change: change[0], reverse=True):
            self._items[start:end] = items

    def _next(self) -> int:
        self.count += 1
        return self.count - 1

    def _place(self, box: Any) -> int:
        """Return where the properties of the mark of *box* stand, which is then no longer waiting."""
        return self._places[self._numbers.pop(box)]

    def _ends(self, place: int) -> tuple[int, int]:
        """Return where the mark with its properties at *place* begins and ends."""
        return place - 1, self._items.index(b"EMC", place)
