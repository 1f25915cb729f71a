"""`House`: the fixed words of one language, with their gaps filled."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Literal

from sixfold.catalogs.inline import PLACEHOLDER, fill_placeholders
from sixfold.catalogs.model import Message
from sixfold.document.house.messages import check_known, check_year, has_message, house_message, keys
from sixfold.errors import CatalogError
from sixfold.languages import (
    LANGUAGES,
    Language,
    annex_number,
    capitalized,
    count_items,
    format_date,
    format_date_range,
    format_items,
    language,
    ordinal,
    ordinal_figure,
)

Lookup = Callable[[str, str], str | None]
PluralLookup = Callable[[str, str, str, int], str | None]
AgendaKind = Literal["agenda", "provisional", "preliminary"]

#: Of documents that belong to another. Which one it is, its symbol says: A/66/398/Corr.2 is headed “Corrigendum”.
_HEADINGS = ("addendum", "corrigendum", "revision")


class House:
    """The fixed words in one language.

    *lookup* returns the translation of a context and its English text, or None where it is missing or fuzzy;
    *lookup_plural* does so for a context, an English singular and plural and a count. What is missing is printed in
    English, and its context stands in `untranslated`, in the order of printing. Texts may hold the inline tags of
    running text (`<em>`, `<sup>`); names and titles that fill a gap are not escaped here.
    """

    def __init__(
        self, language: Language, lookup: Lookup | None = None, lookup_plural: PluralLookup | None = None
    ) -> None:
        """Keep the language and where its words are looked up: nowhere, for the English ones."""
        self.language = language
        self.untranslated: list[str] = []
        self._lookup = lookup
        self._lookup_plural = lookup_plural

    def word(self, context: str, **gaps: object) -> str:
        """Return the message of *context* with its gaps filled.

        Raises: UsageError for a context that house.toml does not have, CatalogError for a translation whose gaps are
            not those of the English text, ValueError where the caller leaves a gap open.
        """
        pattern = self.pattern(context)
        if left := set(PLACEHOLDER.findall(pattern)) - gaps.keys():
            raise ValueError(f"house:{context} needs {', '.join(sorted(left))}")
        return fill_placeholders(pattern, gaps)

    def count(self, context: str, count: int) -> str:
        """Return the message of *context* in the plural form that *count* asks for, with the gap {count} filled."""
        return fill_placeholders(self.pattern(context, count), {"count": count})

    def pattern(self, context: str, count: int = 1) -> str:
        """Return the message of *context* with its gaps open; one that has a plural, in the form for *count*."""
        message = house_message(context)
        if message.plural is not None:
            return self._plural_pattern(message, message.plural, count)
        pattern = message.text
        if self._lookup is not None:
            pattern = self._translated(context, self._lookup(context, message.text), message.text)
        self._check_gaps(context, pattern, message.text)
        return pattern

    def _plural_pattern(self, message: Message, plural: str, count: int) -> str:
        pattern = message.text if count == 1 else plural
        if self._lookup is not None:
            found = self._lookup_plural and self._lookup_plural(message.context, message.text, plural, count)
            pattern = self._translated(message.context, found, pattern)
        self._check_gaps(message.context, pattern, plural)
        return pattern

    def _check_gaps(self, context: str, pattern: str, text: str) -> None:
        """A gap that the translation drops would drop a number or a name from the page."""
        wanted, found = set(PLACEHOLDER.findall(text)), set(PLACEHOLDER.findall(pattern))
        wrong = [f"lacks {{{name}}}" for name in sorted(wanted - found)]
        wrong += [f"has {{{name}}}, which the English text lacks" for name in sorted(found - wanted)]
        if wrong:
            hint = f"keep the gaps of “{text}” in the {self.language.english_name} catalog"
            raise CatalogError(f"the translation of house:{context} {' and '.join(wrong)}", hint=hint)

    def _translated(self, context: str, translation: str | None, text: str) -> str:
        if translation:
            return translation
        if context not in self.untranslated:
            self.untranslated.append(context)
        return text

    def _code(self, context: str) -> str:
        """Return the code of the language that *context* prints in, for numbers and lists in its gaps."""
        if self._lookup is None or self._lookup(context, house_message(context).text):
            return self.language.code
        return "en"

    # The masthead

    def united_nations(self) -> str:
        """Return the name of the Organization."""
        return self.word("masthead.united-nations")

    def organ(self, key: str) -> str:
        """Return the name of an organ or body: general-assembly, security-council, …

        Raises: UsageError for an organ that house.toml does not have.
        """
        return self.word(f"organ.{check_known(key, 'organ', keys('organ'))}")

    def distribution(self, category: str) -> str:
        """Return the distribution line: “Distr.: General”, “Provisional”."""
        return self.word(f"distribution.{check_known(category, 'distribution', keys('distribution'))}")

    def masthead_date(self, day: datetime.date) -> str:
        """Return *day* as the masthead has it: in English in Russian, Chinese and Arabic documents."""
        return format_date(day, self.language.masthead_language)

    def language_name(self, code: str) -> str:
        """Return the name of a language as the masthead's language line has it."""
        return self.word(f"language.{language(code).code}")

    def language_line(self, original: str | Sequence[str]) -> str | None:
        """Return the line that names the document's own language; None if the document is the original."""
        originals = [original] if isinstance(original, str) else list(original)
        return None if originals == [self.language.code] else self.language_name(self.language.code)

    def original_line(self, originals: str | Sequence[str]) -> str:
        """Return “Original: English” for the language or languages of the original, by code."""
        codes = [originals] if isinstance(originals, str) else originals
        names = "/".join(self.word(f"original.{language(code).code}") for code in codes)
        return self.word("original.line", languages=names)

    def original_bracket(self, code: str) -> str:
        """Return “[Original: Russian]”, which stands under the heading of an annex in another language."""
        return self.word(f"original-bracket.{language(code).code}")

    # The session block

    def session(self, n: int, kind: str = "regular", organ: str | None = None) -> str:
        """Return the session line of session *n*: regular, special, emergency-special, year (the Security Council’s).

        *organ* tells whether the session is counted in words or in figures (Spanish: 26º período de sesiones of every
        organ but the General Assembly). The kind substantive takes a calendar year.
        """
        context = f"session.{check_known(kind, 'kind of session', keys('session'))}"
        if kind == "substantive":
            return self.word(context, year=check_year(n))
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
        self,
        items: Sequence[int | str],
        of: AgendaKind = "agenda",
        note_mark: str = "",
        organ: str | None = None,
    ) -> str:
        """Return the agenda line for *items* (107, "69(b)", "12-14"), with the footnote star where the language puts it.

        *organ* chooses that organ's own wording where house.toml has one (Spanish: programa, but agenda in Geneva).
        """
        check_known(of, "kind of agenda", ("agenda", "provisional", "preliminary"))
        number = {1: "one", 2: "two"}.get(count_items(items, self.language.code), "many")
        context = f"item.{number}" + ("" if of == "agenda" else f".{of}")
        if organ and has_message(f"{context}.{organ}"):
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

    def annex(self, number: int | None = None) -> str:
        """Return the heading of the only annex, or of annex *number*."""
        return self._part("annex", number)

    def enclosure(self, number: int | None = None) -> str:
        """Return the heading of an attachment to an annex."""
        return self._part("enclosure", number)

    def appendix(self, number: int | None = None) -> str:
        """Return the heading of an appendix."""
        return self._part("appendix", number)

    def _part(self, part: str, number: int | None) -> str:
        if number is None:
            return self.word(f"part.{part}")
        context = f"part.{part}.numbered"
        return self.word(context, number=annex_number(number, self._code(context), part))

    def addendum(self) -> str:
        """Return the heading of a document that adds to another."""
        return self.word("part.addendum")

    def corrigendum(self) -> str:
        """Return the heading of a document that corrects another."""
        return self.word("part.corrigendum")

    def contents(self) -> str:
        """Return the heading of the table of contents."""
        return self.word("part.contents")

    def document_kind(self, key: str) -> str:
        """Return a kind of document as its title has it: report-of-the-secretary-general, draft-resolution, …, corrigendum."""
        group = "part" if key in _HEADINGS else "kind"
        return self.word(f"{group}.{check_known(key, 'kind of document', (*keys('kind'), *_HEADINGS))}")

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

    def draft_line(self, count: int) -> str:
        """Return the line at the foot of a draft in which *count* messages are not translated."""
        return self.count("draft.line", count)

    def draft_title(self, title: str) -> str:
        """Return the title of a draft's PDF."""
        return self.word("draft.title", title=title)
