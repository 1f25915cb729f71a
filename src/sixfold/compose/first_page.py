"""What page 1 has above its text and below it: masthead, session and agenda, foot."""

from __future__ import annotations

from typing import Any

from sixfold.compose.bar_code import bar_code_path, qr_code_path
from sixfold.compose.layouts import LAYOUTS
from sixfold.compose.running import Notes, Setter
from sixfold.document import Agenda, Document, Job
from sixfold.house import House
from sixfold.symbols import Symbol, public_address

#: Whose name the masthead bears instead; the organ's own stands below the rule. Source: A/HRC/RES/26/8.
_PARENTS = {"human-rights-council": "general-assembly"}

#: Resolutions have neither a line for their language nor one for the original. Source: A/RES/73/3, A/RES/55/67.
_WITHOUT_LANGUAGE = ("A/RES/", "S/RES/")


def masthead(document: Document, setter: Setter) -> dict[str, Any]:
    """Return names, symbols, distribution block, session and agenda."""
    house = setter.house
    reissued = house.reissued(document.reissued) if document.reissued else ""
    is_resolution = document.symbol[0].text.startswith(_WITHOUT_LANGUAGE)
    return {
        "united_nations": house.language.stretched_names.get(house.united_nations(), house.united_nations()),
        "symbol": document.printed_symbol,
        "symbols": [_linked(symbol, house.language.code) for symbol in document.symbol],
        "emblem": document.emblem,
        "emblem_text": house.word("masthead.emblem") if document.emblem else "",
        "organs": [house.organ(_PARENTS.get(organ, organ)) for organ in document.organ],
        "distribution": house.distribution(document.distribution),
        "masthead_date": setter.markup(house.masthead_date(document.date), house.language.masthead_language),
        "language_line": None if is_resolution else house.language_line(document.original),
        "original_line": "" if is_resolution else _original_line(document, house),
        "masthead_language": house.language.masthead_language,
        "date": document.date.isoformat(),
        "subsidiary": setter.line(document.subsidiary) if document.subsidiary else None,
        "subsidiary_organ": house.organ(document.organ[0]) if document.organ[0] in _PARENTS else "",
        "columns": _columns(document, setter),
        "venue": setter.line(document.venue) if document.venue else None,
        "reissued": setter.markup(reissued, house.language.code),
    }


def _original_line(document: Document, house: House) -> str:
    line = house.original_line(document.original)
    return line.replace("\u00a0:", ":") if LAYOUTS[document.layout].sets_colon_close else line


def _linked(symbol: Symbol, language: str) -> dict[str, str]:
    """Return a symbol in two parts, which are printed in two sizes, and where the document is found."""
    return {"series": symbol.series, "rest": symbol.rest, "address": public_address(symbol.text, language)}


def _address(document: Document, house: House) -> str:
    """Return where the document is found in the language of *house*."""
    return public_address(document.symbol[0].text, house.language.code)


def _columns(document: Document, setter: Setter) -> list[dict[str, Any]]:
    """Return session and agenda: one column; for a joint symbol one for each organ, which it begins with."""
    house = setter.house
    is_joint = len(document.organ) > 1
    columns: list[dict[str, Any]] = []
    for place, session in enumerate(document.session):
        organ = document.organ[min(place, len(document.organ) - 1)]
        words = house.session(session.value, session.kind.replace("_", "-"), organ)
        column = {"organ": house.organ(organ) if is_joint else "", "session": setter.markup(words, house.language.code)}
        columns.append(column | {"agenda": []})
    if document.agenda and not columns:
        columns.append({"organ": "", "session": "", "agenda": []})
    for agenda in document.agenda:
        columns[0]["agenda"].append(_agenda(document, agenda, setter))
    return columns


def _agenda(document: Document, agenda: Agenda, setter: Setter) -> dict[str, Any]:
    """Return the line of the items, its note called by an asterisk (two, if the symbol has one), and their title."""
    house = setter.house
    mark = "**" if document.reissued else "*"
    notes = Notes({mark: agenda.note}) if agenda.note else None
    call = f"<fn>{mark}</fn>" if agenda.note else ""
    items = house.agenda_items(agenda.items, of=agenda.of, note_mark=call, organ=document.organ[0])
    return {"line": setter.markup(items, house.language.code, notes), "title": setter.line(agenda.title)}


def foot(document: Document, house: House) -> dict[str, Any]:
    """Return job line, codes and the words beside the recycling mark."""
    job = document.job[house.language.code]
    layout = LAYOUTS[document.layout]
    gaps = layout.job_gap
    return {
        "job_number": str(job.number),
        "job_line": job_line(job, house.language.job_letter, gaps, is_mirrored=house.language.direction == "rtl"),
        "qr_code": qr_code_path(str(document.symbol[0]), house.language.code) if layout.has_qr_code else None,
        "bar_code": bar_code_path(job.number.bar_code) if layout.has_bar_code else None,
        "bar_code_figures": f"*{job.number.bar_code}*" if layout.has_bar_code_figures else "",
        "bar_code_text": house.word("footer.bar-code", job_number=job.number.text),
        "qr_code_text": house.word("footer.qr-code", address=_address(document, house)) if layout.has_qr_code else "",
        "please_recycle": house.please_recycle() if document.recycle else "",
    }


def job_line(job: Job, letter: str, gaps: tuple[int, int] = (1, 4), *, is_mirrored: bool = False) -> str:
    """Return the line over the bar code: number, language letter and the dates as ddmmyy, *gaps* spaces before them.

    In Arabic the dates come first, so that the number stands at the outer edge. Source: 11-37474 (A) of June 2011.
    """
    before_letter, before_date = ("\u00a0" * count if count > 1 else " " for count in gaps)
    number = f"{job.number}{before_letter}({letter})"
    fields = [number, *(f"{date:%d%m%y}" for date in job.dates)]
    return before_date.join(reversed(fields) if is_mirrored else fields)
