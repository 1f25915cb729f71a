"""A new catalog, with a header that says what it is."""

from __future__ import annotations

from dataclasses import dataclass

from sixfold.catalogs.model import Catalog, Entry

_NAMES = {"ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French", "ru": "Russian", "zh": "Chinese"}
_UNOFFICIAL = {
    "ar": "ترجمة غير رسمية",
    "en": "Unofficial translation",
    "es": "Traducción no oficial",
    "fr": "Traduction non officielle",
    "ru": "Неофициальный перевод",
    "zh": "非正式译文",
}
PLURAL_FORMS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "en": "nplurals=2; plural=n != 1;",
    "es": "nplurals=2; plural=n != 1;",
    "fr": "nplurals=2; plural=n > 1;",
    "ru": "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;",
    "zh": "nplurals=1; plural=0;",
}
"""The plural rules. Source: GNU gettext manual, “Plural forms”; Spanish and French in two forms (CLDR: three)."""


@dataclass(frozen=True)
class Domain:
    """What a catalog's header says of its domain.

    `project` names it with a version or symbol (“Sixfold A/66/398”); `title` is a line for people; `bugs_to` an address
    or URL for mistakes in the source; `date` the day of the source (`2011-10-04`).
    """

    project: str
    title: str
    bugs_to: str
    date: str


def new_catalog(language: str, domain: Domain, *, revised: str | None = None) -> Catalog:
    """Return an empty catalog of *domain* in *language*.

    *revised* is the last change of a translation as gettext writes it (`2026-11-23 10:00+0000`), by default
    the domain's date.
    """
    name = _NAMES[language]
    fields = {
        "Project-Id-Version": domain.project,
        "Report-Msgid-Bugs-To": domain.bugs_to,
        "POT-Creation-Date": creation_date(domain.date),
        "PO-Revision-Date": revised or creation_date(domain.date),
        "Last-Translator": "Sixfold translators",
        "Language-Team": name,
        "Language": language,
        **_MIME,
        "Plural-Forms": PLURAL_FORMS[language],
    }
    sentences = dict.fromkeys((name, _UNOFFICIAL["en"], _UNOFFICIAL[language]))
    return Catalog((_header(fields, (domain.title, f"{'. '.join(sentences)}.")),))


_MIME = {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}


def creation_date(date: str) -> str:
    """Return the day *date* as gettext writes a time: midnight in Greenwich."""
    return f"{date} 00:00+0000"


def _header(fields: dict[str, str], comments: tuple[str, ...]) -> Entry:
    text = "".join(f"{name}: {_one_line(value)}\n" for name, value in fields.items())
    return Entry(None, "", (text,), comments=tuple(f" {_one_line(line)}" for line in comments))


def _one_line(text: str) -> str:
    return " ".join(text.split())
