"""A Word file → the document that it is, as the tree of a seed, its YAML and a `Document`, with an account of every doubt."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from sixfold.document.house import House, keys
from sixfold.document.model import Document
from sixfold.document.seeds import parse_seed
from sixfold.document.symbols import join_slugs, parse_symbols
from sixfold.errors import SeedError, WordFileError
from sixfold.languages import language
from sixfold.project.files import write_atomically
from sixfold.word.blocks import Account
from sixfold.word.masthead import read_masthead
from sixfold.word.model import Doubt, Paragraph, first_words, paragraphs_of
from sixfold.word.parts import NO_TITLE, PartsBuilder
from sixfold.word.pdf_reading import is_pdf, read_pdf
from sixfold.word.reading import read_word
from sixfold.word.texts import REFERENCE, References, inline, split_label
from sixfold.word.yaml_text import write_yaml

_SCHEMA = "yaml-language-server: $schema=schema.json"


_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"</?(?:em|strong)>")
#: Raised letters are words of their own: they may have become the call of a note.
_RAISED = re.compile(r"</?su[pb]>")
#: Keys of notes below the page, whose numbers a page makes itself; those of a table's notes are the letters of the file.
_PAGE_NOTE = re.compile("n[0-9]+")
_PAGE_CALL = re.compile(f"<fn>(?:{_PAGE_NOTE.pattern})?</fn>|</?fn>|<br>")
#: Keys of a seed whose values are no words of the text.
_NO_WORDS = {"picture", "alternative", "id", "wide", "note_numbers", "bracketed", "adopted"}


@dataclass(frozen=True)
class Imported:
    """What was made of a Word file: the tree of the seed, the doubts in the order of the text, words lost and words added.

    `pictures` are files to be written beside the seed, by name.
    """

    path: Path
    tree: dict[str, Any]
    doubts: Sequence[Doubt]
    lost: Counter[str]
    added: Counter[str]
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def yaml(self) -> str:
        """The text of the seed; doubts that stand above nothing in it stand on top."""
        general = [f"doubt: {doubt}" for doubt in self.doubts if not doubt.is_in_seed]
        head = [_SCHEMA, "", f"Made of {self.path.name} by sixfold import. Look at every “doubt:”, then delete it.", *general]
        return write_yaml(self.tree, head)

    @cached_property
    def document(self) -> Document:
        """The document, its texts named.

        Raises: WordFileError, where the text is more than a seed can hold.
        """
        try:
            with tempfile.TemporaryDirectory(prefix="sixfold-") as folder:
                write_pictures(Path(folder), self.pictures)  # a seed is read where its pictures are
                return parse_seed(self.yaml, Path(folder) / "seed.yaml")
        except SeedError as error:
            first = error.problems[0]
            raise WordFileError(f"no seed can be made of it: {first.what}", self.path, hint=first.hint) from error


def read_document(
    path: Path, houses: Sequence[House] = (), accepted: Collection[str] = (), rejected: Collection[str] = ()
) -> Imported:
    """Return the document of the Word file at *path*, with every doubt about it.

    *houses* are the fixed words of the languages that it may be in (English alone where there is none): the language whose words
    stand at its head is its own, `tree["language"]` or `tree["original"]`. Of "changes", "comments",
    "text-boxes", "equations" and "objects" those that the file has must be *accepted* (taken in) or *rejected* (left out). Nothing
    is written.

    Raises: WordFileError, where it can't be read or made into a seed; UsageError, where something isn't decided.
    """
    word = read_pdf(path) if is_pdf(path) else read_word(path, accepted, rejected)
    head = read_masthead(word, houses or [House(language("en"))], path.stem)
    house = next((one for one in houses if one.language.code == head.code), House(language("en")))
    said = [one for one in paragraphs_of(word.body) if one.text]
    near = {one.place: first_words(one.text) for one in reversed(said)}  # a chart has one place for all its texts
    doubts = [*head.doubts, *(replace(doubt, near=near.get(doubt.place, "")) for doubt in word.doubts)]
    symbol = head.keys["symbol"]
    folder = join_slugs(parse_symbols(symbol if isinstance(symbol, str) else "-".join(symbol)))
    listed = [*paragraphs_of(word.body), *(one for note in word.notes.values() for one in note)]
    references = References.of(listed)
    account = Account(folder, references, word.landscape, doubts, [house.organ(key) for key in keys("organ")])
    for one in listed:
        for what in references.doubts(one):
            account.doubt(what, one)
    parts = PartsBuilder(word, house, head.used, account).build()
    tree = {**head.keys, "parts": parts}
    left_out = {id(paragraph) for paragraph in account.skipped}
    counted = [*paragraphs_of(word.body), *(one for note in word.notes.values() for one in note)]
    counted = [one for one in counted if id(one) not in left_out]
    words = [_count_words([_without_tags(inline(split_label(one).pieces))]) for one in counted]
    source = sum(words, Counter()) - _count_words(account.words)
    made = _count_words(text for part in parts for text in _words_of_seed(part) if text != NO_TITLE)
    lost, added = source - made, made - source - _count_words(split_label(one).label for one in counted)  # in both, or in neither
    references.settle(tree)
    _tell(lost, counted, words, account)
    for one in listed:
        if one.pictures and one.place not in account.pictured:
            account.doubt("a picture in a table, a title or a note is left out", one)
    if added:
        account.doubt(f"words of the seed that aren’t in the file: {' '.join(added.elements())}")
    return Imported(path, tree, sorted(doubts, key=lambda doubt: doubt.place), lost, added, account.pictures)


def write_pictures(folder: Path, pictures: Mapping[str, bytes]) -> None:
    """Write *pictures* below *folder*.

    Raises: WriteError.
    """
    for name, content in pictures.items():
        write_atomically(folder / name, content)


def _tell(lost: Counter[str], paragraphs: Sequence[Paragraph], counts: Sequence[Counter[str]], account: Account) -> None:
    """Keep a doubt for each paragraph with words that are *lost*; those come first that are lost as a whole."""
    left = lost.copy()
    shares = ((words & lost).total() / max(words.total(), 1) for words in counts)
    for _, place in sorted((-share, place) for place, share in enumerate(shares) if share):
        if found := counts[place] & left:
            left -= found
            account.doubt(f"words of the file that aren’t in the seed: {' '.join(found.elements())}", paragraphs[place])


def _count_words(texts: Iterable[str]) -> Counter[str]:
    """Return how often each word stands in *texts*."""
    return Counter(word for text in texts for word in _WORD.findall(text.replace("\u00ad", "")))


def _words_of_seed(tree: Any) -> Iterator[str]:
    """Yield the texts of a part of a seed, without tags."""
    if isinstance(tree, str):
        yield _without_tags(_PAGE_CALL.sub(" ", tree))
    elif isinstance(tree, list):
        for inner in tree:
            yield from _words_of_seed(inner)
    elif isinstance(tree, dict):
        for key, inner in tree.items():
            if key == "notes":
                yield from (name for name in inner if not _PAGE_NOTE.fullmatch(name))
            if key not in _NO_WORDS:
                yield from _words_of_seed(inner)


def _without_tags(text: str) -> str:
    return _TAG.sub("", _RAISED.sub(" ", REFERENCE.sub(r"\2", text)))
