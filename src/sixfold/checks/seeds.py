"""What is to be noted of a seed: references that are typed, which no insertion moves, and those by a position."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from sixfold.catalogs.inline import references, strip_tags
from sixfold.checks.findings import Finding, Rule
from sixfold.document.cross_references import CrossReferences
from sixfold.document.fields import Text
from sixfold.document.model import Document
from sixfold.document.units import located_texts
from sixfold.document.yaml_nodes import find_line, read_yaml
from sixfold.languages import language
from sixfold.languages.references import write_number

TYPED = Rule(
    "typed-reference", "note", "References are tags, not typed numbers",
    "A text that says “paragraph 5 above” or “see table 2” in numbers that somebody typed is wrong in six languages when a "
    "paragraph is inserted. <ref>ID</ref> prints the words and the number in each language, and follows. Paragraphs of other "
    "documents are left alone: “paragraph 5 of resolution 60/1”.",
)  # fmt: skip
POSITION = Rule(
    "reference-position", "note", "References name ids, not positions",
    "The address annex.op.3 is a position: when a paragraph is inserted before it, it names another one. An id stays with its "
    "text, so give the text that is referred to one, {text: …, id: NAME}, and write <ref>NAME</ref>. Its translations stay valid.",
)  # fmt: skip
RULES = (TYPED, POSITION)

#: A number of each kind as people type it.
_ROMAN, _FIGURE = r"[IVXL]+", r"[0-9]{1,3}"
_NUMBERS: Mapping[str, str] = {
    "paragraph": rf"{_FIGURE}(?:[ \u00a0]?\(?[a-z]\))?", "section": rf"{_ROMAN}(?:\.[A-Z])?(?:\.[0-9]+)?", "table": _FIGURE,
    "figure": rf"(?:{_ROMAN}|{_FIGURE})", "box": _FIGURE, "annex": rf"(?:{_ROMAN}|[一二三四五六七八九十]+)", "footnote": _FIGURE,
}  # fmt: skip
#: What stands before a number of another document: its symbol, “ibid.”, a resolution, an article.
_CITED = re.compile(
    r"(?:[A-Z][A-Za-z0-9.]*/[\w./()-]+|[Ii]bid\.?|[Rr]esol\w+|[Dd]ecisi\w+|[Aa]rt[ií]c\w+|[Cc]onvention|[Cc]harter)[^.;()]*$"
)
#: Headings stand by themselves: “Annex II to the letter …” names what it heads.
_HEADINGS = ("title", "heading")
#: So many letters before a number are looked at for what it is cited from.
_SIDE = 200
#: What is said so often of other documents that “see”, “above” or their like has to tell.
_SAID_OF_OTHERS = ("paragraph", "footnote")

_Key = tuple[str, str, str]
#: A rule, what is noted, and what to do.
_Noted = tuple[Rule, str, str]


def check_seed(document: Document, path: Path) -> list[Finding]:
    """Return what is to be noted of *document*, whose seed is at *path*, in its order."""
    found = CrossReferences(document)
    texts = located_texts(document)
    ids = {text.address: text.id for _, text in texts}
    own = document.own_language
    numbers = {_key(one.what, write_number(one, own), address): address for address, one in reversed([*found.numbers.items()])}
    noted = [
        (location, text, one) for location, text in texts
        for one in (*_positions(text, found, ids), *_typed(text, numbers, ids))
    ]  # fmt: skip
    if not noted:
        return []
    tree = read_yaml(path.read_text(encoding="utf-8-sig"), path)
    return [
        Finding(rule, f"{text.address}: {what}", path, find_line(location, tree)[1], hint=hint)
        for location, text, (rule, what, hint) in noted
    ]


def _positions(text: Text, found: CrossReferences, ids: Mapping[str, str | None]) -> Iterator[_Noted]:
    for reference in references(text.text):
        for name in (name.strip() for name in re.split("[,–]", reference.names)):
            address = found.find(name).address
            if "." in name and ".note." not in name and not ids.get(address):
                what = f"<ref>{name}</ref> names a position, at which an insertion puts another text"
                yield POSITION, what, _advice(address, ids)


def _typed(text: Text, numbers: Mapping[_Key, str], ids: Mapping[str, str | None]) -> Iterator[_Noted]:
    """Yield each number in *text* that is one of its own document, and of no other by what stands beside it."""
    if text.address.split(".")[1] in _HEADINGS or text.is_figure:
        return
    plain = strip_tags(text.text)
    for what, pattern in _patterns(text.language).items():
        for match in pattern.finditer(plain):
            address = numbers.get(_key(what, match["number"], text.address))
            is_told = match["own"] or match["before"]
            is_free = not match["of"] and not _CITED.search(plain[max(0, match.start() - _SIDE) : match.start()])
            if address and (is_told or (is_free and (match["see"] or what not in _SAID_OF_OTHERS))):
                yield TYPED, f"“{match[0].strip(' ,')}” is typed: no insertion moves its number", _advice(address, ids)


def _advice(address: str, ids: Mapping[str, str | None]) -> str:
    if address in ids and not ids[address]:
        return f"give {address} an id, {{text: …, id: NAME}}, and write <ref>NAME</ref>"
    return f"write <ref>{ids.get(address) or address}</ref>"  # a table or an annex without a title has no id


def _key(what: str, number: str, address: str) -> _Key:
    """Return the kind and number of something, as it is found by what people type, and the part in which it counts."""
    return what, re.sub(r"[\s()]", "", number), "" if what in ("annex", "enclosure") else address.partition(".")[0]


@cache
def _patterns(code: str) -> Mapping[str, re.Pattern[str]]:
    """Return how a text of the language *code* names each kind of thing by its number, and what stands before and behind it."""
    words = language(code).references

    def any_of(key: str) -> str:
        return "|".join(re.escape(word) for word in words[key]) or "(?!)"

    lists = language(code).lists
    between = lists.range.partition("{first}")[2].partition("{last}")[0]
    joins = "|".join(re.escape(word.strip()) for word in (lists.comma, lists.last, between, "–", "-"))
    patterns = {}
    begins, ends = ("", "(?![0-9/])") if code == "zh" else (r"(?<!\w)", r"(?![\w/])")  # ideographs are words by themselves
    for what, number in _NUMBERS.items():
        forms = sorted({form for key in (what, f"short_{what}") for form in words.get(key, ())}, key=len, reverse=True)
        before, after = ("|".join(re.escape(form.split("{n}")[side].strip()) for form in forms) for side in (0, 1))
        if code == "ru":  # in any case
            before = re.sub(r"[аеиыя]?(?=\||$)", r"\\w*", before)
        patterns[what] = re.compile(
            rf"(?P<before>{any_of('own_before')})?(?:\b(?P<see>{any_of('see')})\s*)?{begins}(?:{before})\s*(?P<number>{number})"
            rf"(?:\s?(?:{joins})\s?{number})*{ends}(?:{after})(?P<own>[\s,]*(?:{any_of('own')})(?!\w))?"
            rf"(?P<of>,?\s(?:{any_of('other')})(?!\w))?",
            re.IGNORECASE,
        )
    return patterns
