"""The paragraphs of a Word file → the parts of a seed: titles, list of contents, body, annexes, each with its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any

from sixfold.document.house import House
from sixfold.word.blocks import Account, Blocks
from sixfold.word.body import BodyBuilder, blocks_of, is_box
from sixfold.word.masthead import day_of
from sixfold.word.model import Block, Paragraph, Piece, Table, WordDocument, paragraphs_of
from sixfold.word.roles import ends_with_page, role_of
from sixfold.word.texts import drop, inline, split_label
from sixfold.word.yaml_text import Entry

#: What the first title of a letter begins with, in the six languages.
_LETTER = re.compile(
    r"(?:Identical letters|Letter|Lettres?|Cartas?|Письм[оа]|Идентичные письма|رسالة|رسالتان|.{0,40}给.{0,60}的(?:同文)?信"
    r"|Note verbale|Notes verbales|Nota verbal|Вербальная нота|مذكرة شفوية|普通照会)", re.IGNORECASE,
)  # fmt: skip
_SIGN = re.compile(r"\(\s*(?:Signed|Signé|Firmado|Подпись|توقيع|签名)\s*\)\s*", re.IGNORECASE)
_SIGNED = re.compile(rf"\s*{_SIGN.pattern}.|.+?\(签名\)", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[0-9٠-٩]{1,4}")
NO_TITLE = "[Title]"
_ATTACHED = ("annex", "enclosure", "appendix")
_TYPED_NOTE = re.compile(r"[ \t]*([0-9]{1,2}|\*{1,3})[ \t\u00a0]+")
#: Blocks before the first title.
_LAST_TITLE = 40
#: Annexes, enclosures of one document.
_MOST_PARTS = 60
#: The line above the title of a draft that says who submits it.
_DRAFT = re.compile(
    "draft (?:resolution|decision)|projet de (?:résolution|décision)|proyecto de (?:resolución|decisión)"
    "|проект (?:резолюции|решения)|مشروع (?:قرار|مقرر)|决议草案|决定草案", re.IGNORECASE,
)  # fmt: skip
#: Plenary meetings of a session.
_MOST_MEETINGS = 200
#: Lines after a signature that say what the signatory is.
_MOST_ROLES = 4


@dataclass
class NoteBook:
    """The footnotes of one part: `call` gives what calls one, and remembers its text."""

    notes: Mapping[str, tuple[Paragraph, ...]]
    account: Account
    texts: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def call(self, name: str) -> str:
        """Return the tag that calls the note of this id; nothing where there is none."""
        if name not in self.notes or not any(paragraph.text for paragraph in self.notes[name]):
            self.account.doubt("a footnote that is called has no text")
            return ""
        if name not in self.keys:
            mark = name.rpartition("-")[2]
            is_free = set(mark) == {"*"} and mark not in self.texts  # asterisks are printed as they are
            self.keys[name] = mark if is_free else f"n{len(self.keys) + 1}"
            before = re.compile(rf"[ \t]*(?:[0-9]{{1,3}}[ \t]*\t|{re.escape(mark)}[ \t\u00a0]*)?")
            begun = [(one.pieces, before.match(one.raw)) for one in self.notes[name]]
            texts = (inline(drop(pieces, match.end() if match else 0)) for pieces, match in begun)
            self.texts[self.keys[name]] = " ".join(filter(None, texts))
        else:
            self.account.doubt(f"the footnote {self.keys[name]} is called twice")
        return f"<fn>{self.keys[name]}</fn>"


@dataclass
class PartsBuilder:
    """Makes the parts. `used` are places of paragraphs that are said already: the lines of session and agenda.

    `book` has the notes of the part that is made, `notes_before` counts those of the parts before it.
    """

    word: WordDocument
    house: House
    used: set[int]
    account: Account
    book: NoteBook = field(init=False)
    notes_before: int = 0

    def build(self) -> list[Entry]:
        """Return the parts."""
        groups = [(head, self._call_typed_notes(blocks)) for head, blocks in self._groups()]
        kinds = [kind for (kind, _, _), _ in groups]
        parts = [self._first(groups[0][1])]
        self.notes_before = sum(set(key) != {"*"} for part in parts[0].values() for key in part.get("notes", ()))
        usual = "letters" if "report" in parts[0] else "on"
        for place, ((kind, number, label), blocks) in enumerate(groups[1:], 1):
            printed = _printed_number(kinds, place)
            if label and printed != number:
                self.account.doubt(f"“{label.text}” will be printed as “{self.house.part(kind, printed)}”", label)
            self.account.skipped += [label] if label else []
            parts.append(self._annex(kind, blocks, usual, has_heading=bool(kind and not label)))
        return parts

    def _groups(self) -> Iterator[tuple[tuple[str, int | None, Paragraph | None], list[Block]]]:
        """Yield the blocks of each part, with what begins it: its kind and number, and the paragraph that says so."""
        names: dict[str, tuple[str, int | None]] = {}
        for kind in _ATTACHED:
            names.setdefault(self.house.part(kind).lower(), (kind, None))  # Spanish has one word for enclosure and appendix
            for number in range(1, _MOST_PARTS):
                names.setdefault(self.house.part(kind, number).replace("\u00a0", " ").lower(), (kind, number))
        head: tuple[str, int | None, Paragraph | None] = ("", None, None)
        blocks: list[Block] = []
        breaks = [False, *(isinstance(block, Paragraph) and _ends_page(block) for block in self.word.body)]
        for block, is_after_break in zip(self.word.body, breaks, strict=False):
            if block.place in self.used:
                self.account.skipped += paragraphs_of([block])
                continue
            begins_page = isinstance(block, Paragraph) and (block.begins_page or is_after_break)
            key = block.text.replace("\u00a0", " ").lower() if isinstance(block, Paragraph) else ""
            is_head = isinstance(block, Paragraph) and (block.is_bold or role_of(block).role in ("heading", "title"))
            if isinstance(block, Paragraph) and key in names and is_head:
                yield head, blocks
                head, blocks = (*names[key], block), []
            elif isinstance(block, Paragraph) and is_head and begins_page and (kind := _begun_by(key, names)):
                yield head, blocks  # “Annex to the letter dated …”, which is a text of the document's own
                head, blocks = (kind, None, None), [block]
            else:
                blocks.append(block)
        yield head, blocks

    def _call_typed_notes(self, blocks: Sequence[Block]) -> list[Block]:
        """Return *blocks* with the notes that were typed at the foot of a page called where their raised number stands.

        One whose number stands nowhere, or that has none, stays in the text.
        """
        typed = {
            match[1]: (block, drop(block.pieces, match.end())) for block in blocks
            if isinstance(block, Paragraph) and block.look.is_at_foot and (match := _TYPED_NOTE.match(block.raw))
        }  # fmt: skip
        notes = {id(note) for note, _ in typed.values()}
        changed: list[Block] = []
        for block in blocks:
            pieces = block.pieces if isinstance(block, Paragraph) and id(block) not in notes else ()
            called = tuple(new for piece in pieces for new in self._called(piece, typed))
            changed.append(replace(block, pieces=called) if isinstance(block, Paragraph) and called != pieces else block)
        gone = notes - {id(note) for note, _ in typed.values()}
        return [block for block in changed if id(block) not in gone]

    def _called(self, piece: Piece, typed: dict[str, tuple[Paragraph, tuple[Piece, ...]]]) -> list[Piece]:
        """Return *piece*, the call of a typed note in place of its raised number, or of the asterisks at its end."""
        stars = re.search(r"\*+$", piece.text.rstrip())
        key = piece.text.strip() if "sup" in piece.tags else stars[0] if stars else ""
        if key not in typed:
            return [piece]
        note, pieces = typed.pop(key)
        self.account.skipped.append(note)
        self.account.words.append(key)
        name = f"typed {note.place}-{key}"
        self.word.notes[name] = (replace(note, pieces=pieces),)
        before = piece.text.rstrip().removesuffix(key)
        return [*([replace(piece, text=before)] if before else []), Piece("", (), name)]

    def _first(self, blocks: list[Block]) -> Entry:
        titles, rest = _titles(blocks)
        self.book = NoteBook(self.word.notes, self.account)
        texts = [self._title(title) for title in titles]
        if not texts:
            self.account.doubt("no title was found: write it where “[Title]” stands")
            texts = [NO_TITLE]
        if _LETTER.match(re.sub("<[^>]*>", "", texts[0])):
            return self._part("letter", {"title": "<br>".join(texts)} | self._signed_body(rest))
        rapporteur, contents = self._rapporteur(rest), self._contents(rest)
        first = next((place for place, title in enumerate(titles) if place and role_of(title).level > 1), len(texts))
        summary = self._summary(rest)
        body = self._body(rest)
        has_contents = bool(contents) and any("chapter" in entry or "section" in entry for entry in body)
        if has_contents:
            self.account.skipped += paragraphs_of(contents)
            body = body[1:] if "new_page" in body[0] else body  # it begins a page by itself
        elif contents:
            self.account.doubt("the list of contents is left out: there are no chapters and sections to list")
        resolution = {} if contents or summary or rapporteur else self._resolution(texts, body)
        if resolution:
            return self._part("resolution", resolution)
        return self._part("report", {
            "titles": texts[:first], "subtitles": texts[first:], "rapporteur": rapporteur, "contents": has_contents,
            "summary": summary, "body": body,
        })  # fmt: skip

    def _resolution(self, titles: list[str], body: list[Entry]) -> dict[str, Any]:
        """Return the resolution that *body* is; nothing where more than titles, and what it was adopted on, stands before it."""
        start = next((place for place, entry in enumerate(body[:5]) if "preambular" in entry or "operative" in entry), 0) - 1
        before = [next(iter(entry.items())) for entry in body[: max(start, 0)]]
        basis = next((text for _, text in before if isinstance(text, str) and text.startswith("[")), "")
        more = [text for kind, text in before if kind in ("heading", "subheading")]
        if start < 0 or len(more) + bool(basis) < len(before):
            return {}
        titles = [*titles, *(line for text in more for line in ([text] if isinstance(text, str) else text))]
        submission = titles.pop(0) if len(titles) > 1 and _DRAFT.search(titles[0]) else ""
        closing = self._closing(body[-1])
        content = {"submission": submission, "titles": titles, "basis": basis}
        return content | {"body": body[start : -1 if closing else None]} | closing

    def _closing(self, last: Entry) -> dict[str, Any]:
        """Return at which meeting, and when, a resolution was adopted, if its *last* block says so; a page writes both."""
        lines = [re.sub("<[^>]*>", "", line).replace("\u00a0", " ") for line in last.get("right", ()) if isinstance(line, str)]
        if len(lines) != 2:
            return {}
        meetings = {self.house.plenary_meeting(n).replace("\u00a0", " "): n for n in range(1, _MOST_MEETINGS)}
        meeting, day = meetings.get(re.sub("<[^>]*>", "", lines[0])), day_of(lines[1], self.house)
        if meeting is None or day is None:
            return {}
        self.account.words += lines
        return {"meeting": meeting, "adopted": day.isoformat()}

    def _part(self, kind: str, content: dict[str, Any]) -> Entry:
        """Return a part with its notes, without what it doesn't have."""
        return Entry({kind: {key: value for key, value in (content | {"notes": self.book.texts}).items() if value}})

    def _title(self, paragraph: Paragraph) -> str:
        return inline(split_label(paragraph).pieces, self.book.call, without=("strong",), break_as="<br>")

    def _rapporteur(self, blocks: list[Block]) -> str:
        """Take out of *blocks* who reports for a committee, without the word that a page prints before the name."""
        patterns = (self.house.pattern(f"report.rapporteur{who}").partition("{name}")[0] for who in ("", ".woman"))
        words = "|".join(re.escape(re.sub(r"<[^>]*>|\W+$", "", one)) for one in patterns)
        for place, block in enumerate(blocks[:3]):
            if isinstance(block, Paragraph) and (match := re.match(rf"\s*(?:{words})\s*[:：]\s*", block.raw)):
                self.account.words.append(match[0])
                del blocks[place]
                return inline(drop(block.pieces, match.end()), self.book.call)
        return ""

    def _contents(self, blocks: list[Block]) -> list[Block]:
        """Take the list of contents out of *blocks*: a page makes its own."""
        word = self.house.word("part.contents").lower()
        for place, block in enumerate(blocks[:12]):
            if isinstance(block, Paragraph) and (block.text.lower() == word or role_of(block).role == "contents"):
                end = place + 1 + len(list(takewhile(_is_in_contents, blocks[place + 1 :])))
                found, blocks[place:end] = blocks[place:end], []
                return found
        return []

    def _body(self, blocks: Sequence[Block]) -> list[Entry]:
        builder = BodyBuilder(self.account, self.book.call, Blocks(self.account))
        return builder.build(blocks) or [Entry({"continued": "[…]"}, short="paragraph")]

    def _summary(self, blocks: list[Block]) -> list[Entry]:
        """Take the summary, which stands in a frame before the first heading, out of *blocks*."""
        word = self.house.word("part.summary").lower()
        for place, block in enumerate(blocks[:20]):
            if isinstance(block, Table) and is_box(block):
                inner = [one for one in blocks_of(block) if not isinstance(one, Paragraph) or one.text or one.pictures]
                if inner and isinstance(inner[0], Paragraph) and inner[0].text.lower() == word:
                    self.account.skipped.append(inner[0])
                    del blocks[place]
                    return self._body(inner[1:])
        return []

    def _annex(self, kind: str, blocks: list[Block], usual: str, *, has_heading: bool) -> Entry:
        titles: list[Paragraph] = []
        end = 0
        for block in blocks:
            found = role_of(block) if isinstance(block, Paragraph) else None
            if not isinstance(block, Paragraph) or found is None or block.pictures or len(titles) == 4:
                break
            if found.role in ("title", "heading") and found.level <= 2 and not split_label(block).label:
                titles.append(block)
            elif found.role != "empty":
                break
            end += 1
        self.book = NoteBook(self.word.notes, self.account)
        heading = self._title(titles.pop(0)) if has_heading and titles else ""
        content = {"heading": heading, "titles": [self._title(title) for title in titles]}
        signed = self._signed_body(blocks[end:])
        return self._part(kind, content | {"note_numbers": self._note_numbers(usual)} | signed)

    def _note_numbers(self, usual: str) -> str:
        """Return how the notes of an annex are numbered, where it isn't the *usual* way."""
        signs = {name: self.word.note_signs.get(name, name.rpartition("-")[2]) for name in self.book.keys}
        shown = {sign for name, sign in signs.items() if sign not in ("", name) and set(sign) != {"*"}}
        counts = range(1, len(shown) + 1)
        ways = {
            "letters": {chr(ord("a") + (n - 1) % 26) for n in counts}, "anew": {str(n) for n in counts},
            "on": {str(self.notes_before + n) for n in counts},
        }  # fmt: skip
        way = next((way for way in (usual, *ways) if ways[way] == shown), usual)
        if ways[way] != shown:
            self.account.doubt(f"the footnotes {', '.join(sorted(shown))} of an annex get other numbers on the page")
        self.notes_before += len(shown) if way == "on" else 0
        return way if way != usual else ""

    def _signed_body(self, blocks: Sequence[Block]) -> dict[str, Any]:
        """Return the body that *blocks* are and, where it is signed, who signed it."""
        blocks = [one for block in blocks for one in _lines_of_signature(block)]
        signature: list[Entry] = []
        signed = (place for place, block in enumerate(blocks) if isinstance(block, Paragraph) and _SIGNED.match(block.text))
        end = start = next(signed, len(blocks))
        if end < len(blocks) and self.house.language.signature_order == "role-first":
            while start and isinstance(above := blocks[start - 1], Paragraph) and above.text and above.look.align == "right":
                start -= 1
        roles = [inline(block.pieces, self.book.call) for block in blocks[start:end] if isinstance(block, Paragraph)]
        body = self._body(blocks[:start])
        is_over = False
        for block in blocks[end:]:
            if isinstance(block, Paragraph) and _SIGNED.match(block.text):
                name = _SIGN.sub("", inline(split_label(block).pieces, self.book.call, without=("em",))).strip()
                self.account.words += _SIGN.findall(block.text)
                signature.append(Entry({"name": name} | ({"role": roles} if roles else {})))
                roles = []
                is_over = False
            elif isinstance(block, Paragraph) and block.text and not is_over and not _is_no_role(block, signature[-1]):
                signature[-1].setdefault("role", []).append(inline(block.pieces, self.book.call))
            elif block.text:
                is_over = True
                self.account.doubt("text after the signature stands in the body", block)
                body += self._body([block])
        return {"body": body, "signature": signature}


