"""What a screen reader reads: the structure of a tagged PDF, made from small pages."""

from __future__ import annotations

import io
from typing import Any

import pdfplumber
import pikepdf
import pytest
from pdfminer.pdftypes import resolve1

from sixfold.errors import DefectError
from sixfold.pdf.editions import Edition
from support.pages import edition, engine, plain_text
from support.validators import broken_rules

pytestmark = pytest.mark.slow

TAGGED = Edition({"pdf_tags": True})
_PAGE = "@page {{ size: 200pt 100pt; margin: 10pt }} * {{ font: 10pt/12pt 'Liberation Serif'; margin: 0 }} {}"


def tagged(body: str, style: str = "", language: str = "en") -> bytes:
    """Return a PDF of *body* on small pages."""
    head = f"<title>foo</title><style>{_PAGE.format(style)}</style>"
    html = f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'
    return engine().render(html, TAGGED)


def structure(content: bytes) -> list[str]:
    """Return the elements of a PDF in reading order: role, what is said of them, their own text; two spaces a level."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        marked: dict[tuple[int, int], str] = {}
        for page in pdf.pages:
            for char in page.chars:
                key = (page.page_number, char["mcid"])
                marked[key] = marked.get(key, "") + char["text"]
        return [line for node in pdf.structure_tree for line in _lines(node, marked, "", None)]


def _lines(node: dict[str, Any], marked: dict[tuple[int, int], str], indent: str, page: int | None) -> list[str]:
    page = node.get("page_number", page)
    said = [str(node[key]) for key in ("lang", "alt_text", "actual_text") if node.get(key)]
    own = "|".join(marked.get((page or 0, number), "") for number in node.get("mcids", ()))
    line = indent + " ".join((node["type"], *said, *([f"“{own}”"] if own else [])))
    return [line, *(found for kid in node.get("children", ()) for found in _lines(kid, marked, indent + "  ", page))]


def addresses(content: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [link["uri"] for link in pdf.hyperlinks]


def test_a_paragraph_over_two_pages_is_one_element() -> None:
    content = tagged("<p>" + "Foo bar baz qux. " * 40 + "</p>")
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 3
    assert [line.split()[0] for line in structure(content)].count("P") == 1
    assert _kid_pages(content) == {0, 1, 2}


def _kid_pages(content: bytes) -> set[int]:
    """Return the pages of the pieces of the one paragraph."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        pages = [page.page_obj.pageid for page in pdf.pages]
        root = resolve1(resolve1(pdf.doc.catalog["StructTreeRoot"])["K"])
        paragraph = resolve1(resolve1(resolve1(root[0])["K"])[0])
        own = paragraph["Pg"].objid
        kids = [resolve1(kid) for kid in resolve1(paragraph["K"])]
        return {pages.index(own if isinstance(kid, int) else kid["Pg"].objid) for kid in kids}


def test_a_footnote_is_a_note_after_its_call() -> None:
    style = (
        ".footnote { float: footnote } .footnote::footnote-call { content: attr(data-mark) }"
        " .footnote::footnote-marker { content: attr(data-mark) }"
    )
    content = tagged('<p>foo<span class="footnote" data-mark="1" lang="en">bar</span> baz</p><p>qux</p>', style)
    assert structure(content) == [
        "Document",
        "  P “foo| baz ”",
        "    Reference “1”",
        "    Note “bar ”",
        "      Lbl “1”",
        "  P “qux ”",
    ]


def test_a_text_in_another_language_says_so() -> None:
    content = tagged('<p>foo</p><p lang="fr">bar</p><p>baz <span lang="es">qux</span></p>')
    assert structure(content) == ["Document", "  P “foo ”", "  P fr “bar ”", "  P “baz ”", "    Span es “qux ”"]


def test_what_changed_in_the_source_is_read_by_nobody() -> None:
    content = tagged('<p><span class="change" lang="fr"><del>bar</del> <ins>baz</ins></span>foo</p>')
    assert structure(content) == ["Document", "  P “foo”"]


