"""The mistakes that `plant.py` plants: what people type wrongly, made by chance. Nothing here knows how the checks look."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from sixfold.languages.formatting import format_date
from sixfold.languages.numbers import ordinal

#: What ends a paragraph.
MARKS = ".;,:。；，؛،"
FIVE = ("ar", "es", "fr", "ru", "zh")


@dataclass(frozen=True)
class Text:
    """A unit: its context, its two texts, the comments beside it, another unit that stands before it."""

    context: str
    source: str
    translation: str
    comments: tuple[str, ...] = ()
    companion: Text | None = None


Pair = tuple[Text, Text] | None
Make = Callable[[Random, Text, str], Pair]


@dataclass(frozen=True)
class Kind:
    """A kind of mistake: which rules should find it, in which languages it can be made, and how."""

    name: str
    make: Make
    rules: tuple[str, ...]
    languages: Sequence[str] = FIVE
    is_house: bool = False


def wrong(make: Callable[[Random, str, str], str | None]) -> Make:
    """Return a maker for a mistake in the translation alone."""

    def pair(chance: Random, text: Text, language: str) -> Pair:
        made = make(chance, text.translation, language)
        return (text, replace(text, translation=made)) if made is not None and made.strip() else None

    return pair


def added(phrase: Callable[[Random, str], tuple[str, str, Sequence[str]]]) -> Make:
    """Return a maker that adds a phrase to both texts, right in the twin and wrong in the other."""

    def pair(chance: Random, text: Text, language: str) -> Pair:
        if not body(text) or (any(sign in text.source for sign in "0123456789") and chance.random() < 0.5):
            return None
        source, right, others = phrase(chance, language)
        made = chance.choice([other for other in others if other != right])
        first = inserted(text, source, right, language)
        second = inserted(text, source, made, language)
        return (first, second) if first and second else None

    return pair


def body(text: Text) -> bool:
    """Say whether the text is a paragraph of some length."""
    return len(text.source) > 60 and text.context.split(".")[1] in ("p", "op", "pp", "item", "note")


def inserted(text: Text, source: str, translation: str, language: str) -> Text | None:
    """Return *text* with a phrase before its last mark, where one stands."""
    gap = "" if language == "zh" else " "
    if text.source[-1] not in MARKS or text.translation[-1] not in MARKS:
        return None
    end = len(text.translation.rstrip(MARKS).rstrip("\u00a0\u202f"))
    return replace(
        text,
        source=f"{text.source[:-1]} {source}{text.source[-1]}",
        translation=f"{text.translation[:end]}{gap}{translation}{text.translation[end:]}",
    )


def replaced(pairs: Sequence[tuple[str, str]]) -> Make:
    """Return a maker that replaces one occurrence of one thing by another."""

    def make(chance: Random, text: str, _language: str) -> str | None:
        here = [(old, new) for old, new in pairs if old in text]
        if not here:
            return None
        old, new = chance.choice(here)
        places = [place for place in range(len(text)) if text.startswith(old, place)]
        place = chance.choice(places)
        return text[:place] + new + text[place + len(old) :]

    return wrong(make)


def words_of(text: str) -> list[tuple[int, int]]:
    """Return where the words of *text* stand that have four letters or more, outside tags."""
    spans, start = [], None
    is_tag = False
    for place, sign in enumerate(text + " "):
        is_tag = sign == "<" or (is_tag and sign != ">")
        if sign.isalpha() and not is_tag:
            start = place if start is None else start
        elif start is not None:
            if place - start >= 4 and text[start - 1 : start] not in ("<", "/", "{") and sign not in ">/}":
                spans.append((start, place))
            start = None
    return spans


def in_word(change: Callable[[Random, str], str | None]) -> Make:
    """Return a maker that changes one word."""

    def make(chance: Random, text: str, _language: str) -> str | None:
        spans = words_of(text)
        if not spans:
            return None
        start, end = chance.choice(spans)
        made = change(chance, text[start:end])
        return None if made is None else text[:start] + made + text[end:]

    return wrong(make)


# ---- numbers, dates, symbols, references ----

STATES = {"en": "States", "fr": "États", "es": "Estados", "ru": "государств", "zh": "个国家", "ar": "دولة"}


def grouped(n: int, language: str) -> str:
    mark = {"en": ",", "es": "."}.get(language, "\u00a0")
    return f"{n:,}".replace(",", mark)


def number_phrase(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    n = chance.choice([chance.randint(12, 99), chance.randint(100, 999), chance.randint(1000, 999999)])
    others = [n + 1, n * 10, int(str(n)[::-1]) if str(n) != str(n)[::-1] else n + 9]

    def phrase(number: int, code: str) -> str:
        gap = "" if code == "zh" else " "
        return f"({grouped(number, code)}{gap}{STATES[code]})"

    return (
        f"({grouped(n, 'en')} States)",
        phrase(n, language),
        [*(phrase(other, language) for other in others), f"({STATES[language]})"],
    )


def session_phrase(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    n = chance.randint(12, 99)
    patterns = {
        "en": "at its {} session", "fr": "à sa {} session", "es": "en su {} período de sesiones", "ru": "на ее {} сессии",
        "zh": "在{}届会议上", "ar": "في دورتها {}",
    }  # fmt: skip

    def phrase(number: int, code: str) -> str:
        word = ordinal(number, code)
        if code == "ru":
            word = word[:-2] + "ей" if word.endswith("ья") else word[:-2] + "ой"
        if code == "ar" and word.endswith("ون"):
            word = word[:-2] + "ين"
        return patterns[code].format(word)

    others = [phrase(chance.choice([m for m in range(12, 99) if m != n]), language) for _ in range(3)]
    return phrase(n, "en"), phrase(n, language), others


def date_phrase(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    day = datetime.date(chance.randint(1950, 2030), chance.randint(1, 12), chance.randint(1, 28))
    others = [
        day.replace(day=day.day % 28 + 1), day.replace(month=day.month % 12 + 1), day.replace(year=day.year + 1),
        day.replace(day=30 - day.day if day.day != 15 and day.day > 1 else 2),
    ]  # fmt: skip
    return (
        f"({format_date(day, 'en')})",
        f"({format_date(day, language)})",
        [f"({format_date(other, language)})" for other in others],
    )


MONEY = {
    "en": ("${} million", "€{} million"),
    "fr": ("{} millions de dollars", "{} millions d’euros", "{} millions"),
    "es": ("{} millones de dólares", "{} millones de euros", "{} millones"),
    "ru": ("{} млн долл. США", "{} млн евро", "{} млн"),
    "zh": ("{}00万美元", "{}00万欧元", "{}00万"),
    "ar": ("{} مليون دولار", "{} مليون يورو", "{} مليون"),
}
UNITS = {
    "en": ("{} per cent", "{} kilometres", "{} hectares", "{} tons", "{} days", "{} months", "{} years"),
    "fr": ("{}\u00a0%", "{} kilomètres", "{} hectares", "{} tonnes", "{} jours", "{} mois", "{} ans"),
    "es": ("{}%", "{} kilómetros", "{} hectáreas", "{} toneladas", "{} días", "{} meses", "{} años"),
    "ru": ("{} процентов", "{} километров", "{} гектаров", "{} тонн", "{} дней", "{} месяцев", "{} лет"),
    "zh": ("{}%", "{}公里", "{}公顷", "{}吨", "{}天", "{}个月", "{}年"),
    "ar": ("{} في المائة", "{} كيلومترا", "{} هكتارا", "{} طنا", "{} يوما", "{} شهرا", "{} سنة"),
}


def unit_phrase(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    n = chance.randint(12, 95)
    forms = chance.choice([MONEY, UNITS])
    at = chance.randrange(len(forms["en"]))
    others = [form.format(n) for form in forms[language]]
    if forms is UNITS and at < 4:
        others.append(str(n))
    return f"({forms['en'][at].format(n)})", f"({others[at]})", [f"({other})" for other in others]


DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "zh": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    "ar": (
        "الاثنين",
        "الثلاثاء",
        "الأربعاء",
        "الخميس",
        "الجمعة",
        "السبت",
        "الأحد",
    ),
}


def weekday_phrase(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    at = chance.randrange(7)
    return f"({DAYS['en'][at]})", f"({DAYS[language][at]})", [f"({day})" for day in DAYS[language]]


def number_form(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    """Return a decimal, an ordinal or a number of something, right and as another language writes it."""
    n, tenth = chance.randint(12, 29), chance.randint(1, 9)
    decimals = {
        "fr": ("{},{} millions", "{}.{} millions"), "es": ("{},{} millones", "{}.{} millones"), "ru": ("{},{} млн", "{}.{} млн"),
    }  # fmt: skip
    numbers = {"fr": "n<sup>o</sup>\u00a0{}", "es": "núm. {}", "ru": "№\u00a0{}", "zh": "第{}号", "ar": "رقم {}"}
    ordinals = {
        "fr": ("la {}<sup>e</sup> séance", "la {}ème séance", "la {}th séance"),
        "es": ("la {}º sesión", "la {}° sesión", "la {}th sesión"),
        "ru": ("{}-е заседание", "{}th заседание"),
        "zh": ("第{}次会议", "{}th会议"),
        "ar": ("الجلسة {}", "الجلسة {}th"),
    }
    choices = [("No. {}", (numbers[language], "No. {}")), ("the {}th meeting", ordinals[language])]
    choices += [("{}.{} million", decimals[language])] if language in decimals else []
    source, forms = chance.choice(choices)
    if language == "ar" and chance.random() < 0.4:
        return f"({n},{n}{tenth})", f"({n}\u00a0{n}{tenth})", [f"({n},{n}{tenth})"]
    right, *others = (f"({form.format(n, tenth)})" for form in forms)
    return f"({source.format(n, tenth)})", right, others


NAMES = ("Ngozi Ezeilo", "Zoya Kolontai", "Amara Okafor", "Ulrike Brandstetter", "Rosalind Whitcombe", "Katarzyna Nowicka")


def name_phrase(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    name = chance.choice(NAMES)
    at = chance.randrange(name.index(" ") + 2, len(name) - 3)
    others = [
        name[:at] + name[at + 1] + name[at] + name[at + 2 :], name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:],
        name[:at] + ("a" if name[at] != "a" else "o") + name[at + 1 :],
    ]  # fmt: skip
    return f"({name})", f"({name})", [f"({other})" for other in others if other != name]


DENIED = {
    "en": "which shall not be transferred",
    "fr": ("qui ne seront pas transférés", "qui seront transférés"),
    "es": ("que no se transferirán", "que se transferirán"),
    "ru": ("которые не передаются", "которые передаются"),
    "zh": ("不予转让", "予以转让"),
    "ar": ("التي لا تنقل", "التي تنقل"),
}


def denied(chance: Random, _text: Text, language: str) -> Pair:
    """Return a text that denies nothing, with a phrase that does, and without its “not”."""
    source, translation, _ = name_phrase(chance, language)
    other = Text("annex.p.1", OTHER_TEXT["en"], OTHER_TEXT[language])
    n = chance.randint(12, 999)
    base = inserted(other, f"({n} {source[1:]}", f"({n} {translation[1:]}", language)
    right, wrong_phrase = DENIED[language]
    clean = inserted(base, str(DENIED["en"]), right, language) if base else None
    made = inserted(base, str(DENIED["en"]), wrong_phrase, language) if base else None
    return (clean, made) if clean and made else None


def no_accent(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    """Return the name of a State or organ, and the same without an accent or hamza."""
    names = {
        "es": (
            ("Belarus", "Belarús", "Belarus"), ("Peru", "Perú", "Peru"), ("Kazakhstan", "Kazajstán", "Kazajstan"),
            ("Singapore and Libya", "Singapur y Libia", "Singapur y Líbia"),
        ),
        "fr": (
            ("Peru", "Pérou", "Perou"), ("Nigeria", "Nigéria", "Nigeria"), ("Egypt", "Égypte", "Egypte"),
            ("the Security Council", "le Conseil de sécurité", "le Conseil de securité"),
        ),
        "ar": (
            ("the General Assembly", "الجمعية العامة", "الجمعيه العامة"), ("the United Nations", "الأمم المتحدة", "الامم المتحدة"),
            ("the Secretary-General", "الأمين العام", "الامين العام"),
        ),
    }  # fmt: skip
    source, right, made = chance.choice(names[language])
    return f"({source})", f"({right})", [f"({made})"]


def lost_quotes(_chance: Random, text: Text, language: str) -> Pair:
    """Return a text that quotes nothing, with a quotation, and without its marks."""
    if not body(text) or any(sign in text.source + text.translation for sign in "«“”《"):
        return None
    clean = inserted(text, "“dialogue”", QUOTES[language].format(WORD[language]), language)
    made = inserted(text, "“dialogue”", WORD[language], language)
    return (clean, made) if clean and made else None


def joined(chance: Random, text: str, language: str) -> str | None:
    """Return *text* without the space after a comma."""
    places = [place for place, sign in enumerate(text) if sign in ",،" and text[place + 1 : place + 2] == " "]
    places = [place for place in places if text[place - 1].isalpha() and text[place + 2].isalpha()]
    return text[: (place := chance.choice(places)) + 1] + text[place + 2 :] if places else None


def copied(chance: Random, text: Text, language: str) -> Pair:
    """Return a text with a translation of its own and with that of the text before it, which is another."""
    if not body(text):
        return None
    other = Text("annex.p.1", OTHER_TEXT["en"], OTHER_TEXT[language])
    return replace(text, companion=other), replace(text, translation=other.translation, companion=other)


OTHER_TEXT = {
    "en": "All seats were taken when our bus left for those hills.",
    "fr": "Toutes les places étaient prises quand notre car est parti pour ces collines.",
    "es": "Todas las plazas estaban ocupadas cuando nuestro autobús salió hacia esas colinas.",
    "ru": "Все места были заняты, когда наш автобус отправился к тем холмам.",
    "zh": "我们的客车驶往山区时，座位已经坐满。",
    "ar": "كانت جميع المقاعد مشغولة عندما غادرت حافلتنا إلى تلك التلال.",
}


def swapped(chance: Random, text: Text, language: str) -> Pair:
    """Return two texts with a date each, and the same with each other's translations."""
    one, other = (date_phrase(chance, language) for _ in "ab")
    first = inserted(text, one[0], one[1], language) if body(text) else None
    second = inserted(text, other[0], other[1], language) if first and one[0] != other[0] else None
    if not first or not second:
        return None
    wrong_first = replace(first, translation=second.translation)
    return replace(second, companion=first), replace(second, translation=first.translation, companion=wrong_first)


