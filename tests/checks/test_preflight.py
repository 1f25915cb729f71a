"""Preflight finds what is wrong with a PDF, and nothing in ours. Each damage is done to a real edition."""

from __future__ import annotations

import io
import json
import random
import re
import shutil
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
from sixfold.document.loading import load_document
from sixfold.document.seeds import parse_seed
from sixfold.project.paths import Project
from sixfold.publishing.composing import compose_edition
from support.pages import LANGUAGES, edition, engine
from support.projects import CHECKOUT, Run

pytestmark = pytest.mark.slow

Damage = Callable[[Pdf], None]


def examine(path: Path, content: bytes, project: Project | None = None) -> list[Finding]:
    path.write_bytes(content)
    return preflight([path], project)


def damaged(damage: Damage, code: str = "fr") -> bytes:
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(edition(code).content)) as pdf:
        damage(pdf)
        pdf.save(result)
    return result.getvalue()


def add_content(operators: str) -> Damage:
    return lambda pdf: pdf.pages[1].contents_add(pdf.make_stream(operators.encode()))


def set_on_page(name: str, value: object) -> Damage:
    return lambda pdf: pdf.pages[1].obj.__setitem__(f"/{name}", value)


def set_in_root(name: str, value: object) -> Damage:
    return lambda pdf: pdf.Root.__setitem__(f"/{name}", value)


def without(name: str) -> Damage:
    return lambda pdf: pdf.Root.__delitem__(f"/{name}")


