"""The styles and lists of a Word file → how a paragraph or a run looks, and which number Word prints before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from sixfold.languages.numbers import roman
from sixfold.word.elements import W, flag, value, whole

#: A chain of styles is a few long; one that goes in a circle ends here.
_LONGEST_CHAIN = 20
#: Levels of a list. Source: ECMA-376, part 1, 17.9.6.
_LEVELS = 9


@dataclass(frozen=True)
class RunLook:
    """How letters look. `size` is in half points, 0 where nothing says it; `raised` is 1 above the line, -1 below it."""

    bold: bool = False
    italic: bool = False
    size: int = 0
    raised: int = 0
    is_hidden: bool = False
    is_struck: bool = False
    font: str = ""


@dataclass(frozen=True)
class ParagraphLook:
    """How a paragraph stands. Lengths are in twips; `first` is the first line's indent, negative where it hangs.

    `is_at_foot` is what stands in a frame at the foot of the page: a note that was typed there.
    """

    align: str = ""
    left: int = 0
    first: int = 0
    keeps_with_next: bool = False
    begins_page: bool = False
    outline: int = 9
    numbering: tuple[str, int] | None = None
    is_at_foot: bool = False


class Styles:
    """The styles of a file by id; one that is missing or damaged says nothing."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read the part word/styles.xml, if there is one."""
        root = etree.Element("none") if root is None else root
        self._styles: Mapping[str, etree._Element] = {style.get(W + "styleId", ""): style for style in root.findall(W + "style")}
        self.default = next((
            name for name, style in self._styles.items()
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")
        ), "")  # fmt: skip
        self._defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.language = value(self._defaults, "lang") or ""
        self._looks: dict[str, tuple[ParagraphLook, RunLook]] = {}

    def names(self, style: str) -> Sequence[str]:
        """Return the ids and names of the style of this id and of those it is based on, nearest first, in small letters."""
        found = []
        for one in self._chain(style):
            found += [one.get(W + "styleId", "").lower(), (value(one, "name") or "").strip().lower()]
        return found

    def _chain(self, style: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while style in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[style])
            style = value(chain[-1], "basedOn") or ""
        return chain

    def looks(self, style: str) -> tuple[ParagraphLook, RunLook]:
        """Return how a paragraph of *style* stands, and how its letters look."""
        if style not in self._looks:
            stands, look = ParagraphLook(), run_look(RunLook(), self._defaults)
            for one in reversed(self._chain(style)):
                stands, look = paragraph_look(stands, one.find(W + "pPr")), run_look(look, one.find(W + "rPr"))
            self._looks[style] = stands, look
        return self._looks[style]

    def run(self, style: str, look: RunLook) -> RunLook:
        """Return how the letters of a character style look in a paragraph whose letters have this *look*."""
        for one in reversed(self._chain(style)):
            look = run_look(look, one.find(W + "rPr"), toggles=True)
        return look


def paragraph_look(look: ParagraphLook, properties: etree._Element | None) -> ParagraphLook:
    """Return *look* with what the *properties* (w:pPr) change."""
    if properties is None:
        return look
    changes: dict[str, object] = {}
    if align := value(properties, "jc"):
        changes["align"] = align
    if (indent := properties.find(W + "ind")) is not None:
        if left := indent.get(W + "start") or indent.get(W + "left"):
            changes["left"] = whole(left)
        if hanging := indent.get(W + "hanging"):
            changes["first"] = -whole(hanging)
        elif first := indent.get(W + "firstLine"):
            changes["first"] = whole(first)
    for name, key in (("keepNext", "keeps_with_next"), ("pageBreakBefore", "begins_page")):
        if (given := flag(properties, name)) is not None:
            changes[key] = given
    if (frame := value(properties, "framePr", "yAlign")) is not None:
        changes["is_at_foot"] = frame == "bottom"
    if outline := value(properties, "outlineLvl"):
        changes["outline"] = whole(outline, 9)
    if (numbering := properties.find(W + "numPr")) is not None:
        number = value(numbering, "numId") or (look.numbering[0] if look.numbering else "")
        level = value(numbering, "ilvl")
        changes["numbering"] = (number, whole(level, look.numbering[1] if look.numbering else 0)) if number else None
    return replace(look, **changes) if changes else look  # type: ignore[arg-type]


def run_look(look: RunLook, properties: etree._Element | None, *, toggles: bool = False) -> RunLook:
    """Return *look* with what the *properties* (w:rPr) change. Where it *toggles*, bold in bold is upright.

    Source: ECMA-376, part 1, 17.7.3, toggle properties.
    """
    if properties is None:
        return look
    changes: dict[str, object] = {}
    script = "Cs" if flag(properties, "rtl") or flag(properties, "cs") else ""  # Arabic letters have looks of their own
    names = {f"b{script}": "bold", f"i{script}": "italic", "vanish": "is_hidden", "strike": "is_struck", "dstrike": "is_struck"}
    for name, key in names.items():
        if (given := flag(properties, name)) is not None:
            changes[key] = given != getattr(look, key) if toggles else given
    if font := value(properties, "rFonts", "ascii") or value(properties, "rFonts", "hAnsi"):
        changes["font"] = font
    if size := value(properties, f"sz{script}"):
        changes["size"] = whole(size)
    if vertical := value(properties, "vertAlign"):
        changes["raised"] = {"superscript": 1, "subscript": -1}.get(vertical, 0)
    return replace(look, **changes) if changes else look  # type: ignore[arg-type]


