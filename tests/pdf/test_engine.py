"""From HTML to PDF: what is refused, what stops the work, what is opened, and that nothing changes from run to run."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

import pytest

from sixfold.errors import RenderError
from sixfold.pdf.engine import Engine
from sixfold.pdf.fonts import Derived, FontFolders, FontSet, installed_fonts, prepare_fonts
from sixfold.pdf.fonts.derived import scale_horizontally
from sixfold.pdf.fonts.installed import find_font_file, font_directories
from sixfold.project.paths import Project
from support.pages import CHECKOUT, LANGUAGES, PROJECT, edition, embedded_fonts, engine, html, read_pdf, screen

pytestmark = pytest.mark.slow


def _page(body: str = "<p>foo</p>", head: str = "") -> str:
    """Return a small page set in a face of the layout; *head* holds more of its head."""
    style = '@page { size: 100pt 100pt; margin: 10pt } body { font-family: "Liberation Serif" }'
    return f'<!DOCTYPE html><html lang="en"><head><title>foo</title><style>{style}</style>{head}</head><body>{body}</body></html>'


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """Return an empty folder of templates."""
    path = tmp_path / "templates"
    path.mkdir()
    return path


@pytest.fixture
def small(templates: Path) -> Engine:
    """Return an engine whose templates are those of the test."""
    return Engine(templates, engine().fonts)


SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></svg>'


def test_a_page_of_text_and_a_picture_is_set(small: Engine, templates: Path) -> None:
    (templates / "square.svg").write_text(SQUARE, encoding="utf-8")
    pdf = read_pdf(small.render(_page('<p>foo bar</p><img src="square.svg" alt="">')))
    assert [line.text for line in pdf.pages[0].lines] == ["foo bar"]
    assert pdf.title == "foo"


ADDRESSES = (
    "http://example.org/picture.svg",
    "file:///etc/hostname",
    "../secret.svg",
    "%2e%2e/secret.svg",  # disguised
    "inside.svg",  # a link that leads out
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E",
    "ftp://example.org/picture.svg",
)
PLACES = {
    "a picture": '<img src="{}" alt="">',
    "a stylesheet": '<link rel="stylesheet" href="{}">',
    "an import": '<style>@import "{}";</style>',
    "a background": "<style>p {{ background: url('{}') }}</style>",
    "a face": "<style>@font-face {{ font-family: Foo; src: url('{}') }} p {{ font-family: Foo, 'Liberation Serif' }}</style>",
    "generated content": "<style>p::before {{ content: url('{}') }}</style>",
    "an object": '<object data="{}" type="image/svg+xml"></object>',
    "an attachment": '<link rel="attachment" href="{}">',
}


def test_an_address_outside_the_templates_is_refused(small: Engine) -> None:
    (small.templates.parent / "secret.svg").write_text(SQUARE, encoding="utf-8")
    (small.templates / "inside.svg").symlink_to(small.templates.parent / "secret.svg")
    own = small.templates.resolve() / "own.svg"
    own.write_text(SQUARE, encoding="utf-8")
    for address in (*ADDRESSES, f"file://example.org{own}"):  # the last one is of another machine
        with pytest.raises(RenderError, match="is refused: pages are made of the project's own files"):
            small.lay_out_checked(_page(f'<img src="{address}" alt="">'))


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_an_address_is_refused_wherever_it_stands(small: Engine, place: str) -> None:
    markup = place.format("http://127.0.0.1:9/foo.css")
    is_of_the_head = markup.startswith(("<link", "<style"))
    with pytest.raises(RenderError, match=r"http://127\.0\.0\.1:9/foo\.css is refused"):
        small.render(_page("<p>foo</p>" if is_of_the_head else markup, head=markup if is_of_the_head else ""))


def test_a_file_of_another_kind_is_refused(small: Engine) -> None:
    (small.templates / "notes.txt").write_text("foo", encoding="utf-8")
    with pytest.raises(RenderError, match=r"notes\.txt is refused: a page is made of \.css and \.svg files"):
        small.render(_page('<img src="notes.txt" alt="">'))


def test_a_picture_that_is_not_there_is_an_error(small: Engine) -> None:
    with pytest.raises(RenderError, match="can't be read: No such file or directory") as caught:
        small.render(_page('<img src="no-such.svg" alt="">'))
    assert caught.value.problems[0].path == small.templates / "no-such.svg"


def test_a_stylesheet_that_is_not_there_is_an_error(small: Engine) -> None:
    with pytest.raises(RenderError, match="no-such"):
        small.render(_page(head='<link rel="stylesheet" href="no-such.css">'))


def test_artwork_that_the_engine_cannot_draw_is_named(small: Engine) -> None:
    path = small.templates.resolve() / "square.svg"
    mistyped = ('transform="rotate(x)"', 'opacity="x"', 'stroke-miterlimit="z" stroke="red"', 'stroke="red" stroke-dasharray="% 1"')
    for attributes in mistyped:
        path.write_text(SQUARE.replace("<path", f"<path {attributes}"), encoding="utf-8")
        with pytest.raises(RenderError, match="this can’t be drawn") as caught:
            small.render(_page('<img src="square.svg" alt="">'))
        assert caught.value.problems[0].path == path, attributes


#: What a slip of an editor, or somebody who tries, puts into a file.
SLIPS = (
    '<use href="#a"/>', '<g id="a">', "</g>", ' clip-path="url(#a)" ', ' viewBox="0 0 1 1" ', ' opacity="x" ',
    ' transform="matrix(1)" ',

    '<text x="1">a</text>', '<text rotate="a">b</text>', '<svg viewBox="0 0 5 5" width="x"/>', '<circle r="x"/>', "<rect/>",
    '<polygon points="1 2 3"/>', ' stroke-dasharray="a" ', ' d="M0 0 A 1 1 0 2 3" ', ' d="M0" ', "<style>path{fill:x}</style>",
    "<style>{</style>", "nan", "1e30", "&", "\0", '<tspan dx="x"/>', ' id="a" ', ' display="none" ', ' width="0" ', ' style=";:" ',
    ' preserveAspectRatio="x" ', ' transform-origin="a b" ', ' font-size="x" ', ' textLength="q" ', '<a href="#">', "<symbol/>",
)  # fmt: skip


def _spoil(source: str, random: Random) -> str:
    """Return *source* with one or two slips: something left out, one letter for another, something put in."""
    for _ in range(random.randint(1, 2)):
        place = random.randrange(len(source))
        cut = place + random.choice([0, 0, 1, 20])
        if random.random() < 0.7:
            place = cut = random.choice([match.end() for match in re.finditer(r">|<\w+", source)])
        fits = [slip for slip in SLIPS if (slip[0] == " ") == (source[place - 1] != ">")]
        source = source[:place] + random.choice([*fits, *"09<"]) + source[cut:]
    return source


def test_whatever_artwork_is_it_is_drawn_or_refused_with_its_name(small: Engine) -> None:
    emblem = (CHECKOUT / "templates" / "emblem.svg").read_text(encoding="utf-8")
    others = '<g id="b" stroke="#000"><use href="#c"/></g><g id="c"><circle r="3"/></g><text x="1" y="2">ab <tspan>c</tspan></text>'
    path = small.templates.resolve() / "m.svg"
    drawn = 0
    for number in range(120):
        source = [emblem, SQUARE, SQUARE.replace("</svg>", f"{others}</svg>")][number % 3]
        path.write_text(_spoil(source, Random(number)), encoding="utf-8")
        try:
            drawn += bool(small.render(_page('<img src="m.svg" alt="" style="width: 30pt">')))
        except RenderError as error:
            assert [problem.path for problem in error.problems] == [path]
    assert 12 < drawn < 108  # the slips are neither all harmless nor all fatal


def test_artwork_of_a_page_is_checked(small: Engine) -> None:
    drawn = SQUARE.replace("<path", '\n<image href="http://example.org/foo.png"/><path')
    (small.templates / "foo.svg").write_text(drawn, encoding="utf-8")
    with pytest.raises(RenderError, match="is not allowed in artwork") as caught:
        small.render(_page('<img src="foo.svg" alt="">'))
    assert caught.value.problems[0].line == 2


def test_what_the_engine_would_ignore_in_a_stylesheet_is_an_error(small: Engine) -> None:
    rules = {
        "p { colour: red }": "colour",
        "p { width: 3 ells }": "width",
        "p { text-align: middle }": "text-align",
        "@page { margin: 1pt 2pt 3pt 4pt 5pt }": "margin",
    }
    for rule, told in rules.items():
        with pytest.raises(RenderError, match=told):
            small.lay_out_checked(_page(head=f"<style>{rule}</style>"))


def test_a_character_that_no_face_has_is_an_error_that_names_it(small: Engine) -> None:
    with pytest.raises(RenderError, match=r"U\+1F600|😀"):
        small.render(_page("<p>foo \N{GRINNING FACE}</p>"))


def test_a_face_that_the_layout_does_not_name_is_an_error(
    templates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    regular = find_font_file("LiberationSerif-Regular.ttf", "2.1")
    assert regular
    faces = tmp_path / "faces"
    faces.mkdir()
    (faces / "Foreign.ttf").write_bytes(scale_horizontally(regular, Derived("Foreign Serif", "Liberation Serif", 100)))
    configuration, own = tmp_path / "fonts.conf", FontFolders(PROJECT.build / "faces").fontconfig(FontSet()).parent
    shown = f"<dir>{own}</dir><dir>{faces}</dir><cachedir>{tmp_path / 'cache'}</cachedir>"
    configuration.write_text(f"<fontconfig>{shown}</fontconfig>", encoding="utf-8")
    monkeypatch.setattr(FontFolders, "fontconfig", lambda *_: configuration)
    foreign = Engine(templates, PROJECT.build / "faces")
    assert foreign.render(_page())
    with pytest.raises(RenderError, match="the engine chose the font Foreign Serif, which the layout doesn't name"):
        foreign.render(_page("<p style='font-family: \"Foreign Serif\"'>foo</p>"))


def test_an_engine_goes_on_after_an_error(small: Engine) -> None:
    with pytest.raises(RenderError):
        small.render(_page('<img src="http://example.org/" alt="">'))
    assert read_pdf(small.render(_page())).pages[0].lines[0].text == "foo"


def test_only_the_project_s_faces_are_shown() -> None:
    program = r"""
