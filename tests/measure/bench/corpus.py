"""A made-up corpus: documents of many lengths in six languages, from a program, so that it is the same everywhere.

Each is A/66/398 under another symbol, its paragraphs drawn anew; what a reader of the seeds and catalogs sees is real text. In an
archive the paragraphs have other words, so that they differ as texts do, and parts are untranslated or fuzzy.
"""

from __future__ import annotations

import copy
import random
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polib
import yaml

from sixfold.catalogs.pot import new_catalog
from sixfold.catalogs.term_finder import TermBase
from sixfold.catalogs.terms import offer_terms, read_terms
from sixfold.commands.arguments import CODES
from sixfold.commands.common import document_header
from sixfold.document.loading import load_document
from sixfold.document.units import extract
from sixfold.languages import LANGUAGE_CODES
from sixfold.project.paths import Project
from sixfold.publishing.executors import share

SOURCE = "A-66-398"

#: Operative paragraphs: most documents are short, some are not; from 1 page to 9.
_LENGTHS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 40)


#: Texts of A/66/398 beside its operative paragraphs.
_OTHER_UNITS = 10

_BEFORE_DIGIT = re.compile(r"</em>(?=\d)")
_CITED = re.compile(r"</em> A/\d+/\d+")
_WORD = re.compile(r"\b[a-z]{2,}\b(?![^<]*>)")

#: Of an archive: words of a paragraph that are others; paragraphs that an earlier document had, almost word for word; units that
#: nobody has translated, and fuzzy ones.
_CHANGED, _REPEATED, _MISSING, _FUZZY = 0.8, 0.3, 0.1, 0.05


def write_corpus(project: Project, checkout: Path, count: int, units: int | None = None) -> list[str]:
    """Write *count* documents with their catalogs into *project*, and return their slugs. The same count gives the same bytes.

    With *units* they are an archive: each document has so many texts, and no two operative paragraphs are the same.
    """
    tree = yaml.safe_load((checkout / "seeds" / f"{SOURCE}.yaml").read_text(encoding="utf-8"))
    pools = {code: _pool(Project(checkout), code) for code in CODES if code != "en"}
    write = _Corpus(project, tree, pools, read_terms(Project(checkout).term_list), units).write
    return list(share(write, range(1, count + 1), worth_it=12))


def write_archive(project: Project, checkout: Path, count: int, units: int, different: int = 100) -> None:
    """Write an archive of *count* documents as `write_corpus` does, of which so many are *different*.

    The others are copies of these under other symbols, which all their texts have, too: a hundredth of the time.
    """
    slugs = write_corpus(project, checkout, min(count, different), units)
    targets = [code for code in CODES if code != "en"]
    for number in range(different + 1, count + 1):
        slug, new = slugs[number % different], f"A-67-{number}"
        former = slug.rpartition("-")[2]
        names = re.compile(rf"\b(A[/-]67[/-]){former}\b|\b(A/){former}(?=/[0-9])")
        places = [(project.seed(slug), project.seed(new))]
        places += [(project.catalog(code, slug), project.catalog(code, new)) for code in targets]
        for original, copied in places:
            content = original.read_text(encoding="utf-8")
            copied.write_text(names.sub(lambda match: f"{match[1] or match[2]}{number}", content), encoding="utf-8")  # noqa: B023


def _pool(project: Project, code: str) -> dict[str, str]:
    catalog = polib.pofile(str(project.catalog(code, SOURCE)))
    return {entry.msgid: entry.msgstr for entry in catalog if entry.translated()}


