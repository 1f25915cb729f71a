"""The rules of the six languages: ordinals, dates, digits, lists. Words are messages and live in `sixfold.document.house`."""

from sixfold.languages.agenda_items import ITEM_PATTERN, Item, count_items, format_items, join_list, parse_items
from sixfold.languages.dates import format_date, format_date_range
from sixfold.languages.figures import convert_figure, is_figure
from sixfold.languages.language import (
    LANGUAGE_CODES,
    LANGUAGES,
    DatePatterns,
    Language,
    LanguageCode,
    ListPatterns,
    language,
)
from sixfold.languages.numbering import Numbered, number
from sixfold.languages.numerals import GROUPED_FIGURE, chinese_numeral, keep_figures_whole, roman, to_arabic_indic
from sixfold.languages.ordinals import annex_number, capitalized, ordinal, ordinal_figure

__all__ = [
    "GROUPED_FIGURE",
    "ITEM_PATTERN",
    "LANGUAGES",
    "LANGUAGE_CODES",
    "DatePatterns",
    "Item",
    "Language",
    "LanguageCode",
    "ListPatterns",
    "Numbered",
    "annex_number",
    "capitalized",
    "chinese_numeral",
    "convert_figure",
    "count_items",
    "format_date",
    "format_date_range",
    "format_items",
    "is_figure",
    "join_list",
    "keep_figures_whole",
    "language",
    "number",
    "ordinal",
    "ordinal_figure",
    "parse_items",
    "roman",
    "to_arabic_indic",
]
