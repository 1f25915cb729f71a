"""A PDF → findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from sixfold.findings import Finding, Rule
from sixfold.preflight import page_rules, print_rules, reader_rules, type_rules  # noqa: F401  (they enter their checks)
from sixfold.preflight.expected import Expected, expect
from sixfold.preflight.facts import Pdf
from sixfold.preflight.pages import look_at, open_pages
from sixfold.preflight.rules import CHECKS, Case
from sixfold.preflight.sandbox import BrokenLimitError, limits_for, run_apart
from sixfold.preflight.structure import read_structure
from sixfold.project import Project

_READABLE = Rule(
    "readable", "error", "The file can be read",
    "It is a PDF that two independent libraries open, without a password, within limits of time and memory.",
    ("a file that is cut off", "a page tree that bites its tail"), ("%PDF-1.7 … %%EOF",),
)  # fmt: skip

_PAGE_COUNT = Rule(
    "page-count", "note", "The editions of a document have the same number of pages",
    "Translations differ in length, so this is told, not refused; a great difference is most often a text that went missing.",
    ("A-66-398.fr.pdf has 4 pages, A-66-398.en.pdf 3",), ("3 pages in each language",),
)  # fmt: skip

#: Every rule, in the order in which its findings are told.
RULES: tuple[Rule, ...] = (_READABLE, *(check.rule for check in CHECKS), _PAGE_COUNT)

_BY_ID = {rule.id: rule for rule in RULES}


def preflight(paths: Sequence[Path], project: Project | None) -> list[Finding]:
    """Return what is wrong with the PDFs at *paths*; those of documents of *project* are compared with their seeds.

    Raises: SeedError, CatalogError, for a seed or house words that can't be read.
    """
    findings: list[Finding] = []
    pages: dict[tuple[Path, str], dict[Path, int]] = defaultdict(dict)
    for path in paths:
        expected = expect(project, path)
        found, count = _examine_apart(path, expected)
        findings += found
        if expected and count:
            pages[path.parent, expected.slug][path] = count
    for counts in pages.values():
        findings += _compare_counts(counts)
    return findings


def _examine_apart(path: Path, expected: Expected | None) -> tuple[list[Finding], int]:
    """Return the findings on one file, and how many pages it has."""
    try:
        limits = limits_for(path, is_own=expected is not None)
        told = run_apart(lambda: list(_examine(path, expected)), limits)
    except OSError as error:
        return [Finding(_READABLE, f"the file can’t be read: {error.strerror}", path, hint="check the path")], 0
    except BrokenLimitError as error:
        return [Finding(_READABLE, str(error), path, hint="don’t open it; ask who sent it for another one")], 0
    count = told.pop()["pages"] if told else 0
    return [Finding(_BY_ID[one.pop("rule")], path=path, **one) for one in told], count


def _examine(path: Path, expected: Expected | None) -> Iterator[dict[str, Any]]:
    """Yield each finding as JSON wants it, and at last the number of pages."""
    try:
        pdf = _read(path)
    except MemoryError:
        raise
    except Exception as error:  # the libraries raise errors of any kind over a broken file
        what, hint = _why(error)
        yield {"rule": _READABLE.id, "what": what, "hint": hint}
        yield {"pages": 0}
        return
    case = Case(pdf, expected)
    for check in CHECKS:
        for finding in check.findings(case):
            told = asdict(replace(finding, rule=None)) | {"rule": finding.rule.id}  # type: ignore[arg-type]
            yield {key: told[key] for key in ("rule", "what", "page", "hint")}
    yield {"pages": len(pdf.pages)}


def _read(path: Path) -> Pdf:
    data = path.read_bytes()
    with pikepdf.open(path, suppress_warnings=True) as source:
        pdf = read_structure(source, path, len(data))
    seen: pypdfium2.PdfDocument = open_pages(data)
    if len(seen) != len(pdf.pages) or not pdf.pages:
        raise ValueError(f"one reader finds {len(pdf.pages)} pages, another {len(seen)}")
    codes_on = {1, *(page.number for page in pdf.pages[:4] if page.trim.width > 1000)}  # sheets of two pages
    looked = tuple(look_at(page, seen[page.number - 1], for_codes=page.number in codes_on) for page in pdf.pages)
    return replace(pdf, pages=looked)


def _why(error: Exception) -> tuple[str, str]:
    """Return why a file can't be read, and what to do about it."""
    if isinstance(error, IsADirectoryError):
        return "it is a folder", "name the PDFs in it"
    if isinstance(error, pikepdf.PasswordError):
        return "it is encrypted and wants a password", "write it again without encryption"
    return f"it is no whole PDF: {_sentence(error)}", "write the PDF again"


def _sentence(error: Exception) -> str:
    """Return the first line of what a library said, without the path it began with."""
    said = (str(error).strip() or type(error).__name__).splitlines()[0]
    return said.rpartition(".pdf: ")[2][:120]


def _compare_counts(counts: dict[Path, int]) -> Iterator[Finding]:
    if len(set(counts.values())) > 1:
        named = ", ".join(f"{path.name} {count}" for path, count in sorted(counts.items()))
        first = min(counts)
        hint = "look whether the longer ones are complete and the shorter ones too"
        yield Finding(_PAGE_COUNT, f"the editions differ in length: {named} pages", first, hint=hint)