def test_no_level_of_headings_is_skipped() -> None:
    found = structure(tagged("<h1>a</h1><h3>b</h3><h4>c</h4><h3>d</h3><h1>e</h1><h2>f</h2>"))
    assert [line.split()[0] for line in found[1:]] == ["H1", "H2", "H3", "H2", "H1", "H2"]


def test_a_list_is_a_list() -> None:
    item = '<p class="listed list-{}"><span class="number">{}</span> {}</p>'
    content = tagged(
        item.format(1, "1.", "foo") + item.format(2, "a", "bar") + item.format(1, "2.", "baz") + "<p>qux</p>"
    )
    assert structure(content) == [
        "Document",
        "  L",
        "    LI",
        "      Lbl “1.”",
        "      LBody “ foo ”",
        "        L",
        "          LI",
        "            Lbl “a”",
        "            LBody “ bar ”",
        "    LI",
        "      Lbl “2.”",
        "      LBody “ baz ”",
        "  P “qux ”",
    ]


def test_the_head_of_a_table_is_read_once_and_names_its_columns() -> None:
    rows = "<tr><td>foo</td></tr>" * 12
    content = tagged(
        f"<table><thead><tr><th>head</th></tr></thead><tbody>{rows}</tbody></table>", "th, td { padding: 0 }"
    )
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        assert [page.extract_text().startswith("head") for page in pdf.pages] == [True, True, True]
    found = structure(content)
    assert [line.strip() for line in found if "TH" in line and "THead" not in line] == ["TH “head”"]
    assert sum("TD" in line for line in found) == 12


def test_cells_of_a_table_say_what_they_head_and_how_far_they_reach() -> None:
    content = tagged(
        "<table><caption>foo</caption>"
        '<thead><tr><th rowspan="2">a</th><th colspan="2">b</th></tr><tr><th>c</th><th>d</th></tr></thead>'
        '<tbody><tr><td colspan="3" scope="rowgroup">e</td></tr>'
        '<tr><td scope="row">f</td><td>1</td><td rowspan="2">2</td></tr><tr><td scope="row">g</td><td>3</td></tr></tbody></table>'
        '<p class="table-note"><span class="number">a</span>bar</p>'
    )
    found = structure(content)
    assert [line.split()[0] for line in found[:4]] == ["Document", "Table", "Caption", "THead"]
    assert [line.strip() for line in found][-2:] == ["Note “bar”", "Lbl “a”"]
    assert _cells(content) == [
        "TH Column RowSpan 2", "TH Column ColSpan 2", "TH Column", "TH Column", "TH Column ColSpan 3",
        "TH Row", "TD", "TD RowSpan 2", "TH Row", "TD",
    ]  # fmt: skip


