"""The verbs of the command line: what each does, its arguments, and an example that runs.

Here nothing heavy is imported, so that --help and a wrong word are answered at once.
"""

from __future__ import annotations

import datetime
from argparse import ArgumentTypeError
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from sixfold.languages import LanguageCode

Value = TypeVar("Value")

CODES: tuple[LanguageCode, ...] = ("ar", "en", "es", "fr", "ru", "zh")
EDITIONS = ("screen", "archive")
PSEUDO = ("qps", "qpr")


class Argument:
    """An argument of a verb: its names, and what else `ArgumentParser.add_argument` takes."""

    def __init__(self, *names: str, **settings: Any) -> None:
        """Keep them for the parser of each verb that has the argument."""
        self.names, self.settings = names, settings


class Verb(NamedTuple):
    """A verb: its purpose, an example that runs, and its arguments.

    Its work is `run` in the module of its name, or the function of its name in `module`, which has a sibling's, too.
    """

    purpose: str
    example: str
    arguments: Sequence[Argument] = ()
    module: str = ""


def _reader(convert: Callable[[str], Value], wanted: str, is_wanted: Callable[[Value], bool] = bool) -> Callable[[str], Value]:
    """Return what reads a word by *convert*, where that gives what *is_wanted*; the error says what that is."""

    def read(typed: str) -> Value:
        with suppress(ValueError):
            if typed.isascii() and is_wanted(value := convert(typed)):
                return value
        raise ArgumentTypeError(f"“{typed}” is not {wanted}")

    return read


_DAY = _reader(datetime.date.fromisoformat, "a date such as 2012-09-18")
_COUNT = _reader(int, "a number of editions, from 1 on", lambda number: number >= 1)
_MILLIMETRES = _reader(float, "a bleed from 0 to 50 mm", lambda millimetres: 0 <= millimetres <= 50)
_PERCENT = _reader(lambda typed: int(typed.removesuffix("%")), "a percentage from 0 to 100", lambda part: 0 <= part <= 100)


def _version(typed: str) -> str:
    if not typed.strip():
        raise ArgumentTypeError("nothing is named to compare with")
    return typed


def _since(purpose: str, **settings: Any) -> Argument:
    return Argument("--since", metavar="VERSION", type=_version, help=purpose, **settings)


def _one_language(purpose: str, *names: str, **settings: Any) -> Argument:
    return Argument(*names, metavar="CODE", type=str.lower, help=purpose, **{"choices": CODES} | settings)


def _languages(purpose: str = "default: all six", more: tuple[str, ...] = (), **settings: Any) -> Argument:
    settings = {"action": "append", "choices": (*CODES, *more), "default": []} | settings
    return _one_language(f"one of {' '.join(CODES)}; may be repeated{purpose and '; '}{purpose}", "--lang", **settings)


def _documents(purpose: str, **settings: Any) -> Argument:
    return Argument("documents", metavar="DOCUMENT", help=f"symbol, slug or path of a seed{purpose}", **settings)


def _files(purpose: str) -> Argument:
    return Argument("files", metavar="FILE", nargs="*", help=purpose)


def _date(purpose: str) -> Argument:
    today = datetime.date.today()  # where the person sits
    return Argument("--date", metavar="DATE", type=_DAY, default=today, help=f"{purpose}; default: today")


def _format(of_what: str, *more: str) -> Argument:
    return Argument("--format", choices=("text", "json", *more), default="text", help=f"format of {of_what}; default: text")


def _switch(name: str, purpose: str) -> Argument:
    return Argument(name, action="store_true", help=purpose)


_DOCUMENTS, _ONE_DOCUMENT = _documents("; default: all of seeds/", nargs="*"), _documents("", nargs=1)
_CATALOGS = (_DOCUMENTS, _languages())
_PDF = (
    _DOCUMENTS,
    _languages("default: all six; qps and qpr write a pseudo-language, to look for what can’t be translated", PSEUDO),
    _switch("--strict", "write nothing that is not completely translated, and exit with 1"),
    _switch("--proof", "print the address of each unit in the margin, fuzzy translations, and what changed in their source"),
    _switch("--fuzzy", "print fuzzy translations, marked, instead of the source text"),
    _since("mark what changed since a git revision, a release (its folder or manifest.json), another checkout, a seed or "
           "an archive edition"),
    Argument("--edition", choices=EDITIONS, default="screen", help="screen (tagged PDF/A-2a and PDF/UA-1) or "
             "archive (PDF/A-3a with seed and catalogs attached); default: screen"),
    _one_language("print this language beside each other one, a row for each unit, for revisers", "--beside"),
    Argument("--pages", choices=("alternate",),
             help="with --beside: alternate puts each language on pages of its own, which face each other"),
    Argument("--jobs", metavar="N", type=_COUNT, help="number of editions made at a time; default: number of cores"),
)  # fmt: skip
_CLUSTER = (
    Argument("--cluster", metavar="ADDRESS",
             help="let the workers of a Dask scheduler do it, tcp://host:8786; default: this machine (docs/scale.md)"),
    Argument("--store", metavar="URL", help="folder or bucket (s3://…) that the workers and this machine see, where the cluster "
             "leaves its PDFs; default: they are sent"),
)  # fmt: skip
_REPORT = (
    _format("the report", "sarif"),
    _switch("--rules", "list the rules"),
    Argument("--explain", metavar="RULE", help="explain a rule, with samples"),
)

