"""How well `sixfold import --lang` finds what belongs together: translations of real documents, damaged, aligned with their seeds.

`python -m measure.alignment` prints precision and recall by threshold: of documents that were tuned on, and of others.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sixfold.alignment.documents import Alignment, align_documents
from sixfold.catalogs.term_finder import TermBase
from sixfold.catalogs.terms import read_terms
from sixfold.document.fields import Text
from sixfold.document.loading import load_document, translate_document
from sixfold.document.model import Block, Document, Item
from sixfold.document.units import located_texts, map_texts, name_texts, texts
from sixfold.languages import LanguageCode
from sixfold.project.paths import Project
from support.projects import CHECKOUT

#: Documents that the weights and the threshold were chosen with, and others.
TUNED_ON = ("A-66-398", "A-65-L.78", "A-RES-65-190", "S-2016-588")
HELD_OUT = ("A-67-352-Add.1", "A-HRC-26-37-Rev.1", "E-2025-999", "A-68-984-S-2014-642-reissued")
LANGUAGES: tuple[LanguageCode, ...] = ("fr", "es", "ru", "zh", "ar")
LISTS = ("preambular", "operative", "numbered", "lettered", "hanging", "list", "bulleted", "dashed")


def load(slug: str, code: LanguageCode) -> tuple[Document, Document] | None:
    """Return a document and its translation, as one that was read from a file in that language; None where there is none."""
    root = CHECKOUT if (CHECKOUT / f"seeds/{slug}.yaml").exists() else CHECKOUT / "tests/documents"
    project = Project(root)
    source = load_document(project.seed(slug))
    if source.own_language == code or not project.catalog(code, slug).exists():
        return None
    translated = translate_document(project, source, code)
    if any(text.state == "missing" for text in texts(translated) if not text.is_figure):
        return None
    return source, named(translated, code)


def named(document: Document, code: LanguageCode) -> Document:
    """Return *document* with its texts named anew, as texts of the language *code*."""
    return name_texts(document.model_copy(update={"language": code}))


class Damage:
    """Changes a translated document as offices do: what a reader finds in a real file is seldom text by text the seed's."""

    def __init__(self, number: int, code: LanguageCode, strangers: Sequence[str]) -> None:
        """Keep the language and, of other documents, texts in it: what is added comes from there."""
        self._random, self._code, self._strangers = random.Random(number), code, strangers
        self.done: list[str] = []

    def of(self, document: Document, times: int) -> Document:
        """Return *document*, damaged *times* times, each time in another way."""
        ways = [self._merge, self._split, self._drop, self._add, self._move, self._retype]
        for way in self._random.choices(ways, k=times):
            parts = list(document.parts)
            at = self._random.randrange(len(parts))
            value = parts[at].value
            body = tuple(way(list(value.body))) or value.body
            parts[at] = parts[at].model_copy(update={parts[at].kind: value.model_copy(update={"body": body})})
            document = document.model_copy(update={"parts": tuple(parts)})
        if self._random.random() < 0.3:
            document = self._sort_rows(document)
        if self._random.random() < 0.3:
            document = self._rename_notes(document)
        return named(document, self._code)

    def _merge(self, body: list[Block]) -> list[Block]:
        def merge(texts: list[Any]) -> list[Any]:
            if len(texts) < 2:
                return texts
            at = self._random.randrange(len(texts) - 1)
            gap = "" if self._code == "zh" else " "
            whole = f"{_words(texts[at])}{gap}{_words(texts[at + 1])}"
            self.done.append("merge")
            return [*texts[:at], _with_words(texts[at], whole), *texts[at + 2 :]]

        return self._change_a_run(body, merge)

    def _split(self, body: list[Block]) -> list[Block]:
        def split(texts: list[Any]) -> list[Any]:
            mark = "。" if self._code == "zh" else ". "
            long = [i for i, one in enumerate(texts) if mark in _words(one)[10:-10] and "<" not in _words(one)]
            if not long:
                return texts
            at = self._random.choice(long)
            words = _words(texts[at])
            cut = words.index(mark, 10) + len(mark)
            self.done.append("split")
            return [*texts[:at], _with_words(texts[at], words[:cut].strip()), _with_words(texts[at], words[cut:]), *texts[at + 1 :]]

        return self._change_a_run(body, split)

    def _drop(self, body: list[Block]) -> list[Block]:
        def drop(texts: list[Any]) -> list[Any]:
            if len(texts) < 2:
                return texts
            at = self._random.randrange(len(texts))
            self.done.append("drop")
            return [*texts[:at], *texts[at + 1 :]]

        return self._change_a_run(body, drop)

    def _add(self, body: list[Block]) -> list[Block]:
        def add(texts: list[Any]) -> list[Any]:
            at = self._random.randrange(len(texts) + 1)
            self.done.append("add")
            return [*texts[:at], _with_words(texts[0], self._random.choice(self._strangers)), *texts[at:]]

        return self._change_a_run(body, add)

    def _move(self, body: list[Block]) -> list[Block]:
        def move(texts: list[Any]) -> list[Any]:
            if len(texts) < 3:
                return texts
            one = texts.pop(self._random.randrange(len(texts)))
            texts.insert(self._random.randrange(len(texts) + 1), one)
            self.done.append("move")
            return texts

        return self._change_a_run(body, move)

    def _retype(self, body: list[Block]) -> list[Block]:
        """Make plain paragraphs of a list, as a reader does that misses its numbers."""
        lists = [i for i, block in enumerate(body) if block.kind in LISTS and not any(item.items for item in block.value)]
        if not lists:
            return body
        at = self._random.choice(lists)
        self.done.append("retype")
        return [*body[:at], *(Block(paragraph=item.text) for item in body[at].value), *body[at + 1 :]]

    def _change_a_run(self, body: list[Block], change: Callable[[list[Any]], list[Any]]) -> list[Block]:
        """Return *body* with one list, or one run of paragraphs, changed."""
        runs: list[tuple[int, int]] = [(i, i + 1) for i, block in enumerate(body) if block.kind in LISTS]
        start = 0
        for i, block in enumerate([*body, None]):
            if block is None or block.kind != "paragraph":
                runs += [(start, i)] if i - start > 1 else []
                start = i + 1
        if not runs:
            return body
        first, end = self._random.choice(runs)
        if body[first].kind in LISTS:
            items = change(list(body[first].value))
            new = [body[first].model_copy(update={body[first].kind: tuple(items)})] if items else []
        else:
            new = change(body[first:end])
        return [*body[:first], *new, *body[end:]]

    def _sort_rows(self, document: Document) -> Document:
        def change(block: Block) -> Block:
            if block.table is None:
                return block
            rows = sorted(block.table.rows, key=lambda row: next((text.text for _, text in located_texts(row)), ""))
            self.done.append("sort")
            return block.model_copy(update={"table": block.table.model_copy(update={"rows": tuple(rows)})})

        parts = []
        for part in document.parts:
            value = part.value.model_copy(update={"body": tuple(map(change, part.value.body))})
            parts.append(part.model_copy(update={part.kind: value}))
        return document.model_copy(update={"parts": tuple(parts)})

    def _rename_notes(self, document: Document) -> Document:
        def rename(text: Text, keys: dict[str, str]) -> Text:
            words = text.text
            for old, new in keys.items():
                words = words.replace(f"<fn>{old}</fn>", f"<fn>¤{new}</fn>")
            return replace(text, text=words.replace("¤", ""))

        parts = []
        for part in document.parts:
            keys = {key: str(n + 5) for n, key in enumerate(part.value.notes)}
            value = map_texts(part.value, lambda text, _, keys=keys: rename(text, keys))
            notes = {keys[key]: text for key, text in value.notes.items()}
            self.done += ["notes"] if notes else []
            parts.append(part.model_copy(update={part.kind: value.model_copy(update={"notes": notes} if notes else {})}))
        return document.model_copy(update={"parts": tuple(parts)})