def _cells(content: bytes) -> list[str]:
    """Return what is said of each cell: its role, what it is the head of, how many columns and rows it fills."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = []
        nodes = [pdf.Root.StructTreeRoot.K[0]]
        while nodes:
            node = nodes.pop()
            if str(node.S) in ("/TH", "/TD"):
                own = node.get("/A", {})
                spans = [f"{key[1:]} {own[key]}" for key in ("/RowSpan", "/ColSpan") if key in own]
                found.append(" ".join([str(node.S)[1:], *([str(own["/Scope"])[1:]] if "/Scope" in own else []), *spans]))
            kids = node.get("/K", [])
            nodes += [kid for kid in reversed(list(kids)) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return found


def test_a_symbol_in_the_text_is_a_link_to_its_own_address() -> None:
    content = tagged("<p>see A/65/497, S/RES/1373 (2001)</p>", language="fr")
    assert structure(content) == [
        "Document",
        "  P “see |, | ”",
        "    Link “A/65/497”",
        "    Link “S/RES/1373 (2001)”",
    ]
    assert addresses(content) == ["https://undocs.org/fr/A/65/497", "https://undocs.org/fr/S/RES/1373(2001)"]
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        links, letters = pdf.pages[0].hyperlinks, pdf.pages[0].chars
    covered = [[c["text"] for c in letters if link["x0"] - 0.1 <= c["x0"] and c["x1"] <= link["x1"] + 0.1] for link in links]
    assert ["".join(text) for text in covered] == ["A/65/497", "S/RES/1373 (2001)"]


def test_a_divided_word_reads_as_one_and_a_hyphenated_one_as_it_is_written() -> None:
    style = "body { hyphens: auto; width: 60pt }"
    assert "\u00ad" in _read(tagged("<p>internationalization</p>", style))
    assert "sous-\u2060" in _read(tagged("<p>foo sous-internationales</p>", "body { hyphens: none; width: 60pt }"))


def _read(content: bytes) -> str:
    """Return the text with what is read for its marked pieces."""
    return plain_text(content).replace("\ufffe", "\u00ad")


def test_arabic_is_read_from_right_to_left_though_drawn_from_left_to_right() -> None:
    found = structure(edition("ar").content)
    assert any(line.strip().startswith("Span الدورة السادسة والستون") for line in found)
    link = next(place for place, line in enumerate(found) if "“A/65/497”" in line)
    assert found[link].strip() == "Link “A/65/497”"


def test_an_arabic_line_with_symbols_is_read_in_the_order_of_its_text() -> None:
    symbols = "(\u2066\u200eA/65/497\u2069، \u2066\u200eS/RES/1373 (2001)\u2069) و \u2066\u200eISO\u2069"
    content = tagged(f'<p dir="rtl">نص {symbols}</p>', "p { font-family: 'Sixfold Naskh', 'Liberation Serif' }", "ar")
    found = [line.partition(" “")[0].strip() for line in structure(content)]
    assert found == ["Document", "P", "Span نص (", "Link", "Span ،", "Link", "Span ) و ISO"]
    assert addresses(content) == ["https://undocs.org/ar/A/65/497", "https://undocs.org/ar/S/RES/1373(2001)"]


def test_of_a_page_pictures_are_read_with_their_words_no_decoration_head_or_foot_and_the_foot_of_page_1_after_all_text() -> None:
    found = structure(edition("en").content)
    assert [line.strip() for line in found if "Figure" in line] == [
        "Figure Emblem of the United Nations",
        "Figure Bar code of job number 11-53026",
    ]
    text = "\n".join(found)
    assert (text.count("A|/66/398"), text.count("11-53026 (E)")) == (1, 1)
    foot = next(place for place, line in enumerate(found) if "11-53026" in line)
    headings = [place for place, line in enumerate(found) if line.strip().startswith(("H1", "H2"))]
    assert len(headings) > 2
    assert max(headings) < foot


def test_what_was_drawn_without_a_tag_is_a_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    from sixfold.pdf.tagging import PageTagger  # noqa: PLC0415

    monkeypatch.setattr(PageTagger, "_text", lambda *_: None)
    with pytest.raises(DefectError, match="what is on page 1 has no tag"):
        tagged("<p>foo</p>")


def test_a_row_has_all_its_cells_though_one_is_empty() -> None:
    rows = "<tr><td>foo</td><td></td></tr><tr><td>bar</td><td>1</td></tr><tr><td></td><td></td></tr>"
    with pikepdf.open(io.BytesIO(tagged(f"<table><tbody>{rows}</tbody></table>"))) as pdf:
        nodes = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TR"]
        assert [[str(cell.S) for cell in row.K] for row in nodes] == [["/TD", "/TD"]] * 2  # of the last one nothing is seen


def test_what_came_and_went_is_said_and_its_lines_are_not_read() -> None:
    came, went = '<ins aria-label="inserted:">A/66/399, <em>para.</em> 2</ins>', '<del aria-label="deleted:">A/66/398,</del>'
    content = tagged(f"<p>see {went} {came}</p>")
    assert [rule for rule in broken_rules(content) if "CONTENT-TAGGING" in rule] == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        nodes = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"]
        said = [str(node.ActualText) for node in nodes if "/ActualText" in node]
    assert said == ["[deleted: A/66/398,]", "[inserted: A/66/399, para. 2]"]
