"""What rules of preflight look at. Lengths are points, from the top left corner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sixfold.languages import LanguageCode


@dataclass(frozen=True)
class Box:
    """A rectangle on a page as its four edges; `top` is less than `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    def exceeds(self, other: Box, tolerance: float) -> bool:
        """Say whether any edge lies more than *tolerance* outside of *other*."""
        beyond = (other.left - self.left, other.top - self.top, self.right - other.right, self.bottom - other.bottom)
        return max(beyond) > tolerance


@dataclass(frozen=True)
class Line:
    """Letters that stand side by side on one baseline, without a gap wider than three of them."""

    text: str
    box: Box
    size: float


@dataclass(frozen=True)
class Font:
    """A font that a page names. `name` is without the six letters that mark a subset."""

    name: str
    is_embedded: bool


@dataclass
class Content:
    """What a page's streams do together, those of forms within forms, too.

    `colors` are as a stream sets them, `("rg", (0.0, 0.0, 0.0))`; `separations` are the names of spot colours. `missing_glyphs`
    counts letters shown by glyph 0, the box that stands for a character that a font lacks. `is_garbled` says that the operators
    can't be told apart from a place on.
    """

    colors: set[tuple[str, tuple[float, ...]]] = field(default_factory=set)
    separations: set[str] = field(default_factory=set)
    missing_glyphs: int = 0
    has_transparency: bool = False
    is_garbled: bool = False


@dataclass(frozen=True)
class Page:
    """One page: its boxes (from the top, as seen), what is printed on it, and how.

    `rows` are the letters from left to right, as they stand side by side whatever the direction of reading. `ink` is the share of
    dots that aren't white.
    """

    number: int
    boxes: Mapping[str, Box]
    content: Content
    lines: tuple[Line, ...] = ()
    rows: str = ""
    fonts: tuple[Font, ...] = ()
    ink: float = 0.0
    codes: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All that is printed, a line for each line."""
        return "\n".join(line.text for line in self.lines)

    @property
    def trim(self) -> Box:
        """What is left of the sheet after trimming."""
        return self.boxes.get("TrimBox") or self.boxes["MediaBox"]


@dataclass(frozen=True)
class Pdf:
    """One PDF: its size in bytes, its pages and what its catalog and metadata say.

    `press_channels` are those of the profile of each output intent of PDF/X; None where none is embedded.
    """

    size: int
    pages: tuple[Page, ...]
    title: str = ""
    language: str = ""
    xmp: Mapping[str, str] = field(default_factory=dict)
    shows_title: bool = False
    direction: str = ""
    is_tagged: bool = False
    figures_without_text: int = 0
    press_channels: tuple[int | None, ...] = ()
    has_scripts: bool = False
    is_encrypted: bool = False

    @property
    def is_for_press(self) -> bool:
        """Say whether the file claims PDF/X."""
        return any("GTS_PDFX" in name for name in self.xmp)


@dataclass(frozen=True)
class Expected:
    """What stands on the page of one edition. `frame_start_pt` is the width of the margins; no text stands in them."""

    slug: str
    language: LanguageCode
    symbols: tuple[str, ...]
    job_number: str
    bar_code: str | None
    sessions: tuple[str, ...]
    date: str
    address: str | None
    page_width_pt: float
    page_height_pt: float
    frame_start_pt: float


@dataclass(frozen=True)
class PreflightSubject:
    """One PDF: what was read of it and, for an edition of this project, what it has to say."""

    pdf: Pdf
    expected: Expected | None
