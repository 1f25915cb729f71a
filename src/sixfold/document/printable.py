"""Whether a translation can be printed: what is broken in its tags, its calls of footnotes and its gaps. Only here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sixfold.catalogs import Entry
from sixfold.catalogs.inline import PLACEHOLDER, MarkupError, note_calls


@dataclass(frozen=True)
class BlockingError:
    """One reason why a translation can't be printed; `what` names the unit."""

    kind: Literal["broken-tags", "footnote-calls", "gaps"]
    what: str
    hint: str


def blocking_errors(entry: Entry, *, is_house: bool) -> Iterator[BlockingError]:
    """Yield what keeps the translations of *entry* from being printed; only house words have gaps: `{items}`."""
    wanted = _source_calls(entry.text)
    for form in entry.translations:
        try:
            calls = sorted(note_calls(form))
        except MarkupError as error:
            what = f"{error} in the translation of {entry.name}"
            hint = "delete it" if "control character" in what else "type the tags as they stand in the source text"
            yield BlockingError("broken-tags", what, hint)
            continue
        if wanted is not None and form.strip() and calls != sorted(wanted):
            what = f"the translation of {entry.name} doesn’t call the footnotes that the source text calls"
            names = "".join(f"<fn>{key}</fn>" for key in wanted) or "no <fn>"
            yield BlockingError("footnote-calls", what, f"it has to call: {names}")
        if is_house and form.strip():
            yield from _gap_errors(entry, form)


@lru_cache(maxsize=4096)  # one source text has five translations
def _source_calls(text: str) -> Sequence[str] | None:
    """Return the footnotes that the source text calls; None where somebody edited it so that it is no text of any document."""
    try:
        return note_calls(text)
    except MarkupError:
        return None


def _gap_errors(entry: Entry, form: str) -> Iterator[BlockingError]:
    wanted, found = ({match[0] for match in PLACEHOLDER.finditer(text)} for text in (entry.plural or entry.text, form))
    for verb, names in (("lacks", wanted - found), ("has a gap too many:", found - wanted)):
        if names:
            what = f"the translation of {entry.name} {verb} {', '.join(sorted(names))}"
            yield BlockingError("gaps", what, f"keep the gaps of “{entry.text}”")
