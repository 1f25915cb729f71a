"""Editorial marks: which texts the author of a seed calls corrected, on the command line or in the seed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from sixfold.catalogs import Correction, Merged
from sixfold.errors import Problem, UsageError
from sixfold.messages import Message
from sixfold.symbols import NotASymbolError, join_slugs, parse_symbols


class Texts(Protocol):
    """The domain of some texts, and the texts."""

    @property
    def domain(self) -> str:
        """The slug of a document, or `house`."""

    @property
    def messages(self) -> Sequence[Message]:
        """Its texts."""


@dataclass(frozen=True)
class Marks:
    """What was marked on the command line: contexts by domain."""

    contexts: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def correction(self, domain: str, date: str) -> Correction:
        """Return what merging a catalog of *domain* has to know."""
        return Correction(self.contexts.get(domain, frozenset()), date)

    def problems(self, texts: Texts, merged: Sequence[Merged], *, is_complete: bool) -> Iterator[Problem]:
        """Yield each mark that did nothing, or not what was meant, in the catalogs of one domain.

        *is_complete* says that *merged* are all of its catalogs: only then is the mark of a seed known to be spent.
        """
        corrected = {context for one in merged for context in one.corrected}
        overdone = {context for one in merged for context in one.overdone}
        for context in sorted(self.contexts.get(texts.domain, ())):
            if context in overdone:
                what = f"{texts.domain}:{context} changed too much for an editorial change: its translations are fuzzy"
                yield Problem(what, hint="a translator should look at them")
            elif context not in corrected:
                what = f"{texts.domain}:{context} didn’t change, or has no translation: nothing to mark as editorial"
                yield Problem(what)
        for message in texts.messages if is_complete else ():
            if message.formerly and message.context not in corrected:
                what = f"no catalog has the former text of {message.context} any more"
                yield Problem(what, Path(message.place), hint="delete “formerly” there")


def read_marks(marks: Sequence[str], domains: Sequence[Texts], *, languages: Sequence[str]) -> Marks:
    """Return what *marks* say, each `SLUG:CONTEXT` (or `SYMBOL:CONTEXT`).

    Raises: UsageError, for a domain or context that *domains* don't have, and where only some *languages* are meant.
    """
    if marks and languages:
        raise UsageError("an editorial change holds for every language", hint="leave out --lang")
    if not marks:
        return Marks()
    known = {one.domain: [message.context for message in one.messages] for one in domains}
    contexts: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        name, colon, context = mark.rpartition(":")
        if not colon:
            raise UsageError(f"“{mark}” names no text", hint="write --editorial A-66-398:annex.op.5")
        domain = _known(_slug(name), list(known), f"no document “{name}” is updated here")
        contexts[domain].add(_known(context, known[domain], f"{domain} has no text “{context}”"))
    return Marks({domain: frozenset(found) for domain, found in contexts.items()})


def _slug(name: str) -> str:
    try:
        return join_slugs(parse_symbols(name))
    except NotASymbolError:
        return name


def _known(word: str, known: Sequence[str], complaint: str) -> str:
    if word in known:
        return word
    near = get_close_matches(word, known, n=1)
    raise UsageError(complaint, hint=f"did you mean {near[0]}?" if near else "`make pdf PROOF=1` prints the names")
