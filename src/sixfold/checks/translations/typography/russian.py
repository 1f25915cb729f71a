"""Russian. Source: documents A/HRC/WG.6/34/ITA/3 and S/2024/228 in Russian."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sixfold.checks.translations.figures import TABLES
from sixfold.checks.translations.model import Check, Fault, Sample, Unit
from sixfold.checks.translations.typography.marks import outer_marks, straight_quotes
from sixfold.languages import LanguageCode

_RUSSIAN: frozenset[LanguageCode] = frozenset({"ru"})
_INNER_SPACE = re.compile(r"«\s|\s»")
_YEAR = re.compile(r"[ \u00a0](?:год[а-я]*|г\.)")
_HYPHEN = re.compile(r"[ \u00a0][-–] (?<=(?:[^\W\d_]|[)»])...)(?=[^\W\d_])")


def find_foreign_quotes(unit: Unit) -> Iterator[Fault]:
    """Yield quotation marks that are not « », or “ ” inside them, and « » with spaces inside."""
    yield from straight_quotes(unit.text, "« and »")
    if any(outer_marks(unit.text, ("«", "»"), "“")):
        yield Fault("“ ” stand outside « »", "write « and »; “ ” are for a quotation in a quotation")
    if match := _INNER_SPACE.search(unit.text):
        yield Fault(f"a space stands inside {match[0].strip()}", "delete it: Russian guillemets stand close")


def find_missing_year_word(unit: Unit) -> Iterator[Fault]:
    """Yield full dates without “года”."""
    table = TABLES["ru"].date
    if table is None or not unit.may_have_dates or unit.kind in ("cell", "house"):
        return
    text = unit.text.replace("\u00a0", " ")
    for match in table.finditer(text):
        if match["year"] and not _YEAR.match(text, match.end()):
            yield Fault(f"“{match[0]}” lacks “года”", f"write “{match[0]} года”")


def find_hyphens_for_dashes(unit: Unit) -> Iterator[Fault]:
    """Yield a spaced hyphen between words."""
    if match := _HYPHEN.search(unit.text):
        around = unit.text[max(0, match.start() - 10) : match.end() + 10]
        yield Fault(f"a hyphen stands for a dash: “{around}”", "write —")


CHECKS = (
    Check(
        "ru-quotes",
        "warning",
        "Guillemets without spaces",
        "Russian quotations stand in « » without spaces, a quotation in a quotation in “ ”.",
        find_foreign_quotes,
        languages=_RUSSIAN,
        failing=(
            Sample("ru", "the “plan”", "“план”"),
            Sample("ru", "the “plan”", '"план"'),
            Sample("ru", "the “plan”", "« план »"),
        ),
        passing=(Sample("ru", "the “plan ‘a’”", "«план “а”»"),),
    ),
    Check(
        "ru-year",
        "warning",
        "“года” stands after a full date",
        "After day, month and year Russian documents write года: 27 сентября 2011 года; after a month and a "
        "year too. Tables may leave it out.",
        find_missing_year_word,
        languages=_RUSSIAN,
        failing=(
            Sample("ru", "on 27 September 2011", "27 сентября 2011"),
            Sample("ru", "on 27 September 2011,", "27\u00a0сентября 2011, когда"),
        ),
        passing=(
            Sample("ru", "on 27 September 2011", "27 сентября 2011 года"),
            Sample("ru", "4–15 November 2019", "4–15 ноября 2019 года"),
            Sample("ru", "27 September 2011", "27 сентября 2011", context="report.cell.3"),
        ),
    ),
    Check(
        "ru-dash",
        "warning",
        "A dash between words is —",
        "Between words Russian sets a spaced em dash, not a hyphen.",
        find_hyphens_for_dashes,
        languages=_RUSSIAN,
        failing=(Sample("ru", "peace is a right", "мир - это право"),),
        passing=(Sample("ru", "peace is a right", "мир — это право, кто-то"),),
    ),
)
