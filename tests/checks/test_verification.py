"""`sixfold verify`: archive editions built again from what is inside them; changed ones and hostile ones are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from pikepdf.settings import set_qpdf_limits

from sixfold.checks import verification
from sixfold.project import files
from sixfold.project.paths import Project
from sixfold.publishing import earlier
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


def test_archive_editions_are_the_same_bytes_and_one_that_cannot_be_read_does_not_stop_them(
    run: Run, released: Path, tmp_path: Path
) -> None:
    (tmp_path / "no.pdf").write_bytes(b"no")
    paths = [released / "archive" / f"{SLUG}.{code}.pdf" for code in ("en", "ar")]  # without catalogs, and with them
    done = run("verify", str(tmp_path / "no.pdf"), *map(str, paths))
    assert (done.code, done.out.splitlines()) == (2, [f"{path}: the same bytes" for path in paths])
    (error,) = done.errors
    assert error.startswith(f"error: {tmp_path / 'no.pdf'}: this is no PDF that can be read: ")


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

    def verify(change: Change | bytes, *options: str, is_built: bool = False) -> tuple[Path, Result]:
        made = french(released).read_bytes()  # what is built of attachments that nobody changed, as the first test shows
        path = tmp_path / "changed.pdf"
        if isinstance(change, bytes):
            path.write_bytes(change)
        else:
            saved(french(released), change, path)
        with monkeypatch.context() as patch:
            if not is_built:
                patch.setattr(verification, "_build", lambda *_: made)
            return path, run("verify", *options, str(path))

    return verify


#: What was done to an edition; what is said of it then, and of what.
CHANGED: dict[str, tuple[Change, str, str]] = {
    "a page": (
        replace_in_page(b" rg", b" RG"), "not what it says",
        "page 2: it has the words that its sources give, and is drawn otherwise",
    ),
    "pages": (drop_last_page, "not what it says", "page 4: it is missing"),
    "attached": (attach, "not what it says", f"{SAME_PAGES}the attachments"),
    "metadata": (replace_in_metadata(">final<", ">proof<"), "not what it says", f"{SAME_PAGES}the metadata"),
    "written anew": (lambda _: None, "not what it says", f"{SAME_PAGES}the same objects, written otherwise"),
    "version": (
        replace_in_metadata("weasyprint 70", "weasyprint 69"), "the same pages, but for versions or fonts",
        "made with weasyprint 69.0, here 70.0",
    ),
    "of before": (
        replace_in_metadata("madeWith", "madeIn"), "the same pages, but for versions or fonts",
        "it doesn't say what it was made with",
    ),
}  # fmt: skip


def test_what_was_changed_is_told(verified: Verified) -> None:
    for what, (change, verdict, sentence) in CHANGED.items():
        path, done = verified(change)
        first, *more = done.out.splitlines()
        assert (what, done.code, first, done.err) == (what, verdict == "not what it says", f"{path}: {verdict}", "")
        told = [line.partition(f"{path}: ")[2].rpartition(" [")[0] for line in more if str(path) in line]
        assert (what, told) == (what, [sentence])


def test_changed_byte_is_told(verified: Verified, released: Path) -> None:
    whole = french(released).read_bytes()
    with pikepdf.open(french(released)) as pdf:
        page, attachment = pdf.pages[1].obj.Contents, pdf.attachments[f"{SLUG}.fr.po"].get_file().obj
        streams = {
            "page 2: “": page.read_raw_bytes(),
            f"the attachment {SLUG}.fr.po was changed: its checksum is another": attachment.read_raw_bytes(),
        }
    for sentence, stream in streams.items():
        changed = bytearray(whole)
        changed[changed.index(stream) + len(stream) // 2] ^= 1
        _, done = verified(bytes(changed))
        assert (done.code, sentence in done.out + done.err) == (1, True), done
    _, done = verified(whole + b"\n")
    assert (done.code, f"{SAME_PAGES}1 bytes after its end" in done.out) == (1, True), done


def test_what_a_hostile_file_says_of_itself_is_quoted_in_part(verified: Verified) -> None:
    items = "".join(f"<rdf:li>program{n} {'9' * 1000}</rdf:li>" for n in range(1000))
    _, done = verified(replace_in_metadata("<sixfold:madeWith><rdf:Bag>", f"<sixfold:madeWith><rdf:Bag>{items}"))
    assert (done.code, "and 988 more" in done.out, len(done.out) < 3000) == (0, True, True)


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
        pdf.pages.extend([pdf.pages[0]] * MOST_PAGES)
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
#: The limits are lower here: a file of 100 MB takes a second to write and another to read.
MOST_BYTES, MOST_PAGES = 1_000_000, 20
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
    "too large": (lambda path, seed: with_attachments(path, {NAME: seed + HALF + HALF}), 2, "memory limit exceeded"),
    "together too large": (
        lambda path, seed: with_attachments(path, {NAME: seed, "a.po": HALF, "b.po": HALF}),
        2, "its attachments have more than 1 MB",
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
    "many pages": (with_many_pages, 2, "it has more than 20 pages"),
    "deep": (with_deep_objects, 2, "objects within objects without end"),
}  # fmt: skip


def test_hostile_file_is_told_in_a_sentence_and_writes_nothing(
    run: Run, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier, "MOST_BYTES", MOST_BYTES)
    monkeypatch.setattr(verification, "_MOST_PAGES", MOST_PAGES)
    path, seed = tmp_path / "hostile.pdf", project.seed(SLUG).read_bytes()
    try:
        for kind, (make, code, sentence) in HOSTILE.items():
            make(path, seed)
            before = sorted(tmp_path.rglob("*"))
            done = run("verify", str(path))
            assert (kind, done.code, done.out) == (kind, code, ""), done.err
            assert sentence in done.err and "mistake in Sixfold" not in done.err, (kind, done.err)
            assert (kind, sorted(tmp_path.rglob("*"))) == (kind, before)
    finally:
        set_qpdf_limits(flate_max_memory=files.MOST_BYTES, run_length_max_memory=files.MOST_BYTES)  # those of this process


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
