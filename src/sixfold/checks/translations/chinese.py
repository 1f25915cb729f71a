"""Chinese. Source: document A/HRC/RES/26/8, resolution S/PRST/2002/37 and, for brackets, A/66/7 and E/2010/65 in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sixfold.checks.findings import Checks, Diagnostic
from sixfold.checks.translations.model import Unit, around
from sixfold.checks.translations.typography import find_quotes

CHECKS = Checks()

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
