"""What a press edition says of itself: the facts of the engine’s PDF once more, as XMP, and identifiers that stay the same."""

from __future__ import annotations

import uuid
from dataclasses import replace
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Name

from sixfold.press.order import Order

_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
}


def describe(pdf: pikepdf.Pdf, page: bytes, order: Order) -> None:
    """Give *pdf*, made from the PDF *page*, its metadata: in the Info dictionary and the same as XMP.

    Source: ISO 15930-7, 6.4 (trapping: none is done), 6.5 to 6.8 (Info, XMP, identification, identifiers); ISO 16684-1.
    """
    pdf.docinfo.Trapped = Name("/False")
    language = str(pdf.Root.get("/Lang", "x-default"))
    title = str(pdf.docinfo.get("/Title", ""))
    body = "\n".join(
        (
            f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>',
            f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>",
            "<dc:format>application/pdf</dc:format>",
            *_dates(pdf),
            f"<xmp:CreatorTool>{escape(str(pdf.docinfo.get('/Creator', '')))}</xmp:CreatorTool>",
            f"<pdf:Producer>{escape(str(pdf.docinfo.get('/Producer', '')))}</pdf:Producer>",
            "<pdf:Trapped>False</pdf:Trapped>",
            f"<xmpMM:DocumentID>uuid:{_identifier(f'{language} {title}'.encode())}</xmpMM:DocumentID>",
            f"<xmpMM:InstanceID>uuid:{_identifier(page + _order_key(order))}</xmpMM:InstanceID>",
            "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
            "<xmpMM:VersionID>1</xmpMM:VersionID>",
            "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
        )
    )
    pdf.Root.Metadata = pdf.make_stream(_packet(body), Type=Name.Metadata, Subtype=Name.XML)


def _order_key(order: Order) -> bytes:
    """Return the same for equal orders, also where one says 3 millimetres and the other 3.0."""
    return repr(replace(order, bleed_mm=float(order.bleed_mm))).encode()


def _packet(body: str) -> bytes:
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in _SPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f'<rdf:RDF {spaces}>\n<rdf:Description rdf:about="">\n{body}\n</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n'
        '<?xpacket end="r"?>'
    ).encode()


def _dates(pdf: pikepdf.Pdf) -> list[str]:
    """Return the dates of the Info dictionary, which has the document's own and never today's, as XMP writes them."""
    names = {"xmp:CreateDate": "/CreationDate", "xmp:ModifyDate": "/ModDate", "xmp:MetadataDate": "/ModDate"}
    found = {name: str(pdf.docinfo.get(key, "")).removeprefix("D:")[:8] for name, key in names.items()}
    return [f"<{name}>{day[:4]}-{day[4:6]}-{day[6:]}</{name}>" for name, day in found.items() if day]


def _identifier(content: bytes) -> uuid.UUID:
    """Return an identifier that depends on *content* alone."""
    return uuid.uuid5(uuid.NAMESPACE_OID, content.hex())
