"""Black alone: every colour of a page becomes a share of black ink, and what has none stops the work.

The page's own colours are tokens, but artwork has its own, which no stylesheet reaches: so all are turned here, by one rule.
Black isn't set to overprint, because nothing lies under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Operator

from sixfold.errors import RenderError

_HINT = "a press edition is black: save the artwork in black or grey, without pictures, gradients or transparency"

#: Operators that set a colour, in small letters for surfaces; those for lines are capital.
_COLOURS = {"g", "rg", "k", "sc", "scn"}
_FORBIDDEN = {"sh": "a gradient", "BI": "a picture", "INLINE IMAGE": "a picture", "ri": "a rendering intent"}

#: What makes a state opaque, as every state of our own pages is. Source: ISO 32000-1, table 58.
_OPAQUE = {"/ca": 1, "/CA": 1, "/SMask": "/None", "/BM": "/Normal", "/Type": "/ExtGState"}


def convert_to_black(content: pikepdf.Object, resources: Any) -> bytes:
    """Return the instructions of *content*, a page or form, with every colour as a share of black (`0 0 0 1 k`).

    The forms that it shows are turned in place.

    Raises: RenderError, for a colour that isn't a grey, a picture, a gradient or anything transparent.
    """
    for form in dict(resources.get("/XObject", {})).values():
        if form.get("/Subtype") != "/Form":
            raise _refusal("a picture")
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


def keep_what_black_needs(resources: Any) -> None:
    """Take out of *resources* what no instruction names any more: states, spaces, shadings, patterns."""
    drop(resources, "/ExtGState", "/ColorSpace", "/Shading", "/Pattern")


def drop(dictionary: Any, *keys: str) -> None:
    """Take *keys* out of a dictionary of a PDF, those that it has."""
    for key in keys:
        if key in dictionary:
            del dictionary[key]


def black_of(channels: Sequence[Any]) -> Decimal:
    """Return the share of black, from 0 to 1, of a grey in one (grey), three (red …) or four (cyan …) channels.

    Raises: RenderError, when it isn't a grey.
    """
    if not all(isinstance(channel, int | Decimal) for channel in channels):
        raise _refusal("a pattern")
    values = [Decimal(channel) for channel in channels]
    if len(values) in (1, 3) and len(set(values)) == 1:
        return 1 - values[0]
    if len(values) == 4 and not any(values[:3]):
        return values[3]
    raise _refusal(f"the colour {' '.join(map(str, values))}")


def _refusal(what: str) -> RenderError:
    return RenderError(f"the page shows {what}, which black ink alone can’t print as it is", hint=_HINT)
