"""Small files of binary formats: a face without letters, a colour profile without colours."""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder


def make_face(path: Path, version: str) -> Path:
    """Write a face without a single letter, whose name table tells *version*."""
    path.parent.mkdir(parents=True, exist_ok=True)
    face = FontBuilder(unitsPerEm=1000)
    face.setupGlyphOrder([".notdef"])
    face.setupNameTable({"familyName": "Toy", "version": version})
    face.font.save(path)
    return path


def make_profile(kind: bytes = b"prtr", space: bytes = b"CMYK") -> bytes:
    """Return a profile with nothing in it but its description and its registered printing condition."""
    tags = [
        (b"desc", b"desc\0\0\0\0" + len(b"Uncoated\0").to_bytes(4) + b"Uncoated\0"),
        (b"targ", b"text\0\0\0\0ICCHDAT FOGRA47L\0"),
    ]
    table, body, start = len(tags).to_bytes(4), b"", 128 + 4 + 12 * len(tags)
    for name, content in tags:
        table += name + (start + len(body)).to_bytes(4) + len(content).to_bytes(4)
        body += content
    size = start + len(body)
    header = size.to_bytes(4) + b"\0" * 8 + kind + space + b"\0" * 16 + b"acsp"
    return header.ljust(128, b"\0") + table + body
