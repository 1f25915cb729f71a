"""Artwork: an SVG that reaches outside its own file, draws nothing or without end is refused with its line."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from sixfold.errors import Problem, RenderError
from sixfold.pdf.engine import svg_safety
from sixfold.pdf.engine.svg_safety import read_svg
from support.projects import CHECKOUT

START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">\n'
SQUARE = '<path d="M0 0h9v9z"/>'


def svg(tmp_path: Path, inside: str) -> Path:
    path = tmp_path / "a.svg"
    path.write_text(f"{START}{inside}\n</svg>", encoding="utf-8")
    return path


def refused(path: Path) -> Problem:
    """Return what is said of the artwork at *path*, which must be refused."""
    with pytest.raises(RenderError) as error:
        read_svg(path)
    (problem,) = error.value.problems
    assert problem.path == path
    return problem


def test_letters_behind_a_note_are_kept(tmp_path: Path) -> None:
    for note in ("<title>t</title>", '<n:a xmlns:n="urn:n"><n:a/></n:a>'):
        assert b"<text>One two</text>" in read_svg(svg(tmp_path, f"<text>One {note}t{note}wo</text>"))


def test_artwork_of_the_project_is_accepted_as_it_is() -> None:
    for path in (CHECKOUT / "templates").glob("*.svg"):
        assert read_svg(path).decode().split() == path.read_text(encoding="utf-8").split()


def test_plain_shapes_and_colours_are_accepted_and_notes_of_drawing_programs_left_out(tmp_path: Path) -> None:
    plain = [
        '<path d="M0 0h5"/>',
        f'<g id="a">{SQUARE}</g><use href="#a"/>',
        f'<g id="a">{SQUARE}</g><use xlink:href="#a"/>',
        f'<clipPath id="a">{SQUARE}</clipPath><circle r="4" clip-path="url(#a)"/>',
        '<style>.a, rect { fill: #1e1000; font-family: Nanum Inf }</style><rect class="a" width="0.12345678901" height="5"/>',
        "<text>http://example.org</text>",
        '<circle r="1e1"/>',
    ]
    notes = '<title>T</title><metadata><x:a xmlns:x="urn:x"/></metadata><!-- c --><x:image xmlns:x="urn:x" href="http://x"/>'
    assert [read_svg(svg(tmp_path, notes + inside)).decode() for inside in plain] == [f"{START}{each}\n</svg>" for each in plain]


#: What of a file reaches outside it, with the line below its first one where that is said.
OUTSIDE = [
    ('<image href="x.png"/>', "the element <image>"),
    ('<s:image xmlns:s="http://www.w3.org/2000/svg"/>', "the element <s:image>"),
    ("\n<feImage/>", "the element <feImage>"),
    ("<foreignObject/>", "the element <foreignObject>"),
    ("<script>1</script>", "the element <script>"),
    ('<use href="http://example.org/#a"/>', "href=“http://example.org/#a”"),
    ('<use xlink:href="other.svg#a"/>', "href=“other.svg#a”"),
    ('\n\n<path fill="url(http://example.org/#a)"/>', "fill=“url(http://example.org/#a)”"),
    ("<path style=\"fill: URL( 'x' )\"/>", "style=“fill: URL( 'x' )”"),
    ('<path style="fill: u\\72l(http://x)"/>', "style=“fill: u\\72l(http://x)”"),
    ('<g xml:base="http://example.org/"/>', "base=“http://example.org/”"),
    ('<path onclick="x"/>', "onclick=“x”"),
    ("<style>@import 'x.css';</style>", "an address in a style"),
    ("<style>path { fill: u&#114;l(x) }</style>", "an address in a style"),
    ("<style><![CDATA[ path { fill: url(\nx) } ]]></style>", "an address in a style"),
    ("<style>@im\\port 'x.css';</style>", "an address in a style"),
    ("<?xml-stylesheet href='x.css'?>", "a processing instruction"),
]
NOT_PLAIN = [
    ('<linearGradient id="a" x2="1e-9" spreadMethod="repeat"/>', "the element <linearGradient>"),
    ("<unknown/>", "the element <unknown>"),
    ('\n<path fill="url(#a)"/>', "fill=“url(#a)”"),
    ('<path style="mask: url(#a)"/>', "style=“mask: url(#a)”"),
    ("<style>path { fill: url( '#a' ) }</style>", "url(…) in a style"),
]


@pytest.mark.parametrize(
    ("kinds", "why"),
    [
        (OUTSIDE, "it could reach outside the file"),
        (NOT_PLAIN, "it is drawn in plain shapes and colours"),
    ],
)
def test_what_reaches_outside_and_what_a_press_does_not_print_is_refused_with_its_line(
    tmp_path: Path, kinds: list[tuple[str, str]], why: str
) -> None:
    told = {inside: refused(svg(tmp_path, inside)) for inside, _ in kinds}
    assert {inside: (problem.what, problem.line) for inside, problem in told.items()} == {
        inside: (f"{what} is not allowed in artwork: {why}", 2 + inside.partition("<")[0].count("\n")) for inside, what in kinds
    }


def nested(levels: int, times: int, inside: str = SQUARE) -> str:
    """Return *inside* in so many levels of `use`, on each so many times."""
    groups = [f'<g id="a{n}">' + f'<use href="#a{n + 1}"/>' * times + "</g>" for n in range(levels)]
    return f'<defs>{"".join(groups)}<g id="a{levels}">{inside}</g></defs><use href="#a0"/>'


MUCH = "this draws more than a page can take"


def test_a_short_file_cannot_ask_for_endless_work(tmp_path: Path) -> None:
    told = {
        nested(8, 10): f"{MUCH}: 42,480,246,172 steps, at most 1,000,000 are drawn",
        nested(2000, 1): "this is in more elements, one in the other, than can be drawn",
        f'<path d="M0 0{"h1v1" * 100_000}"/>': MUCH,  # whose square counts
        '<g id="a"><use href="#a"/></g>': "this is drawn within itself",
        '<clipPath id="a"><path clip-path="url(#a)" d="M0 0h5"/></clipPath>': "this is drawn within itself",
        '<use id="a" href="#b"/><use id="b" href="#a"/>': "this is drawn within itself",
        "<style>* * * * * * * * x { fill: red }</style>": "the style “* * * * * * * * x” is not for one element or class",
        "<style>{</style>": "the style “” is not for one element or class",
        "<g>" * 300 + "</g>" * 300: "not valid SVG: Excessive depth in document: 256",
    }
    assert [what for inside, what in told.items() if not refused(svg(tmp_path, inside)).what.startswith(what)] == []


def test_elements_letters_clips_and_styles_count_for_what_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg_safety, "MOST_DRAWN", 20_000)  # a fiftieth of what a page can take
    clips = "".join(f'<clipPath id="a{n}"><g clip-path="url(#a{n + 1})">{SQUARE}</g></clipPath>' * 2 for n in range(3))
    much = {
        "elements": SQUARE * 400,
        "letters": f"<text>{'a ' * 400}</text>",
        "clips": f'{clips}<g id="a3">{SQUARE * 60}</g>' + f'<g clip-path="url(#a0)">{SQUARE}</g>' * 9,
        "styles": f"<style>{'.a {fill: red}' * 99}</style>" + '<rect class="a" width="1" height="1"/>' * 99,
    }
    assert [kind for kind, inside in much.items() if not refused(svg(tmp_path, inside)).what.startswith(MUCH)] == []
    assert all(read_svg(svg(tmp_path, inside)) for inside in (SQUARE * 150, f"<text>{'a ' * 100}</text>"))  # a half of it is drawn


def test_a_view_box_is_four_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    boxes = ("a b c d", "0 0 10", "0 0 100%", "0 0 0 0", "0 0 -5 5", "nan 0 5 5", "0 0 1e999 5")
    told = {}
    for box in boxes:
        path.write_text(f'<svg viewBox="{box}">{SQUARE}</svg>', encoding="utf-8")
        told[box] = refused(path).what
    no_numbers = {box for box, what in told.items() if what.endswith("is no number for a drawing")}
    assert no_numbers == {"nan 0 5 5", "0 0 1e999 5"}
    end = "is not four numbers: left, top, and a width and height above 0"
    assert [box for box in boxes if not told[box].endswith(end)] == [*boxes[-2:]]


def test_artwork_that_draws_nothing_is_refused(tmp_path: Path) -> None:
    nothing = [
        "", '<path d=""/>', '<path d="M0"/>', '<path d="M5 5z"/>', '<rect width="0" height="0"/>', '<circle r="-5"/>', "<g/>",
        '<path d="M0 0h5" fill="none"/>', f'<g display="none">{SQUARE}</g>', f"<defs>{SQUARE}</defs>", "<text> </text>",
        '<use href="#nowhere"/>',
    ]  # fmt: skip
    assert {inside: refused(svg(tmp_path, inside)).what for inside in nothing} == dict.fromkeys(nothing, "nothing of this is seen")


def test_what_is_no_number_for_a_drawing_is_refused(tmp_path: Path) -> None:
    shapes = ('<rect width="%s" height="5"/>', '<path d="M0 0h%s"/>', '<path style="stroke-width: %s"/>')
    for inside in (shape % value for shape in shapes for value in ("nan", "-Infinity", "1e999", "99999999999")):
        assert refused(svg(tmp_path, inside)).what.endswith("is no number for a drawing"), inside


def test_what_is_no_xml_or_not_there_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    for content in (b"", b"<svg></sgv>", b"\x89PNG\r\n", b"<svg>\xff</svg>", b"<html/>", gzip.compress(b"<svg/>", mtime=0)):
        path.write_bytes(content)
        assert refused(path).what.startswith("not valid SVG"), content
    path.write_text('<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<svg>&x;</svg>', encoding="utf-8")
    assert refused(path).what.startswith("a document type is not allowed")
    with pytest.raises(RenderError) as error:
        read_svg(tmp_path / "none.svg")
    assert str(error.value) == (
        f"{tmp_path / 'none.svg'}: can't be read: No such file or directory\n hint: name another file, or false for none"
    )