def _is_no_role(paragraph: Paragraph, signature: Entry) -> bool:
    """Tell whether *paragraph* is none of the lines below the name of who signed: a title, or one too many."""
    found = role_of(paragraph)
    return len(signature.get("role", ())) >= _MOST_ROLES or (found.role in ("title", "heading") and found.level == 1)


def _lines_of_signature(block: Block) -> list[Block]:
    """Return *block*; a paragraph for each of its lines where one of them is signed: “(Signed) Ana Soto”, “Chair”."""
    lines = block.raw.split("\n") if isinstance(block, Paragraph) else []
    if not isinstance(block, Paragraph) or len(lines) < 2 or not any(_SIGNED.match(line.strip()) for line in lines):
        return [block]
    parted: list[tuple[Piece, ...]] = [()]
    for piece in block.pieces:
        first, *others = piece.text.split("\n")
        parted[-1] += (replace(piece, text=first),)
        parted += [(replace(piece, text=other),) for other in others]
    return [replace(block, pieces=pieces) for pieces in parted]


def _ends_page(paragraph: Paragraph) -> bool:
    """Tell whether a page ends with *paragraph*, as with the empty one that Word makes of Ctrl+Enter."""
    return paragraph.page_break == "after" or (bool(paragraph.page_break) and not paragraph.text and not paragraph.pictures)


