"""Artwork: an SVG that reaches outside its own file, draws nothing or without end is refused with its line."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from sixfold.errors import Problem, RenderError
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


@pytest.mark.parametrize("note", ["<title>t</title>", '<n:a xmlns:n="urn:n"><n:a/></n:a>'])
def test_letters_behind_a_note_are_kept(tmp_path: Path, note: str) -> None:
    assert b"<text>One two</text>" in read_svg(svg(tmp_path, f"<text>One {note}t{note}wo</text>"))


@pytest.mark.parametrize("name", ["emblem.svg", "recycle.svg"])
def test_artwork_of_the_project_is_accepted_as_it_is(name: str) -> None:
    path = CHECKOUT / "templates" / name
    assert read_svg(path).decode().split() == path.read_text(encoding="utf-8").split()


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0h5"/>',
        f'<g id="a">{SQUARE}</g><use href="#a"/>',
        f'<g id="a">{SQUARE}</g><use xlink:href="#a"/>',
        f'<clipPath id="a">{SQUARE}</clipPath><circle r="4" clip-path="url(#a)"/>',
        '<style>.a, rect { fill: #1e1000; font-family: Nanum Inf }</style><rect class="a" width="0.12345678901" height="5"/>',
        "<text>http://example.org</text>",
        '<circle r="1e1"/>',
    ],
)
def test_plain_shapes_and_colours_are_accepted(tmp_path: Path, inside: str) -> None:
    assert read_svg(svg(tmp_path, inside)).decode() == f"{START}{inside}\n</svg>"


def test_notes_of_drawing_programs_are_left_out(tmp_path: Path) -> None:
    notes = '<title>T</title><metadata><x:a xmlns:x="urn:x"/></metadata><!-- c --><x:image xmlns:x="urn:x" href="http://x"/>'
    assert read_svg(svg(tmp_path, notes + SQUARE)).decode() == f"{START}{SQUARE}\n</svg>"


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ('<image href="x.png"/>', "the element <image>"),
        ('<s:image xmlns:s="http://www.w3.org/2000/svg"/>', "the element <s:image>"),
        ("<feImage/>", "the element <feImage>"),
        ("<foreignObject/>", "the element <foreignObject>"),
        ("<script>1</script>", "the element <script>"),
        ('<use href="http://example.org/#a"/>', "href=“http://example.org/#a”"),
        ('<use xlink:href="other.svg#a"/>', "href=“other.svg#a”"),
        ('<use href="file:///etc/passwd"/>', "href=“file:///etc/passwd”"),
        ('<use href="data:image/png;base64,AAAA"/>', "href=“data:image/png;base64,AAAA”"),
        ('<path fill="url(http://example.org/#a)"/>', "fill=“url(http://example.org/#a)”"),
        ("<path style=\"fill: URL( 'x' )\"/>", "style=“fill: URL( 'x' )”"),
        ('<path fill="url(  x)"/>', "fill=“url(  x)”"),
        ('<path style="fill: u\\72l(http://x)"/>', "style=“fill: u\\72l(http://x)”"),
        ('<g xml:base="http://example.org/"/>', "base=“http://example.org/”"),
        ('<path onclick="x"/>', "onclick=“x”"),
        ("<style>@import 'x.css';</style>", "an address in a style"),
        ("<style>path { fill:\nurl(\nx) }</style>", "an address in a style"),
        ("<style>path { fill: u&#114;l(x) }</style>", "an address in a style"),
        ("<style><![CDATA[ path { fill: url(x) } ]]></style>", "an address in a style"),
        ("<style>@im\\port 'x.css';</style>", "an address in a style"),
        ("<?xml-stylesheet href='x.css'?>", "a processing instruction"),
    ],
)
def test_what_reaches_outside_is_refused_with_its_line(tmp_path: Path, inside: str, what: str) -> None:
    problem = refused(svg(tmp_path, inside))
    assert problem.what == f"{what} is not allowed in artwork: it could reach outside the file"
    assert problem.line in (2, 3, 4)


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ('<linearGradient id="a" x2="1e-9" spreadMethod="repeat"/>', "the element <linearGradient>"),
        ('<pattern id="a"/>', "the element <pattern>"),
        ('<mask id="a"/>', "the element <mask>"),
        ('<filter id="a"/>', "the element <filter>"),
        ('<marker id="a"/>', "the element <marker>"),
        ("<textPath/>", "the element <textPath>"),
        ("<unknown/>", "the element <unknown>"),
        ('<path fill="url(#a)"/>', "fill=“url(#a)”"),
        ('<path style="mask: url(#a)"/>', "style=“mask: url(#a)”"),
        ("<style>path { fill: url( '#a' ) }</style>", "url(…) in a style"),
    ],
)
def test_what_a_press_does_not_print_is_refused(tmp_path: Path, inside: str, what: str) -> None:
    problem = refused(svg(tmp_path, inside))
    assert problem.what == f"{what} is not allowed in artwork: it is drawn in plain shapes and colours"
    assert problem.line == 2


def nested(levels: int, times: int, inside: str = SQUARE) -> str:
    """Return *inside* in so many levels of `use`, on each so many times."""
    groups = [f'<g id="a{n}">' + f'<use href="#a{n + 1}"/>' * times + "</g>" for n in range(levels)]
    return f'<defs>{"".join(groups)}<g id="a{levels}">{inside}</g></defs><use href="#a0"/>'


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        (nested(8, 10), "this draws more than a page can take: 42,480,246,172 steps, at most 1,000,000 are drawn"),
        (nested(2000, 1), "this is in more elements, one in the other, than can be drawn"),
        (SQUARE * 100_000, "this draws more than a page can take"),
        (f'<path d="M0 0{"h1v1" * 100_000}"/>', "this draws more than a page can take"),
        (f"<text>{'a ' * 20_000}</text>", "this draws more than a page can take"),
        (
            "".join(f'<clipPath id="a{n}"><g clip-path="url(#a{n + 1})">{SQUARE}</g></clipPath>' * 2 for n in range(3))
            + f'<g id="a3">{SQUARE * 5000}</g>' + f'<g clip-path="url(#a0)">{SQUARE}</g>' * 9,
            "this draws more than a page can take",
        ),
        ('<g id="a"><use href="#a"/></g>', "this is drawn within itself"),
        ('<clipPath id="a"><path clip-path="url(#a)" d="M0 0h5"/></clipPath>', "this is drawn within itself"),
        ('<use id="a" href="#b"/><use id="b" href="#a"/>', "this is drawn within itself"),
        (f"<style>{'.a {fill: red}' * 999}</style>" + '<rect class="a" width="1" height="1"/>' * 999, "this draws more"),
        ("<style>* * * * * * * * x { fill: red }</style>", "the style “* * * * * * * * x” is not for one element or class"),
        ("<style>{</style>", "the style “” is not for one element or class"),
        ("<g>" * 300 + "</g>" * 300, "not valid SVG: Excessive depth in document: 256"),
    ],
    ids=lambda value: value[:30],
)  # fmt: skip
def test_a_short_file_cannot_ask_for_endless_work(tmp_path: Path, inside: str, what: str) -> None:
    assert refused(svg(tmp_path, inside)).what.startswith(what)


@pytest.mark.parametrize("box", ["a b c d", "0 0 10", "0 0 100%", "0 0 0 0", "0 0 -5 5", "nan 0 5 5", "0 0 1e999 5"])
def test_a_view_box_is_four_numbers(tmp_path: Path, box: str) -> None:
    path = tmp_path / "a.svg"
    path.write_text(f'<svg viewBox="{box}">{SQUARE}</svg>', encoding="utf-8")
    assert refused(path).what.endswith(
        ("is not four numbers: left, top, and a width and height above 0", "for a drawing")
    )


@pytest.mark.parametrize(
    "inside",
    ["", '<path d=""/>', '<path d="M0"/>', '<path d="M5 5z"/>', '<rect width="0" height="0"/>', '<circle r="-5"/>', "<g/>",
     '<path d="M0 0h5" fill="none"/>', f'<g display="none">{SQUARE}</g>', f"<defs>{SQUARE}</defs>", "<text> </text>",
     '<use href="#nowhere"/>'],
)  # fmt: skip
def test_artwork_that_draws_nothing_is_refused(tmp_path: Path, inside: str) -> None:
    assert refused(svg(tmp_path, inside)).what == "nothing of this is seen"


@pytest.mark.parametrize("value", ["nan", "inf", "-Infinity", "1e999", "99999999999"])
@pytest.mark.parametrize(
    "shape", ['<rect width="%s" height="5"/>', '<path d="M0 0h%s"/>', '<path style="stroke-width: %s"/>']
)
def test_what_is_no_number_for_a_drawing_is_refused(tmp_path: Path, shape: str, value: str) -> None:
    assert refused(svg(tmp_path, shape % value)).what.endswith("is no number for a drawing")


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text('<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<svg>&x;</svg>', encoding="utf-8")
    with pytest.raises(RenderError, match=r"a document type is not allowed"):
        read_svg(path)


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"<svg>", b"<svg></sgv>", b"\x89PNG\r\n", b"<svg>\xff</svg>", b"<html/>", gzip.compress(b"<svg/>", mtime=0)],
)
def test_what_is_no_xml_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(content)
    with pytest.raises(RenderError, match="not valid SVG"):
        read_svg(path)


def test_missing_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RenderError) as refused:
        read_svg(tmp_path / "none.svg")
    assert str(refused.value) == (
        f"{tmp_path / 'none.svg'}: can't be read: No such file or directory\n hint: name another file, or false for none"
    )
