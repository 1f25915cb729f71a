"""The folders of fonts that the engine is shown: what a page decides about them, what they have, how they are made and kept."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree import ElementTree

import numpy
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

import sixfold.pdf.fonts.derived
import sixfold.pdf.fonts.folders
from sixfold.commands.report import derive_fonts
from sixfold.errors import MissingFontsError, WriteError
from sixfold.pdf.engine import Engine
from sixfold.pdf.fonts import (
    Derived,
    Font,
    FontFolders,
    FontSet,
    MadeFont,
    derived_families,
    installed_fonts,
    prepare_fonts,
)
from support.pages import PROJECT, engine, html

#: In the name of a premier, in Noto's fonts and not in GB 2312.
RARE = "镕"

REGULAR, BOLD = (
    next(font for font in installed_fonts() if font.file == f"LiberationSerif-{style}.ttf") for style in ("Regular", "Bold")
)
FOO = Derived("Foo Serif", "Liberation Serif", 103, languages=("en", "zh"))
BAR = Derived("Bar Serif", "Liberation Serif", 100, languages=("zh",))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make two installed fonts and two derived families the whole layout: all of them take ten seconds."""
    monkeypatch.setattr(sixfold.pdf.fonts.folders, "installed_fonts", lambda: (REGULAR, BOLD))
    monkeypatch.setattr(sixfold.pdf.fonts.folders, "derived_families", lambda: (FOO, BAR))


def page(text: str, language: str) -> str:
    return f'<!DOCTYPE html><html lang="{language}" dir="ltr"><title>Page</title><body>{text}</body></html>'


def folders() -> FontFolders:
    return FontFolders(PROJECT.build / "faces")


# Which fonts a page needs


@pytest.mark.parametrize(
    ("text", "language", "needed"),
    [
        ("Traite des femmes et des filles n°\u202f107… ‘“№\u00a01”’ Цель", "fr", FontSet()),
        ("\u2066a\u2069\u200b\u00ad\tb\n", "en", FontSet()),  # what directs and breaks lines has no glyph
        ("107", "ar", FontSet(("ar",))),
        ("the word لكن", "en", FontSet(("ar",))),
        ("贩卖妇女和女童（甲）“乙” 107", "zh", FontSet(("zh",))),
        ("贩卖 ✓ لكن", "zh", FontSet(("ar", "zh"))),
        (f"朱{RARE}基", "zh", FontSet(("zh",), has_rare=True)),
        ("朱&#38229;基", "zh", FontSet(("zh",), has_rare=True)),  # the same, as HTML may write it
        ("𠮷", "zh", FontSet(("zh",), has_rare=True)),  # beyond the first plane
        ("한국", "zh", FontSet(("zh",), has_rare=True)),
        ("Le mot 中", "fr", FontSet(("zh",), has_quotations=True)),
        (f"Le mot {RARE}", "fr", FontSet(("zh",), has_quotations=True, has_rare=True)),
        ("✓ Ⅲ", "fr", FontSet(("ar", "zh"))),  # no Latin font has them
    ],
)
def test_the_page_alone_decides_which_fonts_it_needs(text: str, language: str, needed: FontSet) -> None:
    assert folders().choose(page(text, language), PROJECT.templates) == needed


@pytest.mark.parametrize("written", [RARE, r"\9555", r"\009555"])
def test_a_stylesheet_that_brings_a_rare_character_counts_on_chinese_pages(tmp_path: Path, written: str) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "foo.css").write_text(f'p::before {{ content: "{written}" }}', encoding="utf-8")
    assert folders().choose(page("中", "zh"), tmp_path).has_rare
    assert folders().choose(page("foo", "en"), tmp_path) == FontSet()


# What the folders have


