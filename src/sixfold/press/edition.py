"""One press edition: sheets in black, and around them what makes a PDF a PDF/X-4."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from sixfold.errors import RenderError
from sixfold.press.black import drop
from sixfold.press.order import Order
from sixfold.press.packet import describe
from sixfold.press.sheets import lay_out
from sixfold.profiles import Profile


def make_press_edition(page: bytes, order: Order, profile: Profile) -> bytes:
    """Return the PDF *page*, as the engine made it, as *order* wants it for the press. The same input gives the same bytes.

    Outlines, links and tags are left out: nobody clicks on paper, and links must not lie on a page that is printed.

    Raises: RenderError, when a page can't be printed in black alone, or a typeface isn't embedded.
    Source: ISO 15930-7:2010 (PDF/X-4).
    """
    with pikepdf.open(BytesIO(page)) as pdf:
        _check_fonts(pdf)
        lay_out(pdf, order)
        describe(pdf, page, order)
        pdf.Root.OutputIntents = Array([pdf.make_indirect(_output_intent(pdf, profile))])
        drop(pdf.Root, "/Outlines", "/Names", "/Dests", "/PageMode", "/StructTreeRoot", "/MarkInfo", "/AcroForm")
        if order.is_bound_right:
            pdf.Root.ViewerPreferences = Dictionary(Direction=Name.R2L)
        made = BytesIO()
        pdf.save(made, deterministic_id=True, force_version="1.6", fix_metadata_version=False)
    return made.getvalue()


def _output_intent(pdf: pikepdf.Pdf, profile: Profile) -> Dictionary:
    """Return the printing condition that the black is meant for. Source: ISO 15930-7, 6.2.2; ISO 32000-1, 14.11.5."""
    content = pdf.make_stream(profile.content, N=4, Alternate=Name.DeviceCMYK)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=profile.condition or "Custom",
        Info=profile.description,
        DestOutputProfile=content,
    )
    if profile.condition:
        intent.RegistryName = "http://www.color.org"
    return intent


def _check_fonts(pdf: pikepdf.Pdf) -> None:
    """Stop where a typeface isn't inside the file. Source: ISO 15930-7, 6.3.1."""
    for font in pdf.objects:
        if not isinstance(font, Dictionary) or font.get("/Type") != "/FontDescriptor":
            continue
        if not any(key in font for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            what = f"the typeface {str(font.FontName)[1:]} is not embedded"
            raise RenderError(what, hint="run `make doctor`; its licence must allow embedding")
