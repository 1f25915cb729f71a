"""The tree of a seed → its YAML, as a person would write it: texts folded, short rows in one line, doubts as comments above."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import Any

#: Columns of a line, as docs/seeds.md has them.
_WIDTH = 120
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,.()/’“”–\u00a0;<>=*+%$&-]*")
_INVISIBLE = re.compile(r"[^ -~\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff\uf900-\ufdff]")
_RESERVED = re.compile(r"(?i)(?:null|true|false|yes|no|on|off|~)")


class Entry(dict[str, Any]):
    """A mapping of a seed with the doubts about it, which stand above it as comments.

    `short` is the key that may stand for all where it is the only one.
    """

    def __init__(self, content: dict[str, Any], doubts: Sequence[str] = (), short: str = "") -> None:
        """Keep the content and the doubts."""
        super().__init__(content)
        self.doubts, self.short = list(doubts), short


def write_yaml(tree: dict[str, Any], head: Sequence[str] = ()) -> str:
    """Return *tree* as the text of a seed; *head* are the comments on top."""
    return "\n".join([*(f"# {line}".rstrip() for line in head), *_lines(tree, 0)]) + "\n"


def _lines(node: dict[str, Any] | Sequence[Any], indent: int) -> Iterator[str]:
    """Yield the lines of a mapping or list, each member with the doubts about it above."""
    margin = " " * indent
    for key, member in node.items() if isinstance(node, dict) else (("", one) for one in node):
        for doubt in getattr(member, "doubts", ()):
            yield from _wrapped(f"doubt: {_INVISIBLE.sub(' ', doubt)}", f"{margin}# ")
        value = _short(member)
        lead = f"{margin}{_key(key)}:" if key else f"{margin}-"
        inline = None if not key and isinstance(value, Entry) and len(value) == 1 else _flow(value)
        if inline is not None and len(lead) + 1 + len(inline) <= _WIDTH:
            yield f"{lead} {inline}"
        elif isinstance(value, str):
            yield f"{lead} >-"
            yield from _wrapped(value, f"{margin}  ")
        elif key:
            yield lead
            yield from _lines(value, indent + 2)
        else:
            lines = list(_lines(value, indent + 2))
            place = next(number for number, line in enumerate(lines) if not line.lstrip().startswith("#"))
            yield from lines[:place]  # comments of the first key
            yield f"{lead} {lines[place][indent + 2 :]}"
            yield from lines[place + 1 :]


def _wrapped(text: str, lead: str) -> list[str]:
    """Return *text* in lines that YAML folds into one again."""
    width = max(_WIDTH, len(lead) + 40)
    return textwrap.wrap(text, width, initial_indent=lead, subsequent_indent=lead, break_long_words=False, break_on_hyphens=False)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[a-z][a-z_-]*", key) and not _RESERVED.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _short(value: Any) -> Any:
    return value[value.short] if isinstance(value, Entry) and list(value) == [value.short] else value


def _flow(value: Any, *, is_inner: bool = False) -> str | None:
    """Return *value* as it stands in one line; None where it can't, or where a person would not write it so."""
    value = _short(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if is_inner and re.search(r"[,\[\]{}]", value) else _scalar(value)
    if isinstance(value, int | float):
        return str(value).lower()
    members = value.items() if isinstance(value, dict) else [("", inner) for inner in value]
    if any(getattr(inner, "doubts", ()) for _, inner in members):
        return None
    if any(key not in ("", "text", "dates", "items") and isinstance(inner, dict | list) for key, inner in members):
        return None
    written = [(f"{_key(key)}: " if key else "", _flow(inner, is_inner=True)) for key, inner in members]
    if any(inner is None for _, inner in written):
        return None
    inside = ", ".join(f"{key}{inner}" for key, inner in written)
    return f"{{{inside}}}" if isinstance(value, dict) else f"[{inside}]"


def _scalar(text: str) -> str:
    """Return *text* as a scalar in one line, in quotation marks where YAML would take it for something else.

    >>> _scalar("Total"), _scalar("no"), _scalar("1,250"), _scalar("Note: all")
    ('Total', '"no"', '"1,250"', '"Note: all"')
    """
    if _PLAIN.fullmatch(text) and not _RESERVED.fullmatch(text) and not text.endswith(" "):
        return text
    if re.fullmatch(r"\d{4}-\d\d-\d\d|\d\d-\d{5}", text):
        return text
    return json.dumps(text, ensure_ascii=False)


def map_texts(tree: Any, change: Callable[[str], str]) -> Any:
    """Change every text in a part of the tree of a seed, and return it; keys and numbers stay."""
    if isinstance(tree, str):
        return change(tree)
    if isinstance(tree, dict | list):
        for key, inner in tree.items() if isinstance(tree, dict) else enumerate(tree):
            tree[key] = map_texts(inner, change)
    return tree