def test_every_derived_family_is_made_from_an_installed_one_and_has_a_name_of_its_own() -> None:
    installed = {font.family for font in installed_fonts()}
    assert [derived.family for derived in derived_families() if derived.source not in installed] == []
    assert {derived.family.partition(" ")[0] for derived in derived_families()} == {"Sixfold"}
    assert len({derived.family for derived in derived_families()}) == len(derived_families())
    widths = {derived.family: derived.width for derived in derived_families()}
    assert [widths[f"Sixfold {width} Serif"] for width in (96, 98, 103)] == [96, 98, 103]


def styles(count: int, *families: str) -> set[str]:
    return {f"{family}-{style}" for family in families for style in ("Regular", "Bold", "Italic", "BoldItalic")[:count]}


def names(font_set: FontSet) -> set[str]:
    return {path.stem for path in folders().fontconfig(font_set).parent.iterdir() if path.is_symlink()}


def test_a_page_is_shown_the_fonts_of_its_languages_in_every_style_and_no_others() -> None:
    latin, arabic, chinese = names(FontSet()), names(FontSet(("ar",))), names(FontSet(("zh",)))
    serif = ["LiberationSerif", *(f"Sixfold{width}Serif" for width in (96, 98, 103, 104))]
    assert latin == {"LiberationSans-Regular", *styles(4, *serif)}
    assert arabic - latin == styles(2, "Amiri", "NotoNaskhArabic", "SixfoldNaskh", "SixfoldNaskhToday")
    noto = styles(2, "NotoSerifCJK", "NotoSansCJK")
    assert chinese - latin == noto | {"ukai", "SixfoldKai-ukai"} | styles(4, "SixfoldSerifHans")
    assert names(FontSet(("ar", "zh"))) == arabic | chinese


def test_copies_for_daily_use_have_gb_2312_and_lack_only_rare_ideographs() -> None:
    everyday, whole = (folders().fontconfig(FontSet(("zh",), has_quotations=is_whole)).parent for is_whole in (False, True))
    with (
        TTFont(whole / "NotoSerifCJK-Regular.ttc", fontNumber=2, lazy=True) as all_of_it,
        TTFont(everyday / "NotoSerifCJK-Regular.otf", lazy=True) as part,
    ):
        known, copy = (set(map(chr, font.getBestCmap())) for font in (all_of_it, part))
    assert copy < known
    assert {one for one in known - copy if not sixfold.pdf.fonts.folders.is_rare(one)} == set()
    assert {one for one in copy if sixfold.pdf.fonts.folders.is_rare(one)} == set()
    assert set("贩卖妇女和女童，。“”①Ⅲαя") <= copy
    assert {RARE, "齾"} <= known - copy
    assert {path.suffix for path in everyday.glob("Noto*")} == {".otf"}


def test_glyphs_of_a_copy_are_numbered_by_their_place() -> None:
    """Readers by the book look for a glyph's number, the engine writes its place."""
    paths = sorted(folders().fontconfig(FontSet(("zh",))).parent.glob("Noto*.otf"))
    assert len(paths) == 4
    for path in paths:
        with TTFont(path, lazy=True) as font:
            names = font["CFF "].cff.topDictIndex[0].charset
            assert names == [".notdef", *(f"cid{place:05d}" for place in range(1, len(names)))], path.name


class WholeFonts(FontFolders):
    """Shows every page the whole Chinese fonts."""

    def choose(self, html: str, templates: Path) -> FontSet:
        return super().choose(html, templates)._replace(has_rare=True)


