"""The project's lists of terms → one list, checked: every mistake at once, with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from sixfold.document import LANGUAGE_CODES
from sixfold.errors import Problem, SixfoldError
from sixfold.files import read_file
from sixfold.terms.exchange import read_exchange
from sixfold.terms.matching import form_length
from sixfold.terms.model import Concept, TermBase
from sixfold.terms.table import read_table

#: What would break the line of a catalog's comment, or a terminal, in which the term is shown.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ufffe\uffff]")


class TermsError(SixfoldError):
    """A list of terms can't be read, or contradicts itself."""

    exit_code = 4


def read_terms(paths: Sequence[Path]) -> TermBase:
    """Return the terms of the lists at *paths*, CSV or TBX by their names; a list that isn't there has none.

    Raises:
        TermsError: with every mistake and its line.
        XmlError: where a TBX file isn't XML or could do harm.
    """
    concepts: list[Concept] = []
    problems: list[Problem] = []
    for path in paths:
        if path.exists():
            found, wrong = read_exchange(path) if path.suffix == ".tbx" else _read_csv(path)
            concepts += found
            problems += wrong
    problems += [problem for concept in concepts for problem in _contradictions(concept)]
    if problems:
        raise TermsError.of(problems)
    return TermBase(tuple(concepts))


def _read_csv(path: Path) -> tuple[list[Concept], list[Problem]]:
    try:
        return read_table(path, read_file(path).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return [], [Problem("a list of terms is UTF-8, and this line isn’t", path, line, "save the file as UTF-8")]
    except OSError as error:
        return [], [Problem(f"can’t be read: {error.strerror}", path, hint="check the path and its rights")]


def _contradictions(concept: Concept) -> Iterator[Problem]:
    if len(concept.forms) < 2:
        hint = "give the term in two languages at least, or delete the row"
        yield Problem("a concept has a term in one language only", concept.path, concept.line, hint)
    for code in LANGUAGE_CODES:
        forbidden = concept.forbidden.get(code, ())
        for form in concept.forms.get(code, ()):
            if form in forbidden:
                what = f"“{form}” ({code}) is both to be used and forbidden"
                yield Problem(what, concept.path, concept.line, "delete it in one of the two places")
        for form in (*concept.forms.get(code, ()), *forbidden):
            if control := _CONTROL.search(form):
                what = f"“{form}” ({code}) has the control character U+{ord(control[0]):04X}"
                yield Problem(what, concept.path, concept.line, "write the term in one line, with what can be seen")
            if not form_length(form):
                what = f"“{form}” ({code}) has no word to look for"
                yield Problem(what, concept.path, concept.line, "write the term, without marks")