#: What a Word file may have that a person has to decide on; `word.model.Question` is the same.
_DECIDED = ("changes", "comments", "text-boxes", "equations", "objects")

VERBS: Mapping[str, Verb] = MappingProxyType({
    "new": Verb("create a document from an annotated template", "sixfold new A/67/1 --kind letter", (
        Argument("symbol", metavar="SYMBOL", help="A/67/1, or A/68/984-S/2014/642 for a joint one"),
        Argument("--kind", required=True, metavar="KIND",
                 help="letter, note-verbale, report, resolution, draft-resolution or corrigendum"),
        _one_language("the language that it is written in; default: en", "--original", "--lang", default="en"),
        Argument("--organ", metavar="ORGAN", help="general-assembly, …, where the symbol doesn’t say it"),
        _date("date in the masthead, 2012-09-18"),
        Argument("--job", metavar="NUMBER", help="job number, 12-53026"),
    ), "seeds"),
    "import": Verb("write a seed from a Word file or PDF, or fill its catalog", "sixfold import report.docx --accept changes", (
        Argument("file", metavar="FILE", help="a .docx, or a letter’s PDF; where LibreOffice is installed, a .doc or .odt"),
        _one_language(
            f"one of {' '.join(CODES)}: the file is a translation, which fills the catalog of a seed that is there", "--lang"),
        Argument("--document", metavar="DOCUMENT",
                 help="symbol, slug or path of that seed; default: the one with the file’s symbol"),
        *(Argument(f"--{verb}", metavar="WHAT", action="append", choices=_DECIDED, default=[],
                   help=f"{purpose}: {', '.join(_DECIDED)}; may be repeated")
          for verb, purpose in (("accept", "take in what a seed can’t say"), ("reject", "leave it out"))),
    )),
    "extract": Verb("write the catalog templates (.pot)", "sixfold extract A/66/398", (_DOCUMENTS,), "update"),
    "update": Verb("update the catalogs (.po) from the source", "sixfold update --lang fr", _CATALOGS, "update"),
    "pdf": Verb("write PDFs", "sixfold pdf --lang fr A/66/398", (*_PDF, *_CLUSTER)),
    "watch": Verb("write PDFs again whenever a seed, a catalog or a template is saved", "sixfold watch --lang fr A/66/398", _PDF),
    "proof": Verb("show the pages in a browser, with the catalog beside them", "sixfold proof --lang fr A/66/398", (
        *_CATALOGS,
        Argument("--by", metavar="NAME", default="", help="your name, for the header of catalogs; default: git’s user"),
        _switch("--no-browser", "only print the address"),
    )),
    "press": Verb("write PDF/X-4 for the print shop, in black alone", "sixfold press --lang fr --marks A/66/398", (
        *_CATALOGS,
        _switch("--marks", "crop and registration marks around each sheet"),
        Argument("--bleed-mm", type=_MILLIMETRES, metavar="MM",
                 help="space around the trimmed page, in which nothing is printed; default: 3 with marks, else 0"),
        Argument("--fold", type=int, choices=(1, 2, 4),
                 help="add empty pages up to a multiple of this number; default: 2, for a booklet 4; 1 adds none"),
        Argument("--impose", choices=("none", "booklet"), default="none",
                 help="booklet: two pages side by side, to be folded and stitched in the fold; default: none"),
        Argument("--profile", metavar="FILE.icc", help="CMYK profile of the press; default: the one of Ghostscript"),
        Argument("--condition", metavar="NAME",
                 help="the profile’s name in the registry of the ICC, FOGRA39, where the file doesn’t say it"),
        *_CLUSTER,
    )),
    "status": Verb("show how far each translation is", "sixfold status --lang ru", (
        *_CATALOGS,
        _format("the table"),
        Argument("--require", metavar="PERCENT", type=_PERCENT, help="exit with 1 where less is translated"),
        _switch("--count", "count the words of the source as a contract does: new, near, repeated"),
        _since("the same, with what is unchanged since a git revision, a release (its folder or manifest.json) or a seed"),
    )),
    "check": Verb("check the translations", "sixfold check --lang zh A-66-398", (
        *_CATALOGS,
        *_REPORT,
        _switch("--deep", "run hunspell and msgfmt, too, where installed"),
    )),
    "facts": Verb(
        "write what each unit states in six languages, and where they differ, to sign", "sixfold facts A/66/398", (_DOCUMENTS,)),
    "find": Verb("find a text, or a unit by its address, in all documents", 'sixfold find "trafficking in persons" --lang fr', (
        Argument("text", metavar="TEXT", help="words, in any of the languages; or an address such as annex.op.7"),
        *_CATALOGS,
        _format("what is found"),
    )),
    "revise": Verb("mark translations as revised", "sixfold revise A/66/398 --lang fr --by AB --unit annex.op.2", (
        _documents("; house for the fixed words", nargs="+"),
        _languages("", required=True, default=None),
        Argument("--by", metavar="NAME", required=True, help="initials or name of the reviser"),
        Argument("--unit", metavar="ADDRESS", action="extend", type=str.split, default=[],
                 help="annex.op.2, as proofs print it; may be repeated; default: every unit that is translated and not fuzzy"),
    ), "marks"),
    "queries": Verb("list what translators ask the author", "sixfold queries A/66/398", (*_CATALOGS, _format("the list")), "marks"),
    "merge-driver": Verb(
        "merge two versions of a catalog for git", "sixfold merge-driver base.po ours.po theirs.po fr.po", (
        Argument("base", metavar="BASE", help="the common ancestor (git: %%O)"),
        Argument("ours", metavar="OURS", help="our version, which is overwritten by the merged one (%%A)"),
        Argument("theirs", metavar="THEIRS", help="the other version (%%B)"),
        Argument("path", metavar="PATH", help="path of the catalog in the repository (%%P)"),
    )),
    "preflight": Verb(
        "check whether PDFs are fit for screen, archive and press", "sixfold preflight build/A-66-398.fr.pdf", (
        _files("PDFs; default: all in build/, build/archive/, build/press/"), *_REPORT), "pdf_checks"),
    "verify": Verb(
        "build archive editions again from what is inside them, and compare", "sixfold verify build/archive/A-66-398.fr.pdf", (
        _files("archive editions, made here or elsewhere"), *_REPORT), "pdf_checks"),
    "release": Verb("make every edition in the languages that are ready, all or nothing", "sixfold release A/66/398", (
        *_CATALOGS,
        _switch("--again", "replace what was released in these languages, and say what was replaced"),
        _switch("--revised", "release only what a reviser has marked as revised, unit by unit"),
        *_CLUSTER,
    ), "release"),
    "handover": Verb(
        "put a language in a folder, with a page that says what is whole", "sixfold handover --lang es A/66/398", _CATALOGS,
        "release"),
    "changes": Verb("list what changed since an earlier version", "sixfold changes A/66/398 --since HEAD --lang fr", (
        _DOCUMENTS,
        _languages("default: the language that the seed is written in"),
        _since("git revision, release (its folder or manifest.json), another checkout, a seed or an archive edition; default: "
               "HEAD, what is committed", default="HEAD"),
        _format("the list"),
    )),
    "corrigendum": Verb("begin a corrigendum from what changed in a document", "sixfold corrigendum A/66/398 --since HEAD", (
        _ONE_DOCUMENT,
        _since("git revision, seed, archive edition or folder of a release; default: the last release, or else what is committed"),
        _date("date in the masthead, 2011-11-14"),
    ), "seeds"),
    "reissue": Verb("publish a document again, with asterisk and footnote", "sixfold reissue A/66/398 --date 2011-10-12", (
        _ONE_DOCUMENT,
        _languages("default: all six that were released; their job numbers get an asterisk"),
        _date("day of the reissue, 2011-10-12"),
    ), "seeds"),
    "doctor": Verb("report what is missing on this machine", "sixfold doctor"),
    "words": Verb("print a fixed word, session, item or date in six languages", "sixfold words session 73", (
        Argument("kind", metavar="KIND", nargs="?", help="session, item, date, organ, …; default: list all kinds"),
        Argument("values", metavar="VALUE", nargs="*", help="a number, a date, an organ, …, as the kind needs"),
    )),
})  # fmt: skip
"""Every verb, in the order of the help."""