@dataclass(frozen=True)
class _Corpus:
    """What documents are made of: the tree of a seed, and its texts with their translations by language."""

    project: Project
    tree: Any
    pools: Mapping[str, Mapping[str, str]]
    terms: TermBase
    units: int | None

    @cached_property
    def _operative(self) -> list[str]:
        return list(self.tree["parts"][1]["annex"]["body"][1]["operative"])

    @cached_property
    def _words(self) -> list[str]:
        found = Counter(word for text in self._operative for word in _WORD.findall(text))
        return [word for word, _ in found.most_common()]

    def write(self, number: int) -> str:
        """Write a document with its catalogs, and return its slug."""
        choose = random.Random(66398 + number)
        slug = f"A-67-{number}"
        seed = self.project.root / "seeds" / f"{slug}.yaml"
        tree, originals = self._vary(number, choose)
        with seed.open("w", encoding="utf-8") as file:
            yaml.dump(tree, file, yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        self._write_catalogs(seed, originals, choose)
        return slug

    def _vary(self, number: int, choose: random.Random) -> tuple[Any, Mapping[str, str]]:
        """Return the tree of a document, and of which text of A/66/398 each of its paragraphs was made."""
        tree = copy.deepcopy(self.tree)
        tree["symbol"] = f"A/67/{number}"
        tree["date"] = f"2012-{choose.randint(1, 12):02}-{choose.randint(1, 28):02}"
        tree["job"] = {code: f"12-{10000 + (6 * number + place) % 90000}" for place, code in enumerate(LANGUAGE_CODES)}
        tree["session"] = 67
        if self.units:
            pairs = [self._paragraph(number, place, choose) for place in range(1, self.units - _OTHER_UNITS + 1)]
        else:
            pairs = [(text, text) for text in choose.choices(self._operative, k=choose.choice(_LENGTHS))]
        tree["parts"][1]["annex"]["body"][1]["operative"] = [text for text, _ in pairs]
        return tree, dict(pairs)

    def _paragraph(self, number: int, place: int, choose: random.Random) -> tuple[str, str]:
        """Return a paragraph that no other document has, letter for letter, and the text that it was made of."""
        is_repeated = choose.random() < _REPEATED and number > 1
        earlier = random.Random(f"{choose.randrange(1, number)}:{place}") if is_repeated else random.Random(f"{number}:{place}")
        original = earlier.choice(self._operative)
        text = self._changed(original, _CHANGED, earlier)
        text = self._changed(text, 0.05, choose) if is_repeated else text
        return text.replace("</em>", f"</em> A/{number}/{place}", 1), original

    def _changed(self, text: str, share_of_words: float, choose: random.Random) -> str:
        return _WORD.sub(lambda word: self._word(choose) if choose.random() < share_of_words else word[0], text)

    def _word(self, choose: random.Random) -> str:
        """Return a word as often as a text has it (Zipf): one of the real ones, or else one of 100,000 that are made up."""
        rank = int(3 * (100_000 / 3) ** choose.random()) - 3
        return self._words[rank] if rank < len(self._words) else "".join("bdfgklmnrs"[int(digit)] + "a" for digit in str(rank))

    def _write_catalogs(self, seed: Path, originals: Mapping[str, str], choose: random.Random) -> None:
        """Write the catalogs as `sixfold update` would leave them."""
        document = load_document(seed)
        extracted = extract(document, f"seeds/{seed.name}")
        for code, pool in self.pools.items():
            new = new_catalog(code, document_header(document))
            catalog = polib.POFile(wrapwidth=0)
            catalog.metadata = dict(new.header)
            catalog.header = "\n".join(line.strip() for line in new.header_entry.comments)
            for message in offer_terms(extracted, self.terms, document.own_language, code):
                lot = choose.random() if self.units else 1
                translation = _translation(message.text, pool[originals.get(message.text, message.text)])
                entry = polib.POEntry(msgctxt=message.context, msgid=message.text, msgstr=translation if lot > _MISSING else "")
                entry.flags = ["fuzzy"] if _MISSING < lot < _MISSING + _FUZZY else []
                entry.comment, entry.occurrences = message.comment, [(message.place, "")]
                catalog.append(entry)
            path = self.project.catalog(code, seed.stem)
            path.parent.mkdir(parents=True, exist_ok=True)
            catalog.save(str(path))


def _translation(text: str, translation: str) -> str:
    """Return *translation* with the symbol that *text* has."""
    cited = match[0] if (match := _CITED.search(text)) else "</em>"
    return _BEFORE_DIGIT.sub("</em> ", translation).replace("</em>", cited, 1)