import ctypes, ctypes.util, json, sys
library = ctypes.CDLL(ctypes.util.find_library("fontconfig") or "libfontconfig.so.1")
class Set(ctypes.Structure):
    _fields_ = [("count", ctypes.c_int), ("size", ctypes.c_int), ("patterns", ctypes.POINTER(ctypes.c_void_p))]
library.FcInitLoadConfigAndFonts.restype = ctypes.c_void_p
library.FcConfigGetFonts.argtypes = [ctypes.c_void_p, ctypes.c_int]
library.FcConfigGetFonts.restype = ctypes.POINTER(Set)
library.FcPatternGetString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(ctypes.c_char_p)]
fonts = library.FcConfigGetFonts(library.FcInitLoadConfigAndFonts(), 0).contents
found = set()
for i in range(fonts.count):
    text = ctypes.c_char_p()
    assert library.FcPatternGetString(fonts.patterns[i], b"file", 0, text) == 0
    found.add(text.value.decode())
print(json.dumps(sorted(found)))
"""
    configuration = FontFolders(PROJECT.build / "faces").fontconfig(FontSet(("ar", "zh"), has_quotations=True))
    environment = os.environ | {"FONTCONFIG_FILE": str(configuration)}
    found = json.loads(subprocess.check_output([sys.executable, "-c", program], env=environment, text=True))
    assert {Path(file).parent for file in found} == {configuration.parent}
    names = {Path(file).name for file in found}
    named = {face.file for face in installed_fonts() if face.languages}
    assert named < names
    derived = [name for name in names if name.startswith("Sixfold")]
    assert len(names) == len(named) + len(derived)
    assert {"Sixfold103Serif-Regular.ttf", "Sixfold96Serif-Regular.ttf", "Sixfold98Serif-Bold.ttf"} < set(derived)


# Same input, same bytes


def test_another_engine_and_the_same_one_after_other_pages_make_the_same_bytes() -> None:
    another = Engine(PROJECT.templates, prepare_fonts(PROJECT.build))
    another.render(html("fr"), screen("fr"))
    assert another.render(html("ar"), screen("ar")) == edition("ar").content


RENDER_ALL = "import sys, sixfold.cli; sys.exit(sixfold.cli.main(['pdf']))"


def _build_all(project: Project, program: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run *program* in *project* as a process of its own, with another order of sets and dictionaries of text."""
    environment = (
        {key: value for key, value in os.environ.items() if key != "FONTCONFIG_FILE"}
        | {"PYTHONHASHSEED": "7"}
        | settings
    )
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=project.root,
        env=environment,
        text=True,
        capture_output=True,
        check=False,
    )


