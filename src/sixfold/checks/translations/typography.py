"""Marks and spaces of French, Russian and Spanish, and what the typography of every language needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sixfold.checks.findings import Checks, Diagnostic
from sixfold.checks.translations.figures import TABLES
from sixfold.checks.translations.model import Sample, Unit, around
from sixfold.languages import LanguageCode

CHECKS = Checks()

_QUOTATION_MARK = re.compile('["“”„«»《》]')
_STRAIGHT_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def quotation_marks(language: LanguageCode) -> Sequence[tuple[str, str]]:
    """Return the pairs of marks round quotations that texts of *language* have."""
    return (("”", "“"),) if language == "ar" else (("«", "»"), ("“", "”"))


def unclosed_quotes(text: str, opening: str, closing: str) -> int:
    """Return how many quotations of *text* aren't closed, -1 where one is closed that isn't opened, 2 where one is inside its like.

    >>> [unclosed_quotes(text, "“", "”") for text in ("“a”", "“a", "a”", "“a “b”")]
    [0, 1, -1, 2]
    """
    depth = 0
    for sign in text if opening in text or closing in text else "":
        depth += (sign == opening) - (sign == closing)
        if depth not in (0, 1):
            break
    return depth


def count_quotations(text: str, language: LanguageCode) -> int:
    """Return how many quotations *text* has, without those inside another; titles in 《 》 are some.

    >>> count_quotations("“a ‘b’” and “c”", "en"), count_quotations("«\u00a0a “b”\u00a0»", "fr"), count_quotations("”a“", "ar")
    (2, 1, 1)
    """
    opening, closing = ("”«《", "“»》") if language == "ar" else ("“«《„", "”»》")
    count = depth = 0
    for sign in text if _QUOTATION_MARK.search(text) else "":
        if sign == '"':
            count += depth == 0
            depth = 1 - min(depth, 1)
        elif sign in opening:
            count += depth == 0
            depth += 1
        elif sign in closing:
            depth = max(0, depth - 1)
    return count


def find_quotes(
    text: str, wanted: str, *, marks: str = "", nested: str = "", foreign: tuple[str, str] = ("", "")
) -> Iterator[Diagnostic]:
    """Yield straight quotation marks, *foreign* ones, given as signs and as they are named, and *nested* ones outside of *marks*.

    *marks* and *nested* are two signs each; *wanted* says what to write.
    """
    signs, name = foreign
    if '"' in text:
        yield Diagnostic('the text has a straight quotation mark "', f"write {wanted}")
    if any(sign in text for sign in signs):
        yield Diagnostic(f"the text has {name}", f"write {wanted}")
    depth = 0
    for sign in text if nested and nested[0] in text else "":
        depth += (sign == marks[0]) - (sign == marks[1])
        if sign == nested[0] and depth <= 0:
            inner, outer = " ".join(nested), " ".join(marks)
            yield Diagnostic(f"{inner} stand outside {outer}", f"write {wanted}; {inner} are for a quotation in a quotation")
            return


def straight_apostrophes(text: str) -> Iterator[Diagnostic]:
    """Yield a straight apostrophe inside a word."""
    if "'" in text and (match := _STRAIGHT_APOSTROPHE.search(text)):
        yield Diagnostic(f"the text has a straight apostrophe: “{around(text, match, 8, 8)}”", "write ’")


@CHECKS.enter(
    "number-forms", "warning",
    failing=(
        Sample("es", "1.5 million people", "1.5 millones de personas"), Sample("es", "its 26th session", "su 26° período"),
        Sample("es", "Convention No. 29", "Convenio No. 29"), Sample("fr", "the 20th meeting", "la 20ème séance"),
        Sample("fr", "Convention No. 29", "Convention No. 29"), Sample("ru", "Convention No. 29", "Конвенция No. 29"),
        Sample("ru", "the 20th meeting", "20th заседание"), Sample("zh", "Convention No. 29", "公约No. 29"),
        Sample("ar", "12,345 people", "12,345 شخصا"), Sample("ar", "Convention No. 29", "الاتفاقية No. 29"),
        Sample("en", "2,5 %", "2,5 per cent", source_language="fr"),
    ),
    passing=(
        Sample("es", "1.5 million", "1,5 millones"), Sample("es", "its 26th session", "su 26º período de sesiones"),
        Sample("es", "20 °C; target 16.2", "20 °C; meta 16.2"), Sample("fr", "No. 29", "n<sup>o</sup>\u00a029"),
        Sample("ru", "No. 29", "№\u00a029"), Sample("zh", "No. 29", "第29号"), Sample("ar", "12,345 people", "12\u00a0345 شخصا"),
    ),
)  # fmt: skip
def find_foreign_numbers(unit: Unit) -> Iterator[Diagnostic]:
    """Decimals, ordinals and “No.” are written as in the language.

    1.5 million is 1,5 millones; the 20th is 20º in Spanish, 20<sup>e</sup> in French; No. 29 is núm. 29, n<sup>o</sup> 29, № 29,
    第29号, رقم 29. The page prints what the catalog has.
    """
    text = unit.text.replace("\u00a0", " ") if not unit.is_house else ""
    for pattern, right in TABLES[unit.language].miswritten if unit.may_have_dates else ():
        for match in pattern.finditer(text):
            what = f"“{match[0].strip()}” isn’t how it is written: “{around(text, match, 8, 8)}”"
            yield Diagnostic(what, f"write {match.expand(right)}")


# ---- French. Source: documents S/2016/588 and S/2017/5 in French: New York sets a no-break space before high marks. ----

_GENEVA = ("geneva", "geneva-2009")
#: The mark comes first, so that a text is searched for it in one go: after a space that breaks, after a figure, after no space.
_BEFORE = re.compile(
    r"[;:!?»%](?:(?<=[ ].)|(?<=[0-9]%)|(?<=[^\u00a0\u202f\s0-9]:)(?=\s|$)"
    r"|(?<=[;!?»])(?<![\u00a0\u202f\s;:!?].)(?=\s|$|[,.)\]]))"
)
_AFTER = re.compile("«(?![\u00a0\u202f])")
#: Geneva sets no space inside guillemets and before a colon; one that is typed must not break.
_BREAKING = re.compile("[ ][;:!?»%]|«[ ]")


@CHECKS.enter(
    "fr-spaces", "warning", languages=("fr",),
    failing=(
        Sample("fr", "one;", "un;"), Sample("fr", "one;", "un ;"), Sample("fr", "the “plan”", "le «plan»"),
        Sample("fr", "Original: one", "Original: un"), Sample("fr", "5 per cent", "5 %"),
        Sample("fr", "the “plan”", "le « plan »", layout="geneva"),
        Sample("fr", "the “plan”", "le « plan »", layout="geneva-2009"),
    ),
    passing=(
        Sample("fr", "one; “two”: 5 per cent", "un\u00a0; «\u00a0deux\u00a0»\u00a0: 5\u202f%"),
        Sample("fr", "10:30", "10:30"), Sample("fr", "Original: the “plan”", "Original: le «plan»", layout="geneva"),
        Sample("fr", "Original: the “plan”; one", "Original: le «plan»; un", layout="geneva-2009"),
    ),
)  # fmt: skip
def find_missing_spaces(unit: Unit) -> Iterator[Diagnostic]:
    """No-break spaces before high marks and inside guillemets.

    French documents of New York have a no-break space (U+00A0, or the narrow U+202F) before ; : ! ? » and %, and after «. In
    the layouts of Geneva it may be left out, but not be a space that breaks.
    """
    text = unit.text
    patterns = [_BREAKING] if unit.layout in _GENEVA else [_BEFORE, _AFTER]
    for match in (match for pattern in patterns for match in pattern.finditer(text)):
        what = f"no-break space missing: “{around(text, match, 10, 3)}”"
        yield Diagnostic(what, "type U+00A0 before ; : ! ? » % and after «")


@CHECKS.enter(
    "fr-quotes", "warning", languages=("fr",),
    failing=(
        Sample("fr", "the “plan”", "le “plan”"), Sample("fr", "the “plan”", 'le "plan"'),
        Sample("fr", "the agenda", "l'ordre"),
    ),
    passing=(Sample("fr", "the “plan ‘a’”", "l’«\u00a0a “b” c\u00a0»"),),
)  # fmt: skip
def find_french_quotes(unit: Unit) -> Iterator[Diagnostic]:
    """Guillemets, and apostrophes that are turned.

    French quotations stand in « », a quotation in a quotation in “ ”; the apostrophe is ’.
    """
    yield from find_quotes(unit.text, "« and » with U+00A0 inside", marks="«»", nested="“”")
    yield from straight_apostrophes(unit.text)


# ---- Russian. Source: documents A/HRC/WG.6/34/ITA/3 and S/2024/228 in Russian. ----

_INNER_SPACE = re.compile(r"«\s|\s»")
_YEAR = re.compile(r"[ \u00a0](?:год[а-я]*|г\.)")
_HYPHEN = re.compile(r"[ \u00a0][-–] (?<=(?:[^\W\d_]|[)»])...)(?=[^\W\d_])")


@CHECKS.enter(
    "ru-quotes", "warning", languages=("ru",),
    failing=(
        Sample("ru", "the “plan”", "“план”"), Sample("ru", "the “plan”", '"план"'), Sample("ru", "the “plan”", "« план »"),
    ),
    passing=(Sample("ru", "the “plan ‘a’”", "«план “а”»"),),
)  # fmt: skip
def find_russian_quotes(unit: Unit) -> Iterator[Diagnostic]:
    """Guillemets without spaces.

    Russian quotations stand in « » without spaces, a quotation in a quotation in “ ”.
    """
    yield from find_quotes(unit.text, "« and »", marks="«»", nested="“”")
    if match := _INNER_SPACE.search(unit.text):
        yield Diagnostic(f"a space stands inside {match[0].strip()}", "delete it: Russian guillemets stand close")


@CHECKS.enter(
    "ru-year", "warning", languages=("ru",),
    failing=(
        Sample("ru", "on 27 September 2011", "27 сентября 2011"),
        Sample("ru", "on 27 September 2011,", "27\u00a0сентября 2011, когда"),
    ),
    passing=(
        Sample("ru", "on 27 September 2011", "27 сентября 2011 года"),
        Sample("ru", "4–15 November 2019", "4–15 ноября 2019 года"),
        Sample("ru", "27 September 2011", "27 сентября 2011", context="report.cell.3"),
    ),
)  # fmt: skip
def find_missing_year_word(unit: Unit) -> Iterator[Diagnostic]:
    """“года” stands after a full date.

    After day, month and year Russian documents write года: 27 сентября 2011 года; after a month and a year too. Tables may
    leave it out.
    """
    table = TABLES["ru"].date
    if table is None or not unit.may_have_dates or unit.kind in ("cell", "house"):
        return
    text = unit.text.replace("\u00a0", " ")
    for match in table.finditer(text):
        if match["year"] and not _YEAR.match(text, match.end()):
            yield Diagnostic(f"“{match[0]}” lacks “года”", f"write “{match[0]} года”")


@CHECKS.enter(
    "ru-dash", "warning", languages=("ru",),
    failing=(Sample("ru", "peace is a right", "мир - это право"),),
    passing=(Sample("ru", "peace is a right", "мир — это право, кто-то"),),
)  # fmt: skip
def find_hyphens_for_dashes(unit: Unit) -> Iterator[Diagnostic]:
    """A dash between words is —.

    Between words Russian sets a spaced em dash, not a hyphen.
    """
    if match := _HYPHEN.search(unit.text):
        yield Diagnostic(f"a hyphen stands for a dash: “{around(unit.text, match)}”", "write —")


# ---- Spanish. Source: document A/57/551 in Spanish; the manual of the Spanish Translation Service. ----


@CHECKS.enter(
    "es-quotes", "warning", languages=("es",),
    failing=(
        Sample("es", "the “plan”", "el «plan»"), Sample("es", "the “plan”", 'el "plan"'),
        Sample("es", "the “plan”", "el ‘plan’"),
    ),
    passing=(Sample("es", "the “plan ‘a’”", "el “plan ‘a’”"),),
)  # fmt: skip
def find_spanish_quotes(unit: Unit) -> Iterator[Diagnostic]:
    """Spanish quotation marks are “ ”.

    Spanish documents of the United Nations quote with “ ”, not with « », and a quotation in a quotation with ‘ ’.
    """
    yield from find_quotes(unit.text, "“ and ”", marks="“”", nested="‘’", foreign=("«»", "« »"))
    yield from straight_apostrophes(unit.text)


@CHECKS.enter(
    "es-openings", "warning", languages=("es",),
    failing=(Sample("es", "Why?", "Por qué?"),),
    passing=(Sample("es", "Why?", "¿Por qué?"),),
)  # fmt: skip
def find_missing_openings(unit: Unit) -> Iterator[Diagnostic]:
    """Questions and exclamations are opened.

    In Spanish a question begins with ¿ and an exclamation with ¡.
    """
    for opening, closing in (("¿", "?"), ("¡", "!")):
        if unit.text.count(opening) != unit.text.count(closing):
            yield Diagnostic(f"{opening} and {closing} don’t stand in pairs", f"open with {opening}, close with {closing}")
