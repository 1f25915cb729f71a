"""The YAML of a seed → its tree, whose nodes know their lines; what YAML allows and a seed doesn't is refused.

libyaml reads it, which is in C and fifty times as fast as a parser in Python. What its events mean is decided here, by YAML 1.2
(https://yaml.org/spec/1.2.2/, 10.3): `yes` and `12:30` are texts. A date stays as it is typed: the model reads it and can say where
a wrong one stands.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from sixfold.errors import RequirementError, SeedError

#: Levels of nesting: a text that an author named lies seven deep.
DEPTH_LIMIT = 20
#: Python refuses to read a number of some thousand digits.
DIGITS_LIMIT = 100

# What YAML 1.2 doesn't print, and the line ends that only YAML 1.1 knows.
_CONTROL = re.compile(r"[^\t\n\r -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_COMMENT = re.compile(r"[ \t]+#")


class YamlMapping(dict[Any, Any]):
    """A mapping; `lines` has the line of each key, from 1."""

    lines: dict[Any, int]


class YamlList(list[Any]):
    """A list; `lines` has the line of each item, from 1."""

    lines: dict[Any, int]


def read_yaml(source: str, path: Path) -> Any:
    """Return what the YAML text *source* says; *path* is for messages only.

    Raises: SeedError, for the first thing that isn't YAML or isn't for seeds.
    """
    if control := _CONTROL.search(source):
        line = source.count("\n", 0, control.start()) + 1
        raise SeedError(f"control character U+{ord(control[0]):04X}", path, line, "delete it")
    try:
        return _Reader(source, path).read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        sentence = " ".join(str(part) for part in (error.problem, error.context) if part).splitlines()[0]
        sign = source[mark.index : mark.index + 1]  # before which libyaml stopped
        hint = "is a text with a colon or a quotation mark in it without quotes? put it in a block: key: >-"
        if "".join(source.splitlines()[mark.line :][:1]).startswith("%"):
            hint = "delete the line: a line that begins with % is a directive"
        elif sign == "\t":
            hint = "indent with spaces, not with a tabulator"
        elif sign and sign in "@`%":
            hint = f"put the text in quotation marks: it begins with {sign}"
        elif "alias" in sentence:
            hint = "put the text in quotation marks: it begins with *"
        raise SeedError(f"not valid YAML: {sentence}", path, mark.line + 1, hint) from None


def find_line(location: Sequence[str | int], tree: Any) -> tuple[tuple[str | int, ...], int]:
    """Return as much of *location* as the file has, and its line, from 1."""
    found: list[str | int] = []
    line = 1
    for step in location:
        try:
            line, tree = tree.lines[step], tree[step]
        except (KeyError, IndexError, TypeError, AttributeError):
            continue  # a step of the model that the file doesn't write
        found.append(step)
    return tuple(found), line


class _Reader:
    """Makes a tree of events; `depth` counts the lists and mappings that are open."""

    def __init__(self, source: str, path: Path) -> None:
        self.source, self.path = source, path
        if not hasattr(yaml, "CBaseLoader"):  # every wheel has it; the reader in Python takes other things for YAML
            raise RequirementError("PyYAML was installed without libyaml", hint="install one of its wheels from PyPI")
        self.events: Iterator[yaml.Event] = yaml.parse(source, Loader=yaml.CBaseLoader)
        self.depth = 0

    def read(self) -> Any:
        next(self.events)  # the beginning of the stream
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
            self._refuse(event, "directives (%YAML …) are not for seeds", "delete the line that begins with %")
        tree = self._node(next(self.events))
        while isinstance(event := next(self.events), yaml.DocumentEndEvent):
            pass
        if not isinstance(event, yaml.StreamEndEvent):
            self._refuse(event, "a second document begins here", "write one seed in one file")
        return tree

    def _refuse(self, event: yaml.Event, what: str, hint: str) -> None:
        raise SeedError(what, self.path, event.start_mark.line + 1, hint)

    def _node(self, event: yaml.Event) -> Any:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "aliases (*name) are not for seeds", "write the text out")
        if tag := getattr(event, "tag", None):
            self._refuse(event, f"tags ({tag}) are not for seeds", "put the text in quotation marks if it begins with !")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if self.depth >= DEPTH_LIMIT:
            self._refuse(event, "nested too deeply", "a seed is at most a few levels deep")
        self.depth += 1
        node: YamlMapping | YamlList = YamlMapping() if isinstance(event, yaml.MappingStartEvent) else YamlList()
        node.lines = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent | yaml.SequenceEndEvent):
            if isinstance(node, YamlList):
                key: Any = len(node)
                node.append(self._node(event))
            else:
                if isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
                    self._refuse(event, "a list or a mapping is no key, which is a word", "write a word before the colon")
                self._node(event)  # looked at like any other text
                key = getattr(event, "value", "")
                if key in node:
                    what = f"“{key}” stands here twice, first in line {node.lines[key]}"
                    self._refuse(event, what, "keep one of the two")
                node[key] = self._node(next(self.events))
            node.lines[key] = event.start_mark.line + 1
        self.depth -= 1
        return node

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        typed: str = event.value
        if typed == "<<":
            self._refuse(event, "merge keys (<<) are not for seeds", "write the keys out")
        if event.style:  # in quotation marks, or a block: always a text
            return typed
        if " " in typed and _COMMENT.match(self.source, event.end_mark.index):
            what = "“ #” cuts this text off: what follows it is a comment"
            self._refuse(event, what, "put the text in quotation marks, or after >-")
        if typed in _WORDS:
            return _WORDS[typed]
        is_integer = _INTEGER.fullmatch(typed)
        if not is_integer and not _FLOAT.fullmatch(typed):
            return typed
        if len(typed) > DIGITS_LIMIT:
            self._refuse(event, f"a number of {len(typed):,} digits", "put it in quotation marks if it is a text")
        if is_integer:
            return int(typed, 0 if typed[:2] in ("0o", "0x") else 10)
        value = float(typed)
        if math.isinf(value):
            self._refuse(event, f"the number {typed} is too large", "put it in quotation marks if it is a text")
        return value
