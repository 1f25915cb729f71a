"""Black alone: every colour of a page becomes a share of black ink, as dark as it looks, and what has none stops the work.

The page's own colours are tokens, but artwork and pictures have their own, which no stylesheet reaches: so all are turned here, by
one rule. Black isn't set to overprint, because nothing lies under it.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Operator

from sixfold.errors import RenderError

_HINT = "a press edition is black: save the artwork without gradients or transparency"

#: Operators that set a colour, in small letters for surfaces; those for lines are capital.
_COLOURS = {"g", "rg", "k", "sc", "scn"}
_FORBIDDEN = {"sh": "a gradient", "BI": "a picture", "INLINE IMAGE": "a picture", "ri": "a rendering intent"}

#: How light red, green and blue look.
_WEIGHTS = (Decimal("0.299"), Decimal("0.587"), Decimal("0.114"))

#: What makes a state opaque, as every state of our own pages is. Source: ISO 32000-1, table 58.
_OPAQUE = {"/ca": 1, "/CA": 1, "/SMask": "/None", "/BM": "/Normal", "/Type": "/ExtGState"}


def convert_to_black(content: pikepdf.Object, resources: Any) -> bytes:
    """Return the instructions of *content*, a page or form, with every colour as a share of black (`0 0 0 1 k`).

    The forms and pictures that it shows are turned in place.

    Raises: RenderError, for a pattern, a gradient or anything transparent.
    """
    for form in dict(resources.get("/XObject", {})).values():
        if form.get("/Subtype") == "/Image":
            _turn_grey(form)
            continue
        form.write(convert_to_black(form, form.get("/Resources", pikepdf.Dictionary())))
        drop(form, "/Group")  # without anything transparent in it, a group paints what it would paint alone
        if "/Resources" in form:
            keep_what_black_needs(form.Resources)
    turned: list[Any] = []
    for instruction in pikepdf.parse_content_stream(content):
        operands: list[Any] = list(instruction.operands)
        operator = str(instruction.operator)
        if operator in _FORBIDDEN:
            raise _refusal(_FORBIDDEN[operator])
        if operator == "gs":
            for key, value in dict(resources.ExtGState[operands[0]]).items():
                if key not in _OPAQUE or value != _OPAQUE[key]:
                    raise _refusal("something transparent")
            continue
        if operator in ("cs", "CS"):
            if (space := str(operands[0])) not in ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK"):
                raise _refusal(f"a colour of the space {space[1:]}")
            operands, operator = [0, 0, 0, 1], "k" if operator.islower() else "K"  # black, which each space begins with
        elif operator.lower() in _COLOURS:
            operands, operator = [0, 0, 0, black_of(operands)], "k" if operator.islower() else "K"
        turned.append((operands, Operator(operator)))
    return pikepdf.unparse_content_stream(turned)


def _turn_grey(picture: Any) -> None:
    """Make *picture* one in grey, which is printed in black ink.

    Source: ISO 15930-7, 6.2.4 (grey beside an output intent of four inks).
    """
    if "/SMask" in picture or "/Mask" in picture:
        raise _refusal("something transparent")
    from PIL import Image  # noqa: PLC0415  (who prints no picture need not wait for it)

    mode = {"/DeviceGray": "L", "/DeviceRGB": "RGB"}.get(str(picture.ColorSpace))
    if mode is None or picture.BitsPerComponent != 8:
        raise _refusal("a picture that is neither grey nor RGB")
    dots = Image.frombytes(mode, (int(picture.Width), int(picture.Height)), picture.read_bytes()).convert("L")
    drop(picture, "/DecodeParms")
    picture.write(zlib.compress(dots.tobytes(), 9), filter=pikepdf.Name.FlateDecode)
    picture.ColorSpace = pikepdf.Name.DeviceGray


def keep_what_black_needs(resources: Any) -> None:
    """Take out of *resources* what no instruction names any more: states, spaces, shadings, patterns."""
    drop(resources, "/ExtGState", "/ColorSpace", "/Shading", "/Pattern")


def drop(dictionary: Any, *keys: str) -> None:
    """Take *keys* out of a dictionary of a PDF, those that it has."""
    for key in keys:
        if key in dictionary:
            del dictionary[key]


def black_of(channels: Sequence[Any]) -> Decimal:
    """Return the share of black, from 0 to 1, of a colour in one (grey), three (red …) or four channels (black alone of these).

    A colour is as dark as it looks. Source: ITU-R BT.601-7, 2.5.1, by which Pillow turns pictures, too.

    Raises: RenderError, when it is a pattern, or has inks beside black.
    """
    if not all(isinstance(channel, int | Decimal) for channel in channels):
        raise _refusal("a pattern")
    values = [Decimal(channel) for channel in channels]
    if len(values) in (1, 3) and len(set(values)) == 1:
        return 1 - values[0]
    if len(values) == 3:
        light = sum((weight * value for weight, value in zip(_WEIGHTS, values, strict=True)), Decimal())
        return round(1 - light, 4).normalize()
    if len(values) == 4 and not any(values[:3]):
        return values[3]
    raise _refusal(f"the colour {' '.join(map(str, values))}")


def _refusal(what: str) -> RenderError:
    return RenderError(f"the page shows {what}, which black ink alone can’t print as it is", hint=_HINT)