def symbol_phrase(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    n, m = chance.randint(40, 79), chance.randint(100, 999)
    form = chance.choice(["A/{}/{}", "A/{}/{}/Add.1", "S/20{}/{}", "A/C.3/{}/L.{}", "E/19{}/{}", "A/{}/{}/Rev.2"])
    right = form.format(n, m)
    others = [
        form.format(n, m + 1),
        form.format(n + 1, m),
        right.replace("Add.1", "Add.2").replace("Rev.2", ""),
        right[:-1],
    ]
    return f"({right})", f"({right})", [f"({other})" for other in others if other != right]


def reference_phrase(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    words = {
        "en": "resolution {}",
        "fr": "résolution {}",
        "es": "resolución {}",
        "ru": "резолюция {}",
        "zh": "第{}号决议",
        "ar": "القرار {}",
    }
    n, m, year = chance.randint(40, 79), chance.randint(10, 299), chance.randint(1960, 2020)
    if chance.random() < 0.6:
        right, others = f"{n}/{m}", [f"{n}/{m + 1}", f"{n + 1}/{m}", f"{n}/{int(str(m)[::-1])}"]
    else:
        right, others = f"{n * 17} ({year})", [f"{n * 17} ({year + 1})", f"{n * 17 + 1} ({year})"]
    word = words[language]
    if language == "zh":
        right_zh, others_zh = right.replace(" (", "("), [other.replace(" (", "(") for other in others]
        return (
            words["en"].format(right),
            word.format(right_zh),
            [word.format(other) for other in others_zh if other != right_zh],
        )
    return words["en"].format(right), word.format(right), [word.format(other) for other in others if other != right]


def letter_phrase(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    letters, abjad = "abcdfghi", "أبجدوزحط"
    n, place = chance.randint(2, 99), chance.randrange(8)

    def phrase(at: int) -> str:
        forms = {"ar": f"الفقرة {n} ({abjad[at]})", "zh": f"第{n}({letters[at]})段"}
        return forms.get(
            language, f"{ {'fr': 'paragraphe', 'es': 'párrafo', 'ru': 'пункт'}.get(language) } {n} {letters[at]})"
        )

    return f"paragraph {n} ({letters[place]})", phrase(place), [phrase((place + step) % 8) for step in (1, 2, 3)]


# ---- tags, marks, spaces ----


def broken_tag(chance: Random, text: str, _language: str) -> str | None:
    spans = words_of(text)
    if not spans:
        return None
    start, end = chance.choice(spans)
    word = text[start:end]
    return (
        text[:start]
        + chance.choice([f"<em>{word}", f"<b>{word}</b>", f"{word}</em>", f"<sup>{word}</sub>", f"<em>{word}<em>"])
        + text[end:]
    )


def note_call(chance: Random, text: Text, language: str) -> Pair:
    if not body(text):
        return None
    key, other = chance.sample("abcdefg", 2)
    call = f"<fn>{key}</fn>"
    right = text.translation + call if language == "zh" else _before_mark(text, call)
    clean = replace(text, source=text.source + call, translation=right)
    made = chance.choice([text.translation, f"{text.translation}<fn>{other}</fn>", text.translation + call + call])
    return clean, replace(clean, translation=made)


def cross_reference(chance: Random, text: Text, language: str) -> Pair:
    """A reference that the translator typed as a number, made another one, or doubled."""
    if not body(text) or text.translation[-1] not in MARKS or text.source[-1] not in MARKS:
        return None
    number, other = chance.sample(range(2, 9), 2)
    tag = f"<ref>annex.op.{number}</ref>"
    clean = replace(text, source=f"{text.source[:-1]} ({tag}){text.source[-1]}", translation=_before_mark(text, f" ({tag})"))
    made = chance.choice([f"{number}", f"<ref>annex.op.{other}</ref>", tag + tag])
    return clean, replace(clean, translation=_before_mark(text, f" ({made})"))


def misplaced_call(chance: Random, text: Text, language: str) -> Pair:
    if not body(text) or text.translation[-1] not in MARKS or text.source[-1] not in MARKS:
        return None
    call = f"<fn>{chance.choice('abcdefg')}</fn>"
    clean, made = (f"{_before_mark(text, call)}", f"{text.translation}{call}")
    source = text.source + call
    return replace(text, source=source, translation=clean), replace(text, source=source, translation=made)


def _before_mark(text: Text, call: str) -> str:
    end = len(text.translation.rstrip(MARKS).rstrip("\u00a0\u202f"))
    return text.translation[:end] + call + text.translation[end:]


def other_emphasis(chance: Random, text: str, _language: str) -> str | None:
    if "<em>" in text and chance.random() < 0.6:
        return text.replace("<em>", "", 1).replace("</em>", "", 1)
    spans = words_of(text)
    if not spans:
        return None
    start, end = chance.choice(spans)
    before = text[:start]
    if before.count("<em>") > before.count("</em>") or before.count("<strong>") > before.count("</strong>"):
        return None
    return f"{before}<em>{text[start:end]}</em>{text[end:]}"


def lost_gap(chance: Random, text: str, _language: str) -> str | None:
    start, end = text.find("{"), text.find("}")
    if start < 0:
        return None
    gap = text[start : end + 1]
    return text.replace(gap, chance.choice(["…", "{nom}", gap.upper(), gap[1:-1]]))


ENDS = ".;,:。；，：؛،"


def other_end(chance: Random, text: Text, language: str) -> Pair:
    kind = text.context.split(".")[1]
    if kind not in ("p", "op", "pp", "item", "title", "heading", "note") or text.source.endswith("a.i."):
        return None
    marks = {"ar": "؛،.", "zh": "；，。"}.get(language, ";,.")
    last = text.translation[-1]
    if last in ENDS:
        bare = text.translation.rstrip(ENDS).rstrip("\u00a0\u202f")
        made = bare + chance.choice(["", *[mark for mark in marks if mark != last]])
    elif text.source[-1].isalpha() and last.isalpha():
        made = text.translation + marks[-1]
    else:
        return None
    return text, replace(text, translation=made)


def other_start(chance: Random, text: Text, language: str) -> Pair:
    kinds = ("op", "pp", "p", "title", "heading", "note")
    parts = text.context.split(".")
    if parts[1] not in kinds or (language == "ru" and parts[1] == "pp"):
        return None
    place = next(
        (
            i
            for i, sign in enumerate(text.translation)
            if sign.isalpha() and "<" not in text.translation[max(0, i - 7) : i]
        ),
        -1,
    )
    if text.translation.startswith("<"):
        place = text.translation.index(">") + 1
    if place < 0 or not text.translation[place].isalpha():
        return None
    return text, replace(
        text, translation=text.translation[:place] + text.translation[place].swapcase() + text.translation[place + 1 :]
    )


def left_in_source(chance: Random, text: Text, language: str) -> Pair:
    if not body(text) or "<" in text.source:
        return None
    if chance.random() < 0.3:
        return text, replace(text, translation=text.source)
    words, gap = text.source.split(" "), ("" if language == "zh" else " ")
    start = chance.randrange(max(1, len(words) - 8))
    stretch = " ".join(words[start : start + 8]).strip("(),.;“” ")
    if sum(word in stretch.split() for word in ("the", "of", "and", "to")) < 1 or any(
        sign.isdigit() or sign in "()“”" for sign in stretch
    ):
        return None
    place = text.translation.find(" ", len(text.translation) // 2) if gap else len(text.translation) // 2
    if place < 0:
        return None
    return text, replace(
        text, translation=f"{text.translation[:place]}{gap}{stretch}{gap or ''}{text.translation[place:].lstrip()}"
    )


def doubled(chance: Random, text: str, language: str) -> str | None:
    if language == "zh":
        runs = [
            (i, i + 3) for i in range(len(text) - 3) if all("\u4e00" <= sign <= "\u9fff" for sign in text[i : i + 3])
        ]
        if not runs:
            return None
        start, end = chance.choice(runs)
        return text[:end] + text[start:end] + text[end:]
    spans = [(start, end) for start, end in words_of(text) if text[start:end].lower() not in ("nous", "vous")]
    if not spans:
        return None
    start, end = chance.choice(spans)
    return f"{text[:end]} {text[start:end]}{text[end:]}"


def stray_space(chance: Random, text: str, language: str) -> str | None:
    choices = [f" {text}", f"{text} "]
    places = [i for i, sign in enumerate(text) if sign == " " and 0 < i < len(text) - 1]
    if places:
        place = chance.choice(places)
        choices += [f"{text[:place]} {text[place:]}"] * 2
    for mark in "，。" if language == "zh" else ",،)":
        if mark in text:
            choices.append(text.replace(mark, f" {mark}", 1))
    return chance.choice(choices)


def broken_line(chance: Random, text: str, _language: str) -> str | None:
    if len(text) < 20:
        return None
    place = chance.randrange(8, len(text) - 4)
    return (
        f"{text[:place]}\n{text[place:]}"
        if text[place - 1] not in "</" and text[:place].count("<") == text[:place].count(">")
        else None
    )


def bracket(chance: Random, text: Text, language: str) -> Pair:
    if not body(text):
        return None
    word = {"ar": "انظر المرفق", "es": "véase el anexo", "fr": "voir annexe", "ru": "см. приложение", "zh": "见附件"}[
        language
    ]
    clean = inserted(text, "(see annex)", f"({word})", language)
    made = inserted(text, "(see annex)", chance.choice([f"({word}", f"{word})"]), language)
    return (clean, made) if clean and made else None


QUOTES = {"ar": "”{}“", "es": "“{}”", "fr": "«\u00a0{}\u00a0»", "ru": "«{}»", "zh": "“{}”"}
WORD = {"ar": "حوار", "es": "diálogo", "fr": "dialogue", "ru": "диалог", "zh": "对话"}


def quoted(*others: str) -> Make:
    """Return a maker that adds a quoted word, in the quotation marks of others."""

    def phrase(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
        word = WORD[language] + {"zh": "会"}.get(language, "")
        return "“dialogue”", QUOTES[language].format(word), [other.format(word) for other in others]

    return added(phrase)


def half_quote(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    whole = QUOTES[language].format(WORD[language])
    left, right = QUOTES[language].split("{}")
    return "“dialogue”", whole, [left + WORD[language], WORD[language] + right]


LATIN_FOR = dict(zip("асеорхуАСЕОРХМТК", "aceopxyACEOPXMTK", strict=True))
CYRILLIC_FOR = {latin: cyrillic for cyrillic, latin in LATIN_FOR.items()}


def look_alike(chance: Random, text: str, language: str) -> str | None:
    if language == "ar":
        pairs = {"ي": "\u06cc", "ك": "\u06a9"}
    elif language == "ru":
        pairs = LATIN_FOR
    else:
        pairs = CYRILLIC_FOR
    places = [i for start, end in words_of(text) for i in range(start, end) if text[i] in pairs and text[i].isalpha()]
    if not places:
        return None
    place = chance.choice(places)
    return text[:place] + pairs[text[place]] + text[place + 1 :]


def look_alike_symbol(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    right = f"A/{chance.randint(40, 79)}/{chance.randint(100, 999)}"
    return f"({right})", f"({right})", [f"(А{right[1:]})"]


def unseen(chance: Random, text: str, _language: str) -> str | None:
    sign = chance.choice("\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u200b\ufeff\u00ad")
    place = chance.randrange(len(text) + 1)
    if text[:place].count("<") != text[:place].count(">"):
        return None
    return text[:place] + sign + text[place:]


def stretched(chance: Random, word: str) -> str | None:
    place = chance.randrange(1, len(word))
    return (
        word[:place] + "ـ" * chance.randint(1, 3) + word[place:] if word[place - 1] not in "اأإآدذرزوةىءؤهـ" else None
    )


def question(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    return "(why?)", "(¿por qué?)", ["(por qué?)", "(¿por qué)"]


def no_year_word(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    day = datetime.date(chance.randint(1950, 2030), chance.randint(1, 12), chance.randint(1, 28))
    right = format_date(day, "ru")
    return f"({format_date(day, 'en')})", f"({right})", [f"({right[: -len('года') - 1]})"]


def parted_figure(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    whole, group = chance.randint(10, 999), chance.randint(100, 999)
    return f"({whole},{group})", f"({whole}\u00a0{group})", [f"({whole} {group})", f"({whole}\u2009{group})"]


def dash(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    return "– dialogue", "— диалог", ["- диалог", "– диалог"]


def chinese_title(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    name = chance.choice(["儿童权利公约", "世界人权宣言", "联合国宪章", "日内瓦公约", "任择议定书", "全球行动计划"])
    return "the Convention", f"《{name}》", [f"“{name}”", f"<<{name}>>"]


def chinese_space(chance: Random, text: str, _language: str) -> str | None:
    places = [i for i in range(1, len(text)) if all("\u4e00" <= sign <= "\u9fff" for sign in text[i - 1 : i + 1])]
    if not places:
        return None
    place = chance.choice(places)
    return f"{text[:place]} {text[place:]}"


def one_month_name(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    day = datetime.date(chance.randint(1950, 2030), chance.randint(1, 12), chance.randint(1, 28))
    right = format_date(day, "ar")
    month = right.split("\u00a0", 1)[1].rsplit(" ", 1)[0]
    first, second = month.split("/")
    return (
        f"({format_date(day, 'en')})",
        f"({right})",
        [f"({right.replace(month, other)})" for other in (first, second, f"{first} / {second}")],
    )


def arabic_figures(chance: Random, text: str, _language: str) -> str | None:
    table = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    if not places:
        return None
    place = chance.choice(places)
    return text[:place] + text[place:].translate(table)


def two_ways(chance: Random, text: Text, language: str) -> Pair:
    """Return a text that stands twice, translated in one way and in two."""
    source, right, _ = date_phrase(chance, language)
    clean = inserted(text, source, right, language) if body(text) else None
    other = doubled(chance, clean.translation, language) if clean else None
    return (
        (replace(clean, companion=clean), replace(clean, translation=other, companion=clean))
        if clean and other
        else None
    )


def unquoted(chance: Random, content: str) -> str:
    """Return a catalog that lacks one of its quotation marks."""
    places = [place for place, sign in enumerate(content) if sign == '"' and content[place - 1] != "\\"]
    place = chance.choice(places)
    return content[:place] + content[place + 1 :]


def of_entries(change: Callable[[Random, list[str]], None]) -> Callable[[Random, str], str]:
    """Return a maker that changes the entries of a catalog, the header apart."""

    def spoil(chance: Random, content: str) -> str:
        header, *entries = content.split("\n\n")
        change(chance, entries)
        return "\n\n".join([header, *entries])

    return spoil


def lose(chance: Random, entries: list[str]) -> None:
    """Take one entry away."""
    entries.pop(chance.randrange(len(entries)))


def rename(chance: Random, entries: list[str]) -> None:
    """Give one entry a context that the document hasn't."""
    place = chance.randrange(len(entries))
    entries[place] = entries[place].replace('msgctxt "', f'msgctxt "annex-{chance.randint(2, 99)}.', 1)


def mark_fuzzy(chance: Random, entries: list[str]) -> None:
    """Mark one or two entries fuzzy."""
    for place in chance.sample(range(len(entries)), chance.randint(1, 2)):
        entries[place] = entries[place].replace("msgctxt", "#, fuzzy\nmsgctxt", 1)


def leave_conflict(chance: Random, entries: list[str]) -> None:
    """Leave the other side of a merge beside one or two entries."""
    for place in chance.sample(range(len(entries)), chance.randint(1, 2)):
        lines = entries[place].lstrip("\n")
        entries[place] = "\n# theirs: x\n" + lines.replace("msgctxt", "#, fuzzy\nmsgctxt", 1)


def comment(*comments: str) -> Make:
    """Return a maker that adds one of *comments* beside the unit."""

    def pair(chance: Random, text: Text, _language: str) -> Pair:
        return text, replace(text, comments=(chance.choice(comments),))

    return pair


def emptied(chance: Random, text: Text, _language: str) -> Pair:
    return text, replace(text, translation=chance.choice(["", " ", "\u00a0"]))


def translated_block(chance: Random, text: Text, language: str) -> Pair:
    if not text.context.startswith(("distribution.general", "distribution.limited", "language.", "original.")):
        return None
    return text, replace(
        text,
        translation=chance.choice(
            [text.translation.lower(), text.translation + ".", text.translation[:-1], text.translation.upper()]
        ),
    )


ELSEWHERE = {
    "en": ("in Mongolia", "in Nepal", "in Peru", "in Cuba", "in Kenya", "in Jordan", "in Lebanon"),
    "fr": ("en Mongolie", "au Népal", "au Pérou", "à Cuba", "au Kenya", "en Jordanie", "au Liban"),
    "es": ("en Mongolia", "en Nepal", "en el Perú", "en Cuba", "en Kenya", "en Jordania", "en el Líbano"),
    "ru": ("в Монголии", "в Непале", "в Перу", "на Кубе", "в Кении", "в Иордании", "в Ливане"),
    "zh": ("在蒙古", "在尼泊尔", "在秘鲁", "在古巴", "在肯尼亚", "在约旦", "在黎巴嫩"),
    "ar": ("في منغوليا", "في نيبال", "في بيرو", "في كوبا", "في كينيا", "في الأردن", "في لبنان"),
}


def state_phrase(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    place = chance.randrange(len(ELSEWHERE["en"]))
    return ELSEWHERE["en"][place], ELSEWHERE[language][place], ELSEWHERE[language]


def organ_phrase(chance: Random, language: str) -> tuple[str, str, Sequence[str]]:
    source, *wordings = chance.choice(WORDINGS[language])
    return source, wordings[0], wordings


WORDINGS = {
    "fr": (
        ("by Member States", "par les États Membres", "par les États membres", "par les Etats Membres"),
        ("with the Russian Federation", "avec la Fédération de Russie", "avec la Russie"),
        ("against human trafficking", "contre la traite des êtres humains", "contre le trafic d’êtres humains"),
        ("with the Security Council", "avec le Conseil de sécurité", "avec le Conseil de Sécurité"),
    ),
    "es": (
        ("by Member States", "por los Estados Miembros", "por los Estados miembros"),
        ("with the Russian Federation", "con la Federación de Rusia", "con Rusia"),
        ("against human trafficking", "contra la trata de personas", "contra el tráfico de seres humanos"),
        ("with Bahrain", "con Bahrein", "con Baréin"),
    ),
    "ru": (
        ("with the Secretary-General", "с Генеральным секретарем", "с Генеральным Секретарем"),
        ("with the Russian Federation", "с Российской Федерацией", "с Россией"),
        ("with Belarus", "с Беларусью", "с Белоруссией"),
        ("with the General Assembly", "с Генеральной Ассамблеей", "с Генеральной ассамблеей"),
    ),
    "zh": (
        ("against human trafficking", "，以消除贩运人口", "，以消除贩卖人口"),
        ("with the Russian Federation", "与俄罗斯联邦", "与俄罗斯"),
        ("with UNODC", "与毒品和犯罪问题办公室", "与UNODC"),
        ("with Bolivia (Plurinational State of)", "与多民族玻利维亚国", "与玻利维亚"),
    ),
    "ar": (
        ("with the Russian Federation", "مع الاتحاد الروسي", "مع روسيا"),
        ("with UNODC", "مع مكتب الأمم المتحدة المعني بالمخدرات والجريمة", "مع UNODC"),
    ),
}


@dataclass(frozen=True)
class FileKind:
    """A kind of mistake that is made in a catalog as a whole."""

    name: str
    spoil: Callable[[Random, str], str]
    rules: tuple[str, ...]
    languages: Sequence[str] = FIVE


FILE_KINDS = (
    FileKind("quotation mark of a string lost", unquoted, ("damage",)),
    FileKind("unit lost", of_entries(lose), ("not-in-catalog", "paragraph-count")),
    FileKind("unit of another document", of_entries(rename), ("not-in-document",)),
    FileKind("marked fuzzy", of_entries(mark_fuzzy), ("fuzzy",)),
    FileKind("conflict of a merge left", of_entries(leave_conflict), ("conflict",)),
)

KINDS = (
    Kind("same text in two ways", two_ways, ("two-translations",)),
    Kind("broken tag", wrong(broken_tag), ("broken-tags",)),
    Kind("footnote lost, changed or doubled", note_call, ("footnote-calls",)),
    Kind("cross-reference typed, changed or doubled", cross_reference, ("cross-references",)),
    Kind("gap lost or renamed", wrong(lost_gap), ("gaps",), is_house=True),
    Kind("emphasis lost or added", wrong(other_emphasis), ("emphasis",)),
    Kind("number changed or lost", added(number_phrase), ("figures",)),
    Kind("another session", added(session_phrase), ("ordinals",)),
    Kind("another day, month or year", added(date_phrase), ("dates",)),
    Kind("symbol changed", added(symbol_phrase), ("symbols",)),
    Kind("resolution changed", added(reference_phrase), ("references",)),
    Kind("another unit or currency", added(unit_phrase), ("units",)),
    Kind("another weekday", added(weekday_phrase), ("dates",)),
    Kind("number written as elsewhere", added(number_form), ("number-forms",)),
    Kind("name misspelt", added(name_phrase), ("names",)),
    Kind("“not” lost", denied, ("negation",)),
    Kind("accent lost in a term", added(no_accent), ("term-forbidden", "term-missing"), ("ar", "es", "fr")),
    Kind("quotation marks lost", lost_quotes, ("quotation-marks",)),
    Kind("no space after a comma", wrong(joined), ("spaces",), ("ar", "es", "fr", "ru")),
    Kind("translation of another unit", copied, ("one-translation",)),
    Kind("two paragraphs swapped", swapped, ("swapped",)),
    Kind("footnote called after the mark", misplaced_call, ("call-place",), ("ar", "es", "fr", "ru")),
    Kind("letter of a sub-paragraph changed", added(letter_phrase), ("references",)),
    Kind("last mark changed", other_end, ("final-mark",)),
    Kind("first letter changed", other_start, ("first-letter",), ("es", "fr", "ru")),
    Kind("left in English", left_in_source, ("untranslated",)),
    Kind("not translated", emptied, ("missing",)),
    Kind("word typed twice", wrong(doubled), ("double-word",)),
    Kind("stray space", wrong(stray_space), ("spaces",)),
    Kind("space that breaks in a figure", added(parted_figure), ("figure-spaces",)),
    Kind("line broken", wrong(broken_line), ("broken-line",)),
    Kind("bracket lost", bracket, ("brackets",)),
    Kind("quotation mark lost", added(half_quote), ("quotation-marks",)),
    Kind("letter of another alphabet", wrong(look_alike), ("look-alikes",), ("ar", "es", "fr", "ru")),
    Kind("Cyrillic letter in a symbol", added(look_alike_symbol), ("look-alikes",)),
    Kind("sign that can’t be seen", wrong(unseen), ("invisible",)),
    Kind("tatweel", in_word(stretched), ("tatweel",), ("ar",)),
    Kind(
        "no-break space lost",
        replaced([("\u00a0;", ";"), ("\u00a0;", " ;"), ("«\u00a0", "«"), ("\u00a0»", " »"), ("\u00a0:", " :")]),
        ("fr-spaces",),
        ("fr",),
    ),
    Kind("foreign quotation marks (fr)", quoted("“{}”", '"{}"'), ("fr-quotes",), ("fr",)),
    Kind("straight apostrophe", replaced([("’", "'")]), ("fr-quotes",), ("fr",)),
    Kind("foreign quotation marks (es)", quoted("«{}»", '"{}"', "‘{}’"), ("es-quotes",), ("es",)),
    Kind("question not opened", added(question), ("es-openings",), ("es",)),
    Kind("foreign quotation marks (ru)", quoted("“{}”", '"{}"', "«\u00a0{}\u00a0»"), ("ru-quotes",), ("ru",)),
    Kind("года lost", added(no_year_word), ("ru-year",), ("ru",)),
    Kind("hyphen for a dash", added(dash), ("ru-dash",), ("ru",)),
    Kind(
        "half-width mark",
        replaced([("，", ","), ("。", "."), ("；", ";"), ("：", ":")]),
        ("zh-width", "final-mark"),
        ("zh",),
    ),
    Kind("full-width bracket", replaced([("(", "（"), (")", "）")]), ("zh-width", "brackets"), ("zh",)),
    Kind("space between characters", wrong(chinese_space), ("zh-width",), ("zh",)),
    Kind("foreign quotation marks (zh)", quoted("「{}」", '"{}"', "‘{}’"), ("zh-quotes",), ("zh",)),
    Kind("title in quotation marks", added(chinese_title), ("zh-titles",), ("zh",)),
    Kind("Latin mark in Arabic", replaced([("،", ","), ("؛", ";")]), ("ar-marks",), ("ar",)),
    Kind("foreign quotation marks (ar)", quoted("“{}”", '"{}"', "«{}»"), ("ar-quotes",), ("ar",)),
    Kind("one name of a month", added(one_month_name), ("ar-months",), ("ar",)),
    Kind("Arabic-Indic figures", wrong(arabic_figures), ("ar-figures",), ("ar",)),
    Kind("masthead block changed", translated_block, ("masthead-block",), ("ar", "ru", "zh"), is_house=True),
    Kind("another State", added(state_phrase), ("term-missing",)),
    Kind("term worded otherwise", added(organ_phrase), ("term-forbidden", "term-missing")),
    Kind(
        "waiver of no rule", comment(" waive figgures: why", " waive spelllings: x", " waive: so"), ("waiver-unknown",)
    ),
    Kind("waiver without reason", comment(" waive figures", " waive dates:", " waive spaces: "), ("waiver-reason",)),
    Kind("mark of a reviser damaged", comment(" revised:", " revised: AB 2026-02-30", " query:"), ("mark-damaged",)),
    Kind("changed after it was revised", comment(" revised: AB 2026-11-27 00000000"), ("revision-outdated",)),
    Kind("query left", comment(" query: which?"), ("query",)),
    Kind(
        "waiver not needed",
        comment(" waive figures: so", " waive dates: so", " waive final-mark: so"),
        ("waiver-unused",),
    ),
)
