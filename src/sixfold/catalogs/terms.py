"""Terms: the words that the Organization uses in each language, offered beside a unit, missing from or forbidden in a translation.

The list is a table, `terms.csv`: a concept a row, a language a column; in a cell, `|` separates forms, the preferred one first.
The columns `context` (when the term is meant) and `source` (where its forms were seen) are for people.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from sixfold.catalogs.model import Message
from sixfold.catalogs.term_finder import Concept, TermBase, TermFinder, form_length, without_tags, words_of
from sixfold.errors import Problem, SixfoldError, near_match
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.languages.folding import fold
from sixfold.project.files import read_file

_FORBIDDEN: Mapping[str, LanguageCode] = {f"{code}_forbidden": code for code in LANGUAGE_CODES}
COLUMNS = (*LANGUAGE_CODES, *_FORBIDDEN, "context", "source")

#: What would break the line of a catalog's comment, or a terminal, in which the term is shown.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ufffe\uffff]")


class TermsError(SixfoldError):
    """A list of terms can't be read, or contradicts itself."""

    exit_code = 4


def read_terms(path: Path) -> TermBase:
    """Return the terms of the list at *path*; a list that isn't there has none.

    Raises: TermsError, with every mistake and its line.
    """
    try:
        concepts, problems = _read_table(path, read_file(path).decode("utf-8-sig"))
    except FileNotFoundError:
        return TermBase()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TermsError("a list of terms is UTF-8, and this line isn’t", path, line, "save the file as UTF-8") from None
    except OSError as error:
        raise TermsError(f"can’t be read: {error.strerror}", path, hint="check the path and its rights") from None
    if problems:
        raise TermsError.of(problems)
    return TermBase(tuple(concepts))


