"""The verbs of the command line: what each does, its arguments, and an example that runs. Their work is in modules of their names.

Here nothing heavy is imported, so that --help and a wrong word are answered at once.
"""

from __future__ import annotations

import datetime
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sixfold.languages import LanguageCode

CODES: tuple[LanguageCode, ...] = ("ar", "en", "es", "fr", "ru", "zh")
EDITIONS = ("screen", "archive")
PSEUDO = ("qps", "qpr")


class Verb(NamedTuple):
    """A verb: its purpose, an example that runs, and what adds its arguments to a parser."""

    purpose: str
    example: str
    add_arguments: Callable[[ArgumentParser], None]


def _documents(parser: ArgumentParser) -> None:
    help_text = "symbol, slug or path of a seed; default: all of seeds/"
    parser.add_argument("documents", metavar="DOCUMENT", nargs="*", help=help_text)


def _languages(parser: ArgumentParser, *more: str, help_more: str = "") -> None:
    help_text = f"one of {' '.join(CODES)}; may be repeated; default: all six{help_more}"
    parser.add_argument(
        "--lang", metavar="CODE", action="append", type=str.lower, choices=(*CODES, *more), default=[], help=help_text
    )


def _catalogs(parser: ArgumentParser) -> None:
    _documents(parser)
    _languages(parser)


def _report(parser: ArgumentParser) -> None:
    formats = ("text", "json", "sarif")
    parser.add_argument("--format", choices=formats, default="text", help="format of the report; default: text")
    parser.add_argument("--rules", action="store_true", help="list the rules")
    parser.add_argument("--explain", metavar="RULE", help="explain a rule, with samples")


def _new(parser: ArgumentParser) -> None:
    parser.add_argument("symbol", metavar="SYMBOL", help="A/67/1, or A/68/984-S/2014/642 for a joint one")
    kinds = "letter, note-verbale, report, resolution or draft-resolution"
    parser.add_argument("--kind", required=True, metavar="KIND", help=kinds)
    original = "the language that it is written in; default: en"
    parser.add_argument("--original", "--lang", metavar="CODE", type=str.lower, choices=CODES, default="en", help=original)
    parser.add_argument("--organ", metavar="ORGAN", help="general-assembly, …, where the symbol doesn’t say it")
    parser.add_argument("--date", metavar="DATE", type=_day, help="date in the masthead, 2012-09-18; default: today")
    parser.add_argument("--job", metavar="NUMBER", help="job number, 12-53026")


