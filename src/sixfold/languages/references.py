"""Numbers of paragraphs, sections, tables → how a language refers to them: “paragraphs 3 to 5 and 9 (a)”, «пункт 3», “第3段”."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from sixfold.languages import Language, ListPatterns, language
from sixfold.languages.formatting import separators
from sixfold.languages.numbers import Numbered, annex_number, number, sign

#: What has a number that a text can refer to.
Referable = Literal[
    "paragraph", "subparagraph", "item", "section", "table", "figure", "box", "annex", "enclosure", "appendix", "footnote",
]  # fmt: skip
#: How a reference is printed where not in full: the number by itself, or with its word abbreviated.
ReferenceForm = Literal["", "number", "short"]


class Step(NamedTuple):
    """One step of a number: of 9 (a), first the paragraph 9, then the letter 1."""

    kind: Numbered | Literal["annex", "note", "note-letter", "table-note"]
    n: int


class Number(NamedTuple):
    """The number of something, by its steps from the outermost one; the only annex has none. `mark` is that of a footnote."""

    what: Referable
    steps: tuple[Step, ...] = ()
    mark: str = ""


#: What a reference names: something with its number, or a range of such.
Member = tuple[Number, Number | None]


class Piece(NamedTuple):
    """A piece of a printed reference; `place` tells which of the numbers of all members it prints, None for words between them."""

    text: str
    place: int | None = None


def write_number(one: Number, code: str) -> str:
    r"""Return the number of *one* as a text of the language *code* refers to it, without the word before it.

    >>> write_number(Number("paragraph", (Step("paragraph", 9), Step("letter", 1))), "fr")
    '9\xa0a)'
    >>> write_number(Number("section", (Step("chapter", 2), Step("section", 1))), "en")
    'II.A'
    """
    tongue, written = language(code), one.mark
    for kind, n in one.steps if not one.mark else ():
        if kind in ("letter", "sub_letter"):
            own = number(kind, n, code)
            written = tongue.lists.item_and_sub_item.format(item=written, sub_item=own) if written else own
        else:
            own = _sign(kind, n, one.what, code)
            written = f"{written}{tongue.references['step'][0]}{own}" if written else own
    return written


def _sign(kind: str, n: int, what: str, code: str) -> str:
    if kind == "annex":
        return annex_number(n, code, what)
    if kind == "note":
        return str(n)
    if kind in ("note-letter", "table-note"):  # those of a table are Latin but for Arabic ones; after z, aa
        letters = language(code).lists.letters if kind == "table-note" and code == "ar" else language("en").lists.letters
        again, place = divmod(n - 1, len(letters))
        return letters[place] * (again + 1)
    return sign(kind, n, code)  # type: ignore[arg-type]


def write_reference(
    members: Sequence[Member], code: str, form: ReferenceForm = "", *, after_see: bool = False
) -> list[Piece]:
    r"""Return the reference of the language *code* to *members*, which are of one kind, in their order.

    Sub-paragraphs of one paragraph that follow one another share its number. Of the only annex there is no bare number. *after_see*
    says that it stands behind “see”, which in Russian asks for another case.

    >>> three, five = (Number("paragraph", (Step("paragraph", n),)) for n in (3, 5))
    >>> "".join(piece.text for piece in write_reference([(three, five)], "es"))
    'párrafos 3 a 5'
    >>> "".join(piece.text for piece in write_reference([(three, None), (five, None)], "ar", "number"))
    '3 و\xa05'
    >>> [piece.text for piece in write_reference([(Number("table", (Step("list", 2),)), None)], "ru", after_see=True)]
    ['таблицу 2']
    """
    tongue, first = language(code), members[0][0]
    words: Mapping[str, Sequence[str]] = tongue.references
    short = form == "short"
    if not first.steps:
        return [Piece(words[f"only_{first.what}"][0], 0)]
    members = list(_pairs_parted(members))
    pieces = _listed(members, tongue, words["short_range"][0] if short and "short_range" in words else tongue.lists.range)
    if form == "number":
        return pieces
    forms = words.get(f"short_{first.what}" if short else f"see_{first.what}" if after_see else "", words[first.what])
    before, _, after = forms[min(_count(members, tongue.lists), len(forms)) - 1].partition("{n}")
    if len(pieces) == 1:
        return [Piece(f"{before}{pieces[0].text}{after}", 0)]
    return [piece for piece in (Piece(before), *pieces, Piece(after)) if piece.text]


def _listed(members: Sequence[Member], tongue: Language, range_pattern: str) -> list[Piece]:
    """Return the numbers of *members* with the words between them."""
    to = range_pattern.partition("{first}")[2].partition("{last}")[0]
    place, parts, is_nested = 0, [], False
    for shared, group in groupby(members, key=lambda member: _paragraph(member[0])):
        own: list[list[Piece]] = []
        for first, last in group:
            left = len(shared) if own else 0
            written = [Piece(write_number(first._replace(steps=first.steps[left:]), tongue.code), place)]
            place += 1
            if last:
                left = len(shared) if shared == _paragraph(last) else 0
                written += [Piece(to), Piece(write_number(last._replace(steps=last.steps[left:]), tongue.code), place)]
                place += 1
            own.append(written)
        is_nested |= bool(shared) and len(own) > 1
        parts += [_joined(own, tongue.lists)] if shared else own
    return _joined(parts, tongue.lists, is_nested=is_nested)


def _pairs_parted(members: Sequence[Member]) -> Iterator[Member]:
    """Yield *members*; a range of two as two, which are joined by “and”."""
    for first, last in members:
        if last and first.steps[:-1] == last.steps[:-1] and last.steps[-1].n - first.steps[-1].n == 1:
            yield first, None
            yield last, None
        else:
            yield first, last


def _paragraph(one: Number) -> tuple[Step, ...]:
    """Return the steps that *one*, a sub-paragraph, shares with others of its paragraph."""
    return one.steps[:-1] if one.steps[-1].kind in ("letter", "sub_letter") and one.what == "paragraph" else ()


def _joined(parts: Sequence[Sequence[Piece]], patterns: ListPatterns, *, is_nested: bool = False) -> list[Piece]:
    """Return *parts* joined as `join_list` joins their texts."""
    written = ["".join(piece.text for piece in part) for part in parts]
    words = ["0" if text[0].isupper() else text for text in written]  # Spanish “I y II”: they are read as figures
    pieces = list(parts[0])
    for between, part in zip(separators(words, patterns, is_nested=is_nested), parts[1:], strict=True):
        pieces += [Piece(between), *part]
    return pieces


def _count(members: Sequence[Member], patterns: ListPatterns) -> int:
    """Return how many *members* name, for singular, dual and plural; a range that goes over paragraphs is many."""
    count = 0
    for first, last in members:
        if last is None or (_paragraph(first) == _paragraph(last) != () and patterns.sub_item_range_is_one):
            count += 1
        else:
            count += last.steps[-1].n - first.steps[-1].n + 1 if first.steps[:-1] == last.steps[:-1] else 3
    return count
