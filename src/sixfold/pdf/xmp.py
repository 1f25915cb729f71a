"""The metadata of a PDF as XMP: Dublin Core, what makes it PDF/A and PDF/UA, and the facts of a parliamentary document.

Source: ISO 16684-1 (XMP); ISO 19005-2, 6.6.2.3 (extension schemas); ISO 14289-1, 5 (PDF/UA identification).
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from sixfold.document.metadata import Metadata

_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "sixfold": "urn:x-sixfold:document:1.0#",  # of what no public schema has a word for
}

#: Each property of our own, in the order in which they are written: name, field of the metadata, type and meaning.
_PROPERTIES = (
    ("symbol", "symbols", "bag Text", "Document symbol; two for a joint document"),
    ("organ", "organs", "bag Text", "Organ, as general-assembly"),
    ("session", "sessions", "bag Text", "Session: 66 is a regular one; others begin with their kind, as special 26"),
    ("agendaItem", "agenda", "bag Text", "Agenda item, as 107 or 69(b)"),
    ("jobNumber", "job_number", "Text", "Job number of this language version"),
    ("distribution", "distribution", "Text", "Distribution: general, limited, restricted or provisional"),
    ("language", "language", "Text", "Language of this version (ISO 639-1)"),
    ("originalLanguage", "original", "Text", "Language in which the document was submitted (ISO 639-1)"),
    ("status", "status", "Text", "final; draft where text is not translated; proof where texts have their names, or two languages"),
    ("options", "options", "bag Text", "What was asked for beside the plain edition, as proof, fuzzy, beside en"),
    ("madeWith", "made_with", "bag Text", "Name and version of each program, library and font that decides its bytes"),
)


def make_xmp(metadata: Metadata, part: int, producer: str) -> bytes:
    """Return the XMP packet of a PDF that is PDF/A-*part*a and PDF/UA-1."""
    codes = ("x-default", metadata.language)
    titles = "".join(f"<rdf:li xml:lang={quoteattr(code)}>{escape(metadata.title)}</rdf:li>" for code in codes)
    properties = [
        _element("pdfaid:part", str(part)),
        _element("pdfaid:conformance", "A"),
        _element("pdfuaid:part", "1"),
        f"<dc:title><rdf:Alt>{titles}</rdf:Alt></dc:title>",
        _listed("dc:creator", "Seq", metadata.creators),
        _listed("dc:publisher", "Bag", ("United Nations",)),
        _listed("dc:subject", "Bag", metadata.subjects),
        _listed("dc:language", "Bag", (metadata.language,)),
        _listed("dc:date", "Seq", (metadata.date,)),
        _listed("dc:type", "Bag", ("Text",)),
        _element("dc:identifier", metadata.address),
        _element("dc:format", "application/pdf"),
        *(_element(f"xmp:{name}", metadata.date) for name in ("CreateDate", "ModifyDate", "MetadataDate")),
        _element("xmp:CreatorTool", "Sixfold"),
        _element("pdf:Producer", producer),
    ]
    for name, attribute, kind, _ in _PROPERTIES:
        value = getattr(metadata, attribute)
        properties.append(_element(f"sixfold:{name}", value) if kind == "Text" else _listed(f"sixfold:{name}", "Bag", value))
    schemas = _schema("PDF/UA identification", "pdfuaid", [("part", "Integer", "Part of ISO 14289")])
    own = [(name, kind, meaning) for name, _, kind, meaning in _PROPERTIES]
    schemas += _schema("Parliamentary document", "sixfold", own)  # the two that PDF/A doesn't know
    written = "\n".join(properties)
    spaces = "".join(f"\n  xmlns:{name}={quoteattr(address)}" for name, address in _SPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f'<rdf:RDF{spaces}>\n<rdf:Description rdf:about="">\n{written}\n'
        f"<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>\n"
        '</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _listed(name: str, kind: str, texts: Iterable[str]) -> str:
    """Return a property of several values; nothing for none: an empty list would say that it is known to be empty."""
    items = "".join(_element("rdf:li", text) for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _schema(title: str, prefix: str, properties: Iterable[tuple[str, str, str]]) -> str:
    category = "internal" if prefix == "pdfuaid" else "external"
    items = "".join(
        _resource("pdfaProperty", {"name": name, "valueType": kind, "category": category, "description": meaning})
        for name, kind, meaning in properties
    )
    described = {"schema": title, "namespaceURI": _SPACES[prefix], "prefix": prefix}
    return _resource("pdfaSchema", described, f"<pdfaSchema:property><rdf:Seq>{items}</rdf:Seq></pdfaSchema:property>")


def _resource(prefix: str, texts: dict[str, str], more: str = "") -> str:
    elements = "".join(_element(f"{prefix}:{name}", text) for name, text in texts.items())
    return f'<rdf:li rdf:parseType="Resource">{elements}{more}</rdf:li>'
