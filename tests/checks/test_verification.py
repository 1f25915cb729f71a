"""`sixfold verify`: archive editions built again from what is inside them; changed ones and hostile ones are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from sixfold.checks import verification
from sixfold.project.files import MOST_BYTES
from sixfold.project.paths import Project
from support.pages import LANGUAGES
from support.projects import SLUG, Result, Run, SetTranslation

pytestmark = pytest.mark.slow

Change = Callable[[pikepdf.Pdf], None]


def french(released: Path) -> Path:
    return released / "archive" / f"{SLUG}.fr.pdf"


def saved(path: Path, change: Change, to: Path, **options: object) -> Path:
    """Write the PDF at *path* to *to*, changed."""
    with pikepdf.open(path) as pdf:
        change(pdf)
        pdf.save(to, fix_metadata_version=False, **options)
    return to


def test_all_six_archive_editions_are_the_same_bytes(run: Run, released: Path) -> None:
    paths = [released / "archive" / f"{SLUG}.{code}.pdf" for code in LANGUAGES]
    done = run("verify", *map(str, paths))
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [f"{path}: the same bytes" for path in paths]


def test_edition_that_is_not_the_plain_one_says_how_it_was_asked_for(
    run: Run, project: Project, set_translation: SetTranslation
) -> None:
    set_translation("es", "annex.op.5", "Exhorta a todos.", is_fuzzy=True)
    assert run("pdf", "--lang", "es", "--beside", "en", "--edition", "archive", "--fuzzy").code == 0
    (path,) = (project.build / "archive").glob("*.pdf")
    done = run("verify", str(path))
    assert (done.code, done.out.endswith(": the same bytes\n")) == (0, True), done


# ---- what was changed ----


def replace_in_page(old: bytes, new: bytes) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        content = pdf.pages[1].obj.Contents.read_bytes()
        assert old in content
        pdf.pages[1].obj.Contents.write(content.replace(old, new, 1))

    return change


def replace_in_metadata(old: str, new: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        content = pdf.Root.Metadata.read_bytes()
        assert old.encode() in content
        pdf.Root.Metadata.write(content.replace(old.encode(), new.encode()))

    return change


def attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["virus.exe"] = b"MZ"


def drop_last_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1]


SAME_PAGES = "the pages are the same, the file isn't: "

#: Of a changed file: its path, and what `verify` says of it.
Verified = Callable[..., tuple[Path, Result]]


@pytest.fixture
def verified(run: Run, released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Verified:
    """Return a function that changes the French edition, and verifies it; only with *is_built* it is built again."""

    def verify(change: Change, *options: str, is_built: bool = False) -> tuple[Path, Result]:
        made = french(released).read_bytes()  # what is built of attachments that nobody changed, as the first test shows
        if not is_built:
            monkeypatch.setattr(verification, "_build", lambda *_: made)
        path = saved(french(released), change, tmp_path / "changed.pdf")
        return path, run("verify", *options, str(path))

    return verify


@pytest.mark.parametrize(
    ("change", "verdict", "sentence"),
    [
        (
            replace_in_page(b" rg", b" RG"), "not what it says",
            "page 2: it has the words that its sources give, and is drawn otherwise",
        ),
        (drop_last_page, "not what it says", "page 4: it is missing"),
        (attach, "not what it says", f"{SAME_PAGES}the attachments"),
        (replace_in_metadata(">final<", ">proof<"), "not what it says", f"{SAME_PAGES}the metadata"),
        (lambda _: None, "not what it says", f"{SAME_PAGES}the same objects, written otherwise"),
        (
            replace_in_metadata("weasyprint 70", "weasyprint 69"), "the same pages, but for versions or fonts",
            "made with weasyprint 69.0, here 70.0",
        ),
        (
            replace_in_metadata("madeWith", "madeIn"), "the same pages, but for versions or fonts",
            "it doesn't say what it was made with",
        ),
    ],
    ids=["page", "pages", "attached", "metadata", "written anew", "version", "of before"],
)  # fmt: skip
def test_what_was_changed_is_told(verified: Verified, change: Change, verdict: str, sentence: str) -> None:
    path, done = verified(change)
    assert (done.code, done.out.splitlines()[0], done.err) == (verdict == "not what it says", f"{path}: {verdict}", "")
    told = [line.partition(f"{path}: ")[2] for line in done.out.splitlines()[1:] if str(path) in line]
    assert [line.rpartition(" [")[0] for line in told] == [sentence]


def test_what_a_hostile_file_says_of_itself_is_quoted_in_part(verified: Verified) -> None:
    items = "".join(f"<rdf:li>program{n} {'9' * 5000}</rdf:li>" for n in range(5000))
    _, done = verified(replace_in_metadata("<sixfold:madeWith><rdf:Bag>", f"<sixfold:madeWith><rdf:Bag>{items}"))
    assert (done.code, "and 4988 more" in done.out, len(done.out) < 3000) == (0, True, True)


def test_edition_without_pages_is_told(verified: Verified) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[:]

    path, done = verified(change)
    told = [f"error: {path}: page {n}: it is missing [page-differs]" for n in range(1, 5)]
    assert (done.code, [line for line in done.out.splitlines() if "missing" in line], done.err) == (1, told, "")


def test_page_drawn_otherwise_by_another_version_is_not_known(verified: Verified) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        replace_in_page(b" rg", b" RG")(pdf)
        replace_in_metadata("weasyprint 70", "weasyprint 69")(pdf)

    _, done = verified(change, "--format", "json")
    assert (done.code, json.loads(done.out)["counts"]) == (1, {"error": 0, "warning": 1, "note": 1})


def test_changed_attachment_is_told_by_the_pages(verified: Verified) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        name = f"{SLUG}.fr.po"
        content = pdf.attachments[name].get_file().read_bytes()
        pdf.attachments[name] = content.replace("adoptée à la deuxième ".encode(), "adoptée à la troisième ".encode())

    path, done = verified(change, is_built=True)
    assert (done.code, done.out.splitlines()[0]) == (1, f"{path}: not what it says")
    (told,) = [line for line in done.out.splitlines() if "page 1:" in line]
    assert "deuxième" in told.partition("where its sources give")[0]
    assert "troisième" in told.partition("where its sources give")[2]


@pytest.mark.parametrize(
    ("place", "sentence"),
    [("page", "page 2: “"), ("attachment", f"the attachment {SLUG}.fr.po was changed: its checksum is another")],
)
def test_changed_byte_is_told(run: Run, released: Path, tmp_path: Path, place: str, sentence: str) -> None:
    with pikepdf.open(french(released)) as pdf:
        page, attachment = pdf.pages[1].obj.Contents, pdf.attachments[f"{SLUG}.fr.po"].get_file().obj
        stream = (page if place == "page" else attachment).read_raw_bytes()
    path = tmp_path / "changed.pdf"
    changed = bytearray(french(released).read_bytes())
    changed[changed.index(stream) + len(stream) // 2] ^= 1
    path.write_bytes(changed)
    done = run("verify", str(path))
    assert (done.code, sentence in done.out + done.err) == (1, True), done


def test_byte_after_the_end_is_told(run: Run, released: Path, tmp_path: Path) -> None:
    path = tmp_path / "longer.pdf"
    path.write_bytes(french(released).read_bytes() + b"\n")
    done = run("verify", str(path))
    assert (done.code, f"{SAME_PAGES}1 bytes after its end" in done.out) == (1, True), done


# ---- hostile files ----


def with_attachments(path: Path, attached: dict[str, bytes], language: str = "fr", **options: object) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Lang = language
        for name, content in attached.items():
            pdf.attachments[name] = content
        pdf.save(path, **options)


def with_many_pages(path: Path, seed: bytes) -> None:
    with_attachments(path, {NAME: seed})
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages.extend([pdf.pages[0]] * 5000)
        pdf.save(path)


def with_deep_objects(path: Path, seed: bytes) -> None:
    with_attachments(path, {NAME: seed})
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        inner = Array()
        for _ in range(300):
            inner = pdf.make_indirect(Array([inner]))
        pdf.pages[0].obj.Deep = inner
        pdf.save(path)


NAME = f"{SLUG}.yaml"
OUTSIDE = b" body:\n        - figure: {title: A, picture: ../../../etc/passwd.svg, alternative: A}"
HALF = b"#" * (MOST_BYTES // 2)

#: Writes a hostile file, with or without a seed inside; the exit code, and what the error says.
HOSTILE: dict[str, tuple[Callable[[Path, bytes], object], int, str]] = {
    "no PDF": (lambda path, _: path.write_bytes(b"%PDF-1.7 and no more"), 2, "this is no PDF that can be read: "),
    "encrypted": (
        lambda path, seed: with_attachments(path, {NAME: seed}, encryption=pikepdf.Encryption(owner="a", user="b")),
        2, "this is no PDF that can be read: invalid password",
    ),
    "no attachments": (lambda path, _: with_attachments(path, {}), 2, "no seed and catalogs are inside: it is no archive edition"),
    "of another program": (
        lambda path, _: with_attachments(path, {"invoice.xml": b"<a/>"}),
        2, "no seed and catalogs are inside: it is no archive edition",
    ),
    "no language": (lambda path, seed: with_attachments(path, {NAME: seed}, "tlh"), 2, "its language is none of the six"),
    "many": (
        lambda path, _: with_attachments(path, {f"{n}.po": b"" for n in range(501)}), 2, "it has 501 attachments; at most 500",
    ),
    "of 100 MB": (lambda path, seed: with_attachments(path, {NAME: seed + HALF + HALF}), 2, "memory limit exceeded"),
    "together 100 MB": (
        lambda path, seed: with_attachments(path, {NAME: seed, "a.po": HALF, "b.po": HALF}),
        2, "its attachments have more than 100 MB",
    ),
    "path": (lambda path, seed: with_attachments(path, {f"../../{NAME}": seed}), 2, f"its name another: ../../{NAME}"),
    "absolute path": (lambda path, seed: with_attachments(path, {f"/{NAME}": seed}), 2, f"its name another: /{NAME}"),
    "broken seed": (
        lambda path, seed: with_attachments(path, {NAME: seed.replace(b"symbol:", b"symbl:", 1)}), 3, f"hostile.pdf/{NAME}:",
    ),
    "broken catalog": (
        lambda path, seed: with_attachments(path, {NAME: seed, f"{SLUG}.fr.po": b'msgid "a\n'}),
        4, f"hostile.pdf/{SLUG}.fr.po:1: it can't be built again: ",
    ),
    "picture outside": (
        lambda path, seed: with_attachments(path, {NAME: seed.replace(b" body:", OUTSIDE, 1)}),
        3, "the name of an .svg or .png file beside the seed is expected here",
    ),
    "many pages": (with_many_pages, 2, "it has more than 5,000 pages"),
    "deep": (with_deep_objects, 2, "objects within objects without end"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_file_is_told_in_a_sentence_and_writes_nothing(run: Run, project: Project, tmp_path: Path, kind: str) -> None:
    make, code, sentence = HOSTILE[kind]
    path = tmp_path / "hostile.pdf"
    make(path, project.seed(SLUG).read_bytes())
    before = sorted(tmp_path.rglob("*"))
    done = run("verify", str(path))
    assert (done.code, done.out, sentence in done.err, "mistake in Sixfold" in done.err) == (code, "", True, False), done.err
    assert sorted(tmp_path.rglob("*")) == before


def test_circle_of_objects_comes_to_an_end(released: Path, tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        circle = pdf.make_indirect(Dictionary(Type=Name.Circle))
        circle.Self = circle
        pdf.pages[0].obj.Circle = circle

    changed = saved(french(released), change, tmp_path / "circle.pdf")
    with pikepdf.open(changed) as one, pikepdf.open(french(released)) as other:
        first, second = verification._look_at(one), verification._look_at(other)
    assert [n for n, pages in enumerate(zip(first.pages, second.pages, strict=True), 1) if pages[0] != pages[1]] == [1]


def test_file_that_is_not_there_is_told(run: Run, project: Project) -> None:
    assert run("verify", "elsewhere.pdf").errors == ["error: elsewhere.pdf: can’t be read: No such file or directory"]


def test_what_takes_too_long_is_stopped(run: Run, released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "_MOST_SECONDS", 0.2)
    done = run("verify", str(french(released)))
    assert (done.code, "to build it again takes longer than 0.2 seconds" in done.err) == (8, True), done.err


def test_one_that_cannot_be_read_does_not_stop_the_others(run: Run, released: Path, tmp_path: Path) -> None:
    (tmp_path / "no.pdf").write_bytes(b"no")
    done = run("verify", str(tmp_path / "no.pdf"), str(french(released)))
    assert (done.code, done.out) == (2, f"{french(released)}: the same bytes\n")