@dataclass(frozen=True)
class Label:
    """The number of a paragraph as Word prints it, without signs of its own round a single number: "1.", "(a)", "•"."""

    text: str
    is_bullet: bool = False


def _letter(number: int) -> str:
    """Return a, b, …, z, aa, bb, … as Word counts.

    >>> [_letter(number) for number in (1, 26, 27, 54)]
    ['a', 'z', 'aa', 'bbb']
    """
    turns, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (turns + 1)


_WRITTEN: Mapping[str, Callable[[int], str]] = {
    "decimal": str, "decimalZero": lambda number: f"{number:02}", "none": lambda _: "",
    "lowerLetter": _letter, "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": lambda number: roman(number).lower(), "upperRoman": roman,
}  # fmt: skip
#: How a single number is written in a seed's own count, whatever signs stand round it in Word.
_ALONE = {"decimal": "{}.", "lowerLetter": "({})", "lowerRoman": "({})", "upperRoman": "{}.", "upperLetter": "{}."}
#: A letter that stands for a bullet in the fonts Symbol and Wingdings is in Unicode's private area.
_BULLET = "•"


@dataclass(frozen=True)
class _Level:
    start: int
    counts: str
    pattern: str
    restarts_after: int


class Numbering:
    """The lists of a file. `label` counts: ask for the paragraphs in their order."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read the part word/numbering.xml, if there is one."""
        self._patterns: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        patterns = [] if root is None else root.findall(W + "abstractNum")
        for pattern in patterns:
            levels = {whole(level.get(W + "ilvl")): _read_level(level) for level in pattern.findall(W + "lvl")}
            self._patterns[pattern.get(W + "abstractNumId", "")] = levels
        styles = {value(one, "styleLink"): self._patterns[one.get(W + "abstractNumId", "")] for one in patterns}
        for one in patterns:  # its levels are those of a style of lists
            if (style := value(one, "numStyleLink")) and style in styles:
                self._patterns[one.get(W + "abstractNumId", "")] = styles[style]
        for one in [] if root is None else root.findall(W + "num"):
            self._read_list(one)

    def _read_list(self, one: etree._Element) -> None:
        name, pattern = one.get(W + "numId", ""), value(one, "abstractNumId") or ""
        starts: dict[int, int] = {}
        for override in one.findall(W + "lvlOverride"):
            level = whole(override.get(W + "ilvl"))
            if (start := value(override, "startOverride")) is not None:
                starts[level] = whole(start, 1)
            if (own := override.find(W + "lvl")) is not None:  # a list that writes a level in its own way counts by itself
                self._patterns[f"{pattern} of {name}"] = self._patterns.get(pattern, {}) | {level: _read_level(own)}
                pattern = f"{pattern} of {name}"
        self._lists[name], self._overrides[name] = pattern, starts

    def label(self, name: str, level: int) -> Label | None:
        """Return the label of the next paragraph of the list *name* at *level*, from 0; None where the list says nothing."""
        pattern = self._lists.get(name)
        levels = self._patterns.get(pattern or "", {})
        if pattern is None or level not in levels or not 0 <= level < _LEVELS:
            return None
        counts = self._counts.setdefault(pattern, [None] * _LEVELS)
        own = levels[level]
        if level in self._overrides[name] and (name, level) not in self._begun:
            counts[level] = self._overrides[name][level]
        else:
            before = counts[level]
            counts[level] = own.start if before is None else before + 1
        self._begun.add((name, level))
        for lower in range(level + 1, _LEVELS):
            if lower not in levels or levels[lower].restarts_after > level:
                counts[lower] = None
        if own.counts == "bullet":
            bullet = own.pattern.strip()
            return Label(_BULLET if re.fullmatch("[\ue000-\uf8ff·o§]?", bullet) else bullet, is_bullet=True)

        def write(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            shown = levels.get(other, own)
            count = counts[other] if 0 <= other < _LEVELS else None
            return _write(shown.start if count is None else count, shown.counts)

        if re.findall("%([1-9])", own.pattern) == [str(level + 1)] and (alone := _write(counts[level] or own.start, own.counts)):
            return Label(_ALONE.get(own.counts, "{}").format(alone))
        text = re.sub("%([1-9])", write, own.pattern).strip()
        return Label(text) if text else None


def _write(number: int, counts: str) -> str:
    if not 0 < number < 400:  # our roman numbers end there, and lists long before
        return str(number)
    return _WRITTEN.get(counts, str)(number)


def _read_level(level: etree._Element) -> _Level:
    restart = value(level, "lvlRestart")
    own = whole(level.get(W + "ilvl"))
    # 0: never; n: after a paragraph of level n - 1 or above. Source: ECMA-376, part 1, 17.9.10
    restarts_after = own if restart is None else whole(restart)
    counts, pattern = value(level, "numFmt") or "decimal", value(level, "lvlText") or ""
    if re.search("counting|ideograph", counts, re.IGNORECASE):  # 一. and (一), which stand for I. and (i)
        counts = "lowerRoman" if re.search("[(（]", pattern) else "upperRoman"
    elif match := re.fullmatch("(?:russian|arabic)(Lower|Upper|Alpha|Abjad)", counts):
        counts = "upperLetter" if match[1] == "Upper" else "lowerLetter"
    return _Level(whole(value(level, "start"), 1), counts, pattern, restarts_after)
