"""How paragraphs begin and end, by their role; brackets and quotation marks, which come in pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sixfold.checks.findings import Checks, Diagnostic
from sixfold.checks.translations.figures import TABLES
from sixfold.checks.translations.model import Unit, around
from sixfold.checks.translations.typography import count_quotations, quotation_marks, unclosed_quotes

CHECKS = Checks()

# ---- the first letter and the last mark ----

_CLOSERS = " \u00a0\u202f”“’‘»\"')]）》]*"
_MARKS = ".;:,?!"
_WRITTEN = {
    "ar": {";": "؛", ",": "،", "?": "؟"},
    "zh": {".": "。", ";": "；", ":": "：", ",": "，", "?": "？", "!": "！"},
}
_READ = {code: {written: mark for mark, written in marks.items()} for code, marks in _WRITTEN.items()}
#: a.i., etc., S.A.: the full stop belongs to the word.
_ABBREVIATION = re.compile(r"(?:\b[A-Za-z]\.[A-Za-z]|\b(?:etc|Ltd|Inc|No|op|cit|ibid|p|pp|para|vol))\.$", re.IGNORECASE)
#: What “Sir,” ends with where that isn't a comma.
_AFTER_SALUTATION = {"es": ":", "zh": ":", "ru": "!"}
_ENDING_KINDS = {"p", "pp", "op", "item", "title", "heading", "note"}

_FIRST = re.compile(r"(?:^[0-9/]+\. )?.*?([^\W_])")
_CAPITAL_IN_RUSSIAN = {"p", "title", "heading", "note"}
_SMALL_IN_RUSSIAN = {"pp", "op"}
#: The bodies that speak, which open the text.
_SPEAKERS = ("Генеральная", "Совет", "Мы")


@CHECKS.enter("final-mark", "warning")
def find_other_ending(unit: Unit) -> Iterator[Diagnostic]:
    """A paragraph ends as its role wants.

    Preambular paragraphs end with a comma, operative ones with a semicolon, the last with a full stop, headings with nothing:
    as in the source text, with the language’s own marks (， ； 。 and ، ؛). Where the source text of an operative paragraph lacks
    its mark, the translation has it.
    """
    if unit.kind not in _ENDING_KINDS:
        return
    wanted = _final_mark(unit.source_text, unit.source_language)
    if not wanted and unit.kind == "op":  # its source text forgot it
        wanted = "." if unit.is_last else ";"
    found = _final_mark(unit.text, unit.language)
    is_salutation = (unit.kind, wanted, found) == ("p", ",", _AFTER_SALUTATION.get(unit.language))
    if wanted == found or is_salutation or _ABBREVIATION.search(unit.source_text) or _ABBREVIATION.search(unit.text):
        return
    written = _WRITTEN.get(unit.language, {}).get(wanted, wanted)
    name = {"op": "an operative paragraph", "pp": "a preambular paragraph"}.get(unit.kind, "the text")
    if wanted:
        yield Diagnostic(f"{name} ends with “{unit.text.rstrip()[-1:]}” instead of “{written}”", f"end it with {written}")
    else:
        yield Diagnostic(f"{name} ends with “{unit.text.rstrip()[-1:]}”, the source text with no mark", "delete it")


def _final_mark(text: str, language: str) -> str:
    """Return the mark at the end of *text*, as English writes it; brackets and quotation marks are looked through."""
    mark = text.rstrip(_CLOSERS)[-1:]
    if mark in _WRITTEN.get(language, {}):  # the mark of another script is no mark of this one
        return f"half-width {mark}"
    mark = _READ.get(language, {}).get(mark, mark)
    return mark if mark in _MARKS else ""


@CHECKS.enter("first-letter", "warning", languages=("es", "fr", "ru"))
def find_other_beginning(unit: Unit) -> Iterator[Diagnostic]:
    """A paragraph begins as its language wants.

    French and Spanish begin with a capital where the source text does. In Russian preambular and operative paragraphs begin
    small (ссылаясь, постановляет), other paragraphs, titles and headings with a capital.
    """
    source, letter = _first(unit.source_text), _first(unit.text)
    if unit.kind not in _CAPITAL_IN_RUSSIAN | _SMALL_IN_RUSSIAN or (unit.language != "ru" and not source):
        return
    is_capital = not source.islower()
    if unit.language == "ru" and unit.kind in _SMALL_IN_RUSSIAN:
        is_capital = False
        if unit.text.split(" ", 1)[0].rstrip(",") in _SPEAKERS:
            return
    if letter and letter.isupper() != is_capital and letter.upper() != letter.lower():
        wanted = letter.upper() if is_capital else letter.lower()
        yield Diagnostic(f"the text begins with “{letter}”", f"begin it with {wanted}")


def _first(text: str) -> str:
    """Return the first letter, "" where a figure stands before it."""
    match = _FIRST.match(text)
    return match[1] if match and match[1].isalpha() else ""


# ---- pairs ----

_CLOSES = {")": "(", "]": "[", "）": "（", "】": "【", "》": "《", "〉": "〈"}
_OPENS = set(_CLOSES.values())
_BRACKET = re.compile(f"[{re.escape(''.join([*_CLOSES.values(), *_CLOSES]))}]")
#: a) and iv) of French, Spanish and Russian open nothing.
_LETTER = re.compile(r"(?:^|(?<=[\s(,;\-–]))(?:[a-z]|[ivx]{1,4}|[0-9]{1,2})$")


@CHECKS.enter("brackets", "error")
def find_unbalanced_brackets(unit: Unit) -> Iterator[Diagnostic]:
    """Brackets are opened and closed.

    Every bracket that opens is closed by its like. A closing bracket alone belongs to the letter of a sub-paragraph: a).
    """
    text = unit.text
    if not _BRACKET.search(text):
        return
    open_brackets: list[str] = []
    closing = (match.start() for match in re.finditer(r"\)", text))
    letters = [place for place in closing if _LETTER.search(text, max(0, place - 6), place)]
    for match in _BRACKET.finditer(text):
        place, sign = match.start(), match[0]
        if sign in _OPENS:
            open_brackets.append(sign)
        else:
            rest = text.count(")", place + 1) - sum(letter > place for letter in letters)
            if place in letters and rest >= open_brackets.count("("):
                continue
            if not open_brackets or open_brackets.pop() != _CLOSES[sign]:
                what = f"“{sign}” closes nothing: “…{around(text, match, 20, 0)}”"
                yield Diagnostic(what, "open it, or delete it")
                return
    if open_brackets:
        yield Diagnostic(f"“{open_brackets[-1]}” isn’t closed", "close it, or delete it")


@CHECKS.enter("quotation-marks", "error")
def find_unbalanced_quotes(unit: Unit) -> Iterator[Diagnostic]:
    """Quotations are opened and closed, as many as in the source text.

    Every quotation mark that opens is closed, if not in a later unit as in the source text: a quotation may go over several
    units. In Arabic ” opens and “ closes. What the source text quotes is quoted in the translation, or a title in 《 》.
    """
    wanted, found = count_quotations(unit.source_text, unit.source_language), count_quotations(unit.text, unit.language)
    if found < wanted and not unit.is_house:
        opening, closing = iter(TABLES[unit.language].quotes)
        quotations = "one quotation" if wanted == 1 else f"{wanted} quotations"
        what = f"the source text has {quotations}, the translation {found or 'none'}"
        yield Diagnostic(what, f"put {opening} and {closing} round the same words")
        return
    for opening, closing in quotation_marks(unit.language):
        depth = unclosed_quotes(unit.text, opening, closing)
        if depth and depth not in (unclosed_quotes(unit.source_text, *pair) for pair in quotation_marks(unit.source_language)):
            yield Diagnostic(f"the quotation marks {opening} {closing} aren’t balanced", "open and close each quotation")
    if unit.text.count('"') % 2:
        yield Diagnostic('a quotation mark " stands alone', "open and close each quotation")
