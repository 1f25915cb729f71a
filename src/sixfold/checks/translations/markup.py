"""Tags, calls of footnotes, gaps of house words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Literal

from sixfold.checks.translations.model import Check, Fault, Sample, Unit

_EMPHASIS = re.compile("<(em|strong)>")


def _find_blocking(unit: Unit, *, kind: Literal["broken-tags", "footnote-calls", "gaps"]) -> Iterator[Fault]:
    for blocking in unit.blocking_errors:
        if blocking.kind == kind:
            yield Fault(blocking.what, blocking.hint)


def find_other_emphasis(unit: Unit) -> Iterator[Fault]:
    """Yield a translation that emphasises more or less than its source text; raised letters are its own."""
    if unit.is_house:  # how "Signed" is set is the language's own
        return
    wanted, found = (sorted(_EMPHASIS.findall(text)) for text in (unit.source, unit.translation))
    if wanted != found:
        yield Fault("other tags than the source text has", "put <em> and <strong> round the same words")


CHECKS = (
    Check(
        "broken-tags",
        "error",
        "Tags are complete and known",
        "A translation has the tags <em>, <strong>, <sup>, <sub> and <fn>, each closed, none crossing another. "
        "A translation with any other can’t be printed. In one that isn’t printed (fuzzy), this is a warning.",
        partial(_find_blocking, kind="broken-tags"),
        is_waivable=False,
        failing=(Sample("fr", "<em>Recall</em> it;", "<em>Rappelons-la ;"), Sample("ru", "<em>a</em>", "<b>а</b>")),
        passing=(Sample("fr", "<em>Recall</em> it;", "<em>Rappelons</em>-la\u00a0;"),),
    ),
    Check(
        "footnote-calls",
        "error",
        "The same footnotes are called",
        "A translation calls each footnote that the source text calls, and no other: <fn>a</fn>. Their order is free.",
        partial(_find_blocking, kind="footnote-calls"),
        is_waivable=False,
        failing=(Sample("es", "It decided<fn>a</fn>.", "Decidió."), Sample("es", "one<fn>a</fn>", "uno<fn>b</fn>")),
        passing=(Sample("es", "one<fn>a</fn> two<fn>b</fn>", "dos<fn>b</fn> uno<fn>a</fn>"),),
    ),
    Check(
        "gaps",
        "error",
        "Fixed words keep their gaps",
        "A fixed word of the house has gaps such as {items}, which the program fills. Each stays, under its name.",
        partial(_find_blocking, kind="gaps"),
        is_waivable=False,
        failing=(
            Sample("fr", "Agenda item {items}", "Point de l’ordre du jour", "item.one", is_house=True),
            Sample("fr", "Annex {number}", "Annexe {numéro}", "part.annex.numbered", is_house=True),
        ),
        passing=(Sample("fr", "Agenda item {items}", "Point {items} de l’ordre du jour", "item.one", is_house=True),),
    ),
    Check(
        "emphasis",
        "error",
        "Italics and bold stand in both texts",
        "A translation has as many <em> and <strong> as the source text: the verbs that it sets in italics are "
        "set so in "
        "every language. Raised and lowered letters are each language’s own.",
        find_other_emphasis,
        failing=(Sample("fr", "<em>Recall</em> it;", "Rappelons-la\u00a0;"),),
        passing=(Sample("fr", "<em>Recall</em> 1 July;", "<em>Rappelons</em> le 1<sup>er</sup> juillet\u00a0;"),),
    ),
)
