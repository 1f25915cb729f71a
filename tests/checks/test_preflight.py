"""Preflight finds what is wrong with a PDF, and nothing in ours. Each damage is done to a real edition."""

from __future__ import annotations

import io
import json
import random
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf

from sixfold.checks.findings import SAMPLE_KINDS, Finding
from sixfold.checks.preflight import RULES, preflight
from sixfold.checks.preflight.content_rules import expect
from sixfold.document.seeds import parse_seed
from sixfold.project.paths import Project
from sixfold.publishing.composing import compose_edition
from support.pages import LANGUAGES, composition, engine, set_page
from support.projects import CHECKOUT, Run

pytestmark = pytest.mark.slow

Damage = Callable[[Pdf], None]


def printed(code: str) -> bytes:
    """Return the screen edition of A/66/398 in the language *code*."""
    return set_page(composition(code), "screen")


def examine(path: Path, content: bytes, project: Project | None = None) -> list[Finding]:
    path.write_bytes(content)
    return preflight([path], project)


def damaged(*damages: Damage, code: str = "fr") -> bytes:
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed(code))) as pdf:
        for damage in damages:
            damage(pdf)
        pdf.save(result)
    return result.getvalue()


def add_content(number: int, operators: str) -> Damage:
    return lambda pdf: pdf.pages[number - 1].contents_add(pdf.make_stream(operators.encode()))


def set_in_root(name: str, value: object) -> Damage:
    return lambda pdf: pdf.Root.__setitem__(f"/{name}", value)


def without(name: str) -> Damage:
    return lambda pdf: pdf.Root.__delitem__(f"/{name}")


