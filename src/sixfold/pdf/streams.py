"""The streams of a PDF, packed once: pydyf packs them to write them, and before that for the identifier of the file."""

from __future__ import annotations

from typing import Any

import pydyf


class _Packed(pydyf.Object):  # type: ignore[misc]
    """A stream as it is written."""

    compressible = False

    def __init__(self, number: int, data: bytes) -> None:
        super().__init__()
        self.number, self._data = number, data

    @property
    def data(self) -> bytes:
        return self._data


def pack_streams(pdf: Any) -> None:
    """Pack the streams of *pdf*, which nobody changes any more."""
    pdf.objects = [
        _Packed(item.number, item.data) if isinstance(item, pydyf.Stream) else item for item in pdf.objects
    ]
