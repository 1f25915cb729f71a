"""Kashida: in justified Arabic lines the joints of letters are lengthened, before spaces are. WeasyPrint 70 stretches spaces only.

All that a line lacks goes into the joints after seen, sheen, sad and dad, each of them by as much, up to 15 tatweels; what is left
goes into the joints before a last alef, dal, thal, teh marbuta, heh, lam, kaf, beh, teh or theh, up to 3 tatweels; what is left
then, into the spaces. Source: A/79/876; docs/architecture.md has the figures.

Lines break as if there were none. Where one is drawn, a row of narrow glyphs (`fonts.KASHIDA`) is put into its text, each moved
under the one before it as far as needed. The text that is copied out, or read to somebody, has none of it: in the PDF these
glyphs stand for nothing, and `tagging` lets the letter before them stand for the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from sixfold.pdf.fonts import KASHIDA

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

#: By how much a joint of either kind is lengthened at most, and by how much at least where any is, in thousandths of an em.
#: Source: A/79/876, 15 and 3 tatweels of 0.8 points, and 0.26 points, in letters as wide as those of 10.9 points here.
_MOST, _LEAST = (1100, 220), 24

#: How wide a glyph is, and how far from the next one it may stand, in thousandths of an em. It reaches 20 over either end.
_GLYPH, _STEP = 30, 45


@dataclass(frozen=True)
class _Joint:
    """A place in a text where letters join, and by how many thousandths of an em they are drawn apart."""

    place: int
    length: int


class _Text:
    """A text of a line: its places of both kinds, and how its joints are drawn."""

    def __init__(self, box: Any) -> None:
        self.box = box
        self.kinds = [[match.start() for match in kind.finditer(box.text)] for kind in (_AFTER_SEEN, _BEFORE_LAST)]
        self.thousandth: float = box.style["font_size"] / 1000
        self.joints: list[_Joint] = []
        self.change = 0.0

    @property
    def growth(self) -> float:
        """By how much it gets wider, in pixels of CSS."""
        return self.change + sum(joint.length for joint in self.joints) * self.thousandth


def install() -> None:
    """Teach the engine all this."""
    import weasyprint.pdf  # noqa: PLC0415
    from weasyprint.layout import inline  # noqa: PLC0415
    from weasyprint.text import line_break  # noqa: PLC0415

    inline.justify_line = _lengthening(inline.justify_line)
    line_break.Layout.reactivate = _drawing(line_break.Layout.reactivate)
    weasyprint.pdf.build_fonts_dictionary = _leaving_unread(weasyprint.pdf.build_fonts_dictionary)


def _lengthening(justify_line: Callable[..., None]) -> Callable[..., None]:
    """Return a way to justify a line that lengthens joints, and gives the spaces what is left."""

    def lengthen_and_justify(context: Any, line: Any, room: float) -> None:
        texts = [text for text in map(_Text, _arabic_boxes(line)) if any(text.kinds)]
        _choose_joints(texts, room, context)
        growth = {text.box: text.growth for text in texts if text.joints}
        justify_line(context, line, room - sum(growth.values()))
        for text in texts:
            text.box.pango_layout.joints = text.joints
        if growth:
            _widen(line, growth, 0)

    return lengthen_and_justify


def _arabic_boxes(box: Any) -> Iterator[Any]:
    """Yield the Arabic texts of *box*, part of a line, or a whole one."""
    from weasyprint.formatting_structure import boxes  # noqa: PLC0415

    if isinstance(box, boxes.TextBox):
        if str(box.style["lang"] or "").startswith("ar"):
            yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _arabic_boxes(child)


def _choose_joints(texts: list[_Text], room: float, context: Any) -> None:
    """Choose the joints of *texts*, which stand in one line, and share out its *room* among them."""
    left = room
    for kind, most in enumerate(_MOST):
        whole = sum(len(text.kinds[kind]) * text.thousandth for text in texts)
        if left < whole * _LEAST:
            for text in texts:
                text.kinds[kind].clear()
        left -= whole * most
    for text in texts:
        text.change = _measure_change(text, context)
        room -= text.change
    if room <= 0:
        return
    for kind, most in enumerate(_MOST):
        share = room / max(1, sum(len(text.kinds[kind]) for text in texts))
        for text in texts:
            length = max(0, int(min(share / text.thousandth, most)))
            text.joints += [_Joint(place, length) for place in text.kinds[kind]]
            room -= len(text.kinds[kind]) * length * text.thousandth
    for text in texts:
        text.joints.sort(key=lambda joint: joint.place)


def _measure_change(text: _Text, context: Any) -> float:
    """Return by how much *text* gets wider, or narrower, because letters have other forms where a kashida stands between them."""
    from weasyprint.text.line_break import create_layout, line_size  # noqa: PLC0415

    style = text.box.style
    places = sorted(place for kind in text.kinds for place in kind)
    if not places:
        return 0.0
    widths = []
    for content in (text.box.text, _insert(text.box.text, [_Joint(place, 0) for place in places])[0]):
        layout = create_layout(content, style, context, None, 0)
        widths.append(line_size(layout.get_first_line()[0], style)[0])
    return float(widths[1] - widths[0] - sum(len(kind) for kind in text.kinds) * _GLYPH * text.thousandth)


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
        count = max(1, ceil(joint.length / _STEP))
        for number in range(count):
            lengths[len(pieces)] = joint.length // count + (number < joint.length % count)
            pieces += KASHIDA.encode()
        end = joint.place
    return pieces.decode() + text[end:], lengths


def _set_lengths(layout: Any, lengths: dict[int, int]) -> None:
    """Let the glyphs at the places of *lengths* be as long as these say: the letters stay as they were joined."""
    from weasyprint.text.ffi import TO_UNITS, ffi, pango  # noqa: PLC0415

    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)  # asked for when drawn, it would undo all this
    run = layout.get_first_line()[0].runs
    while run != ffi.NULL:
        glyphs, offset = run.data.glyphs, run.data.item.offset
        for place in range(glyphs.num_glyphs):
            length = lengths.get(offset + glyphs.log_clusters[place])
            if length is not None:
                glyphs.glyphs[place].geometry.width = round(length * layout.style["font_size"] / 1000 * TO_UNITS)
        run = run.next


def _leaving_unread(build_fonts: Callable[..., Any]) -> Callable[..., Any]:
    """Return a way to write fonts that lets the glyphs of kashida stand for nothing."""

    def build_and_leave_unread(pdf: Any, fonts: dict[Any, Any], *options: Any) -> Any:
        read = [
            (font.to_unicode, glyph)
            for font in fonts.values()
            for glyph, text in font.to_unicode.items()
            if text == KASHIDA
        ]
        for glyphs, glyph in read:
            glyphs[glyph] = ""
        built = build_fonts(pdf, fonts, *options)
        for glyphs, glyph in read:  # tags are made after fonts, of the text as it was drawn
            glyphs[glyph] = KASHIDA
        return built

    return build_and_leave_unread