def take_out_a_font(pdf: Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and str(thing.get("/FontName", "")).endswith("+Liberation-Serif-Bold"):
            for name in {"/FontFile", "/FontFile2", "/FontFile3"} & set(thing.keys()):
                del thing[name]


def rename_fonts(pdf: Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/BaseFont" in thing:
            thing.BaseFont = Name("/ABCDEF+Noto-Sans-CJK-JP")


def retitle(pdf: Pdf) -> None:
    with pdf.open_metadata() as metadata:
        del metadata["dc:title"]


def claim_press(pdf: Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"


def silence_figures(pdf: Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/S") == Name.Figure and "/Alt" in thing:
            del thing["/Alt"]


def add_small_page(pdf: Pdf) -> None:
    pdf.add_blank_page(page_size=(300, 792))


def trim_too_wide(pdf: Pdf) -> None:
    pdf.pages[3].obj.TrimBox = Array([-9, 0, 612, 792])


def link_to_a_file(pdf: Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI="file:///etc")
    )
    pdf.pages[1].obj["/Annots"] = Array([link])


def stuff(pdf: Pdf) -> None:
    noise = pdf.make_stream(random.Random(1).randbytes(5_000_000))  # 5 MB for 4 pages
    pdf.Root["/Stuff"] = noise


def make_translucent(pdf: Pdf) -> None:
    pdf.pages[1].obj.Resources.ExtGState["/half"] = Dictionary(ca=0.5)


def print_text(operators: str) -> Damage:
    """Print with the first font of page 2, in the page's own points from the lower left corner."""

    def damage(pdf: Pdf) -> None:
        page = pdf.pages[1]
        font = next(iter(page.obj.Resources.Font))
        page.contents_add(pdf.make_stream(b"q"), prepend=True)
        page.contents_add(pdf.make_stream(f"Q q BT {font} {operators} ET Q".encode()))

    return damage


def widen_a_line(pdf: Pdf) -> None:
    """Move the last word of a justified line 3 points to the right."""
    page = pdf.pages[1]
    content = page.Contents.read_bytes()
    place = [*re.finditer(rb"\[<[^\]]{2000,}\] TJ", content)][3].end() - 4
    before, _, last = content[:place].rpartition(b"<")
    page.Contents = pdf.make_stream(before + b" -300 <" + last + content[place:])


#: What a PDF is damaged by, and what is found then: the rule, the page, and what it says.
Case = tuple[list[Damage], list[tuple[str, int | None, str]]]
DAMAGED: list[Case] = [
    (
        [
            widen_a_line, print_text("12 Tf 200 300 Td <0000> Tj"), print_text("4 Tf 200 300 Td <0024> Tj"),
            print_text("12 Tf 600 300 Td <00240024> Tj"), print_text("12 Tf 30 320 Td <00250025> Tj"), link_to_a_file,
            add_content(3, "[<0039>105-10.2<0048>] TJ"), add_content(4, "1 0 0 rg 0 0 9 9 re f"), trim_too_wide, add_small_page,
            set_in_root("Names", Dictionary(JavaScript=Dictionary())), set_in_root("Lang", "en"), silence_figures, retitle,
            rename_fonts, stuff,
        ],
        [
            ("page-content", 3, "the page has operators that can’t be read"),
            ("box-order", 4, "the TrimBox reaches out of the BleedBox"),
            ("box-order", 4, "the TrimBox reaches out of the MediaBox"),
            ("page-size", 4, "the page is 621.0 × 792.0 pt, not 612.0 × 792.0"),
            ("page-size", 5, "the page is 300.0 × 792.0 pt, not 612.0 × 792.0"),
            ("color-black", 4, "a colour is set: 1 0 0 rg"),
            ("document-language", None, "the document says that its language is “en”"),
            ("document-title", None, "the document has no title"),
            ("tags", None, "2 figures have no alternative text"),
            ("links", 2, "a link leads to “file:///etc”"),
            ("scripts", None, "the document runs scripts"),
            ("file-size", None, "the file has 5.1 MB for 5 pages"),
            ("font-named", 1, "the font Noto-Sans-CJK-JP is none of the layout’s"),
            ("glyph-missing", 2, "1 letter has no glyph"),
            ("type-size", 2, "“A” is set in 4.0 pt"),
            ("text-in-frame", 2, "“AA” stands outside the frame"),
            ("text-in-frame", 2, "“BB” stands outside the frame"),
            ("line-overfull", 2, "“Bolivie, de la République de l’Équateur…” is longer than its column"),
            ("page-blank", 5, "the page is blank"),
        ],
    ),
    (
        [take_out_a_font, without("Lang"), set_in_root("ViewerPreferences", Dictionary()), without("StructTreeRoot")],
        [
            ("document-language", None, "the document doesn’t say its language"),
            ("document-title", None, "the title isn’t shown in the window"),
            ("tags", None, "the document has no tags"),
            ("font-embedded", 1, "the font Liberation-Serif-Bold is not embedded"),
        ],
    ),
    (
        [without("Metadata")],
        [
            ("document-title", None, "the document has no title"),
            ("metadata", None, "the document has no metadata"),
        ],
    ),
    (
        [claim_press, without("OutputIntents"), make_translucent],
        [
            ("output-intent", None, "the file claims PDF/X without an output intent"),
            ("color-press", 1, "a colour that isn’t black ink: 0 0 0 RG"),
            ("color-press", 1, "a colour that isn’t black ink: 0 0 0 rg (also on pages 2–4)"),
            ("transparency-press", 1, "something is transparent (also on pages 2–4)"),
        ],
    ),
]  # fmt: skip


def test_editions_of_ours_have_no_finding_but_that_they_differ_in_length(project: Project) -> None:
    paths = [project.pdf("A-66-398", code) for code in LANGUAGES]
    for path, code in zip(paths, LANGUAGES, strict=True):
        path.write_bytes(printed(code))
    (found,) = preflight(paths, project)
    assert (found.rule.id, "A-66-398.en.pdf 3, A-66-398.es.pdf 4," in found.what) == ("page-count", True)


@pytest.mark.parametrize(("damages", "expected"), DAMAGED, ids=["many", "left out", "no metadata", "for the press"])
def test_every_damage_of_a_pdf_is_found(damages: list[Damage], expected: list[tuple[str, int | None, str]], tmp_path: Path) -> None:
    found = examine(tmp_path / "A-66-398.fr.pdf", damaged(*damages), Project(CHECKOUT))
    assert [(finding.rule.id, finding.page, finding.what) for finding in found] == expected
    assert all(finding.hint for finding in found)


def test_arabic_that_does_not_say_its_direction_is_found(tmp_path: Path) -> None:
    content = damaged(set_in_root("ViewerPreferences", Dictionary(DisplayDocTitle=True)), code="ar")
    found = examine(tmp_path / "A-66-398.ar.pdf", content, Project(CHECKOUT))
    assert [finding.rule.id for finding in found] == ["direction"]


def test_glyph_that_the_font_has_under_another_number_is_found(tmp_path: Path) -> None:
    """A reader by the book prints another glyph, or none; viewers that look for places print the right one."""

    def renumber(pdf: Pdf) -> None:
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and thing.get("/Type") == Name.FontDescriptor and "/FontFile3" in thing:
                font = TTFont(io.BytesIO(thing.FontFile3.read_bytes()))
                place = font.reader.tables["CFF "].offset + font["CFF "].cff.topDictIndex[0].rawDict["charset"]
                content = bytearray(thing.FontFile3.read_bytes())
                content[place : place + 5] = struct.pack(">BHH", 2, 20_000, font["maxp"].numGlyphs - 2)
                thing.FontFile3.write(bytes(content))

    found = examine(tmp_path / "A-66-398.zh.pdf", damaged(renumber, code="zh"), Project(CHECKOUT))
    assert {finding.rule.id for finding in found} == {"glyph-missing"}


def test_page_that_says_something_else_than_the_seed_is_found(project: Project, tmp_path: Path) -> None:
    text = project.seed("A-66-398").read_text(encoding="utf-8")
    for old, new in (
        ("symbol: A/66/398", "symbol: A/66/389"), ("fr: 11-53027", "fr: 11-53072"), ("session: 66", "session: 65"),
        ("date: 2011-10-04", "date: 2011-10-05"), ("layout: new-york-2011", "layout: new-york-2025"),
    ):  # fmt: skip
        assert old in text
        text = text.replace(old, new)
    project.seed("A-66-389").write_text(text, encoding="utf-8")
    found = examine(tmp_path / "A-66-389.fr.pdf", printed("fr"), project)
    rules = {"symbol-printed", "job-number-printed", "bar-code", "session-printed", "date-printed", "qr-code"}
    assert {finding.rule.id for finding in found if finding.rule.id.endswith(("-printed", "-code"))} == rules


# Damaged files


def page_tree_that_bites_its_tail(pdf: Pdf) -> None:
    pdf.Root.Pages.Kids = Array([pdf.Root.Pages])


def vast_page(pdf: Pdf) -> None:
    page = pdf.pages[0].obj
    page.MediaBox = Array([0, 0, 10**9, 10**9])
    for name in {"/TrimBox", "/CropBox", "/BleedBox"} & set(page.keys()):
        del page[name]


def form_within_itself(pdf: Pdf) -> None:
    form = pdf.make_stream(b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form["/Resources"] = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[1].obj.Resources["/XObject"] = Dictionary(X=form)
    pdf.pages[1].contents_add(pdf.make_stream(b"/X Do"))


def tags_without_end(pdf: Pdf) -> None:
    node = pdf.make_indirect(Dictionary(S=Name.P))
    node["/K"] = Array([node, node])
    pdf.Root.StructTreeRoot["/K"] = node


def test_damaged_file_gets_findings_and_nothing_else(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    whole = printed("fr")
    files = {
        "its pages hold themselves": (damaged(page_tree_that_bites_its_tail), {"readable"}),
        "a page is vast": (damaged(vast_page), {"page-size"}),
        "forms and tags are without end": (damaged(form_within_itself, tags_without_end), set()),
        **{f"the first {share} %": (whole[: len(whole) * share // 100], {"readable"}) for share in (1, 10, 50, 90, 99)},
    }
    found = {what: {one.rule.id for one in examine(tmp_path / "odd.pdf", content)} for what, (content, _) in files.items()}
    assert found == {what: rules for what, (_, rules) in files.items()}
    assert capfd.readouterr() == ("", "")


def test_what_is_no_pdf_is_encrypted_a_folder_or_missing_is_told_and_the_others_are_looked_at(tmp_path: Path) -> None:
    for number, content in enumerate([b"", b"%PDF-1.7", b"PK\x03\x04", b"%PDF-1.7\n" + b"[" * 200_000, b"\x00" * 5000]):
        (tmp_path / f"no-{number}.pdf").write_bytes(content)
    with pikepdf.open(io.BytesIO(printed("en"))) as pdf:
        pdf.save(tmp_path / "open-to-all.pdf", encryption=pikepdf.Encryption(owner="o", user=""))
        pdf.save(tmp_path / "secret.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    (tmp_path / "folder").mkdir()
    found = preflight([tmp_path / "gone", *sorted(tmp_path.iterdir())], None)
    by_name = [(finding.path.name, finding.rule.id) for finding in found]
    assert by_name == [
        ("gone", "readable"), ("folder", "readable"), *((f"no-{number}.pdf", "readable") for number in range(5)),
        ("open-to-all.pdf", "encryption"), ("secret.pdf", "readable"),
    ]  # fmt: skip
    assert found[0].what == "the file can’t be read: No such file or directory"
    assert found[1].what == "it is a folder"
    assert [one.what for one in found[2:7] if not re.fullmatch("it is no whole PDF: [a-z][^<>/\n]*", one.what)] == []
    assert found[8].what == "it is encrypted and wants a password"


# The command


def test_every_rule_says_what_it_wants_with_samples(run: Run) -> None:
    for rule in RULES:
        told = run("preflight", "--explain", rule.id).out
        assert rule.title in told
        samples = [rule.samples(kind) for kind in SAMPLE_KINDS]
        assert all(samples)
        assert all(sample in told for some in samples for sample in some)
    assert [line.split()[0] for line in run("preflight", "--rules").out.splitlines()] == [rule.id for rule in RULES]
    assert len({rule.id for rule in RULES}) == len(RULES) >= 25


def test_all_editions_in_build_are_examined_where_no_file_is_named_and_reported_for_machines(run: Run, project: Project) -> None:
    assert (result := run("preflight")).errors == ["error: no file is named, and build/ has no PDF"]
    assert result.code == 2
    for path in (project.pdf("A-66-398", "fr"), project.pdf("A-66-398", "fr", "archive"), project.pdf("A-66-398", "fr", "press")):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(printed("fr") if path.parent == project.build else b"%PDF-")
    project.release("A-66-398").mkdir(parents=True)
    (project.release("A-66-398") / "A-66-398.fr.pdf").write_bytes(b"%PDF-")
    result = run("preflight")
    broken = [line.partition(": it is no whole PDF")[0] for line in result.out.splitlines() if "no whole PDF" in line]
    assert broken == ["error: build/archive/A-66-398.fr.pdf", "error: build/press/A-66-398.fr.pdf"]
    assert result.out.splitlines()[-1] == "1 of 3 files are fit for what they are made for"
    project.pdf("A-66-398", "fr").write_bytes(damaged(link_to_a_file))
    result = run("preflight", "build/A-66-398.fr.pdf", "--format", "json")
    found = [(one["rule"], one["page"], one["path"]) for one in json.loads(result.out)["findings"]]
    assert (result.code, found) == (1, [("links", 2, "build/A-66-398.fr.pdf")])
    assert "runs" in json.loads(run("preflight", "build/archive/A-66-398.fr.pdf", "--format", "sarif").out)


def test_qr_code_of_a_reissue_and_of_a_symbol_with_its_year_is_right_and_a_word_alone_in_its_line_is_found(
    project: Project,
) -> None:
    text = project.seed("A-66-398").read_text(encoding="utf-8").replace("new-york-2011", "new-york-2025")
    alone = "I " + "\u00a0".join(["have"] * 30) + " the honour"  # what follows it has no space that a line could break at
    text = text.replace("I have the honour", alone, 1)
    project.seed("A-66-398").unlink()
    for symbol, organ, address in (
        ("A/66/398*", "general-assembly", "https://undocs.org/en/A/66/398"),
        ("S/RES/1373 (2001)", "security-council", "https://undocs.org/en/S/RES/1373(2001)"),
    ):
        changed = text.replace("symbol: A/66/398\n", f"symbol: {symbol}\n").replace("organ: general-assembly", f"organ: {organ}")
        document = parse_seed(changed, project.seed("A-66-398"))
        project.seed(document.slug).write_text(changed, encoding="utf-8")
        path = project.pdf(document.slug, "en")
        assert (expected := expect(project, path)) and expected.address == address
    path.write_bytes(engine().render(compose_edition(project, document, "en").html))
    found = [(one.page, one.what) for one in preflight([path], project) if one.rule.id in ("line-short", "qr-code")]
    assert found == [(1, "“I” stands alone in a line of its paragraph")]
