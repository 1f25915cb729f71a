"""Made-up Word files, written as XML by the tests: paragraphs with styles and runs, tables, notes, heads and feet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": _KIND,
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)

#: The styles of the template that the tests need: id, name, half points, whether bold, whether italic.
TEMPLATE = (
    ("Normal", "Normal", 20, False, False), ("SingleTxt", "__Single Txt", 20, False, False), ("HCh", "_ H _Ch", 28, True, False),
    ("H1", "_ H_1", 24, True, False), ("H23", "_ H_2/3", 20, True, False), ("H4", "_ H_4", 20, False, True),
    ("TitleHCH", "Title_H_CH", 28, True, False), ("TitleH1", "Title_H1", 24, True, False), ("Session", "Session", 20, True, False),
    ("AgendaItemNormal", "Agenda_Item_Normal", 20, False, False), ("AgendaTitleH2", "Agenda_Title_H2", 20, True, False),
    ("FootnoteText", "footnote text", 17, False, False), ("Header", "header", 17, False, False),
)  # fmt: skip


def run(text: str, looks: str = "") -> str:
    """Return a run; *looks* are names of properties: "b i", "vertAlign=superscript". A tab and a line break are typed as such."""
    named = (look.partition("=") for look in looks.split())
    properties = "".join(f'<w:{name} w:val="{value}"/>' if value else f"<w:{name}/>" for name, _, value in named)
    inner = escape(text).replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>").replace("<w:t>", _T)
    return f"<w:r><w:rPr>{properties}</w:rPr>{_T}{inner}</w:t></w:r>"


_T = '<w:t xml:space="preserve">'


def paragraph(content: str, style: str = "SingleTxt", properties: str = "") -> str:
    """Return a paragraph of *content*: plain text, or XML that begins with a tag."""
    inner = content if content.startswith("<") else run(content) if content else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def table(*rows: Iterable[str], heads: int = 1, widths: Iterable[int] = (), indent: int = 0) -> str:
    """Return a table of *rows*; a cell is a text, or XML that begins with a tag: w:tcPr first, then paragraphs."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = []
    for number, row in enumerate(rows):
        cells = (cell if cell.startswith("<") else paragraph(cell, "Normal") for cell in row)
        head = "<w:trPr><w:tblHeader/></w:trPr>" if number < heads else ""
        made.append(f"<w:tr>{head}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>")
    begin = f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else ""
    return f"<w:tbl><w:tblPr>{begin}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"


def cell(text: str, across: int = 1, merge: str = "", looks: str = "") -> str:
    """Return the inside of a cell over *across* columns; *merge* is "restart" or "continue" for cells one above the other."""
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inner = text if text.startswith("<") else run(text, looks) if text else ""
    return f"<w:tcPr>{span}{down}</w:tcPr>{paragraph(inner, 'Normal')}"


#: The first lines of a report, as the template has them.
FRONT = (
    paragraph("Eightieth session", "Session"),
    paragraph("Agenda items 107 and 108 (a)", "AgendaItemNormal"),
    paragraph("Crime prevention", "AgendaTitleH2"),
    paragraph("\t\tWork of the Office", "TitleHCH"),
    paragraph("\t\tReport of the Secretary-General", "TitleH1"),
)
HEAD = ("United Nations", "A/80/999", "General Assembly", "Distr.: General", "7 April 2026", "Original: English")


def _note(text: str) -> str:
    return text if text.startswith("<") else run(" " + text)


@dataclass
class WordFile:
    """A Word file to be written: XML of its body and section, notes by id as texts or XML, head and foot, other parts by name."""

    body: Iterable[str]
    notes: Mapping[int, str] = field(default_factory=dict)
    head: Iterable[str] = HEAD
    foot: Iterable[str] = ("26-99999 (E)    150426",)
    styles: Iterable[tuple[str, str, int, bool, bool]] = TEMPLATE
    numbering: str = ""
    comments: str = ""
    parts: Mapping[str, str | bytes] = field(default_factory=dict)
    relations: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    landscape: bool = False
    section: str = ""

    def write(self, path: Path) -> Path:
        """Write the file to *path* and return it."""
        relations = {
            "s": ("styles", "styles.xml"), "f": ("footnotes", "footnotes.xml"), "h1": ("header", "header1.xml"),
            "f1": ("footer", "footer1.xml"), **self.relations,
        }  # fmt: skip
        notes = "".join(
            f'<w:footnote w:id="{name}">{paragraph("<w:r><w:footnoteRef/></w:r>" + _note(text), "FootnoteText")}</w:footnote>'
            for name, text in self.notes.items()
        )
        size = 'w:w="15840" w:h="12240"' if self.landscape else 'w:w="12240" w:h="15840"'
        section = (
            '<w:sectPr><w:headerReference w:type="first" r:id="h1"/><w:footerReference w:type="first" r:id="f1"/>'
            f"{self.section}<w:pgSz {size}/></w:sectPr>"
        )
        parts: dict[str, str | bytes] = {
            "word/document.xml": _part("document", f"<w:body>{''.join(self.body)}{section}</w:body>"),
            "word/styles.xml": _part("styles", "".join(map(_style, self.styles))),
            "word/footnotes.xml": _part("footnotes", notes),
            "word/header1.xml": _part("hdr", "".join(paragraph(line, "Header") for line in self.head)),
            "word/footer1.xml": _part("ftr", "".join(paragraph(line, "Header") for line in self.foot)),
        }
        for name, content in (("numbering", self.numbering), ("comments", self.comments)):
            if content:
                relations[name] = (name, f"{name}.xml")
                parts[f"word/{name}.xml"] = _part(name, content)
        parts |= self.parts
        parts["word/_rels/document.xml.rels"] = _relations(relations)
        parts["_rels/.rels"] = _relations({"d": ("officeDocument", "word/document.xml")})
        parts["[Content_Types].xml"] = f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/></Types>'
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return path


def _part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMES}>{content}</w:{root}>'


def _relations(relations: Mapping[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{_KIND}/{kind}" Target={quoteattr(target)}'
        f"{' TargetMode=' + quoteattr('External') if '://' in target else ''}/>"
        for name, (kind, target) in relations.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def _style(style: tuple[str, str, int, bool, bool]) -> str:
    name, title, size, bold, italic = style
    looks = f"{'<w:b/>' * bold}{'<w:i/>' * italic}<w:sz w:val='{size}'/>"
    default = ' w:default="1"' if name == "Normal" else ""
    return f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{title}"/><w:rPr>{looks}</w:rPr></w:style>'


def picture(target: str = "media/image1.png", description: str = "Bars of two years") -> tuple[str, dict[str, tuple[str, str]]]:
    """Return a drawing and the relation to its file."""
    drawing = (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="{description}"/><a:graphic><a:graphicData><pic:pic>'
        '<pic:blipFill><a:blip r:embed="i1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    return drawing, {"i1": ("image", target)}


def dots() -> bytes:
    """Return a picture of 40 by 30 dots, in the format JPEG."""
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(written, "JPEG")
    return written.getvalue()
