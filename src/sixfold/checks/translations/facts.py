"""What a text states that no translation may change, and what only one of two texts states. Wording and order are free.

Document symbols, resolutions, sub-paragraphs and addresses are read here, dates and numbers in `figures` and `numerals`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

from sixfold.catalogs.inline import PLACEHOLDER, strip_tags
from sixfold.checks.translations.figures import (
    TABLES,
    Date,
    Measure,
    count_units,
    take,
    take_dates,
    take_measures,
    take_numbers,
    take_times,
    weekdays_of,
)
from sixfold.checks.translations.numerals import counted, roman_numerals
from sixfold.document.symbols import ELEMENT, JOINT, SERIES
from sixfold.languages import LANGUAGES
from sixfold.languages.numbers import roman

#: Also the one name whose figures differ: COVID-19 is 2019冠状病毒病.
_NO_FACTS = re.compile(rf"{PLACEHOLDER.pattern}|COVID-19|2019冠状病毒病")
_PLAIN_SIGNS = (
    {digit: str(int(digit)) for digit in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９"}
    | dict.fromkeys("\u00a0\u202f\u2009\u2007\t\n", " ")
    | dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069\u061c\ufeff\u0640", "")
    | {"٫": ".", "٬": ",", "（": "(", "）": ")", "－": "-", "／": "/"}
)
_ODD_SIGN = re.compile(f"[{''.join(_PLAIN_SIGNS)}]")  # ten times as fast as str.translate, which looks at every letter
_FIGURE = re.compile("[0-9]")
_PARTS = re.compile("[0-9]+")
_ONLY_FIGURES = re.compile("[0-9/() ]+")

#: An ordinal from here on is written for its value: sixty-sixth. A smaller one may be a turn of phrase: in the first place.
FIRM_ORDINAL = 11


Side = tuple[str, ...]
_Fact = TypeVar("_Fact")


class Facts(NamedTuple):
    """What a text states, in a form that is the same in every language.

    `numbers` are written in figures. `ordinals` are written in words, or are Roman numerals, and are meant as numbers for sure;
    `words` are numbers that words may stand for. `letters` name sub-paragraphs; `loose_letters` may do so. `measures` are figures
    with their units, `weekdays` are so for sure, `months` have neither day nor year. `rest` is what else the text says, and its
    language.
    """

    symbols: Counter[str]
    references: Counter[str]
    dates: Counter[Date]
    times: Counter[tuple[int, int]]
    letters: Counter[str]
    numbers: Counter[Decimal]
    ordinals: Counter[Decimal]
    measures: Counter[Measure]
    weekdays: Counter[int]
    months: Counter[int]
    loose_letters: Counter[str]
    words: Counter[Decimal]
    rest: tuple[str, str]


#: What “this century” may be in a translation that counts: el siglo XXI.
_TODAY = (20, 21)
#: How many of them, the last ones, nobody misses on the other side.
_LOOSE = 3
#: Most texts state nothing of most kinds: that is one and the same object.
_NOTHING: Final[Counter[Any]] = Counter()


@lru_cache(maxsize=4096)  # one source text is compared with five translations
def facts_of(text: str, code: str) -> Facts:
    """Return what *text*, in the language *code*, states."""
    table = TABLES[code]
    rest = _NO_FACTS.sub("¤", strip_tags(text))
    rest = _ODD_SIGN.sub(lambda sign: _PLAIN_SIGNS[sign[0]], rest)
    addresses, rest = take_addresses(rest)
    symbols, rest = take_symbols(rest)
    has_figures = _FIGURE.search(rest) is not None  # most texts have none
    dates, months, rest = take_dates(rest, table)
    times, rest = take_times(rest, table) if has_figures else ([], rest)
    resolutions, rest = take_resolutions(rest) if has_figures else ([], rest)
    letters, loose_letters = sub_paragraphs(rest, code)
    measures, rest = take_measures(rest, table) if has_figures else ([], rest)
    numbers, rest = take_numbers(rest, table) if has_figures else ([], rest)
    ordinals, cardinals = counted(rest, code)
    romans, roman_letters = roman_numerals(rest)
    firm = [Decimal(n) for n in (*(one for one in ordinals if one >= FIRM_ORDINAL), *romans)]
    parts = [n for pattern, values in table.fractions if pattern.search(rest) for n in values]
    parts += _TODAY if not firm and not numbers and table.century.search(rest) else ()
    days = weekdays_of(rest, table.weekdays) if table.any_weekday.search(rest) else []
    soft = [Decimal(n) for n in (*(one for one in ordinals if one < FIRM_ORDINAL), *cardinals, *roman_letters, *parts)]
    references = [*resolutions, *addresses]
    found = (symbols, references, dates, times, letters, numbers, firm, measures, days, months, loose_letters, soft)
    kinds: list[Any] = [Counter(facts) if facts else _NOTHING for facts in found]
    return Facts(*[*kinds, (code, rest)])


# ---- symbols, resolutions, sub-paragraphs, addresses of the net, as every language writes them ----

#: The series, where none of a word's letters stands before it. A capital comes first: texts are searched for it in one go, and most
#: of them begin no symbol, which the slash tells.
_SERIES_ALONE = r"[A-Z](?=[A-Z.0-9]*/)(?<![A-Za-z0-9/].)(?:{})".format(
    "|".join(f"(?<={series[0]}){re.escape(series[1:])}" for series in sorted(SERIES, key=len, reverse=True))
)
_BRACKET = r" ?\((?:[0-9]{4}|Part [IVX]+|Vol\. ?[IVX]+|Sect\. ?[0-9]+|Resumption [0-9]+|[IVXL]+)\)"
_SYMBOL = re.compile(
    rf"(?:{_SERIES_ALONE})(?:/{ELEMENT}(?:{_BRACKET}(?=/|(?![\w])))?)+\*?"
    r"|(?:A(?<![A-Za-z].)(?:dd|mend)|C(?<![A-Za-z].)orr|R(?<![A-Za-z].)ev)\.[0-9]+"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>，。；）)]+|[\w.+-]+@[\w-]+\.[\w.-]+[A-Za-z]")
#: Letters of sub-paragraphs in Arabic.
_IN_LATIN = {letter: chr(ord("a") + place) for place, letter in enumerate(LANGUAGES["ar"].lists.letters)}
_ROMAN_SESSIONS = {roman(n): n for n in range(1, 100)}
_SESSION = {"دإط": "ES", "دإ": "S"}
_RESOLUTION = re.compile(
    r"(?<![0-9/A-Za-z.-])(?:"
    r"(?P<special>ES|S|د ?إ ?ط|د ?إ)-? ?(?P<session>[0-9]{1,2})/(?P<of>[0-9]+)"
    r"|(?P<number>[0-9]{1,4}) ?\((?:(?P<year>(?:19|20)[0-9]{2})|(?P<roman>[IVXL]+)|د ?- ?(?P<arabic>[0-9]+))\)"
    r"|(?P<plain>[0-9]{1,4}/[0-9]{1,4}))(?![0-9/])"
)
#: One letter, one letter twice, or a small Roman numeral: 5 km) and 30 days) are none.
_LETTERS = r"(?:[ivx]{2,5}|aa|bb|cc|dd|ee|ff|gg|hh|[a-z])"
_LATIN_LETTERS = re.compile(
    rf"(?<=[0-9]) ?(?:\(?{_LETTERS}\)(?:(?:, ?| ?(?:and|or|to|et|y|a|e|и|和|、|至) ?| ?[–-] ?)\(?{_LETTERS}\))*)"
)
_ANY_LETTER = re.compile(rf"(?<![A-Za-z])({_LETTERS})\)")
_ARABIC_LETTERS = re.compile(r"(?<=[0-9]) ?\([ء-ي]ـ?\)(?:(?:، ?| ?و ?| إلى )\([ء-ي]ـ?\))*")
_ANY_ARABIC_LETTER = re.compile(r"\(([ء-ي]ـ?)\)")


def take_addresses(text: str) -> tuple[list[str], str]:
    """Return the addresses of the net in *text*, and the text with “¤” in their places."""
    if not any(sign in text for sign in ("@", "://", "www.")):
        return [], text
    return take(_ADDRESS, text, lambda match: [match[0].rstrip(".,;:")])


def take_symbols(text: str) -> tuple[list[str], str]:
    """Return the document symbols of *text*, joint ones apart, and Corr.1 and its like; and the text without them."""
    if not any(sign in text for sign in ("/", "Add.", "Corr.", "Rev.", "Amend.")):
        return [], text

    def read(match: re.Match[str]) -> Iterator[str]:
        if any(sign.isdigit() for sign in match[0]) or "/INF" in match[0]:
            yield from (re.sub(r" ?\(", " (", part) for part in JOINT.split(match[0]))

    return take(_SYMBOL, text, read)


def take_resolutions(text: str) -> tuple[list[str], str]:
    """Return the resolutions of *text* in one form for all languages, and the text with “¤” in their places.

    They look like 64/293, 1973 (2011) and 2837 (XXVI).
    """

    def read(match: re.Match[str]) -> Iterator[str]:
        if match["special"]:
            name = match["special"].replace(" ", "")
            yield f"{_SESSION.get(name, name)}-{match['session']}/{match['of']}"
        elif match["plain"]:
            yield match["plain"]
        else:
            session = match["year"] or match["arabic"] or _ROMAN_SESSIONS.get(match["roman"] or "", match["roman"])
            yield f"{match['number']} ({session})"

    return take(_RESOLUTION, text, read)


def sub_paragraphs(text: str, code: str) -> tuple[list[str], list[str]]:
    """Return the letters of sub-paragraphs that follow a number, 69 (b), and all others that may be such letters."""
    if ")" not in text:
        return [], []
    after, every = (_ARABIC_LETTERS, _ANY_ARABIC_LETTER) if code == "ar" else (_LATIN_LETTERS, _ANY_LETTER)
    firm = [letter for run in after.finditer(text) for letter in every.findall(run[0])]
    soft = Counter(every.findall(text)) - Counter(firm)
    return [_IN_LATIN.get(letter, letter) for letter in firm], [_IN_LATIN.get(letter, letter) for letter in soft.elements()]


# ---- what only one of two texts states ----

#: A measure of the source, and the unit that the translation has with its number; None where it has none.
MeasureDifference = tuple[Measure, str | None]


class Differences(NamedTuple):
    """What only the source states, and what only the translation states, of each kind, as people would write it."""

    symbols: tuple[Side, Side] = ((), ())
    references: tuple[Side, Side] = ((), ())
    dates: tuple[Side, Side] = ((), ())
    numbers: tuple[Side, Side] = ((), ())
    ordinals: tuple[Side, Side] = ((), ())
    measures: tuple[MeasureDifference, ...] = ()
    weekdays: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
    months: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())


def compare(source: Facts, translation: Facts) -> Differences:
    """Return how *source* and *translation* differ.

    A number in figures may be in words on the other side. A date, a time or a reference that only one side was understood to have
    is no difference where the other has its figures left over: it is written in a form we don't know.
    """
    if source[:-_LOOSE] == translation[:-_LOOSE]:  # all that would be missed on the other side
        return Differences()
    here, there = _beyond(source, translation), _beyond(translation, source)
    for date in list(here.dates.elements()):  # one without a year may be the same as one with it
        for other in there.dates:
            same = (date.month, date.day) == (other.month, other.day) and None in (date.year, other.year)
            if same and there.dates[other] > 0:
                here.dates[date] -= 1
                there.dates[other] -= 1
                break
    both_ways = ((here, there), (there, here))
    for mine, theirs in both_ways:
        both = mine.numbers & theirs.ordinals
        mine.numbers.subtract(both)
        theirs.ordinals.subtract(both)
    for mine, theirs in both_ways:
        in_words = mine.numbers & theirs.words
        mine.numbers.subtract(in_words)
        mine.ordinals.subtract(mine.ordinals & (theirs.words - in_words))
    for sides in both_ways:
        mine = sides[0]
        _settle(mine.dates, sides, lambda date: [part for part in (date.year, date.day) if part is not None])
        _settle(mine.times, sides, lambda time: [part for part in time if part])
        _settle(mine.times, sides, lambda time: [part for part in (time[0] % 12, time[1]) if part])  # 3 in the afternoon
        _settle(mine.references, sides, lambda name: _PARTS.findall(name) if _ONLY_FIGURES.fullmatch(name) else ())
    measures = tuple(_other_measures(source, translation, here.measures, there.measures))
    kinds: list[Any] = list(zip(_written(here), _written(there), strict=True))
    return Differences(*[*kinds, measures, _other_weekdays(here, there), _other_months(source, translation)])


def _other_measures(
    source: Facts, translation: Facts, lost: Counter[Measure], added: Counter[Measure]
) -> Iterator[MeasureDifference]:
    """Yield the *lost* measures, but those whose unit the translation has in another place or form: 5 and 10 per cent.

    A period may be worded otherwise, as a biennium: it may lack, not differ.
    """
    if not lost:
        return
    wanted, named = count_units(*source.rest), count_units(*translation.rest)
    measured = Counter(number for number, _ in translation.measures.elements())
    for number, unit in lost.elements():
        other = next((there for value, there in added if value == number), None)
        is_alone = (translation.numbers - measured)[number] > 0
        is_period = unit in TABLES["en"].periods
        is_fewer = named[unit] < wanted[unit]
        if (other and (is_fewer or not wanted[other])) or (is_fewer and not is_period and (is_alone or not named[unit])):
            yield (number, unit), other


def _other_months(source: Facts, translation: Facts) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the months without a date that only *source* has, and those that only *translation* has; one side alone is none."""
    lost, added = (
        tuple(sorted(set(mine.months).difference(theirs.months, (date.month for date in theirs.dates))))
        for mine, theirs in ((source, translation), (translation, source))
    )
    return (lost, added) if lost and added else ((), ())


