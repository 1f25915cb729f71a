"""`sixfold press`: editions for the print shop, as PDF/X-4."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from sixfold import arguments
from sixfold.cli import shown
from sixfold.commands.common import Work
from sixfold.document import Document, LanguageCode
from sixfold.editions import compose_edition
from sixfold.errors import RenderError, UsageError
from sixfold.files import write_atomically
from sixfold.languages import language
from sixfold.missing_glyphs import locate
from sixfold.press import Order, make_press_edition, press_name
from sixfold.profiles import Profile, default_profile, read_profile
from sixfold.render import Engine

#: What is asked for where nothing was typed.
_FOLD = {"none": 2, "booklet": 4}
_BLEED_MM = 3.0

EXAMPLE = "sixfold press --lang fr --marks A/66/398"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which editions, and what a print shop orders."""
    arguments.documents(parser)
    arguments.languages(parser)
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
    raise argparse.ArgumentTypeError(f"“{text}” is not a bleed from 0 to 50 mm")


def run(options: argparse.Namespace) -> int:
    """Write a press edition for each document and language; one that fails doesn't stop the others."""
    from sixfold.faces import prepare_faces  # noqa: PLC0415

    work = Work(options)
    orders = {code: _order(options, code) for code in work.languages}
    profile = _profile(options)
    if not work.documents and not work.exit_code:
        raise UsageError("there is no seed in seeds/", hint="write one: seeds/schema.json says what it holds")
    press = Press(work, Engine(work.project.templates, prepare_faces(work.project.build)), profile)
    for document in work.documents:
        for code in work.languages:
            work.carry_on(partial(press.write, document, code, orders[code]))
    return work.exit_code


def _order(options: argparse.Namespace, code: LanguageCode) -> Order:
    """Return what the person asked for, in the language *code*: Arabic is bound on the right."""
    fold = options.fold or _FOLD[options.impose]
    if fold % _FOLD[options.impose] and options.impose == "booklet":
        raise UsageError(
            f"a booklet can’t have a multiple of {fold} pages", hint="each of its sheets has four: --fold 4"
        )
    bleed_mm = options.bleed_mm if options.bleed_mm is not None else _BLEED_MM if options.marks else 0.0
    is_bound_right = language(code).direction == "rtl"
    return Order(fold, options.impose, options.marks, bleed_mm, is_bound_right)


def _profile(options: argparse.Namespace) -> Profile:
    """Return the profile that was named, with the condition that was, or the installed one."""
    if not options.profile:
        if options.condition:
            raise UsageError(
                "a condition is that of a profile", hint=f"--profile FILE.icc --condition {options.condition}"
            )
        return default_profile()
    profile = read_profile(Path(options.profile))
    return replace(profile, condition=options.condition or profile.condition)


class Press:
    """Makes press editions, with one engine and one profile."""

    def __init__(self, work: Work, engine: Engine, profile: Profile) -> None:
        """Take what stays the same from edition to edition."""
        self._project, self._engine, self._profile = work.project, engine, profile

    def write(self, document: Document, code: LanguageCode, order: Order) -> int:
        """Write one edition under its own name and the one that the press expects; a draft isn't written."""
        composition = compose_edition(self._project, document, code)
        name = press_name(document.job[code].number.bar_code, language(code).job_letter)
        names = self._project.press(document.slug, code, name, order.imposition)
        if composition.untranslated:
            what = (
                f"{shown(names[0])}: not written: {len(composition.untranslated)} messages are not translated or fuzzy"
            )
            print(f"{what}; `make status LANG={code}` says more", file=sys.stderr)
            return 1
        try:
            page = self._engine.render(composition.html)
        except RenderError as error:
            raise locate(self._project, self._project.seed(document.slug), code, error) from None
        content = make_press_edition(page, order, self._profile)
        for path in names:
            write_atomically(path, content)
            print(shown(path), flush=True)
        return 0
