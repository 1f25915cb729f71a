"""The screen edition: PDF/A-2a and PDF/UA-1 in one file."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from sixfold.metadata import Metadata
from sixfold.pdf.edition import Edition
from sixfold.pdf.xmp import packet, set_packet

#: What colours mean on a screen. The engine would add the same profile, by way of a slow library, and leave its file open.
_PROFILE = "sRGB2014.icc"


def screen_edition(metadata: Metadata) -> Edition:
    """Return the edition for reading, searching and citing of the document that *metadata* describes."""
    return Edition("screen", options(2), amend=lambda _, pdf: describe(metadata, 2, pdf))


def options(part: int) -> dict[str, Any]:
    """Return what the engine is told for PDF/A-*part*a."""
    return {"pdf_variant": f"pdf/a-{part}a", "output_intent": ""}


def describe(metadata: Metadata, part: int, pdf: Any) -> None:
    """Give a tagged PDF its metadata and its colours, and let a viewer turn its pages as the language does."""
    set_packet(pdf, packet(metadata, part, pdf.info["Producer"].string))
    _set_output_intent(pdf)
    if metadata.direction == "rtl":
        pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L"


def _set_output_intent(pdf: Any) -> None:
    """Say that red, green and blue are those of sRGB. Source: ISO 19005-2, 6.2.3."""
    import pydyf  # noqa: PLC0415

    profile = pydyf.Stream([(files("weasyprint.pdf") / _PROFILE).read_bytes()], {"N": 3}, compress=True)
    pdf.add_object(profile)
    intent = {"Type": "/OutputIntent", "S": "/GTS_PDFA1", "DestOutputProfile": profile.reference}
    intent |= {"OutputConditionIdentifier": pydyf.String("sRGB"), "Info": pydyf.String("sRGB2014")}
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent)])