def test_the_dates_of_the_pdf_are_the_document_s_and_not_today() -> None:
    metadata = edition("en").metadata
    assert [metadata[key] for key in ("CreationDate", "ModDate", "Creator")] == ["D:20111004", "D:20111004", "Sixfold"]


# What is opened

#: Is imported by every Python of the run, the fork server's too; what it forks writes to the log as well.
SPY = """
import json, os, socket, sys
log = os.open(os.environ["SPY_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)

def note(kind, what):
    os.write(log, (json.dumps([kind, what]) + chr(10)).encode())

def is_within_this_machine(event, arguments):
    if event == "socket.__new__":
        return arguments[1] in (-1, socket.AF_UNIX)
    return getattr(arguments[0], "family", None) == socket.AF_UNIX

is_looking = False

def spy(event, arguments):
    global is_looking
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path = arguments[0] if isinstance(arguments[0], str) else arguments[0].decode()
        note("opened", path)
        if path == "/proc/self/maps" and not is_looking:  # a worker has made its first page, and tells its libraries
            is_looking = True
            for line in open("/proc/self/maps").read().splitlines():
                if line.endswith((".ttf", ".otf", ".ttc")):
                    note("face", line.split(maxsplit=5)[-1])
            is_looking = False
    elif event.startswith("socket.") and is_within_this_machine(event, arguments):
        pass  # by which this process speaks to its workers
    elif event.startswith(("socket.", "urllib.", "ftplib.", "http.", "subprocess.", "os.exec", "os.system", "os.posix_spawn")):
        is_program = event.startswith(("subprocess", "os.posix_spawn"))  # the latter from Python 3.13 on
        note("other", f"{event} {arguments[0] if is_program else arguments}")

sys.addaudithook(spy)
"""


