"""Words typed twice, spaces where none should be, lines broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from sixfold.checks.findings import Checks, Diagnostic
from sixfold.checks.translations.model import Unit, around
from sixfold.languages import GROUPED_FIGURE

CHECKS = Checks()

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
