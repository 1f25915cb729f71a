"""Arguments: what can be typed after a verb, one function for what belongs together. Each adds to a verb's parser."""

from __future__ import annotations

import datetime
from argparse import ArgumentParser, ArgumentTypeError
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # --help should not wait for the models of a document
    from sixfold.document import LanguageCode

CODES: tuple[LanguageCode, ...] = ("ar", "en", "es", "fr", "ru", "zh")
EDITIONS = ("screen", "archive")
PSEUDO = ("qps", "qpr")


def documents(parser: ArgumentParser) -> None:
    """Which documents: none means all."""
    parser.add_argument("documents", metavar="DOCUMENT", nargs="*", help="symbol, slug or seed; all of seeds/ for none")


def languages(parser: ArgumentParser, more: tuple[str, ...] = (), help_more: str = "") -> None:
    """Which languages, of the six and *more*."""
    parser.add_argument(
        "--lang",
        metavar="CODE",
        action="append",
        type=str.lower,
        choices=(*CODES, *more),
        default=[],
        help=f"one of {' '.join(CODES)}; again for more; all six for none{help_more}",
    )


def edition_languages(parser: ArgumentParser) -> None:
    """Which languages, pseudo-languages among them."""
    languages(parser, PSEUDO, "; qps and qpr write a pseudo-language, to look for what can’t be translated")


def drafts(parser: ArgumentParser) -> None:
    """What becomes of drafts."""
    strict = "write nothing that is not completely translated, and exit with 1"
    parser.add_argument("--strict", action="store_true", help=strict)
    parser.add_argument("--proof", action="store_true", help="print each text's context in the margin")


def edition(parser: ArgumentParser) -> None:
    """Which edition."""
    purpose = "screen (the default): tagged PDF/A-2a and PDF/UA-1; archive: PDF/A-3a with seed and catalogs attached"
    parser.add_argument("--edition", choices=EDITIONS, default="screen", help=purpose)


def pdfs(parser: ArgumentParser) -> None:
    """Which PDFs are examined."""
    parser.add_argument("files", metavar="FILE", nargs="*", help="PDFs; all in build/ for none")


def comparison(parser: ArgumentParser) -> None:
    """Which release the new one is compared with."""
    other = "say how the release differs from that of this manifest.json, from another machine for one"
    parser.add_argument("--compare", metavar="FILE", help=other)


def deep(parser: ArgumentParser) -> None:
    """Whether other programs are asked, too."""
    parser.add_argument("--deep", action="store_true", help="ask hunspell, pofilter and msgfmt, too, where installed")


def report(parser: ArgumentParser) -> None:
    """How findings are told, and what rules say."""
    forms = ("text", "json", "sarif", "junit")
    parser.add_argument(
        "--format", choices=forms, default="text", help="text for people (the default), or for machines"
    )
    parser.add_argument("--rules", action="store_true", help="list the rules")
    parser.add_argument("--explain", metavar="RULE", help="explain a rule, with samples")


def sheets(parser: ArgumentParser) -> None:
    """What a print shop orders."""
    parser.add_argument("--marks", action="store_true", help="crop and registration marks around each sheet")
    bleed = "room around the trimmed page, 3 with marks and none without; no document fills it"
    parser.add_argument("--bleed-mm", type=_millimetres, metavar="MM", help=bleed)
    fold = "fill up to a multiple of so many pages with empty ones; 2, or 4 for a booklet; 1 adds none"
    parser.add_argument("--fold", type=int, choices=(1, 2, 4), help=fold)
    impose = "booklet: two pages side by side, to be folded and stitched in the fold"
    parser.add_argument("--impose", choices=("none", "booklet"), default="none", help=impose)
    parser.add_argument("--profile", metavar="FILE.icc", help="the press’s own CMYK profile, instead of Ghostscript’s")
    condition = "the profile’s name in the registry of the ICC, FOGRA39, where the file doesn’t tell it"
    parser.add_argument("--condition", metavar="NAME", help=condition)


