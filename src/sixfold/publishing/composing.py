"""Requests → composed pages, each document read once for all that is wanted of it; also in pseudo-languages.

A pseudo-language is an edition that shows every unit that can't be translated, and every place too narrow for a longer one: `qps`
reads from left to right, in the Latin fonts, with the rules of English; `qpr` from right to left, in the Arabic font, with the
rules of Arabic. Each unit that passes through a catalog has other letters, is two fifths longer and stands in brackets. What
doesn't, shows: it is plain. The codes are of the range that ISO 639-2 leaves for local use.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sixfold.catalogs.inline import TAG, plain
from sixfold.compose import Composition, compose
from sixfold.document.house import House
from sixfold.document.loading import load_document, load_house, translate_document
from sixfold.document.model import Document
from sixfold.document.symbols import LIKE_A_SYMBOL
from sixfold.document.units import Translation, translate
from sixfold.languages import LanguageCode, language
from sixfold.project.paths import Project
from sixfold.publishing.requests import ComposedPage, EditionRequest, Failure, Outcome

PSEUDO: Final[Mapping[str, LanguageCode]] = MappingProxyType({"qps": "en", "qpr": "ar"})
"""Each pseudo-language and the language whose page and rules it borrows."""

GROWTH: Final = 0.4
"""How much longer a text becomes. Source: what translators of English allow for (French of the United Nations: 20–35 %)."""

_LETTERS: Final = {
    "en": str.maketrans("ACDEGHIJKLNORSTUWYZacdeghijklnorstuwyz", "ÁÇĐÉĜĤÎĴĶŁÑÔŔŠŢÛŴÝŽáçđéĝĥîĵķłñôŕšţûŵýž"),
    "ar": str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 2 * "ابسدعفغهيجكلمنوثقرشتضظطخىز"),
}
_PADDING: Final = "one two three four five six seven eight nine ten "

#: Tags, calls of footnotes, placeholders of house words and document symbols stay as they are.
_KEPT: Final = re.compile(rf"({TAG.pattern}|\{{[a-z_]+\}}|{LIKE_A_SYMBOL.pattern})")
_ACCENT: Final = re.compile(r"(?<=[A-Za-z])[\u0300-\u036f]+")


def compose_pages(
    project: Project, requests: Iterable[EditionRequest]
) -> Iterator[ComposedPage | tuple[EditionRequest, Outcome]]:
    """Yield the pages of *requests*, in their order; where one can't be composed, the request and its failure."""
    for seed, group in groupby(requests, key=lambda request: request.seed):
        wanted = list(group)
        try:
            document = load_document(seed)
        except Exception as error:  # whatever it is, the others are made
            failure = Failure.of(error)
            for request in wanted:
                yield request, Outcome(failure=failure)
                failure = failure.reported
        else:
            yield from (_compose(project, document, request) for request in wanted)


def _compose(
    project: Project, document: Document, request: EditionRequest
) -> ComposedPage | tuple[EditionRequest, Outcome]:
    try:
        compose_one = compose_pseudo if request.language in PSEUDO else compose_edition
        page = compose_one(project, document, request.language, is_proof=request.is_proof)
        sources = read_sources(project.sources(request.seed, request.language)) if request.edition == "archive" else ()
        name = press_name(document, request.language) if request.press else ""
    except Exception as error:  # whatever it is, the others are made
        return request, Outcome(failure=Failure.of(error))
    return ComposedPage(request, page.html, page.metadata, page.untranslated, sources, name)


def read_sources(paths: Sequence[Path]) -> tuple[tuple[str, bytes], ...]:
    """Return the content of each file under the name that it has in the archive: a catalog has its language, `house.fr.po`."""
    named = [(f"{path.stem}.{path.parents[1].name}.po" if path.suffix == ".po" else path.name, path) for path in paths]
    return tuple((name, path.read_bytes()) for name, path in sorted(named))


def press_name(document: Document, code: LanguageCode) -> str:
    """Return the name that the press expects, `1153027f`: the job number without hyphen, and the language's letter.

    Source: 1256725e.doc, 0246600s.doc.
    """
    return f"{document.job[code].number.bar_code}{language(code).job_letter}".lower()


def compose_edition(project: Project, document: Document, code: LanguageCode, *, is_proof: bool = False) -> Composition:
    """Return the page of *document* in the language *code*.

    Raises: CatalogError, when a catalog can't be read or a message that would print has broken markup.
    """
    document = translate_document(project, document, code)
    return compose(document, load_house(project, code), project.templates, is_proof=is_proof)


# ---- pseudo-languages ----


def compose_pseudo(project: Project, document: Document, code: str, *, is_proof: bool = False) -> Composition:
    """Return the page of *document* in the pseudo-language *code*."""
    like = PSEUDO[code]

    def look_up(_: str, text: str) -> Translation:
        return Translation("translated", pseudo_text(text, code))

    house = House(language(like), lambda _, text, plural, count: pseudo_text(plural if plural and count != 1 else text, code))
    return compose(translate(document, like, look_up), house, project.templates, is_proof=is_proof)


def pseudo_text(text: str, code: str) -> str:
    """Return *text* as the pseudo-language *code* has it.

    >>> pseudo_text("<em>Recall</em> the {items} of A/66/398", "qps")
    '[<em>Ŕéçáłł</em> ţĥé {items} ôf A/66/398 ôñé ţŵô ţĥ]'
    """
    letters = _LETTERS[PSEUDO[code]]
    pieces = _KEPT.split(text)
    for number in range(0, len(pieces), 2):
        bare = _ACCENT.sub("", unicodedata.normalize("NFD", pieces[number]))  # “Chargé”: each letter has one of its own coming
        pieces[number] = unicodedata.normalize("NFC", bare).translate(letters)
    wanted = max(math.ceil(GROWTH * len(plain(text))) - 1, 0)
    padding = (_PADDING * (wanted // len(_PADDING) + 1))[:wanted].strip()
    return f"[{''.join(pieces)} {padding.translate(letters)}]"
