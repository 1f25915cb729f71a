"""What page 1 has above its text and below it: masthead, session and agenda, footer."""

from __future__ import annotations

from dataclasses import replace

from sixfold.compose.layouts import LAYOUTS
from sixfold.compose.machine_codes import bar_code_path, qr_code_path
from sixfold.compose.models import AgendaLine, Footer, LinkedSymbol, Masthead, SessionBlock, SessionColumn
from sixfold.compose.text import Notes, Setter
from sixfold.document.house import House
from sixfold.document.model import Agenda, Document, Job
from sixfold.document.symbols import public_address

#: Whose name the masthead bears instead; the organ's own stands below the rule. Source: A/HRC/RES/26/8.
_PARENTS = {"human-rights-council": "general-assembly"}

#: Resolutions have neither a line for their language nor one for the original. Source: A/RES/73/3, A/RES/55/67.
_WITHOUT_LANGUAGE = ("A/RES/", "S/RES/")


def masthead(document: Document, setter: Setter) -> Masthead:
    """Return what stands above the rule of page 1: names, symbols, emblem, distribution block."""
    house = setter.house
    language = house.language
    is_resolution = document.symbol[0].text.startswith(_WITHOUT_LANGUAGE)
    return Masthead(
        united_nations=language.stretched_names.get(house.united_nations(), house.united_nations()),
        symbols=tuple(
            LinkedSymbol(symbol.series, symbol.rest, public_address(symbol.text, language.code)) for symbol in document.symbol
        ),
        emblem=document.emblem or "",
        emblem_text=house.word("masthead.emblem") if document.emblem else "",
        organs=tuple(house.organ(_PARENTS.get(organ, organ)) for organ in document.organ),
        distribution=house.distribution(document.distribution),
        date=setter.markup(house.masthead_date(document.date), language.masthead_language),
        language_line="" if is_resolution else house.language_line(document.original) or "",
        original_line="" if is_resolution else _original_line(document, house),
        language=language.masthead_language,
    )


def _original_line(document: Document, house: House) -> str:
    line = house.original_line(document.original)
    return line.replace("\u00a0:", ":") if LAYOUTS[document.layout].sets_colon_close else line


def session_block(document: Document, setter: Setter) -> SessionBlock:
    """Return sessions and agenda, organ and venue, and the note of a reissue."""
    house = setter.house
    reissued = house.reissued(document.reissued) if document.reissued else ""
    return SessionBlock(
        columns=tuple(_columns(document, setter)),
        subsidiary_organ=house.organ(document.organ[0]) if document.organ[0] in _PARENTS else "",
        subsidiary=setter.line(document.subsidiary) if document.subsidiary else None,
        venue=setter.line(document.venue) if document.venue else None,
        reissued=setter.markup(reissued, house.language.code),
    )


def _columns(document: Document, setter: Setter) -> list[SessionColumn]:
    """Return a column for each session, which a joint symbol begins with its organ; the agenda is in the first one."""
    house = setter.house
    columns = []
    for place, session in enumerate(document.session):
        organ = document.organ[min(place, len(document.organ) - 1)]
        words = house.session(session.value, session.kind.replace("_", "-"), organ)
        named = house.organ(organ) if len(document.organ) > 1 else ""
        columns.append(SessionColumn(named, setter.markup(words, house.language.code)))
    agenda = tuple(_agenda_line(document, agenda, setter) for agenda in document.agenda)
    if not agenda:
        return columns
    first, *others = columns or [SessionColumn()]
    return [replace(first, agenda=agenda), *others]


def _agenda_line(document: Document, agenda: Agenda, setter: Setter) -> AgendaLine:
    """Return the line of the items, its note called by an asterisk (two, if the symbol has one), and their title."""
    house = setter.house
    mark = "**" if document.reissued else "*"
    notes = Notes({mark: agenda.note}) if agenda.note else None
    call = f"<fn>{mark}</fn>" if agenda.note else ""
    items = house.agenda_items(agenda.items, of=agenda.of, note_mark=call, organ=document.organ[0])
    return AgendaLine(setter.markup(items, house.language.code, notes), setter.line(agenda.title))


def footer(document: Document, house: House) -> Footer:
    """Return job line, codes and the words beside the recycling mark."""
    code = house.language.code
    job = document.job[code]
    layout = LAYOUTS[document.layout]
    symbol = document.symbol[0].text
    return Footer(
        job_number=str(job.number),
        job_line=job_line(job, house.language.job_letter, layout.job_gap, is_mirrored=house.language.direction == "rtl"),
        bar_code=bar_code_path(job.number.bar_code) if layout.has_bar_code else None,
        bar_code_text=house.word("footer.bar-code", job_number=job.number.text),
        bar_code_figures=f"*{job.number.bar_code}*" if layout.has_bar_code_figures else "",
        qr_code=qr_code_path(str(document.symbol[0]), code) if layout.has_qr_code else None,
        qr_code_text=house.word("footer.qr-code", address=public_address(symbol, code)) if layout.has_qr_code else "",
        please_recycle=house.please_recycle() if document.recycle else "",
    )


def job_line(job: Job, letter: str, gaps: tuple[int, int] = (1, 4), *, is_mirrored: bool = False) -> str:
    """Return the line over the bar code: number, language letter and the dates as ddmmyy, *gaps* spaces before them.

    In Arabic the dates come first, so that the number stands at the outer edge. Source: 11-37474 (A) of June 2011.
    """
    before_letter, before_date = ("\u00a0" * count if count > 1 else " " for count in gaps)
    number = f"{job.number}{before_letter}({letter})"
    fields = [number, *(f"{date:%d%m%y}" for date in job.dates)]
    return before_date.join(reversed(fields) if is_mirrored else fields)
