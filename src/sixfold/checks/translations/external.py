"""Catalogs → what another program finds in them: misspelt words (hunspell). `sixfold check --deep`."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import cast

from sixfold.catalogs.inline import PLACEHOLDER, TAG
from sixfold.catalogs.model import Catalog, Entry
from sixfold.catalogs.po import read_catalogs
from sixfold.catalogs.terms import read_terms
from sixfold.checks.findings import Check, Finding, Rule, look_at_nothing
from sixfold.checks.translations.completeness import unused_waiver, waivers
from sixfold.checks.translations.wording import stands_in_masthead_block
from sixfold.languages import LANGUAGES, LanguageCode
from sixfold.project.paths import HOUSE, Project

#: Chinese has no spelling; the Organization’s English is that of Oxford.
DICTIONARIES = {"ar": "ar", "en": "en_GB", "es": "es_ES", "fr": "fr", "ru": "ru_RU"}
_PACKAGES = {"ar": "hunspell-ar", "en": "hunspell-en-gb", "es": "hunspell-es", "fr": "hunspell-fr", "ru": "hunspell-ru"}

_RAISED = re.compile("<sup>[^<>]*</sup>")  # XX<sup>e</sup>
_NOT_WORDS = re.compile(rf"{PLACEHOLDER.pattern}|https?://\S+|\S*[0-9/]\S*")
#: A vowel sign keeps its Arabic word in one piece, but the dictionary has none.
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u064b-\u0655\u0670])*(?:[’'-][^\W\d_]+)*")
_VOWEL_SIGNS = re.compile("[\u0640\u064b-\u0655\u0670]")
_ELIDED = re.compile(r"^(?:[ldjmtscn]|qu|jusqu|lorsqu)'(?=\w)", re.IGNORECASE)
#: And, to, by, as, the: written together with the word that follows.
_ARABIC_PARTICLES = ("", "و", "ف", "ل", "ب", "ك", "ول", "وب", "فل", "فب", "ال", "وال", "بال", "لل", "ولل", "كال", "فال")
_FEWEST_LETTERS = 3

SPELLING = Rule(
    "spelling", "warning", "Words are in the dictionary",
    "hunspell knows the word, or it stands in locales/terms.csv, in the name of a signatory, or in locales/LANGUAGE/words.txt, one "
    "word a line. Words with a capital are taken for names, words with figures for symbols, and are left alone. Only with --deep.",
)
EXTERNAL_CHECKS = (Check(SPELLING, look_at_nothing),)
"""The rules that need another program."""


def run_external_checks(project: Project, paths: Mapping[Path, LanguageCode]) -> tuple[list[Finding], str | None]:
    """Return what hunspell finds in the catalogs of *project* at *paths*, each with its language, and what `lacking` says."""
    findings: list[Finding] = []
    by_language: dict[LanguageCode, dict[Path, Catalog]] = {}
    for path, code in paths.items():
        if isinstance(catalog := read_catalogs([path]).get(path), Catalog):  # what can't be read is a finding already
            by_language.setdefault(code, {})[path] = catalog
    for code, catalogs in by_language.items():
        waived = {
            (path, entry.translation_line): entry
            for path, catalog in catalogs.items()
            for entry in catalog
            if SPELLING.id in {waiver.rule for waiver in waivers(entry)}
        }
        needed = set()
        for path, entry, word in _misspelt(project, code, catalogs):
            if (path, entry.translation_line) in waived:
                needed.add((path, entry.translation_line))
            else:
                what = f"{entry.name}: “{word}” is in no dictionary"
                hint = "correct it, or add it to the words.txt beside LC_MESSAGES"
                findings.append(Finding(SPELLING, what, path, entry.translation_line, hint=hint))
        for (path, line), entry in waived.items() if code in DICTIONARIES and not lacking([code]) else ():
            if entry.state == "translated" and (path, line) not in needed:
                findings.append(unused_waiver(SPELLING.id, path, entry))
    has_masthead_words = any(path.stem == HOUSE for catalogs in by_language.values() for path in catalogs)
    return findings, lacking([*by_language, *(["en"] if has_masthead_words else [])])


def _misspelt(
    project: Project, code: LanguageCode, catalogs: Mapping[Path, Catalog]
) -> Iterator[tuple[Path, Entry, str]]:
    """Yield the words that no dictionary knows; the English block of the masthead is held to the English one."""
    used: dict[str, list[tuple[str, Path, Entry]]] = {}
    for path, catalog in catalogs.items():
        for entry in catalog:
            is_block = path.stem == HOUSE and stands_in_masthead_block(entry.context or "")
            spelt_in = LANGUAGES[code].masthead_language if is_block else code
            for word in words(entry) if entry.state == "translated" else ():
                used.setdefault(spelt_in, []).append((word, path, entry))
    terms = read_terms(project.term_list)
    for spelt_in, used_there in used.items():
        accepted = project.accepted_words(spelt_in)
        known = set(accepted.read_text(encoding="utf-8").split()) if accepted.exists() else set()
        forms = (form for concept in terms.concepts for form in concept.forms.get(cast("LanguageCode", spelt_in), ()))
        known.update(bare for form in forms for word in _WORD.findall(form) for bare in (word, word.removeprefix("ال")))
        known.update(word for word, _, entry in used_there if is_name(entry))
        places = [place for place in used_there if not is_name(place[2])]
        run = _hunspell(spelt_in, sorted({word for word, _, _ in places})) if _has_dictionary(spelt_in) else None
        wrong = set(run.stdout.decode(errors="replace").split()) if run else set()
        particles = _ARABIC_PARTICLES if spelt_in == "ar" else ("",)
        for word, path, entry in dict.fromkeys(places):
            if word in wrong and known.isdisjoint(word.removeprefix(particle) for particle in particles):
                yield path, entry, word


def lacking(languages: Iterable[str]) -> str | None:
    """Return what has to be installed for spelling in *languages*, in one line; None where nothing lacks."""
    wanted = sorted(DICTIONARIES.keys() & set(languages))
    packages = [_PACKAGES[code] for code in wanted if not _has_dictionary(code)]
    program = [] if shutil.which("hunspell") else ["hunspell"]
    if program or packages:
        return f"spelling isn’t checked everywhere: apt install {' '.join([*program, *packages])}"
    return None


@cache
def _has_dictionary(code: str) -> bool:
    run = _hunspell(code, ())
    return run is not None and run.returncode == 0 and b"Can't open" not in run.stderr


def _hunspell(code: str, asked: Iterable[str]) -> subprocess.CompletedProcess[bytes] | None:
    """Return how hunspell answered the words *asked* in the language *code*; None where there is no such program or dictionary."""
    program = shutil.which("hunspell")
    if program is None or code not in DICTIONARIES:
        return None
    command = [program, "-d", DICTIONARIES[code], "-i", "utf-8", "-l"]
    return subprocess.run(command, input="\n".join(asked).encode(), capture_output=True, check=False)  # noqa: S603 - of the search path


def is_name(entry: Entry) -> bool:
    """Say whether *entry* is the name of a signatory."""
    return (entry.context or "").endswith(".name")


def words(entry: Entry) -> Iterator[str]:
    """Yield the words of an entry's translation that a dictionary should know."""
    for form in entry.translations:
        for word in _WORD.findall(_NOT_WORDS.sub(" ", TAG.sub(" ", _RAISED.sub(" ", form)))):
            plain = _VOWEL_SIGNS.sub("", _ELIDED.sub("", word.replace("’", "'")))
            if len(plain) >= _FEWEST_LETTERS and not any(letter.isupper() for letter in plain):
                yield plain
