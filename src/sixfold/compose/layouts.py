"""What a layout decides beyond its stylesheet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """What a layout decides beyond its stylesheet.

    `digits` are those of Arabic running text; `contents` the headings that the list of contents names, which also has a column
    for the numbers of their paragraphs if `contents_count` is true; `job_gap` the spaces of the job line: before the language
    letter and before each date. `sets_colon_close` says that French has no space before the colon of the masthead.
    """

    digits: str
    has_qr_code: bool = False
    has_bar_code: bool = True
    has_bar_code_figures: bool = False
    contents: tuple[str, ...] = ("chapter", "section")
    contents_count: bool = False
    job_gap: tuple[int, int] = (1, 4)
    sets_colon_close: bool = False


_GENEVA_CONTENTS = ("chapter", "section", "subsection", "point")

#: Source: New York printed ٠١٢ in 2009-2017, 012 and a QR code today; Geneva 012, a QR code and figures
#: below the bars in 2019, not even a bar code in 2009.
#: "Original: anglais" without space: A/HRC/WG.6/7/ITA/1.
LAYOUTS = {
    "new-york-2011": Layout("arab"),
    "new-york-2025": Layout("latn", has_qr_code=True),
    "geneva": Layout(
        "latn", has_qr_code=True, has_bar_code_figures=True, contents=_GENEVA_CONTENTS, contents_count=True, job_gap=(2, 2)
    ),
    "geneva-2009": Layout("latn", has_bar_code=False, contents=_GENEVA_CONTENTS, contents_count=True, sets_colon_close=True),
}
