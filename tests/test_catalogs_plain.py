"""Entries read by one pattern are those that are read line by line."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixfold.catalogs import Entry, parsing
from sixfold.catalogs.plain import read_plain

# Blocks of a catalog, sound and not, and lines that change what they mean.
_BLOCKS = (
    'msgid ""\nmsgstr ""\n"Language: fr\\n"\n',
    '#. paragraph 1\n#: seeds/A-1.yaml\nmsgctxt "annex.p.1"\nmsgid "One."\nmsgstr "Un."\n',
    '# a note\n#, fuzzy, no-wrap\nmsgctxt "annex.p.2"\nmsgid ""\n"Two "\n"\\"lines\\"."\nmsgstr ""\n"Deux "\n"lignes."\n',
    '#, fuzzy\n#| msgid "Thre"\nmsgctxt "annex.p.3"\nmsgid "Three"\nmsgstr "Trois"\n',
    'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "un"\nmsgstr[1] "des"\n',
    '#~ msgid "gone"\n#~ msgstr "parti"\n',
    '  msgid "indented"\n\tmsgstr "décalé"\n',
    '#~ "goes on"\n',
    '"goes on"\n',
    '  "goes on"\n',
    "# alone\n",
    "#|\n",
    "#| x\n",
    "#\n#.\n",
    "\n",
    " \t\n",
    "\r\n",
    'msgid "a\\qb"\nmsgstr "\\t\\\\"\n',
    'msgid "open\nmsgstr "x"\n',
    'msgstr "y"\n',
    'msgid "u2028 \u2028"\nmsgstr "\x00"\n',
    "<<<<<<< ours\n",
    "=======\n",
    ">>>>>>> theirs\n",
    'msgid "no end"\nmsgstr "line"',
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_BLOCKS), max_size=8), st.data())
def test_one_pattern_reads_what_the_lines_say(blocks: list[str], data: st.DataObject) -> None:
    text = "".join(blocks)
    if text and data.draw(st.booleans()):  # a slip of the hand
        place = data.draw(st.integers(0, len(text) - 1))
        text = text[:place] + data.draw(st.sampled_from(("", '"', "\\", "\n", "#", " ", "x"))) + text[place + 1 :]
    quick, slow = parsing.parse(text), _line_by_line(text)
    assert (quick.faults, quick.has_conflict) == (slow.faults, slow.has_conflict)
    assert quick.tail == slow.tail
    assert list(map(_whole, quick.entries)) == list(map(_whole, slow.entries))


def _line_by_line(text: str) -> parsing.Parsed:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parsing, "read_plain", lambda *_: None)
        return parsing.parse(text)


def _whole(entry: Entry) -> tuple[object, ...]:
    """Return everything of *entry*, its bytes and lines too, which equality leaves out."""
    return tuple(getattr(entry, field.name) for field in fields(entry))


@pytest.mark.parametrize("block", _BLOCKS[:3])
def test_what_gettext_writes_is_plain(block: str) -> None:
    found = read_plain(f"\n{block}\n", 0, 1)
    assert found is not None
    assert (found.end, found.lines, found.entry.raw) == (len(block) + 1, block.count("\n") + 1, block)


def test_what_may_go_on_is_left_to_the_lines() -> None:
    assert read_plain('msgid "a"\nmsgstr "b"\n\n  "c"\n', 0, 1) is None