def take_out_fonts(pdf: Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Type") == Name.FontDescriptor:
            for name in ("/FontFile", "/FontFile2", "/FontFile3"):
                if name in thing:
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


def forget_metadata(pdf: Pdf) -> None:
    del pdf.Root["/Metadata"]


def silence_figures(pdf: Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/S") == Name.Figure and "/Alt" in thing:
            del thing["/Alt"]


def empty_page(pdf: Pdf) -> None:
    pdf.add_blank_page(page_size=(612, 792))


def link_to_a_file(pdf: Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI="file:///etc")
    )
    pdf.pages[1].obj["/Annots"] = Array([link])


def stuff(pdf: Pdf) -> None:
    pdf.attachments["stuff.bin"] = bytes(range(256)) * 20_000  # 5 MB for 4 pages
    noise = pdf.make_stream(random.Random(1).randbytes(5_000_000))
    pdf.Root["/Stuff"] = noise


def make_translucent(pdf: Pdf) -> None:
    claim_press(pdf)
    pdf.pages[1].obj.Resources.ExtGState["/half"] = Dictionary(ca=0.5)


def font_of(pdf: Pdf) -> str:
    return str(next(iter(pdf.pages[1].obj.Resources.Font)))


def print_text(operators: str) -> Damage:
    """Print with the first font of page 2, in the page's own points from the lower left corner."""

    def damage(pdf: Pdf) -> None:
        text = f"Q Q Q Q Q Q q BT {font_of(pdf)} {operators} ET Q".encode()
        page = pdf.pages[1]
        page.contents_add(pdf.make_stream(b"q"), prepend=True)
        page.contents_add(pdf.make_stream(b"Q " + text.replace(b"Q Q Q Q Q Q ", b"")))

    return damage


DAMAGES: dict[str, list[Damage]] = {
    "font-embedded": [take_out_fonts],
    "font-named": [rename_fonts],
    "glyph-missing": [print_text("12 Tf 200 300 Td <0000> Tj")],
    "type-size": [print_text("4 Tf 200 300 Td <0024> Tj")],
    "text-in-frame": [print_text("12 Tf 600 300 Td <00240024> Tj"), print_text("12 Tf 30 300 Td <00240024> Tj")],
    "page-blank": [empty_page],
    "page-content": [add_content("[<0039>105-10.2<0048>] TJ")],
    "box-order": [set_on_page("TrimBox", Array([-9, 0, 612, 792]))],
    "page-size": [set_on_page("TrimBox", Array([0, 0, 300, 792]))],
    "output-intent": [lambda pdf: (claim_press(pdf), pdf.Root.__delitem__("/OutputIntents"))],
    "color-black": [add_content("1 0 0 rg 0 0 9 9 re f")],
    "color-press": [claim_press],
    "transparency-press": [make_translucent],
    "document-language": [without("Lang"), set_in_root("Lang", "en")],
    "document-title": [retitle, set_in_root("ViewerPreferences", Dictionary())],
    "tags": [without("StructTreeRoot"), silence_figures],
    "links": [link_to_a_file],
    "scripts": [set_in_root("Names", Dictionary(JavaScript=Dictionary()))],
    "metadata": [forget_metadata],
    "file-size": [stuff],
}  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
def test_editions_of_ours_have_no_finding(code: str, tmp_path: Path) -> None:
    assert examine(tmp_path / f"A-66-398.{code}.pdf", edition(code).content, Project(CHECKOUT)) == []


@pytest.mark.parametrize(
    ("rule", "damage"), [(rule, damage) for rule, damages in DAMAGES.items() for damage in damages]
)
def test_damage_is_found(rule: str, damage: Damage, tmp_path: Path) -> None:
    found = examine(tmp_path / "A-66-398.fr.pdf", damaged(damage), Project(CHECKOUT))
    assert rule in {finding.rule.id for finding in found}
    assert all(finding.hint and finding.what for finding in found)


def test_damage_in_arabic_is_found(tmp_path: Path) -> None:
    content = damaged(set_in_root("ViewerPreferences", Dictionary(DisplayDocTitle=True)), "ar")
    found = examine(tmp_path / "A-66-398.ar.pdf", content, Project(CHECKOUT))
    assert [finding.rule.id for finding in found] == ["direction"]


def test_line_that_is_longer_than_its_column_is_found(tmp_path: Path) -> None:
    """The last word of a justified line is moved 3 points to the right."""

    def widen(pdf: Pdf) -> None:
        page = pdf.pages[1]
        content = page.Contents.read_bytes()
        lines = list(re.finditer(rb"\[<[^\]]{2000,}\] TJ", content))
        place = lines[3].end() - 4
        widened = content[:place].rsplit(b"<", 1)
        page.Contents = pdf.make_stream(widened[0] + b" -300 <" + widened[1] + content[place:])

    found = examine(tmp_path / "A-66-398.fr.pdf", damaged(widen), Project(CHECKOUT))
    assert "line-overfull" in {finding.rule.id for finding in found}


def test_word_that_stands_alone_in_a_line_of_its_paragraph_is_found(project: Project, tmp_path: Path) -> None:
    """What follows it has no space that a line could break at."""
    seed = project.root / "seeds" / "A-66-398.yaml"
    text = seed.read_text(encoding="utf-8")
    seed.write_text(text.replace("I have the honour", "I " + "\u00a0".join(["have"] * 30) + " the honour", 1), encoding="utf-8")
    content = engine().render(compose_edition(project, load_document(seed), "en").html)
    found = [finding for finding in examine(tmp_path / "A-66-398.en.pdf", content, project) if finding.rule.id == "line-short"]
    assert [(finding.page, finding.what) for finding in found] == [(1, "“I” stands alone in a line of its paragraph")]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("symbol: A/66/398", "symbol: A/66/389", "symbol-printed"),
        ("fr: 11-53027", "fr: 11-53072", "job-number-printed"),
        ("fr: 11-53027", "fr: 11-53072", "bar-code"),
        ("session: 66", "session: 65", "session-printed"),
        ("date: 2011-10-04", "date: 2011-10-05", "date-printed"),
        ("layout: new-york-2011", "layout: new-york-2025", "qr-code"),
    ],
)
def test_page_that_says_something_else_than_the_seed_is_found(
    project: Project, tmp_path: Path, old: str, new: str, rule: str
) -> None:
    seed = project.root / "seeds" / "A-66-398.yaml"
    text = seed.read_text(encoding="utf-8")
    assert old in text
    changed = seed.with_name("A-66-389.yaml") if rule == "symbol-printed" else seed
    changed.write_text(text.replace(old, new), encoding="utf-8")
    found = examine(tmp_path / f"{changed.stem}.fr.pdf", edition("fr").content, project)
    assert rule in {finding.rule.id for finding in found}


