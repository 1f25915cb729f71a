"""The rules of the six languages: ordinals, dates, digits, lists. Words are messages and live in `sixfold.document.house`."""

from sixfold.languages.formatting import (
    ITEM_PATTERN,
    convert_figure,
    count_items,
    format_date,
    format_date_range,
    format_items,
    is_figure,
    join_words,
    parse_items,
    to_arabic_indic,
)
from sixfold.languages.language import LANGUAGE_CODES, LANGUAGES, Language, LanguageCode, language
from sixfold.languages.numbers import (
    Numbered,
    annex_number,
    capitalized,
    chinese_numeral,
    number,
    ordinal,
    ordinal_figure,
    roman,
)
from sixfold.languages.spaces import CLOSING_MARKS, GROUPED_FIGURE, keep_title_whole, keep_together

__all__ = [
    "CLOSING_MARKS", "GROUPED_FIGURE", "ITEM_PATTERN", "LANGUAGES", "LANGUAGE_CODES", "Language", "LanguageCode",
    "Numbered", "annex_number", "capitalized", "chinese_numeral", "convert_figure", "count_items",
    "format_date", "format_date_range", "format_items", "is_figure", "join_words", "keep_title_whole", "keep_together", "language",
    "number", "ordinal", "ordinal_figure", "parse_items", "roman", "to_arabic_indic",
]  # fmt: skip
