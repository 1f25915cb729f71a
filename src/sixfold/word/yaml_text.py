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
    return "\n".join([*(f"# {line}".rstrip() for line in head), *_mapping(tree, 0)]) + "\n"


def _comments(node: Any, indent: int) -> Iterator[str]:
    for doubt in getattr(node, "doubts", ()):
        for line in textwrap.wrap(f"doubt: {_visible(doubt)}", _WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False):
            yield f"{' ' * indent}# {line}"


def _visible(text: str) -> str:
    return re.sub(r"[^ -~\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff\uf900-\ufdff]", " ", text)


def _mapping(tree: dict[str, Any], indent: int) -> Iterator[str]:
    for key, value in tree.items():
        yield from _comments(value, indent)
        yield from _pair(_key(key), _short(value), indent)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[a-z][a-z_-]*", key) and not _RESERVED.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _short(value: Any) -> Any:
    return value[value.short] if isinstance(value, Entry) and list(value) == [value.short] else value


def _pair(key: str, value: Any, indent: int) -> Iterator[str]:
    start = f"{' ' * indent}{key}:"
    inline = _flow(value)
    if inline is not None and len(start) + 1 + len(inline) <= _WIDTH:
        yield f"{start} {inline}"
    elif isinstance(value, str):
        yield f"{start} >-"
        yield from _folded(value, indent + 2)
    elif isinstance(value, dict):
        yield start
        yield from _mapping(value, indent + 2)
    else:
        yield start
        yield from _list(value, indent + 2)


def _list(values: Sequence[Any], indent: int) -> Iterator[str]:
    for entry in values:
        yield from _comments(entry, indent)
        value = _short(entry)
        inline = None if isinstance(value, Entry) and len(value) == 1 else _flow(value)
        bullet = f"{' ' * indent}- "
        if inline is not None and indent + 2 + len(inline) <= _WIDTH:
            yield f"{bullet}{inline}"
        elif isinstance(value, str):
            yield f"{bullet}>-"
            yield from _folded(value, indent + 2)
        else:
            lines = list(_mapping(value, indent + 2) if isinstance(value, dict) else _list(value, indent + 2))
            place = next(number for number, line in enumerate(lines) if not line.lstrip().startswith("#"))
            yield from lines[:place]  # comments of the first key
            yield bullet + lines[place][indent + 2 :]
            yield from lines[place + 1 :]


def _folded(text: str, indent: int) -> Iterator[str]:
    """Yield *text* in lines that YAML folds into one again: cut at single spaces, of which none begins a line."""
    width = max(_WIDTH - indent, 40)
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield f"{' ' * indent}{line}"
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield f"{' ' * indent}{line}"


def _flow(value: Any) -> str | None:
    """Return *value* as it stands in one line; None where it can't, or where a person would not write it so."""
    if isinstance(value, int | float | str):
        return _scalar(value) if isinstance(value, str) else str(value).lower()
    if any(getattr(inner, "doubts", ()) for inner in (value.values() if isinstance(value, dict) else value)):
        return None
    if isinstance(value, dict):
        if any(isinstance(inner, dict | list) and key not in ("text", "dates", "items") for key, inner in value.items()):
            return None
        members = [_member(_key(key), inner) for key, inner in value.items()]
        return None if None in members else f"{{{', '.join(filter(None, members))}}}"
    members = [_in_flow(_short(inner)) for inner in value]
    return None if None in members else f"[{', '.join(filter(None, members))}]"


def _member(key: str, value: Any) -> str | None:
    inner = _in_flow(_short(value))
    return None if inner is None else f"{key}: {inner}"


def _in_flow(value: Any) -> str | None:
    if isinstance(value, str) and re.search(r"[,\[\]{}]", value):
        return json.dumps(value, ensure_ascii=False)
    return _flow(value)


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
