"""How paragraphs begin and end, by their role; brackets and quotation marks, which come in pairs; spaces and broken lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from sixfold.catalogs.inline import REFERENCE_SIGN
from sixfold.checks.findings import Checks, Diagnostic
from sixfold.checks.translations.figures import TABLES
from sixfold.checks.translations.model import Unit, around
from sixfold.checks.translations.typography import count_quotations, quotation_marks, unclosed_quotes
from sixfold.languages.spaces import GROUPED_FIGURE

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

_FIRST = re.compile(rf"(?:^[0-9/]+\. )?[^{REFERENCE_SIGN}]*?([^\W_])")
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
    """Return the first letter, "" where a figure or a reference stands before it."""
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


# ---- spaces, where none should be or one is missing; what is typed twice ----

# Most texts have nothing to find, so patterns begin with the sign they look for: that is found in one go.
_DOUBLE = re.compile(r"(?<!\w)([^\W\d_]+)\s+\1(?![\w’'])", re.IGNORECASE)
_DOUBLE_CHINESE = re.compile(r"([\u4e00-\u9fff]{3,})\1|的的|，，|。。|和和|在在")
#: What may rightly stand twice: fr “nous nous réunissons”, en “had had”.
_MAY_DOUBLE = {"nous", "vous", "that", "had"}

_SPACES = "[ \\t\u00a0\u202f\u2009]"
_TWO = re.compile(f"{_SPACES}{_SPACES}+")
_BEFORE = re.compile(f"{_SPACES}(?:[,)\\]”’；，。、）》](?![ء-ي])|\\.(?![\\w.]))")
_BEFORE_HIGH = re.compile(f"{_SPACES}[;:!?؛؟،]")
#: One look tells whether a text is worth four closer ones. French has spaces before high marks.
_SUSPICIOUS = {
    False: re.compile(f"{_SPACES}[ \\t\u00a0\u202f\u2009,)\\]”’；，。、）》.;:!?؛؟،]"),
    True: re.compile(f"{_SPACES}[ \\t\u00a0\u202f\u2009,)\\]”’；，。、）》.]"),
}
_AFTER = re.compile(f"[(\\[（《“]{_SPACES}")
_BREAKING = re.compile("[^\\S\u00a0\u202f]")
#: A mark that nothing parts from the next word, figure or quotation; a stop or a bracket only between words: a.i., niño(s).
_MISSING = re.compile(
    r"[,;،؛](?:(?<=[^\W_].)(?=[^\W\d_])|(?<=[^\W\d_]{2}.)(?=[0-9])|(?<=[^\W_].)(?=[«(]))"
    r"|[.!?](?:(?<=[a-zß-ÿа-яё]{2}.)(?=[A-ZÀ-ÞА-ЯЁ][a-zß-ÿа-яё])|(?<=[ء-ي]{2}.)(?=[ء-ي]{2}))"
    r"|(?<![\w.])[a-zß-ÿа-яё]{2,5}\.(?=[0-9])"
    r"|\)(?=[^\W\d_]{3})|[^\W\d_](?<=[^\W\d_]{2})(?=\((?:[^\W\d_]{4}|[^\W\d_]{2,}[. ]))"
)
_ADDRESS = re.compile(r"\S+(?:://|@)\S+|www\.\S+")


@CHECKS.enter("double-word", "warning")
def find_double_words(unit: Unit) -> Iterator[Diagnostic]:
    """No word stands twice in a row.

    A word typed twice is mostly a slip. French reflexive verbs (nous nous) are left alone; in Chinese only whole phrases count.
    """
    is_chinese = unit.language == "zh"
    small = [word.lower() for word in unit.words]
    if not is_chinese and not any(map(eq, small, small[1:])):
        return
    for match in (_DOUBLE_CHINESE if is_chinese else _DOUBLE).finditer(unit.text):
        if (match[1] or "").lower() not in _MAY_DOUBLE:
            yield Diagnostic(f"“{match[0]}” stands twice in a row", "delete one")


@CHECKS.enter("spaces", "warning")
def find_stray_spaces(unit: Unit) -> Iterator[Diagnostic]:
    """No space too many, none too few.

    No space at an end, no two in a row, none before a comma, full stop or closing bracket, none after an opening one; one after
    a comma or full stop and outside brackets. What French sets before high marks has a rule of its own.
    """
    text = unit.text
    if text != text.strip():
        yield Diagnostic("a space stands at the beginning or the end", "delete it")
    is_french = unit.language == "fr"
    patterns = [_AFTER]
    if _SUSPICIOUS[is_french].search(text):
        patterns += [_BEFORE, *([] if is_french else [_BEFORE_HIGH])]
        for match in _TWO.finditer(text.strip()):
            yield Diagnostic(f"two spaces in a row: “{around(text.strip(), match, 12, 12)}”", "leave one")
    for pattern in patterns:
        for match in pattern.finditer(text):
            if unit.language == "ar" and set(match[0]) & set("“”’"):
                continue  # Arabic opens with what others close with
            yield Diagnostic(f"a space too many: “{around(text, match, 12, 12)}”", "delete it")
    if unit.language != "zh":
        text = _ADDRESS.sub("¤", text)
        for match in _MISSING.finditer(text):
            place = "before “(”" if match[0].isalpha() else f"after “{match[0]}”"
            yield Diagnostic(f"space missing {place}: “{around(text, match, 12, 12)}”", "type it")


@CHECKS.enter("figure-spaces", "warning")
def find_spaces_in_figures(unit: Unit) -> Iterator[Diagnostic]:
    """A no-break space between groups of figures.

    Arabic, Chinese, French and Russian, and Spanish since about 2020, part groups of three figures by a no-break space (U+00A0;
    the narrow U+202F will do): 107 500. At any other space a figure could part over two lines, and its groups change places in
    Arabic. The page sets U+00A0 by itself; other programs that get the text don’t.
    """
    for match in GROUPED_FIGURE.finditer(unit.text):
        spaces = sorted(set(_BREAKING.findall(match[0])))
        if spaces:
            names = ", ".join(f"U+{ord(space):04X}" for space in spaces)
            yield Diagnostic(f"“{match[0]}” is parted by {names}", "type U+00A0 between its groups")


@CHECKS.enter("broken-line", "error")
def find_broken_lines(unit: Unit) -> Iterator[Diagnostic]:
    """One text is one paragraph.

    A translation has as many paragraphs as its source text: paragraphs correspond in all six languages, so that a reference to
    one leads to the same text in each.
    """
    wanted, found = (
        len([line for line in text.split("\n") if line.strip()]) for text in (unit.source, unit.translation)
    )
    if wanted != found:
        what = f"{found} paragraphs for {wanted} of the source text"
        yield Diagnostic(what, "one text is one paragraph in all six languages")
