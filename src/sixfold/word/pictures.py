"""Pictures of a Word file → PNG files beside the seed; what can't be shown on a page is told."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

from sixfold.word.model import Picture

#: Dots. A whole page in 400 dots an inch has 15 million; Pillow would open more than the memory holds.
_MOST_DOTS = 20_000_000
_LEAST_DOTS = 16


def as_png(picture: Picture) -> tuple[bytes, str]:
    """Return *picture* as PNG and nothing, or nothing and the reason why it can't be."""
    try:
        with Image.open(io.BytesIO(picture.content), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")) as image:
            if min(image.size) < _LEAST_DOTS or image.size[0] * image.size[1] > _MOST_DOTS:
                return b"", f"it has {image.size[0]:,} × {image.size[1]:,} dots"
            width, height = image.size
            left, top, right, bottom = picture.crop
            box = (round(width * left), round(height * top), round(width * (1 - right)), round(height * (1 - bottom)))
            shown = image.convert("RGBA" if image.mode in ("P", "LA", "PA", "RGBA") else "L" if image.mode in ("1", "L") else "RGB")
            if box != (0, 0, width, height) and box[0] < box[2] and box[1] < box[3]:
                shown = shown.crop(box)
            written = io.BytesIO()
            shown.save(written, "PNG")
            return written.getvalue(), ""
    except UnidentifiedImageError:
        return b"", "it is in a format that a page can’t show"
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, OverflowError) as error:
        return b"", f"it is damaged: {error}"
