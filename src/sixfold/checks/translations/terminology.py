"""Rules for terms: a project's list says what they are, so these checks are made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from sixfold.catalogs.term_finder import TermBase
from sixfold.catalogs.terms import check_terms, read_terms
from sixfold.checks.translations.model import Check, Fault, Sample, Unit
from sixfold.checks.translations.registry import CHECKS


def all_checks(term_list: Path) -> tuple[Check, ...]:
    """Return every check, those of the terms in *term_list* among them.

    Raises: TermsError, where it can't be read.
    """
    return (*CHECKS, *term_checks(read_terms(term_list)))


def term_checks(terms: TermBase) -> tuple[Check, ...]:
    """Return the checks that hold translations to *terms*."""
    return tuple(replace(check, look=partial(_find, terms, check.id.removeprefix("term-"))) for check in _CHECKS)


def _find(terms: TermBase, kind: str, unit: Unit) -> Iterator[Fault]:
    for found in check_terms(terms, (unit.source_language, unit.source), (unit.language, unit.translation)):
        if found.kind != kind:
            continue
        if kind == "missing":
            yield Fault(f"“{found.term}” has no counterpart", f"write “{found.expected}”, or a form of it")
        else:
            yield Fault(
                f"“{found.found}” is not the term for “{found.term}”", f"write “{found.expected}”, or a form of it"
            )


_CHECKS = (
    Check(
        "term-missing", "warning", "A term of the source text is in the translation",
        "Where the source text has a term of locales/terms.csv, or the name of a State, the translation has one of its forms: "
        "once is enough, in any number, case or gender. The longest term counts: “United Nations” inside the name of an office "
        "isn’t asked for.",
        failing=(
            Sample("fr", "the Members of the General Assembly", "les membres de cet organe"),
            Sample("ru", "the Government of Egypt", "правительство страны"),
            Sample("zh", "trafficking in persons", "贩运"),
            Sample("es", "the private sector", "las empresas"), Sample("ar", "civil society", "الجمهور"),
        ),
        passing=(
            Sample("fr", "the Republic of India", "de la République de l’Inde"),
            Sample("ru", "the Government of Egypt", "правительство Египта"),
            Sample("ar", "to the United Nations", "للأمم المتحدة"), Sample("zh", "the General Assembly", "大会"),
            Sample("es", "the Special Rapporteur", "de las Relatoras Especiales"),
        ),
    ),
    Check(
        "term-forbidden", "warning", "A term has none of its forbidden forms",
        "Where the source text has a term of locales/terms.csv, the translation has no form that the list forbids for it: "
        "États membres for États Membres, 贩卖人口 for 贩运人口. Inside a longer term that is right, such a form is right, too.",
        failing=(
            Sample("fr", "Member States", "les États membres"),
            Sample("es", "Member States", "los Estados miembros"),
            Sample("ru", "the people of Belarus", "народ Белоруссии"),
            Sample("zh", "trafficking in persons", "贩卖人口"),
            Sample("ar", "the Russian Federation", "لروسيا"),
        ),
        passing=(
            Sample("fr", "Member States", "les États Membres"),
            Sample("fr", "the Russian Federation", "la Fédération de Russie"),
            Sample("es", "the States members of the family", "los Estados miembros de la familia"),
        ),
    ),
)  # fmt: skip


TERM_RULES = tuple(check.rule for check in _CHECKS)
"""The rules, whatever the list of terms says."""
