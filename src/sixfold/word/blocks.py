"""The blocks of a body, as they are added: numbered paragraphs, their items and lists go on where they fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sixfold.languages.numbers import roman
from sixfold.word.model import Block, Doubt, Paragraph, first_words
from sixfold.word.texts import References, is_bracketed
from sixfold.word.yaml_text import Entry

_LETTER = re.compile(r"\(([a-z]{1,2})\)")
_ROMAN = re.compile(r"\(([ivxl]+)\)")
COMMAS = (",", "،", "，")
#: Items of a list, letters a to z; a seed has no more below one paragraph.
_MOST_ITEMS = 26


@dataclass
class Account:
    """What is kept of the whole of a file while its seed is made.

    `landscape` are the sections of turned pages, `folder` is where the `pictures` belong. `skipped` are paragraphs whose words a
    page makes itself: the list of contents, "Annex II", "Table 3"; `words` are such words of others: "(Signed)", "Source".
    `organs` are the names of those that may speak in a resolution.
    """

    folder: str
    references: References
    landscape: set[int]
    doubts: list[Doubt]
    organs: Sequence[str] = ()
    skipped: list[Paragraph] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    pictured: set[int] = field(default_factory=set)

    def doubt(self, what: str, block: Block | None = None, entry: Entry | None = None) -> None:
        """Keep a doubt about *block*, also as a comment above the *entry* that it became."""
        place, near = (block.place, first_words(block.text)) if block else (0, "")
        self.doubts.append(Doubt(what, place, near, is_in_seed=entry is not None))
        if entry is not None:
            entry.doubts.append(str(self.doubts[-1]))


@dataclass
class Blocks:
    """The blocks of one body. `expected` is the number of its next paragraph; `letters` and `romans` are lists that may go on.

    `in_resolution` says that its paragraphs are operative, `in_preamble` that they are so from the next number on; `goes_on_from`
    is the number of the report's next paragraph.
    """

    account: Account
    entries: list[Entry] = field(default_factory=list)
    expected: int = 1
    letters: list[Entry] | None = None
    romans: list[Entry] | None = None
    letter_indent: int = 0
    in_resolution: bool = False
    in_preamble: bool = False
    goes_on_from: int = 1

    @property
    def last(self) -> Entry:
        """The last block; an empty one where there is none."""
        return self.entries[-1] if self.entries else Entry({})

    def add(self, kind: str, value: Any, *, ends_lists: bool = True) -> Entry:
        """Add a block, after which no list goes on."""
        if ends_lists:
            self.letters = self.romans = None
        self.entries.append(Entry({kind: value}, short="paragraph"))
        return self.entries[-1]

    def append(self, kind: str, item: Any) -> None:
        """Add *item* to the list of this kind, or begin one with it."""
        if kind in self.last:
            self.letters = self.romans = None
            self.last[kind].append(item)
        else:
            self.add(kind, [item])

    def begin_page(self) -> None:
        """Have what comes next begin a page, after which a list of letters goes on."""
        if "new_page" not in self.last:
            self.entries.append(Entry({"new_page": True}))

    def finished(self) -> list[Entry]:
        """Return all blocks, without a page that nothing begins."""
        return self.entries[:-1] if "new_page" in self.last else self.entries

    def bullet(self, kind: str, item: Entry, level: int) -> None:
        """Add a bulleted or dashed item, below the last one where its level isn't 0."""
        above = self.last["bulleted"][-1] if "bulleted" in self.last else None
        if level and above and len(above.get("items", ())) < _MOST_ITEMS:
            above.setdefault("items", []).append(item)
        else:
            self.append(kind, item)

    def number(self, paragraph: Paragraph, text: str, label: str) -> None:
        """Add a paragraph 1., (a) or (i) below the one it belongs to."""
        if match := re.fullmatch(r"([0-9]{1,3})\.", label):
            self._decimal(paragraph, text, int(match[1]))
        elif self._is_roman(label, paragraph):
            self._roman(paragraph, text, label)
        elif match := _LETTER.fullmatch(label):
            self._letter(paragraph, text, label)
        else:
            entry = self.add("continued", f"{label} {text}")
            self.account.doubt(f"the number {label} can’t be made: it stands in the words", paragraph, entry)

    def _item(self, text: str, paragraph: Paragraph) -> Entry:
        """Return a numbered paragraph, with an id where something refers to it."""
        name = self.account.references.id_of(paragraph)
        more = ({"id": name} if name else {}) | ({"bracketed": True} if is_bracketed(paragraph) else {})
        return Entry({"text": text} | more, short="text")

    def _decimal(self, paragraph: Paragraph, text: str, number: int) -> None:
        item = self._item(text, paragraph)
        if self.in_preamble:
            self.in_resolution, self.goes_on_from = True, self.expected
        elif self.in_resolution:  # it ends with a full stop; then the numbers of a report go on
            is_over = number == self.goes_on_from and self.last.get("operative", [{"text": "."}])[-1]["text"].endswith((".", "。"))
            self.in_resolution = number == self.expected and not is_over
        if self.in_resolution:
            self._operative(item, number)
            return
        listed = self.last.get("list")
        if number != self.expected and (number == 1 or listed) and self.expected > 1:
            if listed and number == _number_of(listed) + 1:
                listed.append(item)
            else:
                block = self.add("list", [item if number == 1 else Entry({"text": text, "number": number})])
                if number != 1:
                    self.account.doubt(f"the numbers go on from {number} here", paragraph, block)
            return
        if number != self.expected and number > 0:
            item["number"] = number
            if self.expected > 1:
                self.account.doubt(f"the number is {number}, where {self.expected} would follow", paragraph, item)
        self.expected = number + 1
        self.append("numbered", item)

    def sentence(self, text: str) -> bool:
        """Add a paragraph without number to the preamble, or as the one that its resolution has; tell whether it is of these."""
        self.in_preamble &= text.startswith("<em>") or text.endswith(COMMAS)
        if self.in_preamble and text.endswith((".", ";", "。", "；", "؛")):
            self._operative(Entry({"text": text}, short="text"), self.expected)
            return True
        if self.in_preamble:
            self.append("preambular", Entry({"text": text}, short="text"))
        return self.in_preamble

    def _operative(self, item: Entry, number: int) -> None:
        if number != self.expected:  # a resolution in a report begins with 1
            item["number"] = number
        self.in_preamble, self.expected = False, number + 1
        self.append("operative", item)

    def _is_roman(self, label: str, paragraph: Paragraph) -> bool:
        """Tell whether (i), (v) or (x) is a number below a letter, and not the letter after (h), (u) or (w)."""
        match = _ROMAN.fullmatch(label)
        if match is None or self.letters is None:
            return False
        if self.romans is not None and label == f"({roman(_number_of(self.romans) + 1).lower()})":
            return True
        if len(match[1]) == 1 and ord(match[1]) - ord("a") == _number_of(self.letters) and self.romans is None:
            return paragraph.look.left > self.letter_indent
        return label == "(i)"

    def _roman(self, paragraph: Paragraph, text: str, label: str) -> None:
        above = (self.letters or [Entry({})])[-1]
        if self.romans is None or label == "(i)":
            if "items" in above:
                self._letter(paragraph, text, label)
                return
            self.romans = []
            above["items"] = self.romans
        if len(self.romans) < _MOST_ITEMS:
            self.romans.append(self._item(text, paragraph))
        else:
            self._typed(paragraph, text, label)

    def _letter(self, paragraph: Paragraph, text: str, label: str) -> None:
        match = _LETTER.fullmatch(label)
        number = ord(match[1]) - ord("a") + 1 if match and len(match[1]) == 1 else 0
        if not number or (self.letters is None and number > 1 and not self.entries):
            self._typed(paragraph, text, label)
            return
        item = self._item(text, paragraph)
        if self.letters is None or number == 1:
            self.letters = []
            numbered = [list_of for kind, list_of in self.last.items() if kind in ("numbered", "operative", "preambular")]
            above = numbered[0][-1] if numbered else {"items": ()}
            if "items" not in above:
                above["items"] = self.letters
            else:
                self.add("lettered", self.letters, ends_lists=False)
        expected = _number_of(self.letters) + 1 if self.letters else 1
        if number != expected:
            item["number"] = number
            self.account.doubt(f"the letter is {label}, where another would follow", paragraph, item)
        self.romans = None
        self.letter_indent = paragraph.look.left
        self.letters.append(item)

    def _typed(self, paragraph: Paragraph, text: str, label: str) -> None:
        entry = self.add("continued", f"{label} {text}", ends_lists=False)
        self.account.doubt(f"the number {label} doesn’t fit here: it stands in the words", paragraph, entry)


def _number_of(items: Sequence[Entry]) -> int:
    """Return the number of the last of *items*."""
    number = 0
    for item in items:
        number = item.get("number", number + 1)
    return number
