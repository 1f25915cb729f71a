"""A document → what page 1 has above its text and below it: masthead, session and agenda, footer with its two codes."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from sixfold.compose.models import AgendaLine, BarCode, Footer, LinkedSymbol, Masthead, SessionBlock, SessionColumn
from sixfold.compose.text import Notes, TextRenderer
from sixfold.document.model import Document, Job
from sixfold.document.symbols import public_address

#: Whose name the masthead bears instead; the organ's own stands below the rule. Source: A/HRC/RES/26/8.
_PARENTS = {"human-rights-council": "general-assembly"}

#: Resolutions have neither a line for their language nor one for the original. Source: A/RES/73/3, A/RES/55/67.
_WITHOUT_LANGUAGE = ("A/RES/", "S/RES/")


@dataclass(frozen=True)
class Layout:
    """What a layout decides beyond its stylesheet.

    `digits` are those of Arabic running text; `contents_levels` how many levels of headings the list of contents names, which
    also has a column for the numbers of their paragraphs if `contents_count` is true; `job_spaces` how many there are in the
    job line: before the language letter and before each date. `sets_colon_close` says that French has no space before the colon
    of the masthead, `keeps_names` that titles part no "Security Council", `has_short_heads` that the running head has a line
    for each symbol, and head and feet leave out the asterisk of a reissue, `has_large_annexes` that the word "Annex" and titles
    below it are large in letters, too, `has_blue_links` that links of the text are blue on a screen. `earlier` and `later`
    are stylesheets for documents that are dated before a day, and from a day on.
    """

    digits: str
    has_qr_code: bool = False
    has_bar_code: bool = True
    has_bar_code_figures: bool = False
    contents_levels: int = 2
    contents_count: bool = False
    job_spaces: tuple[int, int] = (1, 4)
    sets_colon_close: bool = False
    keeps_names: bool = False
    has_short_heads: bool = False
    has_large_annexes: bool = True
    has_blue_links: bool = False
    earlier: tuple[datetime.date, str] | None = None
    later: tuple[datetime.date, str] | None = None


#: Source: New York printed ٠١٢ in 2009-2017, 012 and a QR code today; Geneva 012, a QR code and figures
#: below the bars in 2019, not even a bar code in 2009.
#: Names are whole in 40 of 42 titles of 2025; page 2 of A/66/398 has room for a title that parts "United Nations" only.
#: "Original: anglais" without space: A/HRC/WG.6/7/ITA/1. Short heads: A/79/843*-S/2025/201*; small annexes: A/80/141,
#: S/2025/63. The template changed about 1 April 2025: text at the top of a page is lower since in 130 letters; and between
#: 7 and 27 January 2026: titles there are lower in A/80/605, A/80/615 and later ones, not in A/80/590.
LAYOUTS = {
    "new-york-2011": Layout("arab"),
    "new-york-2025": Layout(
        "latn", has_qr_code=True, keeps_names=True, has_short_heads=True, has_large_annexes=False, has_blue_links=True,
        earlier=(datetime.date(2025, 4, 1), "new-york-2025-march"), later=(datetime.date(2026, 1, 20), "new-york-2026"),
    ),
    "geneva": Layout(
        "latn", has_qr_code=True, has_bar_code_figures=True, contents_levels=4, contents_count=True, job_spaces=(2, 2)
    ),
    "geneva-2009": Layout("latn", has_bar_code=False, contents_levels=4, contents_count=True, sets_colon_close=True),
}  # fmt: skip


def layout_stylesheets(document: Document) -> list[str]:
    """Return the stylesheets of the document's layout, which may change with its date."""
    earlier, later = LAYOUTS[document.layout].earlier, LAYOUTS[document.layout].later
    names: list[str] = [document.layout]
    if earlier and document.date < earlier[0]:
        names.append(earlier[1])
    if later and document.date >= later[0]:
        names.append(later[1])
    return [f"layouts/{name}" for name in names]


def masthead(document: Document, renderer: TextRenderer) -> Masthead:
    """Return what stands above the rule of page 1: names, symbols, emblem, distribution block."""
    house = renderer.house
    language = house.language
    is_resolution = document.symbol[0].text.startswith(_WITHOUT_LANGUAGE)
    name = house.word("masthead.united-nations")
    space = "" if LAYOUTS[document.layout].sets_colon_close else "\u00a0"
    return Masthead(
        united_nations=renderer.fixed(language.stretched_names.get(name, name)),
        symbols=tuple(
            LinkedSymbol(symbol.series, symbol.rest, public_address(symbol.text, language.code, document.date))
            for symbol in document.symbol
        ),
        emblem=document.emblem or "",
        emblem_text=house.word("masthead.emblem") if document.emblem else "",
        organs=tuple(renderer.fixed(house.organ(_PARENTS.get(organ, organ))) for organ in document.organ),
        distribution=renderer.fixed(house.distribution(document.distribution)),
        date=renderer.markup(house.masthead_date(document.date), language.masthead_language),
        language_line=renderer.fixed("" if is_resolution else house.language_line(document.original)),
        original_line=renderer.fixed(
            "" if is_resolution else house.original_line(document.original).replace("\u00a0:", f"{space}:")
        ),
        language=language.masthead_language,
    )


