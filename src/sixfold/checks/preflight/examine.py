"""A PDF → findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pikepdf
import pypdfium2

from sixfold.checks.findings import Diagnostic, Finding, Rule
from sixfold.checks.preflight import content_rules, file_rules, type_rules
from sixfold.checks.preflight.model import Pdf, PreflightSubject
from sixfold.checks.preflight.rendered_pages import look_at
from sixfold.checks.preflight.structure import read_structure
from sixfold.project.paths import Project

#: Faults of one kind in one file that are reported one by one.
_MOST = 12

_READABLE = Rule(
    "readable", "error", "The file can be read",
    "It is a PDF that two independent libraries open, without a password.",
)  # fmt: skip

_PAGE_COUNT = Rule(
    "page-count", "note", "The editions of a document have the same number of pages",
    "Translations differ in length, so this is reported, not refused; a great difference is most often a text that went missing.",
)  # fmt: skip

CHECKS = (*content_rules.CHECKS, *file_rules.CHECKS, *type_rules.CHECKS)
#: Every rule, in the order in which its findings are reported.
RULES: tuple[Rule, ...] = (_READABLE, *(check.rule for check in CHECKS), _PAGE_COUNT)


def preflight(paths: Sequence[Path], project: Project | None) -> list[Finding]:
    """Return what is wrong with the PDFs at *paths*; those of documents of *project* are compared with their seeds.

    Raises: SeedError, CatalogError, for a seed or house words that can't be read.
    """
    findings: list[Finding] = []
    lengths: dict[tuple[Path, str], dict[Path, int]] = defaultdict(dict)
    for path in paths:
        expected = content_rules.expect(project, path)
        pdf = _read(path)
        if isinstance(pdf, Diagnostic):
            findings.append(Finding(_READABLE, pdf.what, path, hint=pdf.hint))
            continue
        subject = PreflightSubject(pdf, expected)
        for check in CHECKS:
            findings += [check.finding(found, path) for found in _join_pages(list(check.look(subject)))]
        if expected:
            lengths[path.parent, expected.slug][path] = len(pdf.pages)
    for counts in lengths.values():
        if len(set(counts.values())) > 1:
            named = ", ".join(f"{path.name} {count}" for path, count in sorted(counts.items()))
            what = f"the editions differ in length: {named} pages"
            hint = "look whether the longer ones are complete and the shorter ones too"
            findings.append(Finding(_PAGE_COUNT, what, min(counts), hint=hint))
    return findings


def _read(path: Path) -> Pdf | Diagnostic:
    """Return the PDF at *path*, or why it can't be read."""
    try:
        data = path.read_bytes()
        with pikepdf.open(path, suppress_warnings=True) as source:
            pdf = read_structure(source, len(data))
        with pypdfium2.PdfDocument(data) as seen:
            if len(seen) != len(pdf.pages) or not pdf.pages:
                what = f"it is no whole PDF: one reader finds {len(pdf.pages)} pages, another {len(seen)}"
                return Diagnostic(what, "write the PDF again")
            codes_on = {1, *(page.number for page in pdf.pages[:4] if page.trim.width > 1000)}  # sheets of two pages
            looked = tuple(look_at(page, seen[page.number - 1], for_codes=page.number in codes_on) for page in pdf.pages)
        return replace(pdf, pages=looked)
    except IsADirectoryError:
        return Diagnostic("it is a folder", "name the PDFs in it")
    except OSError as error:
        return Diagnostic(f"the file can’t be read: {error.strerror}", "check the path")
    except pikepdf.PasswordError:
        return Diagnostic("it is encrypted and wants a password", "write it again without encryption")
    except Exception as error:  # pikepdf, pdfium and fontTools raise errors of any kind over a damaged file
        said = (str(error).removeprefix(f"{path}: ").strip() or type(error).__name__).splitlines()[0]
        return Diagnostic(f"it is no whole PDF: {said[:120]}", "write the PDF again")


def _join_pages(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what is found on several pages once, with the other pages; more than twelve of one kind are summed up.

    A report in colour had a line for each page and colour.
    """
    pages: dict[Diagnostic, list[int]] = defaultdict(list)
    for one in found[:_MOST]:
        pages[one._replace(page=None)] += [] if one.page is None else [one.page]
    for one, numbers in pages.items():
        others = sorted(set(numbers))[1:]
        runs = [[page for _, page in run] for _, run in groupby(enumerate(others), lambda pair: pair[1] - pair[0])]
        ranges = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
        also = f" (also on page{'s' if len(others) > 1 else ''} {ranges})" if others else ""
        yield one._replace(page=min(numbers, default=None), what=f"{one.what}{also}")
    if len(found) > _MOST:
        yield Diagnostic(f"and {len(found) - _MOST} more of this kind", found[-1].hint)