def test_another_process_opens_nothing_but_project_python_and_faces_and_makes_the_same_bytes_in_all_six_languages(
    project: Project, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    (tmp_path / "sitecustomize.py").write_text(SPY, encoding="utf-8")
    built = _build_all(project, RENDER_ALL, SPY_LOG=str(log), PYTHONPATH=str(tmp_path))
    assert built.returncode == 0, built.stderr
    found = {code: _hash(project.pdf("A-66-398", code).read_bytes()) for code in LANGUAGES}
    assert found == {code: _hash(edition(code).content) for code in LANGUAGES}
    seen: dict[str, set[str]] = {"opened": set(), "other": set(), "face": set()}
    for line in log.read_text(encoding="utf-8").splitlines():
        kind, what = json.loads(line)
        seen[kind].add(what)
    assert [path for path in seen["opened"] if not _may_be_opened(Path(path), project)] == []
    for name in ("templates/css/tokens.css", "seeds/A-66-398.yaml"):
        assert any(path.endswith(name) for path in seen["opened"])  # the spy saw every process
    assert {other.rpartition("/")[2] for other in seen["other"]} <= {"msgfmt"}  # which checks the catalogs; and no socket
    assert seen["face"] or sys.platform != "linux"
    assert [face for face in seen["face"] if not _is_known_face(Path(face))] == []


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _may_be_opened(path: Path, project: Project) -> bool:
    folders = (
        project.root,
        CHECKOUT / "src" / "sixfold",
        Path(sys.prefix),  # the engine has a stylesheet of its own
        Path(sys.base_prefix),
    )
    single = {"/dev/null", "/proc/self/maps", "/etc/mime.types", "/etc/localtime"}
    if path.parent == Path(tempfile.gettempdir()):
        return True  # multiprocessing tries the folder, and makes one there for the workers' socket
    where = (project.root / path).resolve()
    is_library = ".so" in path.name and str(path).startswith(
        ("/lib", "/usr/lib")
    )  # which the editions' notes know by hash
    return (
        is_library
        or str(path) in single
        or _is_known_face(path)
        or any(where.is_relative_to(folder.resolve()) for folder in folders)
    )


def _is_known_face(path: Path) -> bool:
    """Tell whether *path* is a derived face, or a face of the layout where faces are installed."""
    if path.resolve().is_relative_to(PROJECT.build.resolve() / "faces"):
        return True
    is_installed = any(path.is_relative_to(folder) for folder in font_directories())
    return is_installed and path.name in {face.file for face in installed_fonts()}


def test_a_page_embeds_the_part_of_a_face_that_it_uses(small: Engine) -> None:
    pdf = small.render(_page())
    assert embedded_fonts(pdf) == {"Liberation-Serif"}
    assert len(pdf) < 20_000  # the whole face has 390 kB
