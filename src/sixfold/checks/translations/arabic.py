"""Arabic. Source: documents A/65/L.78, A/67/352 and S/PV.9432 in Arabic."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sixfold.checks.findings import Checks, Diagnostic
from sixfold.checks.translations.figures import TABLES
from sixfold.checks.translations.model import Unit, around
from sixfold.checks.translations.typography import find_quotes, quotation_marks, unclosed_quotes
from sixfold.languages import LANGUAGES

CHECKS = Checks()

_LETTER = re.compile("[ء-ي]")
_LATIN_MARK = re.compile(r"[,;?](?:(?<![A-Za-z0-9].)|(?!\s?[A-Za-z0-9]))")
_MARKS = str.maketrans(",;?", "،؛؟")
_FIGURES = re.compile("[٠-٩۰-۹][٠-٩۰-۹]*")
_QUOTES = re.compile("[“”]")


@CHECKS.enter("ar-marks", "warning", languages=("ar",))
def find_latin_marks(unit: Unit) -> Iterator[Diagnostic]:
    """Arabic comma, semicolon and question mark.

    Arabic text has ، ؛ and ؟. Between Latin letters or figures the Latin marks stay.
    """
    text = unit.text
    if not _LETTER.search(text):
        return
    for match in _LATIN_MARK.finditer(text):
        what = f"“{match[0]}” is the Latin mark: “{around(text, match, 10, 5)}”"
        yield Diagnostic(what, f"write {match[0].translate(_MARKS)}")


@CHECKS.enter("ar-quotes", "warning", languages=("ar",))
def find_unturned_quotes(unit: Unit) -> Iterator[Diagnostic]:
    """Arabic quotations open with ” and close with “.

    As stored, a quotation opens with U+201D and closes with U+201C.
    """
    yield from find_quotes(unit.text, "” to open and “ to close", foreign=("«»„", "« »"))
    is_open = any(unclosed_quotes(unit.source_text, *pair) < 0 for pair in quotation_marks(unit.source_language))
    for sign in _QUOTES.findall(unit.text):
        if sign == "“" and not is_open:
            hint = "open with ” (U+201D) and close with “ (U+201C): the page turns them"
            yield Diagnostic("a quotation opens with “", hint)
            return
        is_open = sign == "”"


@CHECKS.enter("ar-months", "warning", languages=("ar",))
def find_single_months(unit: Unit) -> Iterator[Diagnostic]:
    """Months have their two names.

    A month is written with both its names, the Levantine first, and no space round the slash: أيلول/سبتمبر. June and July are
    يونيه and يوليه.
    """
    pattern = TABLES["ar"].date
    text = unit.text.replace("\u00a0", " ")
    for match in pattern.finditer(text) if pattern and unit.may_have_dates else ():
        number, names = TABLES["ar"].month(match["month"]), LANGUAGES["ar"].dates.months
        if (match["days"] or match["year"]) and number and match["month"] not in names:
            yield Diagnostic(f"“{match['month']}” isn’t how the month is written", f"write {names[number - 1]}")


@CHECKS.enter("ar-figures", "warning", languages=("ar",))
def find_arabic_figures(unit: Unit) -> Iterator[Diagnostic]:
    """Catalogs hold the figures 0-9.

    Figures are typed 0-9 in Arabic, too. The page sets ٠١٢ where its layout has them, and keeps them out of symbols.
    """
    for match in _FIGURES.finditer(unit.text):
        hint = "write 0-9: the page turns them where its layout has others"
        yield Diagnostic(f"the catalog has the figures {match[0]}", hint)
