"""Editions: what each asks of the engine, and how its PDF (objects of pydyf) is amended before it is written.

The screen edition is PDF/A-2a and PDF/UA-1 in one file; the archive edition PDF/A-3a and PDF/UA-1, with what it was made from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pydyf

from sixfold.document.metadata import Metadata
from sixfold.pdf.xmp import make_xmp

EditionName = Literal["screen", "archive"]

#: The part of PDF/A that each follows.
_PARTS: dict[EditionName, int] = {"screen": 2, "archive": 3}

#: What colours mean on a screen. The engine would add the same profile, by way of a slow library, and leave its file open.
_PROFILE = "sRGB2014.icc"

#: What a viewer is told of an attached file: its media type (text/plain where none is registered) and its purpose.
_KINDS = {
    ".yaml": ("application/yaml", "Source text of the document"),
    ".po": ("text/x-gettext-translation", "Catalog of translations"),
    ".svg": ("image/svg+xml", "Picture of the document"),
    ".png": ("image/png", "Picture of the document"),
}


@dataclass(frozen=True)
class Edition:
    """One way to write a document as PDF.

    `options` go to WeasyPrint's `write_pdf`; `amend` gets the engine's laid-out document and the objects of the PDF, which it
    may change. The same HTML and edition must give the same bytes.
    """

    options: Mapping[str, Any] = field(default_factory=dict)
    amend: Callable[[Any, Any], None] = lambda _document, _pdf: None


#: As the engine writes it by itself: neither tagged nor described.
PLAIN = Edition()


def make_edition(name: EditionName, metadata: Metadata, sources: Sequence[tuple[str, bytes]] = ()) -> Edition:
    """Return the edition *name* of the document that *metadata* describes.

    The screen edition is for reading, searching and citing; to the archive edition *sources* are attached, by name.
    """
    part = _PARTS[name]

    def amend(_: Any, pdf: Any) -> None:
        """Give the PDF its metadata and its colours, sRGB, and let a viewer turn its pages as the language does.

        Source: ISO 19005-2, 6.2.3.
        """
        xmp = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
        xmp.stream = [make_xmp(metadata, part, pdf.info["Producer"].string)]
        xmp.compress = False  # some readers find it only so
        profile = pydyf.Stream([(files("weasyprint.pdf") / _PROFILE).read_bytes()], {"N": 3}, compress=True)
        pdf.add_object(profile)
        intent = {"Type": "/OutputIntent", "S": "/GTS_PDFA1", "DestOutputProfile": profile.reference}
        intent |= {"OutputConditionIdentifier": pydyf.String("sRGB"), "Info": pydyf.String("sRGB2014")}
        pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent)])
        if metadata.direction == "rtl":
            pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L"
        if name == "archive":
            _attach(pdf, sources, metadata.date)

    return Edition({"pdf_variant": f"pdf/a-{part}a", "output_intent": ""}, amend)


def _attach(pdf: Any, sources: Sequence[tuple[str, bytes]], date: str) -> None:
    """Attach files to *pdf* as what it was made from, dated *date* as the document is: a file's own date changes with its copies.

    Source: ISO 19005-3, 6.8; ISO 32000-1, 7.11.
    """
    day = pydyf.String(f"D:{date.replace('-', '')}")
    attached = []
    for name, content in sources:
        kind, purpose = _KINDS[Path(name).suffix]
        checksum = hashlib.md5(content, usedforsecurity=False).hexdigest()
        parameters = pydyf.Dictionary({"Size": len(content), "ModDate": day, "CheckSum": f"<{checksum}>"})
        extra = {"Type": "/EmbeddedFile", "Subtype": "/" + kind.replace("/", "#2f"), "Params": parameters}
        stream = pydyf.Stream([content], extra, compress=True)
        pdf.add_object(stream)
        file = pydyf.Dictionary({"Type": "/Filespec", "F": pydyf.String(name), "UF": pydyf.String(name)})
        file |= {"EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference})}
        file |= {"AFRelationship": "/Source", "Desc": pydyf.String(purpose)}
        pdf.add_object(file)
        attached.append((name, file.reference))
    names = pydyf.Array(entry for name, file in attached for entry in (pydyf.String(name), file))
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = pydyf.Dictionary({"Names": names})
    pdf.catalog["AF"] = pydyf.Array(file for _, file in attached)


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
    """Pack the streams of *pdf*, which nobody changes any more, once: pydyf does so to name the file, and again to write it."""
    pdf.objects = [_Packed(item.number, item.data) if isinstance(item, pydyf.Stream) else item for item in pdf.objects]