def _contradictions(concept: Concept) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the forms of *concept*, each with what to do about it."""
    if len(concept.forms) < 2:
        yield "a concept has a term in one language only", "give the term in two languages at least, or delete the row"
    for code in LANGUAGE_CODES:
        admitted, forbidden = concept.forms.get(code, ()), concept.forbidden.get(code, ())
        for form in (*admitted, *forbidden):
            if control := _CONTROL.search(form):
                what = f"“{form}” ({code}) has the control character U+{ord(control[0]):04X}"
                yield what, "write the term in one line, with what can be seen"
            if not form_length(form):
                yield f"“{form}” ({code}) has no word to look for", "write the term, without marks"
        for form in admitted:
            if form in forbidden:
                yield f"“{form}” ({code}) is both to be used and forbidden", "delete it in one of the two places"


def _read_table(path: Path, text: str) -> tuple[list[Concept], list[Problem]]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    concepts: list[Concept] = []
    problems: list[Problem] = []
    hint = "put a cell with “,” in quotation marks"
    try:
        header = [name.strip() for name in next(rows, [])]
        problems += _header_problems(path, header)
        end = rows.line_num
        for cells in () if problems else rows:
            line, end = end + 1, rows.line_num
            if len(cells) > len(header) and any(cell.strip() for cell in cells):
                problems.append(Problem(f"the row has {len(cells)} cells, the table {len(header)} columns", path, line, hint))
            elif any(cell.strip() for cell in cells):
                row = dict(zip(header, cells, strict=False))
                forms = {code: found for code in LANGUAGE_CODES if (found := _forms(row.get(code, "")))}
                forbidden = {code: found for name, code in _FORBIDDEN.items() if (found := _forms(row.get(name, "")))}
                concepts.append(Concept(forms, forbidden, row.get("context", "").strip(), line))
                problems += [Problem(what, path, line, action) for what, action in _contradictions(concepts[-1])]
    except csv.Error as error:
        problems.append(Problem(f"this isn’t a table: {error}", path, rows.line_num, hint))
    return concepts, problems


def _header_problems(path: Path, header: list[str]) -> Iterator[Problem]:
    for name in dict.fromkeys(header):
        if name not in COLUMNS:
            hint = near_match(name, COLUMNS, f"the columns are {', '.join(COLUMNS)}")
            yield Problem(f"unknown column “{name}”", path, 1, hint)
        elif header.count(name) > 1:
            yield Problem(f"the column “{name}” stands twice", path, 1, "keep one of them")
    if sum(name in LANGUAGE_CODES for name in header) < 2:
        hint = f"the first line names the columns: {', '.join(LANGUAGE_CODES)}"
        yield Problem("a list of terms needs columns for two languages at least", path, 1, hint)


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for part in cell.split("|") if (form := part.strip())))


#: Lines of terms beside one text: enough for a list of 21 States, not for a table of 193.
MOST_OFFERED = 30


@dataclass(frozen=True)
class TermFinding:
    """One term of a source text: `term` as the source has it, `expected` as the translation should, `found` what it has instead.

    `found` is empty where the term is missing.
    """

    kind: Literal["missing", "forbidden", "misspelt"]
    term: str
    expected: str
    found: str


@lru_cache(maxsize=4)  # two rules ask about each text
def check_terms(terms: TermBase, source: tuple[LanguageCode, str], translation: tuple[LanguageCode, str]) -> Sequence[TermFinding]:
    """Return the terms of the source text that its translation lacks, in reading order; texts come with their languages.

    One place with any admitted form is enough, wherever in the translation it stands and however often the source repeats the
    term. A forbidden form is reported where it is no part of a longer admitted one, and only for a term that the source has; an
    admitted one without its accents is misspelt.
    """
    named = named_concepts(terms, *source)
    if not named:
        return ()
    finder = finder_of(terms, translation[0])
    hits, longest = finder.all(translation[1]), finder.longest(translation[1])
    present = {hit.concept for hit in hits if not hit.is_forbidden}
    wrong = {(hit.start, hit.end) for hit in longest if hit.is_forbidden}  # a form may be forbidden for several concepts
    spelt = {(hit.start, hit.end) for hit in hits if hit.is_spelt and not hit.is_forbidden}
    places = {(hit.start, hit.end) for hit in longest} - spelt
    misspelt = {hit.concept: hit for hit in hits if hit.is_spelt is False and (hit.start, hit.end) in places}
    forbidden = {hit.concept: hit for hit in hits if hit.is_forbidden and (hit.start, hit.end) in wrong}
    findings: list[TermFinding] = []
    for concept, term in named.items():
        expected = concept.preferred(translation[0])
        if expected is None:
            continue
        expected = split_article(expected)[1]
        if hit := forbidden.get(concept):
            findings.append(TermFinding("forbidden", term, expected, hit.text))
        elif hit := misspelt.get(concept):
            form = split_article(concept.forms[translation[0]][hit.rank])[1]
            findings.append(TermFinding("misspelt", term, form, hit.text))
        elif concept not in present:
            findings.append(TermFinding("missing", term, expected, ""))
    return tuple(findings)


@lru_cache(maxsize=16)
def finder_of(terms: TermBase, language: LanguageCode) -> TermFinder:
    """Return what finds *terms* in *language*; made once."""
    return TermFinder(terms, language)


def named_concepts(terms: TermBase, language: LanguageCode, text: str) -> dict[Concept, str]:
    """Return the concepts that *text* names, in reading order, each with its first wording there."""
    named: dict[Concept, str] = {}
    for hit in finder_of(terms, language).longest(text):
        if not hit.is_forbidden:
            named.setdefault(hit.concept, hit.text)
    return named


def offer_terms(messages: Sequence[Message], terms: TermBase, source: LanguageCode, target: LanguageCode) -> list[Message]:
    """Return *messages* with the terms of each in its comment: `term: Trust Fund = Fonds de contributions volontaires`."""
    offered: list[Message] = []
    for message in messages:
        named = named_concepts(terms, source, message.text)
        pairs = ((concept.preferred(source), concept.preferred(target)) for concept in named)
        lines = [f"term: {term} = {preferred}" for term, preferred in pairs if term and preferred]
        if len(lines) > MOST_OFFERED:
            lines[MOST_OFFERED - 1 :] = [f"terms: {len(lines) - MOST_OFFERED + 1} more, in locales/terms.csv"]
        comment = "\n".join([message.comment, *lines] if message.comment else lines)
        offered.append(replace(message, comment=comment) if lines else message)
    return offered


#: The article of a name, as UNTERM writes it: “Bélarus (le)”.
_ARTICLE = re.compile(r"(.+) \((the|le|la|les|l’|el|los|las)\)")


def split_article(form: str) -> tuple[str, str]:
    """Return the article of a name, ready to stand before it, and the name; an empty article where the name has none.

    >>> split_article("Bélarus (le)"), split_article("Inde (l’)"), split_article("Bolivia (Estado Plurinacional de)")
    (('le ', 'Bélarus'), ('l’', 'Inde'), ('', 'Bolivia (Estado Plurinacional de)'))
    """
    match = _ARTICLE.fullmatch(form)
    return (match[2] + " " * (match[2] != "l’"), match[1]) if match else ("", form)


def look_up_term(terms: TermBase, text: str) -> list[Concept]:
    """Return the concepts that have *text* as a form in any language, admitted or forbidden, whatever its endings and accents."""
    folded = fold(text)
    inflected = set()
    for code in LANGUAGE_CODES:
        words = words_of(without_tags(text), code)
        ends = {(words[0][0], words[-1][0] + len(words[-1][1]))} if words else set()
        inflected |= {hit.concept for hit in finder_of(terms, code).all(text) if (hit.start, hit.end) in ends}
    return [concept for concept in terms.concepts if concept in inflected or folded in map(fold, forms_of(concept))]


def forms_of(concept: Concept) -> list[str]:
    """Return every form of *concept* in every language, the admitted ones first."""
    return [form for kinds in (concept.forms, concept.forbidden) for forms in kinds.values() for form in forms]
