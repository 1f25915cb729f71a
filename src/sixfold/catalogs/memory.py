"""What was translated before, in other documents and files → the nearest to a source text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import chain, groupby
from operator import itemgetter
from typing import Final, NamedTuple

from sixfold.catalogs.differences import NearTexts
from sixfold.catalogs.model import Catalog, Entry

#: Below so many per cent a translation is no help.
_AT_LEAST: Final = 60


class Earlier(NamedTuple):
    """A translation of *source*: `origin` is its unit (`A-65-497:annex.op.3`), `date` the day of its document (ISO 8601).

    Where it has no address, `origin` says the file and the line (`agency.po:57`). `file`, in the project, and `line` are where the
    translation stands.
    """

    origin: str
    source: str
    translation: str
    date: str = ""
    file: str = ""
    line: int = 0


class Memory:
    """Translations by source text and language: 30,000 in each language are searched in 15 ms."""

    def __init__(self, known: Iterable[tuple[str, Earlier]]) -> None:
        """Take what is *known*, each with its language."""
        self._by_source: dict[str, dict[str, list[Earlier]]] = {}
        self._by_file: dict[str, list[Earlier]] = {}
        for code, one in known:
            self._by_source.setdefault(one.source, {}).setdefault(code, []).append(one)
            self._by_file.setdefault(one.file, []).append(one)
        self._at = list(self._by_source.values())

    @cached_property
    def _texts(self) -> NearTexts:
        return NearTexts(self._by_source)

    @lru_cache(maxsize=4096)  # noqa: B019 - there is one memory, and each text is asked for in five languages
    def _near(self, text: str) -> list[tuple[int, int]]:
        return self._texts.nearest(text, _AT_LEAST)

    def best(self, code: str, text: str, besides: str = "") -> Earlier | None:
        """Return what to offer for *text*: an exact match, else the nearest one; of several, that of the newest document.

        What the document *besides* has (its slug) doesn't count.
        """
        exact = [self._by_source.get(text, {}).get(code, [])]
        nearer = ([self._at[place].get(code, []) for place, _ in places] for _, places in groupby(self._near(text), itemgetter(1)))
        for texts in chain([exact], nearer):
            if near := [one for same in texts for one in same if one.origin.partition(":")[0] != besides]:
                return max(near, key=lambda one: one.date)
        return None

    def offer(self, code: str, entry: Entry) -> Earlier | None:
        """Return what to offer for *entry*; nothing where a person typed or changed its translation."""
        before = self._by_source.get(entry.previous.text, {}).get(code, ()) if entry.previous else ()
        is_touched = entry.is_typed and all(one.translation != entry.translation for one in before)
        return None if is_touched else self.best(code, entry.text)

    def left_out(self, file: str, catalog: Catalog) -> Iterator[tuple[Earlier, str]]:
        """Yield the translations of *file* that *catalog* has nowhere, each with the reason."""
        units = list(catalog)
        texts = NearTexts(entry.text for entry in units)
        taken = {form for entry in catalog.entries for form in entry.translations}
        for one in self._by_file.get(file, ()):
            if one.translation not in taken:
                near = next((units[place].name for place, _ in texts.nearest(one.source, _AT_LEAST)), None)
                yield one, f"{near} has another translation" if near else "no unit has its source text, or one near it"
