"""`sixfold --from-make TARGET`: what was typed after `make`, as the words of a command line.

The Makefile hands over each variable in the environment, as SIXFOLD_LANG, SIXFOLD_DOC, …, and where LANG comes from.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping

from sixfold.commands.arguments import CODES, EDITIONS, PSEUDO
from sixfold.errors import UsageError

#: Each target's verb, and which variables it takes beside LANG and DOC.
_TARGETS = {
    "pdf": ("pdf", "EDITION STRICT PROOF JOBS"),
    "all": ("pdf", "EDITION STRICT PROOF JOBS"),
    "press": ("press", "MARKS BLEED FOLD IMPOSE ICC CONDITION"),
    "release": ("release", ""),
    "preflight": ("preflight", ""),
    "update": ("update", ""),
    "pot": ("extract", ""),
    "status": ("status", "REQUIRE"),
    "check": ("check", "DEEP"),
}
#: Variables that are on or off: everything but nothing and 0 is on.
_SWITCHES = {"STRICT", "PROOF", "DEEP", "MARKS"}
#: Variables with another name than their option.
_OPTIONS = {"BLEED": "bleed-mm", "ICC": "profile"}
_IN_ALL_LANGUAGES = {"release", "preflight", "pot"}


def words_from_make(target: str, environment: Mapping[str, str]) -> list[str]:
    """Return the command line that `make` *target* means.

    Raises: UsageError, for a language, an edition or a target that is none.
    """
    if target not in _TARGETS:
        raise UsageError(f"there is no target “{target}”", hint="`make` lists them all")
    typed = {name.removeprefix("SIXFOLD_"): value for name, value in environment.items() if name.startswith("SIXFOLD_")}
    verb, variables = _TARGETS[target]
    if typed.get("EDITION", "") not in ("", *EDITIONS):
        raise UsageError(f"EDITION={typed['EDITION']} is none of the editions: {' '.join(EDITIONS)}")
    if target == "press" and (typed.get("EDITION") or _is_on(typed, "PROOF")):
        raise UsageError("make press takes neither EDITION nor PROOF: what goes to press is an edition of its own")
    document = ["--", typed["DOC"]] if typed.get("DOC") and target != "preflight" else []
    return [verb, *_language(target, typed), *_options(variables.split(), typed), *document]


def _options(variables: list[str], typed: Mapping[str, str]) -> Iterator[str]:
    for name in variables:
        option = f"--{_OPTIONS.get(name, name.lower())}"
        if name in _SWITCHES and _is_on(typed, name):
            yield option
        elif name not in _SWITCHES and typed.get(name):
            yield f"{option}={typed[name]}"


def _is_on(typed: Mapping[str, str], name: str) -> bool:
    return typed.get(name, "").strip() not in ("", "0")


def _language(target: str, typed: Mapping[str, str]) -> list[str]:
    """Return the language of a target; LANG is the environment's, too, and only `pdf` looks at that one.

    Raises: UsageError, for a LANG that was typed and names none.
    """
    name, codes = typed.get("LANG", "").strip(), " ".join(CODES)
    match = re.fullmatch(rf"({'|'.join(CODES)})([_.@-]\S*)?", name, re.IGNORECASE)
    language = match[1].lower() if match else ""
    if typed.get("LANG_ORIGIN") == "command line":
        if target == "pdf" and name.lower() in PSEUDO:
            language = name.lower()
        if not language:
            what = f"LANG={typed['LANG']} is none of the six languages: {codes}"
            raise UsageError(f"{what} (make pdf also takes {' '.join(PSEUDO)})")
        return [] if target in _IN_ALL_LANGUAGES else ["--lang", language]
    if target != "pdf":
        return []
    if not language:
        print(f"LANG names none of {codes}: writing English (make pdf LANG=fr writes French)", file=sys.stderr)
    return ["--lang", language or "en"]
