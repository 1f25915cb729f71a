"""What an edition is to the engine: what it is told to write, and what is amended before it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

#: Changes the objects of a PDF in place; gets the engine's laid-out document, and the objects.
Amend = Callable[[Any, Any], None]


def _leave(document: Any, pdf: Any) -> None:
    """Change nothing."""


@dataclass(frozen=True)
class Edition:
    """One way to write a document as PDF.

    `options` go to WeasyPrint's `write_pdf`; `amend` gets the objects of the PDF (of pydyf) before they are written. The same
    HTML and edition must give the same bytes.
    """

    name: str
    options: Mapping[str, Any] = field(default_factory=dict)
    amend: Amend = _leave


#: As the engine writes it by itself: neither tagged nor described.
PLAIN = Edition("plain")