@pytest.mark.slow
def test_chinese_pages_are_the_same_to_the_last_dot_with_the_whole_fonts_and_what_was_printed_before_makes_no_difference() -> None:
    usual, rare = html("zh"), html("zh").replace("贩运", f"贩{RARE}", 1)
    assert RARE in rare
    whole_fonts = Engine(PROJECT.templates, PROJECT.build / "faces")
    whole_fonts.__dict__["_folders"] = WholeFonts(PROJECT.build / "faces")
    everyday, whole = engine().render(usual), whole_fonts.render(usual)
    assert everyday != whole  # other fonts, their letters numbered otherwise
    for ours, theirs in zip(pypdfium2.PdfDocument(everyday), pypdfium2.PdfDocument(whole), strict=True):
        assert numpy.array_equal(ours.render(scale=2).to_numpy(), theirs.render(scale=2).to_numpy())
        assert ours.get_textpage().get_text_range() == theirs.get_textpage().get_text_range()
    with_rare = engine().render(rare)
    assert with_rare == whole_fonts.render(rare)
    assert RARE in "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(with_rare))
    assert (engine().render(usual), engine().render(rare)) == (everyday, with_rare)


# How they are made and kept


def content(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "cache")


@pytest.mark.usefixtures("few")
def test_a_language_s_fonts_are_made_when_it_is_first_printed_each_is_said_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = FontFolders(prepare_fonts(tmp_path / "build & more", ["fr"], derive_fonts))
    assert capsys.readouterr().err == "deriving Foo Serif, once (2 fonts)\n"
    latin = folders.fontconfig(FontSet()).parent
    own = ["FooSerif-Bold.ttf", "FooSerif-Regular.ttf", "LiberationSerif-Bold.ttf", "LiberationSerif-Regular.ttf"]
    assert content(latin) == [*own, "fonts.conf", "latin.txt"]
    assert all(path.resolve().is_file() for path in latin.iterdir())
    prepare_fonts(tmp_path / "build & more", ["zh", "fr"], derive_fonts)
    assert capsys.readouterr().err == "deriving Bar Serif, once (2 fonts)\n"
    prepare_fonts(tmp_path / "build & more", ["zh", "fr"], derive_fonts)
    assert capsys.readouterr().err == ""
    assert content(folders.fontconfig(FontSet(("zh",))).parent) == ["BarSerif-Bold.ttf", "BarSerif-Regular.ttf", *content(latin)]
    root = ElementTree.parse(latin / "fonts.conf").getroot()
    assert [element.tag for element in root] == ["dir", "cachedir"]  # above all no <include>
    assert root.findtext("dir") == str(latin.resolve())
    assert root.findtext("cachedir") == str(latin.resolve() / "cache")


@pytest.mark.usefixtures("few")
def test_who_is_stopped_goes_on_with_the_next_font(tmp_path: Path) -> None:
    made: list[str] = []

    def stop_after_one(make: object, fonts: Sequence[MadeFont]) -> Iterable[None]:
        made.extend(font.path.name for font in fonts)
        make(fonts[0])  # type: ignore[operator]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare_fonts(tmp_path, ["fr"], stop_after_one)
    assert [path.name for path in (tmp_path / "faces").iterdir()] == made[:1]  # whole, and nothing half made
    with pytest.raises(KeyboardInterrupt):
        prepare_fonts(tmp_path, ["fr"], stop_after_one)
    assert made[2:] == made[1:2]


@pytest.mark.usefixtures("few")
def test_what_is_damaged_missing_or_moved_is_made_again(tmp_path: Path) -> None:
    folders = FontFolders(prepare_fonts(tmp_path / "old", ["fr"]))
    font = (folders.fontconfig(FontSet()).parent / "FooSerif-Regular.ttf").resolve()
    whole = font.read_bytes()
    for damage in (b"", b"\0" * len(whole), None):
        if damage is None:
            font.unlink()
        else:
            font.write_bytes(damage)
        configuration = folders.fontconfig(FontSet())
        assert font.read_bytes() == whole
    for path in configuration.parent.iterdir():
        path.unlink()  # an empty folder: what a killed process may leave
    assert folders.fontconfig(FontSet()) == configuration
    assert len(content(configuration.parent)) == 6
    (tmp_path / "old").rename(tmp_path / "new")
    moved = FontFolders(prepare_fonts(tmp_path / "new", ["fr"], lambda *_: pytest.fail("derived again"))).fontconfig(FontSet())
    assert ElementTree.parse(moved).getroot().findtext("dir") == str(moved.parent)
    assert (moved.parent / "FooSerif-Regular.ttf").resolve().read_bytes() == whole


