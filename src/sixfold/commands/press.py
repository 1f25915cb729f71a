"""`sixfold press`: editions for the print shop, as PDF/X-4."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from sixfold.commands.report import chosen_cluster, derive_fonts, from_here, print_failure, shown_progress
from sixfold.commands.selection import wanted_seeds
from sixfold.errors import UsageError
from sixfold.languages import LANGUAGE_CODES, LanguageCode, language
from sixfold.pdf.icc_profiles import default_profile, read_profile
from sixfold.pdf.press import ImpositionSettings
from sixfold.project.files import write_atomically
from sixfold.project.paths import find_project
from sixfold.publishing.pipeline import build_editions, in_order, typesetters
from sixfold.publishing.requests import ComposedPage, EditionRequest, PressSettings, TypesetEdition

#: Pages are added up to a multiple of this, by imposition, where nothing was typed.
_FOLD = {"none": 2, "booklet": 4}
_BLEED_MM = 3.0


def run(options: argparse.Namespace) -> int:
    """Write a press edition for each document and language; one that fails doesn't stop the others."""
    if options.condition and not options.profile:
        hint = f"--profile FILE.icc --condition {options.condition}"
        raise UsageError("a condition is that of a profile", hint=hint)
    project = find_project(Path.cwd())
    seeds, codes = wanted_seeds(project, options.documents), dict.fromkeys(options.lang or LANGUAGE_CODES)
    profile = read_profile(Path(options.profile)) if options.profile else default_profile()
    profile = replace(profile, condition=options.condition or profile.condition)
    press = {code: PressSettings(_imposition(options, code), profile) for code in codes}
    wanted = [EditionRequest(seed, code, press=settings) for seed in seeds for code, settings in press.items()]

    def save(page: ComposedPage, edition: TypesetEdition) -> list[Path]:
        paths = project.press(page.request.slug, page.request.language, page.press_name, options.impose)
        for path in paths:
            write_atomically(path, edition.pdf)
        return paths

    exit_code, languages = 0, [request.language for request in wanted]
    with typesetters(project, languages, None, derive_fonts, chosen_cluster(options)) as executor:
        made = build_editions(project, wanted, executor, save, is_strict=True)
        for request, outcome in in_order(wanted, shown_progress(made, len(wanted), "PDF")):
            why = f"{outcome.draft_summary}; `make status LANG={request.language}` says more"
            path = project.press(request.slug, request.language, "")[0]
            exit_code = max(exit_code, print_failure(outcome, path, why, with_traceback=options.debug))
            for path in outcome.paths:
                print(from_here(path), flush=True)
    return exit_code


def _imposition(options: argparse.Namespace, code: LanguageCode) -> ImpositionSettings:
    """Return what the person asked for, in the language *code*: Arabic is bound on the right."""
    fold = options.fold or _FOLD[options.impose]
    if options.impose == "booklet" and fold != _FOLD["booklet"]:
        raise UsageError(f"a booklet can’t have a multiple of {fold} pages", hint="each of its sheets has four: --fold 4")
    bleed_mm = options.bleed_mm if options.bleed_mm is not None else _BLEED_MM if options.marks else 0.0
    is_bound_right = language(code).direction == "rtl"
    return ImpositionSettings(fold, options.impose, options.marks, bleed_mm, is_bound_right)
