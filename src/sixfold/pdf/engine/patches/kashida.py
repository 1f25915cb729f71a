"""Kashida: in justified Arabic lines the joints of letters are lengthened, before spaces are. WeasyPrint 70 stretches spaces only.

All that a line lacks goes into the joints after seen, sheen, sad and dad, each of them by as much, up to 15 tatweels; what is left
goes into the joints before a last alef, dal, thal, teh marbuta, heh, lam, kaf, beh, teh or theh, up to 3 tatweels; what is left
then, into the spaces. Source: A/79/876; docs/measured.md has the figures.

Lines break as if there were none. Where one is drawn, a row of glyphs (`fonts.KASHIDA`) is put into its text, the narrow ones moved
under the one before as far as needed. Letters that had a form for those beside them, as most have in Amiri, take their usual one
where they are drawn apart: what they are wider by is taken off what the line lacks. The text that is copied out, or read to
somebody, has none of it: `tagging` lets the letter before them stand for the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Any

from sixfold.pdf.fonts import KASHIDA, LONG_KASHIDA, derived_families, installed_fonts

_ALEFS, _JOINED_ONCE = "\u0622\u0623\u0625\u0627\u0671", "\u0629\u062f\u0630\u0631\u0632\u0624\u0648\u0649"
_JOINED_TWICE = "\u0626\u0628\u062a-\u062e\u0633-\u063a\u0641-\u0647\u064a"
_LETTER = f"[{_ALEFS}{_JOINED_ONCE}{_JOINED_TWICE}]"

#: Places of the first kind. Where a letter has a mark, what follows it isn't looked at: no mark moves.
_AFTER_SEEN = re.compile(f"(?<=[\u0633-\u0636])(?={_LETTER})")

#: Places of the second kind, none of them within a lam-alef.
_BEFORE_LAST = re.compile(
    f"(?<=[{_JOINED_TWICE}])(?<![\u0633-\u0636])"
    f"(?:(?<!\u0644)(?=[{_ALEFS}])|(?=[\u0629\u062f\u0630])|(?=[\u0628\u062a\u062b\u0643\u0644\u0647](?![\u0640-\u0652\u0670]|{_LETTER})))"
)

_TATWEEL = "\u0640"

#: By how much a joint of either kind is lengthened at most, and by how much at least where any is, in thousandths of an em.
#: Source: A/79/876, 15 and 3 tatweels of 0.8 points, and 0.26 points, in letters as wide as those of 10.9 points here.
_MOST, _LEAST = (1100, 220), 24

#: How far from the next glyph the long one stands, and a short one, at most, in thousandths of an em: 30 wide, it reaches 20 over
#: either end.
_LONG, _SHORT = 200, 45

#: A difference in a text's length that is mended, in pixels of CSS.
_VISIBLE = 0.05


@dataclass(frozen=True)
class _Joint:
    """A place in a text where letters join, and by how many thousandths of an em they are drawn apart."""

    place: int
    length: int


def _place(joint: _Joint) -> int:
    return joint.place


class _Text:
    """A text of a line: its places of both kinds, and how its joints are drawn."""

    def __init__(self, box: Any) -> None:
        self.box = box
        self.kinds = [[match.start() for match in kind.finditer(box.text)] for kind in (_AFTER_SEEN, _BEFORE_LAST)]
        self.thousandth: float = box.style["font_size"] / 1000
        self.joints: list[_Joint] = []
        self.parted = 0.0  # by how much its letters are wider where they are drawn apart

    @property
    def growth(self) -> float:
        """By how much it gets wider, in pixels of CSS."""
        return sum(joint.length for joint in self.joints) * self.thousandth + self.parted

    def parted_at(self, kind: int) -> float:
        """Return by how much its letters were wider if they were drawn apart at the places of *kind*, too."""
        from weasyprint.text.line_break import create_layout  # noqa: PLC0415

        if not self.kinds[kind]:
            return self.parted
        joints = sorted((*self.joints, *(_Joint(place, _SHORT) for place in self.kinds[kind])), key=_place)
        text, lengths = _insert(self.box.text, joints)
        layout = create_layout(text, self.box.style, None, None, 0)
        width: float = self.box.width
        return _measure(layout, lengths)[0] - width


def install() -> None:
    """Teach the engine all this."""
    import weasyprint.pdf  # noqa: PLC0415
    from weasyprint.layout import inline  # noqa: PLC0415
    from weasyprint.text import line_break  # noqa: PLC0415

    inline.justify_line = _lengthening(inline.justify_line)
    line_break.Layout.reactivate = _drawing(line_break.Layout.reactivate)
    weasyprint.pdf.build_fonts_dictionary = _reading_tatweel(weasyprint.pdf.build_fonts_dictionary)


def _lengthening(justify_line: Callable[..., None]) -> Callable[..., None]:
    """Return a way to justify a line that lengthens joints, and gives the spaces what is left."""

    def lengthen_and_justify(context: Any, line: Any, room: float) -> None:
        texts = [text for text in map(_Text, _arabic_boxes(line)) if any(text.kinds)]
        _choose_joints(texts, room)
        growth = {text.box: text.growth for text in texts if text.joints}
        left = room - sum(growth.values())
        if left > _VISIBLE or not growth:
            justify_line(context, line, left)
        if growth:
            _widen(line, growth, 0)
        for text in texts:
            text.box.pango_layout.joints = text.joints

    return lengthen_and_justify


def _arabic_boxes(box: Any) -> Iterator[Any]:
    """Yield the Arabic texts of *box*, part of a line, or a whole one."""
    from weasyprint.formatting_structure import boxes  # noqa: PLC0415

    if isinstance(box, boxes.TextBox):
        if str(box.style["lang"] or "").startswith("ar") and not _families().isdisjoint(box.style["font_family"]):
            yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _arabic_boxes(child)


@cache
def _families() -> frozenset[str]:
    """Return the families that have glyphs of kashida: a draft may have to take another for Arabic text."""
    arabic = {font.family for font in installed_fonts() if font.languages == ("ar",)}
    return frozenset(derived.family for derived in derived_families() if derived.source in arabic)


def _choose_joints(texts: list[_Text], room: float) -> None:
    """Choose the joints of *texts*, which stand in one line, and share out its *room* among them, to a thousandth of an em."""
    for kind, most in enumerate(_MOST):
        places = [(text, place) for text in texts for place in text.kinds[kind]]
        if not places:
            continue
        thousandth = max(text.thousandth for text, _ in places)
        if int(room / thousandth) < _LEAST * len(places):  # of 3,000 lines 2,550 end here, after the first kind
            return
        parted = [text.parted_at(kind) for text in texts]
        rest = room - sum(parted) + sum(text.parted for text in texts)
        length, left = divmod(int(rest / thousandth), len(places))
        if length < _LEAST:
            return
        room = rest
        for text, growth in zip(texts, parted, strict=True):
            text.parted = growth
        for number, (text, place) in enumerate(places):
            text.joints.append(_Joint(place, min(most, length + (number < left))))
            room -= text.joints[-1].length * text.thousandth
    for text in texts:
        text.joints.sort(key=_place)


def _widen(box: Any, growth: dict[Any, float], x: float) -> float:
    """Make the texts of *box* wider, and move what stands behind them; *x* is by how much *box* itself moves."""
    from weasyprint.formatting_structure import boxes  # noqa: PLC0415

    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += x
        before = x
        for child in box.children[:: -1 if box.style["direction"] == "rtl" else 1]:
            if child.is_in_normal_flow():
                x = _widen(child, growth, x)
        box.width += x - before
    elif isinstance(box, boxes.TextBox):
        box.position_x += x
        box.width += growth.get(box, 0)
        x += growth.get(box, 0)
    else:
        box.translate(x, 0)
    return x


def _drawing(reactivate: Callable[..., None]) -> Callable[..., None]:
    """Return a way to prepare a text for being drawn that draws its joints apart."""

    def reactivate_and_lengthen(layout: Any, style: Any) -> None:
        joints = getattr(layout, "joints", ())
        if not joints:
            reactivate(layout, style)
            return
        plain = layout.plain_text = getattr(layout, "plain_text", layout.text)
        layout.text, lengths = _insert(plain, joints)
        reactivate(layout, style)
        _set_lengths(layout, lengths)

    return reactivate_and_lengthen


def _insert(text: str, joints: Sequence[_Joint]) -> tuple[str, dict[int, int]]:
    """Return *text* with a row of glyphs at each of *joints*, and the length of each, by its place in bytes."""
    pieces, lengths, end = bytearray(), {}, 0
    for joint in joints:
        pieces += text[end : joint.place].encode()
        long, rest = divmod(joint.length, _LONG)
        count = ceil(rest / _SHORT)
        for number in range(count):
            lengths[len(pieces)] = rest // count + (number < rest % count)
            pieces += KASHIDA.encode()
        for _ in range(long):
            lengths[len(pieces)] = _LONG
            pieces += LONG_KASHIDA.encode()
        end = joint.place
    return pieces.decode() + text[end:], lengths


def _set_lengths(layout: Any, lengths: dict[int, int]) -> None:
    """Let the glyphs at the places of *lengths* be as long as these say."""
    from weasyprint.text.ffi import TO_UNITS, pango  # noqa: PLC0415

    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)  # asked for when drawn, it would undo all this
    for geometry, length in _measure(layout, lengths)[1]:
        geometry.width = round(length * TO_UNITS)


def _measure(layout: Any, lengths: dict[int, int]) -> tuple[float, list[tuple[Any, float]]]:
    """Return how wide the line of *layout* is without kashida, and their glyphs with the lengths they are to have, in pixels."""
    from weasyprint.text.ffi import TO_UNITS, ffi  # noqa: PLC0415
    from weasyprint.text.line_break import line_size  # noqa: PLC0415

    line, _ = layout.get_first_line()
    width, run, found = line_size(line, layout.style)[0], line.runs, []
    while run != ffi.NULL:
        glyphs, offset = run.data.glyphs, run.data.item.offset
        for place, cluster in enumerate(ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)):
            if (length := lengths.get(offset + cluster)) is not None:
                found.append((glyphs.glyphs[place].geometry, length * layout.style["font_size"] / 1000))
        run = run.next
    return width - sum(geometry.width / TO_UNITS for geometry, _ in found), found


def _reading_tatweel(build_fonts: Callable[..., Any]) -> Callable[..., Any]:
    """Return a way to write fonts that lets the glyphs of kashida stand for a tatweel, for readers that know no ActualText."""

    def build(pdf: Any, fonts: dict[Any, Any], *options: Any) -> Any:
        read = [
            (font.to_unicode, glyph, text)
            for font in fonts.values()
            for glyph, text in font.to_unicode.items()
            if text in (KASHIDA, LONG_KASHIDA)
        ]
        for glyphs, glyph, _ in read:
            glyphs[glyph] = _TATWEEL
        built = build_fonts(pdf, fonts, *options)
        for glyphs, glyph, text in read:  # tags are made after fonts, of the text as it was drawn
            glyphs[glyph] = text
        return built

    return build
