"""Plants mistakes in copies of the project's catalogs and counts which ones `sixfold check` finds.

Each mistake stands in a unit of its own, beside a twin that has everything but the mistake: what is found in the twin, or in a unit
by another rule alone, is false. How mistakes are made is in `mistakes.py`, which knows nothing of the rules.

    python tests/measure/bench/plant.py [COUNT]     COUNT mistakes of each kind in each language, 30 without it
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tabulate import tabulate

from measure.bench.mistakes import FILE_KINDS, KINDS, FileKind, Kind, Text
from sixfold.catalogs.model import Catalog, Entry, Message
from sixfold.catalogs.po import read_catalog
from sixfold.catalogs.terms import read_terms
from sixfold.checks.findings import Finding
from sixfold.checks.translations.runner import CHECKS, Task, check_catalog
from sixfold.checks.translations.wording import term_checks
from sixfold.languages import LanguageCode

CHECKOUT = Path(__file__).parents[3]
LANGUAGES: tuple[LanguageCode, ...] = ("ar", "es", "fr", "ru", "zh")
#: Units are used again and again, with other mistakes: that one text is then translated in two ways, or has the number of
#: another, is the finding of other kinds.
OF_TWO_UNITS = ("two-translations", "swapped")


read = cache(read_catalog)  # those of the checkout, which stay as they are
RULES = (*CHECKS, *term_checks(read_terms(CHECKOUT / "locales" / "terms.csv")))


@dataclass(frozen=True)
class Score:
    """What became of the mistakes of one kind in one language."""

    kind: Kind | FileKind
    language: LanguageCode
    planted: int
    found: int
    otherwise: int
    false: int


@cache
def texts(language: LanguageCode, *, house: bool) -> list[Text]:
    """Return the translations from English that the project has, of the documents or of the house."""
    folders = [CHECKOUT / "locales", CHECKOUT / "tests" / "documents" / "locales"]
    found = []
    for path in sorted(path for folder in folders for path in folder.glob(f"{language}/LC_MESSAGES/*.po")):
        is_french = path.stem.startswith("A-68-984")  # its original is French
        if is_french or (path.stem == "house") != house:
            continue
        entries = (entry for entry in read(path) if entry.plural is None)
        found += [Text(entry.context or "", entry.text, entry.translation) for entry in entries]
    return found


def plant(kind: Kind, language: LanguageCode, count: int) -> list[tuple[Text, Text]]:
    """Return *count* different mistakes of *kind*, each with its twin: first the twin, then the mistake."""
    chance = random.Random(f"{kind.name} {language}")
    pool = texts(language, house=kind.is_house)
    pairs: dict[tuple[str, str, tuple[str, ...]], tuple[Text, Text]] = {}
    for _ in range(count * 60):
        if len(pairs) == count:
            break
        clean, wrong = kind.make(chance, chance.choice(pool), language) or (None, None)
        if clean and wrong and clean != wrong:
            pairs.setdefault((wrong.source, wrong.translation, wrong.comments), (clean, wrong))
    return list(pairs.values())


def score(kind: Kind, language: LanguageCode, count: int) -> Score:
    """Return what is found of *count* mistakes of *kind* in *language*."""
    pairs = plant(kind, language, count)
    wrong = _check(kind, language, [wrong for _, wrong in pairs])
    clean = _check(kind, language, [clean for clean, _ in pairs])
    found = sum(any(finding.rule.id in kind.rules for finding in findings) for findings in wrong)
    otherwise = sum(bool(findings) and not any(one.rule.id in kind.rules for one in findings) for findings in wrong)
    return Score(kind, language, len(pairs), found, otherwise, sum(map(bool, clean)))


def score_files(kind: FileKind, language: LanguageCode, count: int, folder: Path) -> Score:
    """Return what is found of *count* catalogs that *kind* spoils, each a copy of one whose findings are none."""
    chance = random.Random(f"{kind.name} {language}")
    original = CHECKOUT / "locales" / language / "LC_MESSAGES" / "A-66-398.po"
    messages = [Message(entry.context or "", entry.text) for entry in read(original)]
    content, path = original.read_text(encoding="utf-8"), folder / "A-66-398.po"
    found = otherwise = 0
    for _ in range(count):
        path.write_text(kind.spoil(chance, content), encoding="utf-8")
        rules = {finding.rule.id for finding in check_catalog(Task(path, language, "en", messages), RULES)}
        found += bool(rules & set(kind.rules))
        otherwise += bool(rules) and not rules & set(kind.rules)
    false = len(check_catalog(Task(original, language, "en", messages), RULES))
    return Score(kind, language, count, found, otherwise, false)


def _check(kind: Kind, language: LanguageCode, planted: Sequence[Text]) -> list[list[Finding]]:
    """Return the findings of each of *planted*, in a catalog of their own, each in a line of its own."""
    path = Path("house.po" if kind.is_house else "A-67-1.po")  # which isn't read: the catalog is here
    header = read(CHECKOUT / "locales" / language / "LC_MESSAGES" / "A-66-398.po").header_entry
    every = [text for one in planted for text in (one.companion, one) if text is not None]
    entries = [_entry(text, place, is_house=kind.is_house) for place, text in enumerate(every)]
    messages = [Message(entry.context or "", entry.text) for entry in entries]
    checks = [check for check in RULES if check.rule.id not in OF_TWO_UNITS or check.rule.id in kind.rules]
    findings = check_catalog(Task(path, language, "en", messages), checks, Catalog((header, *entries)))
    result: list[list[Finding]] = [[] for _ in planted]
    for finding in findings:
        if finding.line:
            result[(finding.line - 1) * len(planted) // len(every)].append(finding)
    return result


def _entry(text: Text, place: int, *, is_house: bool) -> Entry:
    """Return *text* as an entry, in a context of its own in the role of its own."""
    part, _, rest = text.context.partition(".")
    context = f"{text.context}.{place}" if is_house else f"{part}-{place + 2}.{rest}"
    translations, line = (text.translation,), place + 1
    return Entry(context, text.source, translations, comments=text.comments, line=line, translation_line=line)


def scores(count: int) -> Iterator[Score]:
    """Yield what is found of *count* mistakes of every kind in every language that can have it."""
    for kind in KINDS:
        for language in kind.languages:
            yield score(kind, language, count)
    with tempfile.TemporaryDirectory() as folder:
        for file_kind in FILE_KINDS:
            for language in file_kind.languages:
                yield score_files(file_kind, language, count, Path(folder))


def table(all_scores: Sequence[Score]) -> str:
    """Return a line for each kind: mistakes planted, found, found only by another rule, and false findings."""
    rows = []
    for kind in (*KINDS, *FILE_KINDS):
        mine = [score for score in all_scores if score.kind is kind]
        sums = [sum(getattr(one, name) for one in mine) for name in ("planted", "found", "otherwise", "false")]
        missed = " ".join(f"{one.language} {one.planted - one.found}" for one in mine if one.found < one.planted)
        rows.append([kind.name, " ".join(one.language for one in mine), *sums, missed])
    head = ("mistake", "languages", "planted", "found", "by another rule", "false", "missed in")
    return tabulate(rows, headers=head, tablefmt="simple")


if __name__ == "__main__":
    print(table(list(scores(int(sys.argv[1]) if len(sys.argv) > 1 else 30))))
