"""Fixed words (data/house.toml) and their translations → `House`: what is printed of them in one language, placeholders filled."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from sixfold.catalogs.inline import PLACEHOLDER, fill_placeholders
from sixfold.catalogs.model import Message
from sixfold.errors import UsageError, near_match
from sixfold.languages import LANGUAGES, Language, language
from sixfold.languages.formatting import count_items, format_date, format_date_range, format_items, join_words
from sixfold.languages.numbers import Numbered, annex_number, capitalized, number, ordinal, ordinal_figure, roman
from sixfold.languages.references import Number, write_number

#: From a context, its English text and plural, and a count, to the translation; None where it is missing or fuzzy.
HouseLookup = Callable[[str, str, str | None, int], str | None]
AgendaKind = Literal["agenda", "provisional", "preliminary"]

#: Where a new word is added, from the root of the project.
PLACE = "src/sixfold/data/house.toml"

#: Of documents that belong to another. Which one it is, its symbol says: A/66/398/Corr.2 is headed “Corrigendum”.
_HEADINGS = ("addendum", "corrigendum", "revision")


@cache
def _house_toml() -> Mapping[str, Any]:
    return tomllib.loads(files("sixfold").joinpath("data/house.toml").read_text(encoding="utf-8"))


@cache
def _messages() -> Mapping[str, Message]:
    return {
        table["context"]: Message(table["context"], table["text"], table["comment"], PLACE, table.get("plural"))
        for table in _house_toml()["message"]
    }


def house_messages() -> list[Message]:
    """Return the messages of the domain `house`, in the order of data/house.toml."""
    return list(_messages().values())


def house_date() -> str:
    """Return the day on which the words last changed, `2026-11-23`."""
    return str(_house_toml()["date"])


def keys(group: str) -> tuple[str, ...]:
    """Return the keys of a group of messages, as house.toml orders them: the organs, the distribution categories, …

    >>> keys("distribution")
    ('general', 'limited', 'restricted', 'provisional')
    """
    return tuple(context.partition(".")[2] for context in _messages() if context.startswith(f"{group}."))


def house_message(context: str) -> Message:
    """Return the message of *context*.

    Raises: UsageError for a context that house.toml does not have.
    """
    if context not in _messages():
        raise UsageError(f"unknown fixed words “{context}”", hint=near_match(context, _messages()))
    return _messages()[context]


def _known(value: str, what: str, known: Iterable[str]) -> str:
    choices = list(known)
    if value not in choices:
        raise UsageError(f"unknown {what} “{value}”: there is {', '.join(choices)}", hint=near_match(value, choices))
    return value


#: What the name of a woman begins with, or in Chinese ends with: “Rapporteur” has another form for her.
_WOMAN = re.compile(r"(?:Ms|Mrs|Miss|Mme|Mlle|Sra|Srta|[Гг]-жа|السيدة)\b|.*女士")


class House:
    """The fixed words in one language.

    What *lookup* doesn't find is printed in English, and its context stands in `untranslated`, in the order of printing; so do
    those that are *fuzzy*, each with the rule that keeps its translation from being printed, if one does. Texts may hold the inline
    tags of running text (`<em>`, `<sup>`); names and titles that fill a placeholder are not escaped here.
    """

    def __init__(self, language: Language, lookup: HouseLookup | None = None, fuzzy: Mapping[str, str] | None = None) -> None:
        """Keep the language and where its words are looked up: nowhere, for the English ones."""
        self.language = language
        self.untranslated: list[str] = []
        self.asked = ""
        self._lookup, self._fuzzy = lookup, fuzzy or {}

    def word(self, context: str, **values: object) -> str:
        """Return the message of *context* with its placeholders filled.

        Raises: UsageError for a context that house.toml does not have, ValueError where the caller leaves a placeholder open.
        """
        pattern = self.pattern(context)
        if left := set(PLACEHOLDER.findall(pattern)) - values.keys():
            raise ValueError(f"house:{context} needs {', '.join(sorted(left))}")
        return fill_placeholders(pattern, values)

    def pattern(self, context: str, count: int = 1) -> str:
        """Return the message of *context* with its placeholders open; one that has a plural, in the form for *count*."""
        message = house_message(context)
        self.asked = context
        text = message.plural if message.plural is not None and count != 1 else message.text
        if self._lookup is None:
            return text
        found = self._lookup(context, message.text, message.plural, count)
        name = f"{context} [{rule}]" if (rule := self._fuzzy.get(context)) else context
        if (not found or context in self._fuzzy) and name not in self.untranslated:
            self.untranslated.append(name)
        return found or text

    def _code(self, context: str) -> str:
        """Return the code of the language that *context* prints in, for numbers and lists in its placeholders."""
        if self._lookup is None or self._lookup(context, house_message(context).text, None, 1):
            return self.language.code
        return "en"

    # The masthead

    def organ(self, key: str) -> str:
        """Return the name of an organ or body: general-assembly, security-council, …

        Raises: UsageError for an organ that house.toml does not have.
        """
        return self.word(f"organ.{_known(key, 'organ', keys('organ'))}")

    def distribution(self, category: str) -> str:
        """Return the distribution line: “Distr.: General”, “Provisional”."""
        return self.word(f"distribution.{_known(category, 'distribution', keys('distribution'))}")

    def masthead_date(self, day: datetime.date) -> str:
        """Return *day* as the masthead has it: in English in Russian, Chinese and Arabic documents."""
        return format_date(day, self.language.masthead_language)

    def language_name(self, code: str) -> str:
        """Return the name of a language as the masthead's language line has it."""
        return self.word(f"language.{language(code).code}")

    def language_line(self, original: str) -> str:
        """Return the line that names the document's own language; nothing if the document is the original."""
        return "" if original == self.language.code else self.language_name(self.language.code)

    def original_line(self, *originals: str) -> str:
        """Return “Original: English” for the language or languages of the original, by code."""
        names = "/".join(self.word(f"original.{language(code).code}") for code in originals)
        return self.word("original.line", languages=names)

    def original_bracket(self, *originals: str) -> str:
        """Return “[Original: Russian]”, for one language or several, which stands under the heading of an annex in another one."""
        names = [self.word(f"original-bracket.{language(code).code}") for code in originals]
        listed = join_words(names, self._code("original-bracket.ar"))
        return fill_placeholders(self.pattern("original-bracket.line", len(names)), {"languages": listed})

    # The session block

    def session(self, n: int, kind: str = "regular", organ: str | None = None) -> str:
        """Return the session line of session *n*: regular, special, emergency-special, year (the Security Council’s).

        *organ* tells whether the session is counted in words or in figures (Spanish: 26º período de sesiones of every
        organ but the General Assembly). The kinds substantive and of-year take a calendar year.
        """
        context = f"session.{kind}"
        if kind in ("substantive", "of-year"):
            if not 1946 <= n <= 9999:
                raise UsageError(f"{n} is not a year of the Organization", hint="write a year from 1946, for example 2002")
            return self.word(context, year=n)
        use = "year" if kind == "year" else "session"
        code = self._code(context)
        counted = ordinal(n, code, use)
        tongue = LANGUAGES[code]
        if organ and organ not in tongue.word_organs and n >= tongue.ordinals.get("figures_from", n + 1):
            counted = ordinal_figure(n, code, use)
        return capitalized(self.word(context, ordinal=counted))

    def plenary_meeting(self, n: int) -> str:
        """Return “85th plenary meeting”."""
        return self.word("meeting.plenary", ordinal=ordinal_figure(n, self._code("meeting.plenary"), "meeting"))

    def agenda_items(
        self, items: Sequence[int | str], of: AgendaKind = "agenda", note_mark: str = "", organ: str | None = None
    ) -> str:
        """Return the agenda line for *items* (107, "69(b)", "12-14"), with the footnote star where the language puts it.

        *organ* chooses that organ's own wording where house.toml has one (Spanish: programa, but agenda in Geneva).
        """
        number = {1: "one", 2: "two"}.get(count_items(items, self.language.code), "many")
        context = f"item.{number}" + ("" if of == "agenda" else f".{of}")
        if organ and f"{context}.{organ}" in _messages():
            context = f"{context}.{organ}"
        code = self._code(context)
        listed = format_items(items, code)
        if of == "agenda":
            return self.word(context, items=listed) + note_mark
        note = LANGUAGES[code].note_mark.format(mark=note_mark) if note_mark else ""
        return self.word(context, items=listed, note=note)

    # Dates

    def date(self, day: datetime.date) -> str:
        """Return *day* as running text has it."""
        return format_date(day, self.language.code)

    def date_range(self, start: datetime.date, end: datetime.date) -> str:
        """Return the days from *start* to *end* as a heading has them."""
        return format_date_range(start, end, self.language.code)

    # Parts and titles

    def part(self, kind: str, number: int | None = None) -> str:
        """Return the heading of an annex, enclosure or appendix: the only one of its *kind*, or *number* of several."""
        if number is None:
            return self.word(f"part.{kind}")
        context = f"part.{kind}.numbered"
        return self.word(context, number=annex_number(number, self._code(context), kind))

    def label(self, number: Number) -> str:
        """Return what stands above the title of the figure or box of this *number*: “Figure II”, “Box 2”."""
        context = f"label.{number.what}"
        return self.word(context, number=write_number(number, self._code(context)))

    def document_kind(self, key: str) -> str:
        """Return a kind of document as its title has it: report-of-the-secretary-general, draft-resolution, …, corrigendum."""
        group = "part" if key in _HEADINGS else "kind"
        return self.word(f"{group}.{_known(key, 'kind of document', (*keys('kind'), *_HEADINGS))}")

    def rapporteur(self, name: str) -> str:
        """Return the line below the titles of a committee's report: “Rapporteur: Ms. …”."""
        return self.word("report.rapporteur.woman" if _WOMAN.match(name) else "report.rapporteur", name=name)

    # The screen of a proof

    def unit(self, address: str) -> str:
        """Return what the address of a unit means, in words: “operative paragraph 2 of the annex”."""
        part, kind, number, *letters = address.split(".")
        name, _, count = part.partition("-")
        owner = self.word(f"proof.part.{name}.numbered", number=count) if count else self.word(f"proof.part.{name}")
        line = letters.pop() if kind == "role" and letters else ""
        numbers = [number, *(self._sub_number(letter, depth) for depth, letter in enumerate(letters))]
        place = self.word(f"proof.unit.{kind}", number=("" if self.language.code == "zh" else " ").join(numbers))
        if line:
            place = self.word("proof.unit.line", line=line, unit=place)
        return self.word("proof.where", place=place, part=owner)

    def _sub_number(self, letter: str, depth: int) -> str:
        """Return the number of a sub-paragraph, in brackets; an author’s own id stays as it is."""
        kinds: tuple[Numbered, Numbered] = "letter", "sub_letter"
        signs = "abcdefghijklmnopqrstuvwxyz" if depth == 0 else [roman(n).lower() for n in range(1, 27)]
        if depth > 1 or letter not in signs:
            return f"({letter})"
        return number(kinds[depth], signs.index(letter) + 1, self.language.code)

    # Signature and foot

    def signed(self, name: str) -> str:
        """Return the signature line of *name*."""
        return self.word("signature.signed", name=name)

    def please_recycle(self) -> str:
        """Return the words beside the recycling mark."""
        return self.word("footer.please-recycle")

    def reissued(self, day: datetime.date) -> str:
        """Return the footnote to the star of a symbol: reissued for technical reasons on *day*."""
        return self.word("footer.reissued", date=format_date(day, self._code("footer.reissued")))

    def draft_line(self, count: int, *, prints_fuzzy: bool = False) -> str:
        """Return the line at the foot of a draft: *count* messages aren't translated or, if it *prints_fuzzy* ones, not final."""
        return fill_placeholders(self.pattern("draft.fuzzy-line" if prints_fuzzy else "draft.line", count), {"count": count})
