"""The press edition: from a page as the engine makes it to sheets that a print shop takes, as PDF/X-4 in black alone.

The way through from seed to PDF doesn't know this package. What it knows itself is PDF: neither documents nor languages.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from sixfold.errors import RenderError
from sixfold.pdf.icc_profiles import Profile
from sixfold.pdf.press.black_ink import drop
from sixfold.pdf.press.imposition import ImpositionSettings, lay_out

__all__ = ["ImpositionSettings", "make_press_edition"]


def make_press_edition(page: bytes, settings: ImpositionSettings, profile: Profile) -> bytes:
    """Return the PDF *page*, as the engine made it, as *settings* wants it for the press. The same input gives the same bytes.

    Outlines, links and tags are left out: nobody clicks on paper, and links must not lie on a page that is printed.

    Raises: RenderError, when a page can't be printed in black alone, or a typeface isn't embedded.
    Source: ISO 15930-7:2010 (PDF/X-4), output intents: 6.2.2, embedded typefaces: 6.3.1; ISO 32000-1, 14.11.5.
    """
    with pikepdf.open(BytesIO(page)) as pdf:
        for font in pdf.objects:
            is_font = isinstance(font, Dictionary) and font.get("/Type") == "/FontDescriptor"
            if is_font and not any(key in font for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                what = f"the typeface {str(font.FontName)[1:]} is not embedded"
                raise RenderError(what, hint="run `make doctor`; its licence must allow embedding")
        lay_out(pdf, settings)
        _describe(pdf, page, settings)
        intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, Info=profile.description)
        intent.OutputConditionIdentifier = profile.condition or "Custom"
        intent.DestOutputProfile = pdf.make_stream(profile.content, N=4, Alternate=Name.DeviceCMYK)
        if profile.condition:
            intent.RegistryName = "http://www.color.org"
        pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
        drop(pdf.Root, "/Outlines", "/Names", "/Dests", "/PageMode", "/StructTreeRoot", "/MarkInfo", "/AcroForm")
        if settings.is_bound_right:
            pdf.Root.ViewerPreferences = Dictionary(Direction=Name.R2L)
        made = BytesIO()
        pdf.save(made, deterministic_id=True, force_version="1.6", fix_metadata_version=False)
    return made.getvalue()


def _describe(pdf: pikepdf.Pdf, page: bytes, settings: ImpositionSettings) -> None:
    """Give *pdf*, made from the PDF *page*, its metadata: the facts of the Info dictionary, and the same as XMP.

    Nothing in them depends on the day or on chance. pikepdf leaves XMP uncompressed, as PDF/X asks.
    Source: ISO 15930-7, 6.4 (trapping: none is done), 6.5 to 6.8 (Info, XMP, identification, identifiers); ISO 16684-1.
    """
    pdf.docinfo.Trapped = Name("/False")
    drop(pdf.Root, "/Metadata")
    language = str(pdf.Root.get("/Lang", "x-default"))
    keys = ("/CreationDate", "/Title", "/Creator", "/Producer")
    created, title, creator, producer = (str(pdf.docinfo.get(key, "")) for key in keys)
    settings_key = repr(replace(settings, bleed_mm=float(settings.bleed_mm))).encode()  # 3 mm are 3.0 mm
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = title
        xmp["dc:language"] = {language}
        xmp["dc:format"] = "application/pdf"
        if day := created.removeprefix("D:")[:8]:  # the document's own, which is the day of /ModDate, too
            for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
                xmp[name] = f"{day[:4]}-{day[4:6]}-{day[6:]}"
        xmp["xmp:CreatorTool"] = creator
        xmp["pdf:Producer"] = producer
        xmp["pdf:Trapped"] = "False"
        xmp["xmpMM:DocumentID"] = f"uuid:{_identifier(f'{language} {title}'.encode())}"
        xmp["xmpMM:InstanceID"] = f"uuid:{_identifier(page + settings_key)}"
        xmp["xmpMM:RenditionClass"] = "default"
        xmp["xmpMM:VersionID"] = "1"
        xmp["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"


def _identifier(content: bytes) -> uuid.UUID:
    """Return an identifier that depends on *content* alone."""
    return uuid.uuid5(uuid.NAMESPACE_OID, content.hex())
