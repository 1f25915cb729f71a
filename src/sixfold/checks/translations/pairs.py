"""Brackets and quotation marks, which come in pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sixfold.checks.translations.model import Check, Fault, Sample, Unit

_CLOSES = {")": "(", "]": "[", "）": "（", "】": "【", "》": "《", "〉": "〈"}
_OPENS = set(_CLOSES.values())
_BRACKET = re.compile(f"[{re.escape(''.join([*_CLOSES.values(), *_CLOSES]))}]")
#: a) and iv) of French, Spanish and Russian open nothing.
_LETTER = re.compile(r"(?:^|(?<=[\s(,;\-–]))(?:[a-z]|[ivx]{1,4}|[0-9]{1,2})$")
_QUOTES = {"«": "»", "“": "”"}
_ARABIC_QUOTES = {"”": "“"}


def find_unbalanced_brackets(unit: Unit) -> Iterator[Fault]:
    """Yield brackets that don't close what was opened; a lone closing one after a letter belongs to a sub-paragraph."""
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
                yield Fault(
                    f"“{sign}” closes nothing: “…{text[max(0, place - 20) : place + 1]}”", "open it, or delete it"
                )
                return
    if open_brackets:
        yield Fault(f"“{open_brackets[-1]}” isn’t closed", "close it, or delete it")


def find_unbalanced_quotes(unit: Unit) -> Iterator[Fault]:
    """Yield quotation marks that aren't closed, close nothing or stand inside their like."""
    text = unit.text
    pairs = _ARABIC_QUOTES if unit.language == "ar" else _QUOTES
    for opening, closing in pairs.items():
        if opening not in text and closing not in text:
            continue
        depth = 0
        for sign in re.findall(f"[{opening}{closing}]", text):
            depth += 1 if sign == opening else -1
            if depth not in (0, 1):
                break
        if depth:
            yield Fault(f"the quotation marks {opening} {closing} aren’t balanced", "open and close each quotation")
    if text.count('"') % 2:
        yield Fault('a quotation mark " stands alone', "open and close each quotation")


CHECKS = (
    Check(
        "brackets",
        "error",
        "Brackets are opened and closed",
        "Every bracket that opens is closed by its like. A closing bracket alone belongs to the letter of a "
        "sub-paragraph: a).",
        find_unbalanced_brackets,
        failing=(
            Sample("fr", "(see annex)", "(voir annexe"),
            Sample("zh", "(see annex)", "（见附件)"),
            Sample("ru", "(see annex)", "см. приложение)"),
            Sample("zh", "the Charter", "《宪章"),
        ),
        passing=(
            Sample("fr", "(para. 5 (a))", "(par. 5 a))"),
            Sample("es", "(a) one (two)", "a) uno (dos)"),
            Sample("fr", "Bolivia (Plurinational State of)", "Bolivie (État plurinational de)"),
        ),
    ),
    Check(
        "quotation-marks",
        "error",
        "Quotations are opened and closed",
        "Every quotation mark that opens is closed. In Arabic ” opens and “ closes.",
        find_unbalanced_quotes,
        failing=(
            Sample("fr", "the “plan”", "le «\u00a0plan"),
            Sample("es", "the “plan”", "el plan”"),
            Sample("ar", "the “plan”", "”الخطة"),
            Sample("ru", "the “plan”", "«план"),
            Sample("zh", "the “plan”", "“计划"),
        ),
        passing=(Sample("ar", "the “plan”", "”الخطة“"), Sample("fr", "“a ‘b’”", "«\u00a0a “b”\u00a0»")),
    ),
)
