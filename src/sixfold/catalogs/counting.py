"""Units → their words as a contract counts them: unchanged since a version, repeated, near to what is translated, new."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sixfold.catalogs.differences import NearTexts, similarity
from sixfold.catalogs.memory import Earlier
from sixfold.catalogs.model import Key, Message, count_words


@dataclass(frozen=True)
class Kind:
    """A kind of units, of which a word counts `weight` per cent; one with `nearest` is near to a translated text, by so much."""

    name: str
    weight: int
    nearest: int | None = None


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the kinds of data/counts.toml in their order: a unit is of the first that fits."""
    content = files("sixfold").joinpath("data/counts.toml").read_text(encoding="utf-8")
    return tuple(Kind(**kind) for kind in tomllib.loads(content)["kind"])


def count_by_kind(
    messages: Sequence[Message], former: Collection[Key], seen: set[str], nearest: Callable[[str], Earlier | None]
) -> dict[str, int]:
    """Return the words of *messages* by kind.

    *former* are the units of the document at an earlier version; what an author declares editorial is as it was. *seen* are the
    texts that were counted before, in this document or others; those of *messages* are added. *nearest* gives what is
    translated and nearest to a text.
    """
    words = {kind.name: 0 for kind in kinds()}
    former_texts = NearTexts(text for _, text in former)
    for message in messages:
        if any((message.context, text) in former for text in (message.text, message.formerly or "")):
            name = "unchanged"
        elif message.text in seen:
            name = "repeated"
        else:
            own = former_texts.nearest(message.text)
            other = nearest(message.text)
            per_cent = max(similarity(other.source, message.text) if other else 0, own[0][1] if own else 0)
            name = next(kind.name for kind in kinds() if kind.nearest is not None and per_cent >= kind.nearest)
        seen.add(message.text)
        words[name] += count_words(message.text)
    return words


def weighted(words: Mapping[str, int]) -> int:
    """Return how many new words those of each kind are paid like.

    >>> weighted({kind.name: 0 for kind in kinds()} | {"unchanged": 100, "repeated": 20, "new": 50})
    52
    """
    return (sum(words[kind.name] * kind.weight for kind in kinds()) + 50) // 100