def _words(one: Item | Block) -> str:
    return one.text.text if isinstance(one, Item) else one.value.text


def _with_words(one: Item | Block, words: str) -> Item | Block:
    if isinstance(one, Item):
        return one.model_copy(update={"text": replace(one.text, text=words), "items": ()})
    return Block(paragraph=replace(one.value, text=words))


def cases(slugs: Sequence[str], rounds: int) -> Iterator[tuple[Document, Document, Document, list[str]]]:
    """Yield a document, its translation, the translation damaged, and what was done to it."""
    for code in LANGUAGES:
        there = {slug: found for slug in (*TUNED_ON, *HELD_OUT) if (found := load(slug, code))}
        for slug in slugs:
            if slug not in there:
                continue
            source, translated = there[slug]
            strangers = [
                text.text for other, (_, one) in there.items() if other != slug for text in texts(one)
                if len(text.text) > 30 and "<fn>" not in text.text and text.context.split(".")[1] in ("p", "op", "pp", "item")
            ]  # fmt: skip
            for number in range(rounds):
                damage = Damage(number, code, strangers)
                yield source, translated, damage.of(translated, number % 7), damage.done


def judged(source: Document, translated: Document, damaged: Document, found: Alignment) -> Iterator[tuple[float, str, bool]]:
    """Yield each pair's score, how it came about and whether it is right; and "lost" for each that should have been found."""
    truth = {one.address: two.text for one, two in zip(texts(source), texts(translated), strict=True)}
    unmarked = Counter(_unmarked(text.text) for text in texts(damaged))
    seen = set()
    for pair in found.pairs:
        seen.add(pair.source.address)
        yield pair.score, pair.how, _unmarked(pair.translation) == _unmarked(truth[pair.source.address])
    for text in texts(source):
        if text.address not in seen and not text.is_figure and unmarked[_unmarked(truth[text.address])]:
            yield 0.0, "lost", True


def _unmarked(text: str) -> str:
    return re.sub("<fn>[^<]*</fn>", "<fn></fn>", text).strip()


def measure(slugs: Sequence[str], rounds: int, terms: TermBase) -> list[tuple[float, str, bool]]:
    return [one for case in cases(slugs, rounds) for one in judged(*case[:3], align_documents(case[0], case[2], terms))]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    terms = read_terms(CHECKOUT / "locales/terms.csv")
    for name, slugs in (("tuned on", TUNED_ON), ("held out", HELD_OUT)):
        begun = time.perf_counter()
        results = measure(slugs, rounds, terms)
        print(f"{name}: {len(results)} units, {time.perf_counter() - begun:.1f} s, {Counter((how, ok) for _, how, ok in results)}")
        alone = [(score, ok) for score, how, ok in results if how in ("alone", "moved", "lost")]
        every = sum(ok for _, ok in alone)
        for threshold in (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99):
            taken = [ok for score, how, ok in results if how == "alone" and score >= threshold]
            print(f"  {threshold:.2f}: precision {sum(taken) / len(taken):.4f} ({len(taken) - sum(taken)} wrong), "
                  f"recall {sum(taken) / every:.4f}")  # fmt: skip


if __name__ == "__main__":
    main()