def _other_weekdays(here: Facts, there: Facts) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the weekdays that only *here* are, and those that only *there* are.

    One that only the translation has may be another word: the two, a band, the environment.
    """
    (code, text), days = there.rest, tuple(here.weekdays)
    lost = tuple(set(days).difference(weekdays_of(text, TABLES[code].weekday_like))) if days else ()
    return (lost, tuple(there.weekdays)) if lost else ((), ())


def _beyond(facts: Facts, other: Facts) -> Facts:
    """Return what *facts* state beyond *other*, but all of their words: any may stand for a number in figures."""
    both: Iterator[tuple[Counter[Any], Counter[Any]]] = zip(facts[:-1], other[:-1], strict=True)
    kinds: list[Any] = [mine - theirs for mine, theirs in both]
    rest = Facts(*[*kinds, facts.rest])
    return rest._replace(letters=rest.letters - other.loose_letters, words=facts.words)


def _settle(facts: Counter[_Fact], both: tuple[Facts, Facts], figures_of: Callable[[_Fact], Iterable[int | str]]) -> None:
    """Drop those of *facts* that the other side has in figures or words, too, and those figures with it; *both* begins with theirs.

    A word that both sides have stands for itself: the tenth session is no ten o'clock.
    """
    mine, other = both
    numbers, words = other.numbers, other.words - mine.words
    for fact in list(facts.elements()):
        figures = Counter(map(Decimal, figures_of(fact)))
        if figures and not figures - (numbers + words):
            numbers -= figures
            facts[fact] -= 1


def _written(rest: Facts) -> Iterator[Side]:
    """Yield what is left, in the order of `Differences`."""
    times = (f"{hours}:{minutes:02}" for hours, minutes in rest.times.elements())
    yield tuple(rest.symbols.elements())
    yield (*rest.references.elements(), *rest.letters.elements())
    yield (*map(str, rest.dates.elements()), *times)
    yield tuple(f"{number:f}" for number in rest.numbers.elements())
    yield tuple(f"{number:f}" for number in rest.ordinals.elements())
