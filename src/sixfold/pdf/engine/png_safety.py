"""Pictures made of dots: PNG files that a page shows, checked and made plain: grey or RGB, opaque, without notes."""

from __future__ import annotations

import io
import struct
from functools import lru_cache
from pathlib import Path

from sixfold.errors import RenderError
from sixfold.project.files import read_file

#: Of one picture: a page of 612 by 792 points in 400 dots an inch has 15 million. Each dot takes up to 8 bytes while it is read.
MOST_DOTS = 20_000_000
#: Of one file (bytes): 20 million dots of a photograph.
MOST_BYTES = 40_000_000
#: What is narrower or lower than this nobody can see (dots).
_LEAST_DOTS = 16
#: How a PNG file begins; width and height stand in its first chunk. Source: ISO/IEC 15948, 5.2 and 11.2.2.
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def read_png(path: Path) -> bytes:
    """Return the picture of the PNG file *path*, without what PDF/A forbids and nobody sees.

    Raises: RenderError, when it can't be read, isn't PNG, is damaged or larger than a page can take.
    """
    try:
        content = read_file(path)
    except OSError as error:
        raise RenderError(f"can’t be read: {error.strerror}", path, hint="put the file back, or name another") from error
    if len(content) > MOST_BYTES:
        what = f"it has {len(content) // 1_000_000:,} MB, the most that a page shows is {MOST_BYTES // 1_000_000} MB"
        raise RenderError(what, path, hint="export it with fewer dots")
    return _made_plain(content, path)


@lru_cache(maxsize=8)  # six editions show the same
def _made_plain(content: bytes, path: Path) -> bytes:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  (who shows no such picture need not wait for it)

    width, height = struct.unpack(">II", content[16:24].ljust(8, b"\0"))  # the head stands first; Pillow refuses large ones itself
    if content[:8] == _SIGNATURE and width * height > MOST_DOTS:
        what = f"it has {width:,} × {height:,} dots, the most that a page shows are {MOST_DOTS // 1_000_000} million"
        raise RenderError(what, path, hint="export it with fewer dots")
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
            image.verify()  # the engine has Pillow draw what is left of a damaged picture
        with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
            if min(image.size) < _LEAST_DOTS:
                raise RenderError(f"it has {width} × {height} dots, which nobody sees", path, hint="export it again, larger")
            is_grey = image.mode in ("1", "L", "LA", "I", "I;16")
            whole = image.convert("RGBA")
            opaque = Image.new("RGB", whole.size, "white")
            opaque.paste(whole, mask=whole)
            written = io.BytesIO()
            (opaque.convert("L") if is_grey else opaque).save(written, "PNG")
            return written.getvalue()
    except UnidentifiedImageError:
        raise RenderError("this is no PNG picture", path, hint="export it as PNG, or as SVG") from None
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise RenderError(f"this PNG picture is damaged: {error}", path, hint="export it again") from None