def _begun_by(text: str, names: Mapping[str, tuple[str, int | None]]) -> str:
    """Return the kind of part that *text* is the whole heading of: “annex to the letter …”, which in Chinese ends with its name."""
    bare = {name: name.removeprefix("ال") for name in names}  # Arabic has no article there
    found = [name for name in names if text.startswith(f"{bare[name]} ") or (not name.isascii() and text.endswith(name))]
    return names[max(found, key=len)][0] if found else ""


def _titles(blocks: Sequence[Block]) -> tuple[list[Paragraph], list[Block]]:
    """Return the titles at the beginning of *blocks*, and what comes after them."""
    titles: list[Paragraph] = []
    before: list[Block] = []
    for place, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            return titles, [*before, *blocks[place:]]
        found = role_of(block)
        if found.role == "empty" and not block.pictures:
            continue
        is_title = found.is_guess or "hch" in block.styles or _LETTER.match(block.text)  # HCh was the style of titles until 2025
        is_large = found.role == "heading" and found.level <= 2 and is_title and not titles
        if found.role == "title" or (is_large and not split_label(block).label):
            titles.append(block)
        elif titles or place > _LAST_TITLE:
            return titles, [*before, *blocks[place:]]
        else:
            before.append(block)
    return titles, before


def _is_in_contents(block: Block) -> bool:
    if isinstance(block, Table):
        last = [row.cells[-1].text for row in block.rows if row.cells]
        return sum(bool(_PAGE_NUMBER.fullmatch(text)) for text in last) * 2 >= len(last)
    return role_of(block).role in ("empty", "contents") or (ends_with_page(block) and not block.begins_page)


def _printed_number(kinds: Sequence[str], place: int) -> int | None:
    """Return the number that a page prints for the part at *place*; None for the only one. Appendices are counted by annex."""
    kind, others = kinds[place], range(len(kinds))
    if kind == "appendix":
        first = max((other for other in range(place) if kinds[other] == "annex"), default=0)
        end = next((other for other in range(place, len(kinds)) if kinds[other] == "annex"), len(kinds))
        others = range(first, end)
    alike = [other for other in others if kinds[other] == kind]
    return alike.index(place) + 1 if len(alike) > 1 else None
