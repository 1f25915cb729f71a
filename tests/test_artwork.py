"""Artwork: an SVG that reaches outside its own file is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import CHECKOUT
from sixfold.errors import RenderError
from sixfold.render.artwork import read_svg

START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n'


def svg(tmp_path: Path, inside: str) -> Path:
    path = tmp_path / "a.svg"
    path.write_text(f"{START}{inside}\n</svg>", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["emblem.svg", "recycle.svg"])
def test_artwork_of_the_project_is_accepted(name: str) -> None:
    path = CHECKOUT / "templates" / name
    assert read_svg(path) == path.read_bytes()


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0"/>',
        '<use href="#a"/>',
        '<use xlink:href="#a"/>',
        '<path fill="url(#a)"/>',
        "<style>path { fill: url( '#a' ) }</style>",
        "<text>http://example.org</text>",
    ],
)
def test_what_stays_inside_is_accepted(tmp_path: Path, inside: str) -> None:
    path = svg(tmp_path, inside)
    assert read_svg(path) == path.read_bytes()


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ('<image href="x.png"/>', "the element <image>"),
        ('<s:image xmlns:s="http://www.w3.org/2000/svg"/>', "the element <s:image>"),
        ("<feImage/>", "the element <feImage>"),
        ("<foreignObject/>", "the element <foreignObject>"),
        ("<script>1</script>", "the element <script>"),
        ('<use href="http://example.org/#a"/>', "href=“http://example.org/#a”"),
        ('<use xlink:href="other.svg#a"/>', "xlink:href=“other.svg#a”"),
        ('<use href="file:///etc/passwd"/>', "href=“file:///etc/passwd”"),
        ('<use href="data:image/png;base64,AAAA"/>', "href=“data:image/png;base64,AAAA”"),
        ('<path fill="url(http://example.org/#a)"/>', "fill=“url(http://example.org/#a)”"),
        ("<path style=\"fill: URL( 'x' )\"/>", "style=“fill: URL( 'x' )”"),
        ('<path fill="url(  x)"/>', "fill=“url(  x)”"),
        ('<path style="fill: u\\72l(http://x)"/>', "style=“fill: u\\72l(http://x)”"),
        ('<g xml:base="http://example.org/"/>', "xml:base=“http://example.org/”"),
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
    with pytest.raises(RenderError) as refused:
        read_svg(svg(tmp_path, inside))
    assert refused.value.problems[0].what == f"{what} is not allowed in artwork: it could reach outside the file"
    assert refused.value.problems[0].line in (2, 3, 4)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text('<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<svg>&x;</svg>', encoding="utf-8")
    with pytest.raises(RenderError, match=r"a document type is not allowed"):
        read_svg(path)


@pytest.mark.parametrize("content", [b"", b"hello", b"<svg>", b"<svg></sgv>", b"\x89PNG\r\n", b"<svg>\xff</svg>"])
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
