"""Arabic. Source: documents A/65/L.78, A/67/352 and S/PV.9432 in Arabic."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sixfold.checks.translations.figures import TABLES
from sixfold.checks.translations.model import Check, Fault, Sample, Unit
from sixfold.checks.translations.typography.marks import straight_quotes
from sixfold.languages import LANGUAGES, LanguageCode

_ARABIC: frozenset[LanguageCode] = frozenset({"ar"})
_LETTER = re.compile("[ء-ي]")
_LATIN_MARK = re.compile(r"[,;?](?:(?<![A-Za-z0-9].)|(?!\s?[A-Za-z0-9]))")
_MARKS = str.maketrans(",;?", "،؛؟")
_FIGURES = re.compile("[٠-٩۰-۹][٠-٩۰-۹]*")
_QUOTES = re.compile("[“”]")


def find_latin_marks(unit: Unit) -> Iterator[Fault]:
    """Yield a comma, semicolon or question mark of the Latin alphabet, where no Latin words stand at both sides."""
    text = unit.text
    if not _LETTER.search(text):
        return
    for match in _LATIN_MARK.finditer(text):
        around = text[max(0, match.start() - 10) : match.end() + 5]
        yield Fault(f"“{match[0]}” is the Latin mark: “{around}”", f"write {match[0].translate(_MARKS)}")


def find_unturned_quotes(unit: Unit) -> Iterator[Fault]:
    """Yield quotation marks that open with “ or are those of another language."""
    yield from straight_quotes(unit.text, "” to open and “ to close")
    if any(sign in unit.text for sign in "«»„"):
        yield Fault("the text has « »", "write ” to open and “ to close")
    if _opens_unturned(unit.text):
        yield Fault("a quotation opens with “", "open with ” (U+201D) and close with “ (U+201C): the page turns them")


def _opens_unturned(text: str) -> bool:
    is_open = False
    for sign in _QUOTES.findall(text):
        if sign == "“" and not is_open:
            return True
        is_open = sign == "”"
    return False


def find_single_months(unit: Unit) -> Iterator[Fault]:
    """Yield a date whose month has not the two names of the United Nations."""
    pattern = TABLES["ar"].date
    text = unit.text.replace("\u00a0", " ")
    for match in pattern.finditer(text) if pattern and unit.may_have_dates else ():
        is_date = match["days"] or match["year"]
        name = TABLES["ar"].months.fullmatch(match["month"])
        if is_date and name and match["month"] not in LANGUAGES["ar"].dates.months:
            wanted = LANGUAGES["ar"].dates.months[int((name.lastgroup or "m1")[1:]) - 1]
            yield Fault(f"“{match['month']}” isn’t how the month is written", f"write {wanted}")


def find_arabic_figures(unit: Unit) -> Iterator[Fault]:
    """Yield figures that aren’t 0-9."""
    for match in _FIGURES.finditer(unit.text):
        yield Fault(
            f"the catalog has the figures {match[0]}", "write 0-9: the page turns them where its layout has others"
        )


CHECKS = (
    Check(
        "ar-marks",
        "warning",
        "Arabic comma, semicolon and question mark",
        "Arabic text has ، ؛ and ؟. Between Latin letters or figures the Latin marks stay.",
        find_latin_marks,
        languages=_ARABIC,
        failing=(
            Sample("ar", "one, two", "واحد, اثنان"),
            Sample("ar", "one;", "واحد;"),
            Sample("ar", "Why?", "لماذا?"),
        ),
        passing=(Sample("ar", "one, 2,5; why?", "واحد، 2,5؛ لماذا؟"),),
    ),
    Check(
        "ar-quotes",
        "warning",
        "Arabic quotations open with ” and close with “",
        "As stored, a quotation opens with U+201D and closes with U+201C.",
        find_unturned_quotes,
        languages=_ARABIC,
        failing=(
            Sample("ar", "the “plan”", "“الخطة”"),
            Sample("ar", "the “plan”", "«الخطة»"),
            Sample("ar", "the “plan”", '"الخطة"'),
        ),
        passing=(Sample("ar", "the “plan”", "”الخطة“"),),
    ),
    Check(
        "ar-months",
        "warning",
        "Months have their two names",
        "A month is written with both its names, the Levantine first, and no space round the slash: "
        "أيلول/سبتمبر. June and July are "
        "يونيه and يوليه.",
        find_single_months,
        languages=_ARABIC,
        failing=(
            Sample("ar", "27 September 2011", "27 سبتمبر 2011"),
            Sample("ar", "27 September 2011", "27 أيلول 2011"),
            Sample("ar", "1 July 2016", "1 تموز/يوليو 2016"),
            Sample("ar", "27 September 2011", "27 أيلول / سبتمبر 2011"),
        ),
        passing=(Sample("ar", "27 September 2011", "27 أيلول/سبتمبر 2011"), Sample("ar", "exercised", "مارس حقه")),
    ),
    Check(
        "ar-figures",
        "warning",
        "Catalogs hold the figures 0-9",
        "Figures are typed 0-9 in Arabic, too. The page sets ٠١٢ where its layout has them, and keeps them out "
        "of symbols.",
        find_arabic_figures,
        languages=_ARABIC,
        failing=(Sample("ar", "item 107", "البند ١٠٧"),),
        passing=(Sample("ar", "item 107", "البند 107"),),
    ),
)