@pytest.mark.usefixtures("few")
def test_other_fonts_go_to_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = FontFolders(prepare_fonts(tmp_path, ["fr"]))
    first = folders.fontconfig(FontSet())
    monkeypatch.setattr(sixfold.pdf.fonts.folders, "installed_fonts", lambda: (REGULAR,))
    second = folders.fontconfig(FontSet())
    assert second != first
    assert content(second.parent) == ["FooSerif-Regular.ttf", "LiberationSerif-Regular.ttf", "fonts.conf", "latin.txt"]


def test_fonts_that_are_missing_or_too_old_are_one_error_that_names_their_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = Font("NoSuchFont-Regular.ttf", "No Such Font", "fonts-no-such", ("zh",))
    other = Font("NoSuchFont-Bold.ttf", "No Such Font", "fonts-no-such-bold", ("zh",))
    future = Font(REGULAR.file, REGULAR.family, REGULAR.package, ("en",), at_least="99")
    monkeypatch.setattr(sixfold.pdf.fonts.folders, "installed_fonts", lambda: (REGULAR, missing, other))
    with pytest.raises(MissingFontsError) as caught:
        prepare_fonts(tmp_path, ["fr", "zh"])
    assert caught.value.packages == ("fonts-no-such", "fonts-no-such-bold")
    assert str(caught.value) == (
        "the typeface file NoSuchFont-Regular.ttf (No Such Font) is not installed\n"
        " hint: sudo apt-get install fonts-no-such fonts-no-such-bold, or `make doctor` for everything that is missing"
    )
    assert list(tmp_path.iterdir()) == []  # nothing half made
    monkeypatch.setattr(sixfold.pdf.fonts.folders, "installed_fonts", lambda: (future,))
    with pytest.raises(MissingFontsError, match=r"\(Liberation Serif 99 or later\) is not installed"):
        prepare_fonts(tmp_path, ["fr"])


@pytest.mark.usefixtures("few")
def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file stands where the folder should be", encoding="utf-8")
    with pytest.raises(WriteError, match="can't write"):
        prepare_fonts(tmp_path / "build", ["fr"])


TWO_AT_ONCE = """
import sys
from pathlib import Path
import sixfold.pdf.fonts.folders as folders
fonts = [font for font in folders.installed_fonts() if font.file == "LiberationSerif-Regular.ttf"]
folders.installed_fonts = lambda: tuple(fonts)
folders.derived_families = lambda: (folders.Derived("Foo Serif", "Liberation Serif", 103, languages=("en",)),)
replace = Path.replace

def wait_for_the_other(path, target):  # what is made is whole, and the other one has its own, too
    print("ready", flush=True)
    sys.stdin.readline()
    return replace(path, target)

Path.replace = wait_for_the_other
print(folders.FontFolders(Path(sys.argv[1])).fontconfig(folders.FontSet()))
"""


def test_two_processes_can_make_the_fonts_at_once(tmp_path: Path) -> None:
    """Both have each of theirs ready before either puts it in its place."""
    command = [sys.executable, "-c", TWO_AT_ONCE, str(tmp_path)]
    both = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for _ in range(2):  # the font, the folder
        assert [process.stdout and process.stdout.readline() for process in both] == ["ready\n"] * 2
        for process in both:
            assert process.stdin
            process.stdin.write("\n")
            process.stdin.flush()
    answers = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], answers
    assert answers[0] == answers[1]
    own = ["FooSerif-Regular.ttf", "LiberationSerif-Regular.ttf"]
    assert content(Path(answers[0].strip()).parent) == [*own, "fonts.conf", "latin.txt"]
    assert len(list(tmp_path.iterdir())) == 2