def session_block(document: Document, renderer: TextRenderer) -> SessionBlock:
    """Return sessions and agenda, organ and venue, and the note of a reissue.

    There is a column for each session, which a joint symbol begins with its organ; the agenda is in the first one. The note to
    an agenda is called by an asterisk, or by two if the symbol has one.
    """
    house = renderer.house
    words = house.reissued(document.reissued) if document.reissued else ""
    reissued = renderer.fixed(renderer.markup(words, house.language.code))
    columns = []
    for place, session in enumerate(document.session):
        organ = document.organ[min(place, len(document.organ) - 1)]
        words = house.session(session.value, session.kind.replace("_", "-"), organ)
        counted = renderer.fixed(renderer.markup(words, house.language.code))
        named = renderer.fixed(house.organ(organ) if len(document.organ) > 1 else "")
        columns.append(SessionColumn(named, counted))
    lines = []
    for agenda in document.agenda:
        mark = "**" if document.reissued else "*"
        notes, call = (Notes({mark: agenda.note}, {mark: mark}), f"<fn>{mark}</fn>") if agenda.note else (None, "")
        items = house.agenda_items(agenda.items, of=agenda.of, note_mark=call, organ=document.organ[0])
        titles = tuple(renderer.title(title) for title in agenda.title)
        lines.append(AgendaLine(renderer.fixed(renderer.markup(items, house.language.code, notes)), titles))
    if lines:
        first, *others = columns or [SessionColumn()]
        columns = [replace(first, agenda=tuple(lines)), *others]
    return SessionBlock(
        columns=tuple(columns),
        subsidiary_organ=renderer.fixed(house.organ(document.organ[0]) if document.organ[0] in _PARENTS else ""),
        subsidiary=renderer.line(document.subsidiary) if document.subsidiary else None,
        venue=renderer.line(document.venue) if document.venue else None,
        reissued=reissued,
    )


def footer(document: Document, renderer: TextRenderer) -> Footer:
    """Return job line, codes and the words beside the recycling mark."""
    house, code = renderer.house, renderer.house.language.code
    job = document.job[code]
    layout = LAYOUTS[document.layout]
    address = public_address(document.symbol[0].text, code, document.date)
    return Footer(
        job_number=job.number.text if layout.has_short_heads else str(job.number),
        job_line=job_line(job, house.language.job_letter, layout.job_spaces, is_mirrored=house.language.direction == "rtl"),
        bar_code=bar_code_path(job.number.bar_code) if layout.has_bar_code else None,
        bar_code_text=house.word("footer.bar-code", job_number=job.number.text),
        bar_code_figures=f"*{job.number.bar_code}*" if layout.has_bar_code_figures else "",
        qr_code=qr_code_path(address) if layout.has_qr_code else None,
        qr_code_text=house.word("footer.qr-code", address=address) if layout.has_qr_code else "",
        please_recycle=renderer.fixed(house.please_recycle() if document.recycle else ""),
    )


def job_line(job: Job, letter: str, spaces: tuple[int, int] = (1, 4), *, is_mirrored: bool = False) -> str:
    """Return the line over the bar code: number, language letter and the dates as ddmmyy.

    *spaces* is how many stand before the letter and before each date. In Arabic the dates come
    first, so that the number stands at the outer edge. Source: 11-37474 (A) of June 2011.
    """
    before_letter, before_date = ("\u00a0" * count if count > 1 else " " for count in spaces)
    number = f"{job.number}{before_letter}({letter})"
    fields = [number, *(f"{date:%d%m%y}" for date in job.dates)]
    return before_date.join(reversed(fields) if is_mirrored else fields)


#: The bars of each digit, and of the start and stop mark. Source: ISO/IEC 16388, table 1.
_CODE_39 = {
    "0": "101000111011101", "1": "111010001010111", "2": "101110001010111", "3": "111011100010101", "4": "101000111010111",
    "5": "111010001110101", "6": "101110001110101", "7": "101000101110111", "8": "111010001011101", "9": "101110001011101",
    "*": "100010111011101",
}  # fmt: skip


def bar_code_path(digits: str) -> BarCode:
    """Return the bars of *digits* between the start and stop marks, without a check character.

    Source: ISO/IEC 16388 (Code 39); the United Nations prints the number without hyphen and without check character.
    """
    modules = "0".join(_CODE_39[sign] for sign in f"*{digits}*")
    return BarCode(_bars(modules, 0), len(modules))


def qr_code_path(address: str) -> BarCode:
    """Return the QR code of a document's public *address*, https://undocs.org/ru/S/2024/228, without quiet zone.

    Source: ISO/IEC 18004; address and level L as on S/2024/228 and S/2023/664.
    """
    import segno  # noqa: PLC0415  (10 ms, and not on every page)

    rows = segno.make(address, error="l", boost_error=False, micro=False).matrix
    return BarCode("".join(_bars("".join(map(str, row)), place) for place, row in enumerate(rows)), len(rows))


def _bars(modules: str, top: int) -> str:
    """Return the dark modules of a row, which are written as 1, as rectangles one unit high."""
    runs = ((run.start(), len(run[0])) for run in re.finditer("1+", modules))
    return "".join(f"M{start} {top}h{width}v1h-{width}z" for start, width in runs)
