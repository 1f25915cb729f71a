"""A list of terms as TBX (`terms.tbx`), in TBX-Basic of 2008 or of 2019, either style.

Source: ISO 30042:2019 and ISO 30042:2008; TBX-Basic's data categories, tbxinfo.net.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

from sixfold.document import LANGUAGE_CODES, LanguageCode
from sixfold.errors import Problem
from sixfold.terms.model import Concept
from sixfold.xml_reading import LINE, read_xml

_ROOTS: Final = {"martif", "tbx"}
_CONCEPTS: Final = {"termEntry", "conceptEntry"}
_LANGUAGES: Final = {"langSet", "langSec"}
_TERMS: Final = {"tig", "ntig", "termSec"}
_STATUS: Final = {
    "preferredTerm-admn-sts": 0,
    "standardizedTerm-admn-sts": 0,
    "legalTerm-admn-sts": 0,
    "regulatedTerm-admn-sts": 0,
    "": 0.5,
    "admittedTerm-admn-sts": 1,
    "deprecatedTerm-admn-sts": None,
    "supersededTerm-admn-sts": None,
}
"""What comes first; None is forbidden. A term without status comes after one that is preferred."""
_XML_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def read_exchange(path: Path) -> tuple[list[Concept], list[Problem]]:
    """Return the concepts of a TBX file, and what is wrong with it; languages that aren't ours are passed over.

    Raises: XmlError, where the file isn't XML or could do harm.
    """
    _, root = read_xml(path)
    if _local(root) not in _ROOTS:
        hint = "a TBX file begins with <tbx> or <martif>"
        return [], [Problem(f"<{_local(root)}> begins no list of terms", path, _line(root), hint)]
    problems: list[Problem] = []
    entries = (element for element in root.iter() if _local(element) in _CONCEPTS)
    return [_concept(path, entry, problems) for entry in entries], problems


def _concept(path: Path, entry: Element, problems: list[Problem]) -> Concept:
    forms: dict[LanguageCode, tuple[str, ...]] = {}
    forbidden: dict[LanguageCode, tuple[str, ...]] = {}
    for section in (element for element in entry if _local(element) in _LANGUAGES):
        code = _language(section)
        if code is None:
            continue
        ranked = list(_ranked(path, section, problems))
        good = sorted((item for item in ranked if item[0] is not None), key=lambda item: item[0] or 0)
        forms[code] = (*forms.get(code, ()), *(form for _, form in good))
        forbidden[code] = (*forbidden.get(code, ()), *(form for rank, form in ranked if rank is None))
    note = next(_notes(entry, "context", "definition", "subjectField"), "")
    source = next(_notes(entry, "source", "externalCrossReference"), "")
    return Concept(_used(forms), _used(forbidden), path, _line(entry), note, source)


def _used(forms: dict[LanguageCode, tuple[str, ...]]) -> dict[LanguageCode, tuple[str, ...]]:
    return {code: some for code, some in forms.items() if some}


def _language(section: Element) -> LanguageCode | None:
    wanted = section.get(_XML_LANGUAGE, "").lower().partition("-")[0]
    return next((code for code in LANGUAGE_CODES if code == wanted), None)


def _ranked(path: Path, section: Element, problems: list[Problem]) -> Iterator[tuple[float | None, str]]:
    for group in (element for element in section.iter() if _local(element) in _TERMS):
        term = next((element for element in group.iter() if _local(element) == "term"), None)
        text = "" if term is None else " ".join("".join(term.itertext()).split())
        if not text:
            problems.append(Problem("a term is empty", path, _line(group), "write it, or delete its element"))
            continue
        status = next(_notes(group, "administrativeStatus"), "")
        if status not in _STATUS:
            hint = f"TBX-Basic knows {', '.join(filter(None, _STATUS))}"
            problems.append(Problem(f"unknown status “{status}” of “{text}”", path, _line(group), hint))
        yield _STATUS.get(status, 1), text


def _notes(element: Element, *names: str) -> Iterator[str]:
    """Yield what is said under one of *names*: in the type of a data category, or in the name of its element."""
    for child in element.iter():
        if child.get("type") in names or _local(child) in names:
            yield " ".join("".join(child.itertext()).split())


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _line(element: Element) -> int:
    return int(element.get(LINE, "1"))