def _millimetres(text: str) -> float:
    """Return a bleed that a sheet can have; argparse makes a sentence of what is raised."""
    try:
        millimetres = float(text)
    except ValueError:
        millimetres = -1
    if 0 <= millimetres <= 50:
        return millimetres
    raise ArgumentTypeError(f"“{text}” is not a bleed from 0 to 50 mm")


def _percent(typed: str) -> int:
    """Return the number of a percentage, `100` or `100%`."""
    number = typed.removesuffix("%").strip()
    if not (number.isascii() and number.isdigit() and int(number) <= 100):
        raise ArgumentTypeError(f"“{typed}” is not a percentage from 0 to 100")
    return int(number)


def standing(parser: ArgumentParser) -> None:
    """How the standing of translations is told."""
    form = "a table for people (the default), or JSON for machines"
    parser.add_argument("--format", choices=("text", "json"), default="text", help=form)
    required = "exit with 1 where less is translated"
    parser.add_argument("--require", metavar="PERCENT", type=_percent, help=required)


def _day(typed: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(typed)
    except ValueError:
        raise ArgumentTypeError(f"“{typed}” is not a date such as 2012-09-18") from None


def beginning(parser: ArgumentParser) -> None:
    """What a new seed begins with."""
    parser.add_argument("symbol", metavar="SYMBOL", help="A/67/1, or A/68/984-S/2014/642 for a joint one")
    kinds = "letter, note-verbale, report, resolution or draft-resolution"
    parser.add_argument("--kind", required=True, metavar="KIND", help=kinds)
    original = "the language that it is written in (en)"
    parser.add_argument(
        "--original", "--lang", metavar="CODE", type=str.lower, choices=CODES, default="en", help=original
    )
    parser.add_argument("--organ", metavar="ORGAN", help="where the symbol doesn’t tell: general-assembly, …")
    parser.add_argument("--date", metavar="DATE", type=_day, help="of the masthead, 2012-09-18; today for none")
    parser.add_argument("--job", metavar="NUMBER", help="job number, 12-53026")


def editorial(parser: ArgumentParser) -> None:
    """Which changes are editorial."""
    help_text = "its change is editorial: translations stay valid (A-66-398:annex.op.5); again for more"
    parser.add_argument("--editorial", metavar="DOCUMENT:TEXT", action="append", default=[], help=help_text)


def versions(parser: ArgumentParser) -> None:
    """What git hands a merge driver."""
    parser.add_argument("base", metavar="BASE", help="the common version (git: %%O)")
    parser.add_argument("ours", metavar="OURS", help="our version, which the merged one replaces (%%A)")
    parser.add_argument("theirs", metavar="THEIRS", help="the other version (%%B)")
    parser.add_argument("path", metavar="PATH", help="the catalog’s place in the repository (%%P)")


def jobs(parser: ArgumentParser) -> None:
    """How many at a time."""
    purpose = "editions made at a time; as many as there are cores, if not given"
    parser.add_argument("--jobs", metavar="N", type=_count, help=purpose)


def _count(typed: str) -> int:
    if typed.isascii() and typed.isdigit() and int(typed[:9]) >= 1:
        return int(typed[:9])
    raise ArgumentTypeError(f"“{typed}” is not a number of editions, from 1 on")


def word(parser: ArgumentParser) -> None:
    """Which word."""
    kinds = "session, item, date, organ, …; none lists them all"
    parser.add_argument("kind", metavar="KIND", nargs="?", help=kinds)
    parser.add_argument("values", metavar="VALUE", nargs="*")


def memory(parser: ArgumentParser) -> None:
    """What goes out to other programs or comes in."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="export|import")
    export = actions.add_parser("export", help="write translations for other programs into build/memory/")
    export.add_argument(
        "--format", choices=("tmx", "xliff1", "xliff2"), default="xliff2", help="xliff2 where none is typed"
    )
    export.add_argument("--output", metavar="FOLDER", help="write there instead")
    documents(export)
    languages(export)
    take = actions.add_parser("import", help="take over translations from a TMX or XLIFF file")
    take.add_argument("file", metavar="FILE")
    take.set_defaults(documents=[])
