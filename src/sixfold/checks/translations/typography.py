"""How each language writes marks, quotations, numbers, months and titles of documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sixfold.checks.findings import Checks, Diagnostic
from sixfold.checks.translations.figures import TABLES
from sixfold.checks.translations.model import Unit, around
from sixfold.languages import LANGUAGES, LanguageCode

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


@CHECKS.enter("number-forms", "warning")
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


@CHECKS.enter("fr-spaces", "warning", languages=("fr",))
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


@CHECKS.enter("fr-quotes", "warning", languages=("fr",))
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


@CHECKS.enter("ru-quotes", "warning", languages=("ru",))
def find_russian_quotes(unit: Unit) -> Iterator[Diagnostic]:
    """Guillemets without spaces.

    Russian quotations stand in « » without spaces, a quotation in a quotation in “ ”.
    """
    yield from find_quotes(unit.text, "« and »", marks="«»", nested="“”")
    if match := _INNER_SPACE.search(unit.text):
        yield Diagnostic(f"a space stands inside {match[0].strip()}", "delete it: Russian guillemets stand close")


@CHECKS.enter("ru-year", "warning", languages=("ru",))
def find_missing_year_word(unit: Unit) -> Iterator[Diagnostic]:
    """“года” stands after a full date.

    After day, month and year Russian documents write года: 27 сентября 2011 года; after a month and a year too. Tables may
    leave it out.
    """
    text = unit.text.replace("\u00a0", " ")
    is_free = not unit.may_have_dates or unit.kind in ("cell", "house")
    for match in TABLES["ru"].date.finditer(text) if not is_free else ():
        if match["year"] and not _YEAR.match(text, match.end()):
            yield Diagnostic(f"“{match[0]}” lacks “года”", f"write “{match[0]} года”")


@CHECKS.enter("ru-dash", "warning", languages=("ru",))
def find_hyphens_for_dashes(unit: Unit) -> Iterator[Diagnostic]:
    """A dash between words is —.

    Between words Russian sets a spaced em dash, not a hyphen.
    """
    if match := _HYPHEN.search(unit.text):
        yield Diagnostic(f"a hyphen stands for a dash: “{around(unit.text, match)}”", "write —")


# ---- Spanish. Source: document A/57/551 in Spanish; the manual of the Spanish Translation Service. ----


@CHECKS.enter("es-quotes", "warning", languages=("es",))
def find_spanish_quotes(unit: Unit) -> Iterator[Diagnostic]:
    """Spanish quotation marks are “ ”.

    Spanish documents of the United Nations quote with “ ”, not with « », and a quotation in a quotation with ‘ ’.
    """
    yield from find_quotes(unit.text, "“ and ”", marks="“”", nested="‘’", foreign=("«»", "« »"))
    yield from straight_apostrophes(unit.text)


@CHECKS.enter("es-openings", "warning", languages=("es",))
def find_missing_openings(unit: Unit) -> Iterator[Diagnostic]:
    """Questions and exclamations are opened.

    In Spanish a question begins with ¿ and an exclamation with ¡.
    """
    for opening, closing in (("¿", "?"), ("¡", "!")):
        if unit.text.count(opening) != unit.text.count(closing):
            yield Diagnostic(f"{opening} and {closing} don’t stand in pairs", f"open with {opening}, close with {closing}")


# ---- Arabic. Source: documents A/65/L.78, A/67/352 and S/PV.9432 in Arabic. ----

_ARABIC_LETTER = re.compile("[ء-ي]")
_LATIN_MARK = re.compile(r"[,;?](?:(?<![A-Za-z0-9].)|(?!\s?[A-Za-z0-9]))")
_ARABIC_MARKS = str.maketrans(",;?", "،؛؟")
_ARABIC_FIGURES = re.compile("[٠-٩۰-۹][٠-٩۰-۹]*")
_TURNED_QUOTES = re.compile("[“”]")


@CHECKS.enter("ar-marks", "warning", languages=("ar",))
def find_latin_marks(unit: Unit) -> Iterator[Diagnostic]:
    """Arabic comma, semicolon and question mark.

    Arabic text has ، ؛ and ؟. Between Latin letters or figures the Latin marks stay.
    """
    text = unit.text
    if not _ARABIC_LETTER.search(text):
        return
    for match in _LATIN_MARK.finditer(text):
        what = f"“{match[0]}” is the Latin mark: “{around(text, match, 10, 5)}”"
        yield Diagnostic(what, f"write {match[0].translate(_ARABIC_MARKS)}")


@CHECKS.enter("ar-quotes", "warning", languages=("ar",))
def find_unturned_quotes(unit: Unit) -> Iterator[Diagnostic]:
    """Arabic quotations open with ” and close with “.

    As stored, a quotation opens with U+201D and closes with U+201C.
    """
    yield from find_quotes(unit.text, "” to open and “ to close", foreign=("«»„", "« »"))
    is_open = any(unclosed_quotes(unit.source_text, *pair) < 0 for pair in quotation_marks(unit.source_language))
    for sign in _TURNED_QUOTES.findall(unit.text):
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
    text = unit.text.replace("\u00a0", " ")
    for match in TABLES["ar"].date.finditer(text) if unit.may_have_dates else ():
        number, names = TABLES["ar"].month(match["month"]), LANGUAGES["ar"].dates.months
        if (match["days"] or match["year"]) and number and match["month"] not in names:
            yield Diagnostic(f"“{match['month']}” isn’t how the month is written", f"write {names[number - 1]}")


@CHECKS.enter("ar-figures", "warning", languages=("ar",))
def find_arabic_figures(unit: Unit) -> Iterator[Diagnostic]:
    """Catalogs hold the figures 0-9.

    Figures are typed 0-9 in Arabic, too. The page sets ٠١٢ where its layout has them, and keeps them out of symbols.
    """
    for match in _ARABIC_FIGURES.finditer(unit.text):
        hint = "write 0-9: the page turns them where its layout has others"
        yield Diagnostic(f"the catalog has the figures {match[0]}", hint)


# ---- Chinese. Source: document A/HRC/RES/26/8, resolution S/PRST/2002/37 and, for brackets, A/66/7 and E/2010/65 in Chinese. ----

_HAN = "\u4e00-\u9fff"
_AFTER_HAN = rf"(?:(?<=[{_HAN}》”’）])|(?<=[{_HAN}》”’]\)))"
_HALF_WIDTH = re.compile(
    rf"{_AFTER_HAN}(?:\s?[,;:?!.](?![A-Za-z0-9])|[,;:?!](?=\S))|[,;:?!](?=[{_HAN}《“（]|\([{_HAN}《“])"
)
_FULL_BRACKETS = re.compile("（[^（）]*）|[（）]")
_SPACE = re.compile(rf"(?:(?<=[{_HAN}，。；：、])|(?<=[{_HAN}]\))) +(?=[{_HAN}]|\([{_HAN}])")
_FULL = str.maketrans(",;:?!.", "，；：？！。")
_HALF = str.maketrans("（）", "()")
_TITLE = re.compile(rf"“([{_HAN}]{{2,40}}(?:公约|宣言|议定书|宪章|规约|条约|协定|行动计划|行动纲领|纲要))”")


@CHECKS.enter("zh-width", "warning", languages=("zh",))
def find_half_width_marks(unit: Unit) -> Iterator[Diagnostic]:
    """Full-width marks and half-width brackets in Chinese text.

    Between Chinese characters marks are full-width (，。；：？！). Round brackets are half-width, whatever stands in them:
    (见附件), (A/55/595和Corr.1). No spaces between characters.
    """
    text = unit.text
    for match in _HALF_WIDTH.finditer(text):
        mark = match[0].strip()
        what = f"“{mark}” is half as wide as it should be: “{around(text, match, 6, 6)}”"
        yield Diagnostic(what, f"write {mark.translate(_FULL)}")
    for match in _FULL_BRACKETS.finditer(text):
        yield Diagnostic(f"a round bracket is full-width: {match[0]}", f"write {match[0].translate(_HALF)}")
    for match in _SPACE.finditer(text):
        what = f"a space stands between Chinese characters: “{around(text, match, 6, 6)}”"
        yield Diagnostic(what, "delete it; the page spaces names by itself")


@CHECKS.enter("zh-quotes", "warning", languages=("zh",))
def find_wrong_quotes(unit: Unit) -> Iterator[Diagnostic]:
    """Chinese quotation marks are “ ”.

    Quotations stand in “ ”, a quotation in a quotation in ‘ ’.
    """
    foreign = ("「」『』«»", "「 」 or « »")
    yield from find_quotes(unit.text, "“ and ”", marks="“”", nested="‘’", foreign=foreign)


@CHECKS.enter("zh-titles", "warning", languages=("zh",))
def find_titles_in_quotes(unit: Unit) -> Iterator[Diagnostic]:
    """Titles stand in 《 》.

    Titles of treaties, declarations, plans and other documents stand in 《 》, not in quotation marks.
    """
    for match in _TITLE.finditer(unit.text):
        yield Diagnostic(f"the title {match[0]} stands in quotation marks", f"write 《{match[1]}》")
    if "<<" in unit.text or ">>" in unit.text or "〈〈" in unit.text:
        yield Diagnostic("the text has << >>", "write 《 and 》")
