"""Spelling, by hunspell and the dictionaries of Debian."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from sixfold.catalogs import Entry
from sixfold.checks.model import Check
from sixfold.inline import PLACEHOLDER, TAG

#: Chinese has no spelling; the Organization’s English is that of Oxford.
DICTIONARIES = {"ar": "ar", "en": "en_GB", "es": "es_ES", "fr": "fr", "ru": "ru_RU"}
_PACKAGES = {"ar": "hunspell-ar", "en": "hunspell-en-gb", "es": "hunspell-es", "fr": "hunspell-fr", "ru": "hunspell-ru"}

_RAISED = re.compile("<sup>[^<>]*</sup>")  # XX<sup>e</sup>
_NOT_WORDS = re.compile(rf"{PLACEHOLDER.pattern}|https?://\S+|\S*[0-9/]\S*")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ELIDED = re.compile(r"^(?:[ldjmtscn]|qu|jusqu|lorsqu)'(?=\w)", re.IGNORECASE)
_PARTICLES = ("", "و", "ف", "ل", "ب", "ك", "ول", "وب", "فل", "فب")
_FEWEST_LETTERS = 3

SPELLING = Check(
    "spelling",
    "warning",
    "Words are in the dictionary",
    "hunspell knows the word, or it stands in locales/LANGUAGE/words.txt, one word a line. Words with a capital are taken for "
    "names, words with figures for symbols, and are left alone. Only with --deep.",
)


def lacking(languages: Iterable[str]) -> str | None:
    """Return what has to be installed for spelling in *languages*, in one line; None where nothing lacks."""
    packages = [
        _PACKAGES[code] for code in sorted(set(languages)) if code in DICTIONARIES and not _has_dictionary(code)
    ]
    program = [] if shutil.which("hunspell") else ["hunspell"]
    if program or packages:
        return f"spelling isn’t checked everywhere: apt install {' '.join([*program, *packages])}"
    return None


@cache
def _has_dictionary(code: str) -> bool:
    program = shutil.which("hunspell")
    if program is None:
        return False
    command = [program, "-d", DICTIONARIES[code], "-l"]
    run = subprocess.run(command, input=b"", capture_output=True, check=False)  # noqa: S603 - the program of the search path
    return run.returncode == 0 and b"Can't open" not in run.stderr


def words(entry: Entry) -> Iterator[str]:
    """Yield the words of an entry's translation that a dictionary should know."""
    for form in entry.translations:
        for word in _WORD.findall(_NOT_WORDS.sub(" ", TAG.sub(" ", _RAISED.sub(" ", form)))):
            plain = _ELIDED.sub("", word.replace("’", "'"))
            if len(plain) >= _FEWEST_LETTERS and not any(letter.isupper() for letter in plain):
                yield plain


def misspelt(found: Iterable[str], code: str, accepted: Path) -> set[str]:
    """Return those of the words *found* that neither the dictionary of *code* nor the list *accepted* knows."""
    program = shutil.which("hunspell")
    if program is None or code not in DICTIONARIES or not _has_dictionary(code):
        return set()
    asked: Sequence[str] = sorted(set(found))
    run = subprocess.run(  # noqa: S603 - the program of the search path, the words on its standard input
        [program, "-d", DICTIONARIES[code], "-i", "utf-8", "-l"],
        input="\n".join(asked).encode(),
        capture_output=True,
        check=False,
    )
    wrong = set(run.stdout.decode(errors="replace").split())
    known = set(accepted.read_text(encoding="utf-8").split()) if accepted.exists() else set()
    return {word for word in wrong if known.isdisjoint(_readings(word, code))}


def _readings(word: str, code: str) -> set[str]:
    """Return the word, and an Arabic one also without the particles that are written together with it: and, to, by, as."""
    return {word.removeprefix(particle) for particle in _PARTICLES} if code == "ar" else {word}