def test_editions_of_different_length_are_told(project: Project) -> None:
    project.build.mkdir(exist_ok=True)
    paths = [project.pdf("A-66-398", code) for code in ("en", "fr")]
    for path, code in zip(paths, ("en", "fr"), strict=True):
        path.write_bytes(edition(code).content)
    found = preflight(paths, project)
    assert [(finding.rule.id, finding.what) for finding in found] == [
        ("page-count", "the editions differ in length: A-66-398.en.pdf 3, A-66-398.fr.pdf 4 pages")
    ]


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

    found = examine(tmp_path / "A-66-398.zh.pdf", damaged(renumber, "zh"), Project(CHECKOUT))
    assert {finding.rule.id for finding in found} == {"glyph-missing"}


# Damaged files


def page_tree_that_bites_its_tail(pdf: Pdf) -> None:
    pdf.Root.Pages.Kids = Array([pdf.Root.Pages])


def vast_page(pdf: Pdf) -> None:
    for page in pdf.pages:
        page.obj.MediaBox = Array([0, 0, 10**9, 10**9])
        for name in ("/TrimBox", "/CropBox", "/BleedBox"):
            if name in page.obj:
                del page.obj[name]


def form_within_itself(pdf: Pdf) -> None:
    form = pdf.make_stream(b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form["/Resources"] = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[1].obj.Resources["/XObject"] = Dictionary(X=form)
    pdf.pages[1].contents_add(pdf.make_stream(b"/X Do"))


def tags_without_end(pdf: Pdf) -> None:
    node = pdf.make_indirect(Dictionary(S=Name.P))
    node["/K"] = Array([node, node])
    pdf.Root.StructTreeRoot["/K"] = node


@pytest.mark.parametrize(
    ("damage", "rules"),
    [
        (page_tree_that_bites_its_tail, {"readable"}),
        (vast_page, {"page-size"}),
        (form_within_itself, set()),
        (tags_without_end, set()),
    ],
)
def test_damaged_structure_gets_findings_and_nothing_else(
    damage: Damage, rules: set[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert {finding.rule.id for finding in examine(tmp_path / "odd.pdf", damaged(damage))} == rules
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04", b"%PDF-1.7\n" + b"[" * 200_000, b"\x00" * 5000])
def test_what_is_no_pdf_is_told(content: bytes, tmp_path: Path) -> None:
    found = examine(tmp_path / "no.pdf", content)
    assert [finding.rule.id for finding in found] == ["readable"]
    assert re.fullmatch("it is no whole PDF: [a-z][^<>/\n]*", found[0].what)


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9, 0.99])
def test_file_that_is_cut_off_gets_findings_and_nothing_else(
    share: float, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    content = edition("fr").content
    path = tmp_path / "A-66-398.fr.pdf"
    assert examine(path, content[: int(len(content) * share)], Project(CHECKOUT))
    assert capfd.readouterr() == ("", "")


def test_file_that_is_encrypted_without_a_password_is_told(tmp_path: Path) -> None:
    path = tmp_path / "secret.pdf"
    with pikepdf.open(io.BytesIO(edition("en").content)) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="o", user=""))
    assert [finding.rule.id for finding in preflight([path], None)] == ["encryption"]


def test_folder_is_told(tmp_path: Path) -> None:
    assert [finding.what for finding in preflight([tmp_path], None)] == ["it is a folder"]


def test_encrypted_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "secret.pdf"
    with pikepdf.open(io.BytesIO(edition("en").content)) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert [finding.rule.id for finding in preflight([path], None)] == ["readable"]


def test_files_go_on_after_one_that_is_missing(tmp_path: Path) -> None:
    there = tmp_path / "A-66-398.en.pdf"
    there.write_bytes(edition("en").content)
    found = preflight([tmp_path / "gone.pdf", there], Project(CHECKOUT))
    assert [finding.what for finding in found] == ["the file can’t be read: No such file or directory"]


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


def test_command_reports_for_machines_and_fails(run: Run, project: Project) -> None:
    project.build.mkdir(exist_ok=True)
    (project.build / "A-66-398.fr.pdf").write_bytes(damaged(link_to_a_file))
    result = run("preflight", "--format", "json")
    assert result.code == 1
    report = json.loads(result.out)
    assert [(one["rule"], one["page"], one["path"]) for one in report["findings"]] == [
        ("links", 2, "build/A-66-398.fr.pdf")
    ]
    assert "runs" in json.loads(run("preflight", "--format", "sarif").out)


def test_command_without_a_pdf_says_what_to_do(run: Run, project: Project) -> None:
    shutil.rmtree(project.build, ignore_errors=True)
    result = run("preflight")
    assert (result.code, result.errors) == (2, ["error: no file is named, and build/ has no PDF"])


@pytest.mark.parametrize(
    ("symbol", "organ", "address"),
    [
        ("A/66/398*", "general-assembly", "https://undocs.org/en/A/66/398"),
        ("S/RES/1373 (2001)", "security-council", "https://undocs.org/en/S/RES/1373(2001)"),
    ],
)
def test_qr_code_of_a_reissue_and_of_a_symbol_with_its_year_is_right(
    project: Project, run: Run, symbol: str, organ: str, address: str
) -> None:
    seed = project.seed("A-66-398")
    text = seed.read_text(encoding="utf-8").replace("symbol: A/66/398\n", f"symbol: {symbol}\n")
    text = text.replace("organ: general-assembly", f"organ: {organ}").replace("new-york-2011", "new-york-2025")
    document = parse_seed(text, seed)
    seed.unlink()
    project.seed(document.slug).write_text(text, encoding="utf-8")
    assert run("pdf", "--lang", "en").code == 0
    path = project.pdf(document.slug, "en")
    expected = expect(project, path)
    assert expected is not None
    assert expected.address == address
    assert [finding for finding in preflight([path], project) if finding.rule.id == "qr-code"] == []


def test_all_editions_in_build_are_examined_where_no_file_is_named(project: Project, run: Run) -> None:
    for path in (project.pdf("A-66-398", "fr"), project.pdf("A-66-398", "fr", "archive"), project.pdf("A-66-398", "fr", "press")):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(edition("fr").content if path.parent == project.build else b"%PDF-")
    project.release("A-66-398").mkdir(parents=True)
    (project.release("A-66-398") / "A-66-398.fr.pdf").write_bytes(b"%PDF-")
    result = run("preflight")
    broken = [line.partition(": it is no whole PDF")[0] for line in result.out.splitlines() if "no whole PDF" in line]
    assert broken == ["error: build/archive/A-66-398.fr.pdf", "error: build/press/A-66-398.fr.pdf"]
    assert result.out.splitlines()[-1] == "1 of 3 files are fit for what they are made for"


def test_what_is_wrong_on_many_pages_is_told_once_with_them(tmp_path: Path) -> None:
    def colour(pdf: Pdf) -> None:
        for page in pdf.pages:
            page.contents_add(b"1 0 0 rg 0 0 0 0 re f")

    found = [one for one in examine(tmp_path / "A-66-398.fr.pdf", damaged(colour)) if "colour is set" in one.what]
    assert [(one.page, one.what.partition(" rg")[2]) for one in found] == [(1, " (also on pages 2–4)")]