def _day(typed: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(typed)
    except ValueError:
        raise ArgumentTypeError(f"“{typed}” is not a date such as 2012-09-18") from None


def _pdf(parser: ArgumentParser) -> None:
    _documents(parser)
    _languages(parser, *PSEUDO, help_more="; qps and qpr write a pseudo-language, to look for what can’t be translated")
    strict = "write nothing that is not completely translated, and exit with 1"
    parser.add_argument("--strict", action="store_true", help=strict)
    parser.add_argument("--proof", action="store_true", help="print the ID of each unit in the margin")
    purpose = "screen (tagged PDF/A-2a and PDF/UA-1) or archive (PDF/A-3a with seed and catalogs attached); default: screen"
    parser.add_argument("--edition", choices=EDITIONS, default="screen", help=purpose)
    purpose = "number of editions made at a time; default: number of cores"
    parser.add_argument("--jobs", metavar="N", type=_count, help=purpose)


def _count(typed: str) -> int:
    if typed.isascii() and typed.isdigit() and int(typed[:9]) >= 1:
        return int(typed[:9])
    raise ArgumentTypeError(f"“{typed}” is not a number of editions, from 1 on")


def _press(parser: ArgumentParser) -> None:
    _catalogs(parser)
    parser.add_argument("--marks", action="store_true", help="crop and registration marks around each sheet")
    bleed = "space around the trimmed page, in which nothing is printed; default: 3 with marks, else 0"
    parser.add_argument("--bleed-mm", type=_millimetres, metavar="MM", help=bleed)
    fold = "add empty pages up to a multiple of this number; default: 2, for a booklet 4; 1 adds none"
    parser.add_argument("--fold", type=int, choices=(1, 2, 4), help=fold)
    impose = "booklet: two pages side by side, to be folded and stitched in the fold; default: none"
    parser.add_argument("--impose", choices=("none", "booklet"), default="none", help=impose)
    parser.add_argument("--profile", metavar="FILE.icc", help="CMYK profile of the press; default: the one of Ghostscript")
    condition = "the profile’s name in the registry of the ICC, FOGRA39, where the file doesn’t say it"
    parser.add_argument("--condition", metavar="NAME", help=condition)


def _millimetres(typed: str) -> float:
    try:
        millimetres = float(typed)
    except ValueError:
        millimetres = -1
    if 0 <= millimetres <= 50:
        return millimetres
    raise ArgumentTypeError(f"“{typed}” is not a bleed from 0 to 50 mm")


def _status(parser: ArgumentParser) -> None:
    _catalogs(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="format of the table; default: text")
    parser.add_argument("--require", metavar="PERCENT", type=_percent, help="exit with 1 where less is translated")


def _percent(typed: str) -> int:
    number = typed.removesuffix("%").strip()
    if not (number.isascii() and number.isdigit() and int(number) <= 100):
        raise ArgumentTypeError(f"“{typed}” is not a percentage from 0 to 100")
    return int(number)


def _check(parser: ArgumentParser) -> None:
    _catalogs(parser)
    _report(parser)
    parser.add_argument("--deep", action="store_true", help="run hunspell and msgfmt, too, where installed")


def _merge_driver(parser: ArgumentParser) -> None:
    parser.add_argument("base", metavar="BASE", help="the common ancestor (git: %%O)")
    parser.add_argument("ours", metavar="OURS", help="our version, which is overwritten by the merged one (%%A)")
    parser.add_argument("theirs", metavar="THEIRS", help="the other version (%%B)")
    parser.add_argument("path", metavar="PATH", help="path of the catalog in the repository (%%P)")


def _preflight(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="*", help="PDFs; default: all in build/, build/archive/, build/press/")
    _report(parser)


def _words(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", nargs="?", help="session, item, date, organ, …; default: list all kinds")
    parser.add_argument("values", metavar="VALUE", nargs="*", help="a number, a date, an organ, …, as the kind needs")


VERBS: Mapping[str, Verb] = MappingProxyType({
    "new": Verb("create a document from an annotated template", "sixfold new A/67/1 --kind letter", _new),
    "extract": Verb("write the catalog templates (.pot)", "sixfold extract A/66/398", _documents),
    "update": Verb("update the catalogs (.po) from the source", "sixfold update --lang fr", _catalogs),
    "pdf": Verb("write PDFs", "sixfold pdf --lang fr A/66/398", _pdf),
    "press": Verb("write PDF/X-4 for the print shop, in black alone", "sixfold press --lang fr --marks A/66/398", _press),
    "status": Verb("show how far each translation is", "sixfold status --lang ru", _status),
    "check": Verb("check the translations", "sixfold check --lang zh A-66-398", _check),
    "merge-driver": Verb(
        "merge two versions of a catalog for git", "sixfold merge-driver base.po ours.po theirs.po fr.po", _merge_driver),
    "preflight": Verb(
        "check whether PDFs are fit for screen, archive and press", "sixfold preflight build/A-66-398.fr.pdf", _preflight),
    "release": Verb("make every edition in all six languages, all or nothing", "sixfold release A/66/398", _documents),
    "doctor": Verb("report what is missing on this machine", "sixfold doctor", lambda _: None),
    "words": Verb("print a fixed word, session, item or date in six languages", "sixfold words session 73", _words),
})  # fmt: skip
"""Every verb, in the order of the help."""
