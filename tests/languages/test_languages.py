"""The rules of the six languages, held against the forms of the Organization and against independent laws."""

import datetime
import doctest
import importlib
import pickle
import unicodedata

import pytest

from sixfold.errors import UsageError
from sixfold.languages import LANGUAGES, language
from sixfold.languages.formatting import count_items, format_date, format_date_range, format_items, to_arabic_indic
from sixfold.languages.numbers import annex_number, capitalized, chinese_numeral, number, ordinal, ordinal_figure, roman
from sixfold.languages.spaces import keep_title_whole

CODES = ("en", "fr", "es", "ru", "zh", "ar")
day = datetime.date


def test_examples_of_the_docstrings_run():
    for name in ("", ".folding", ".formatting", ".numbers", ".references", ".spaces"):
        results = doctest.testmod(importlib.import_module(f"sixfold.languages{name}"))
        assert (results.failed, results.attempted > 0) == (0, True), name


def test_there_are_six_languages_in_the_order_of_their_codes():
    assert list(LANGUAGES) == ["ar", "en", "es", "fr", "ru", "zh"]
    assert {code: LANGUAGES[code].job_letter for code in LANGUAGES} == {
        "ar": "A", "zh": "C", "en": "E", "fr": "F", "ru": "R", "es": "S"}  # fmt: skip


def test_a_language_is_one_object_in_every_process():
    assert pickle.loads(pickle.dumps(LANGUAGES["ar"])) is LANGUAGES["ar"]
    assert {LANGUAGES["ar"]: 1}[language("ar")] == 1


def test_only_arabic_runs_from_right_to_left():
    assert [code for code in LANGUAGES if LANGUAGES[code].direction == "rtl"] == ["ar"]


def test_masthead_block_is_english_in_russian_chinese_and_arabic():
    assert {code: LANGUAGES[code].masthead_language for code in LANGUAGES} == {
        "ar": "en", "en": "en", "es": "es", "fr": "fr", "ru": "en", "zh": "en"}  # fmt: skip


def test_french_and_chinese_put_the_title_before_the_name():
    assert [code for code in LANGUAGES if LANGUAGES[code].signature_order == "role-first"] == ["fr", "zh"]


def test_paragraph_numbers_have_a_full_stop_but_a_hyphen_in_arabic():
    assert [number("paragraph", 7, code) for code in CODES] == ["7."] * 5 + ["7 -"]


def test_only_russian_is_hyphenated():
    assert [code for code in LANGUAGES if LANGUAGES[code].hyphenate] == ["ru"]


def test_unknown_language_is_refused_with_the_six_named():
    with pytest.raises(UsageError, match="unknown language “de”: the six are ar, en, es, fr, ru, zh"):
        language("de")
    with pytest.raises(UsageError, match="did you mean “fr”"):
        language("fr_FR")


# Sessions. Forms of the Organization, without the noun, as lower-case words.

SESSIONS = {
    1: ("first", "première", "primer", "первая", "第一", "الأولى"),
    2: ("second", "deuxième", "segundo", "вторая", "第二", "الثانية"),
    3: ("third", "troisième", "tercer", "третья", "第三", "الثالثة"),
    21: ("twenty-first", "vingt et unième", "vigésimo primer", "двадцать первая", "第二十一", "الحادية والعشرون"),
    64: ("sixty-fourth", "soixante-quatrième", "sexagésimo cuarto", "шестьдесят четвертая", "第六十四",
         "الرابعة والستون"),
    65: ("sixty-fifth", "soixante-cinquième", "sexagésimo quinto", "шестьдесят пятая", "第六十五", "الخامسة والستون"),
    66: ("sixty-sixth", "soixante-sixième", "sexagésimo sexto", "шестьдесят шестая", "第六十六", "السادسة والستون"),
    67: ("sixty-seventh", "soixante-septième", "sexagésimo séptimo", "шестьдесят седьмая", "第六十七",
         "السابعة والستون"),
    68: ("sixty-eighth", "soixante-huitième", "sexagésimo octavo", "шестьдесят восьмая", "第六十八", "الثامنة والستون"),
    69: ("sixty-ninth", "soixante-neuvième", "sexagésimo noveno", "шестьдесят девятая", "第六十九", "التاسعة والستون"),
    70: ("seventieth", "soixante-dixième", "septuagésimo", "семидесятая", "第七十", "السبعون"),
    71: ("seventy-first", "soixante et onzième", "septuagésimo primer", "семьдесят первая", "第七十一",
         "الحادية والسبعون"),
    75: ("seventy-fifth", "soixante-quinzième", "septuagésimo quinto", "семьдесят пятая", "第七十五",
         "الخامسة والسبعون"),
    80: ("eightieth", "quatre-vingtième", "octogésimo", "восьмидесятая", "第八十", "الثمانون"),
    81: ("eighty-first", "quatre-vingt-unième", "octogésimo primer", "восемьдесят первая", "第八十一",
         "الحادية والثمانون"),
    10: ("tenth", "dixième", "décimo", "десятая", "第十", "العاشرة"),
    11: ("eleventh", "onzième", "undécimo", "одиннадцатая", "第十一", "الحادية عشرة"),
    12: ("twelfth", "douzième", "duodécimo", "двенадцатая", "第十二", "الثانية عشرة"),
    13: ("thirteenth", "treizième", "decimotercer", "тринадцатая", "第十三", "الثالثة عشرة"),
    14: ("fourteenth", "quatorzième", "decimocuarto", "четырнадцатая", "第十四", "الرابعة عشرة"),
    16: ("sixteenth", "seizième", "decimosexto", "шестнадцатая", "第十六", "السادسة عشرة"),
    17: ("seventeenth", "dix-septième", "decimoséptimo", "семнадцатая", "第十七", "السابعة عشرة"),
    18: ("eighteenth", "dix-huitième", "decimoctavo", "восемнадцатая", "第十八", "الثامنة عشرة"),
    19: ("nineteenth", "dix-neuvième", "decimonoveno", "девятнадцатая", "第十九", "التاسعة عشرة"),
    20: ("twentieth", "vingtième", "vigésimo", "двадцатая", "第二十", "العشرون"),
    30: ("thirtieth", "trentième", "trigésimo", "тридцатая", "第三十", "الثلاثون"),
    31: ("thirty-first", "trente et unième", "trigésimo primer", "тридцать первая", "第三十一", "الحادية والثلاثون"),
    40: ("fortieth", "quarantième", "cuadragésimo", "сороковая", "第四十", "الأربعون"),
    50: ("fiftieth", "cinquantième", "quincuagésimo", "пятидесятая", "第五十", "الخمسون"),
    60: ("sixtieth", "soixantième", "sexagésimo", "шестидесятая", "第六十", "الستون"),
    90: ("ninetieth", "quatre-vingt-dixième", "nonagésimo", "девяностая", "第九十", "التسعون"),
    91: ("ninety-first", "quatre-vingt-onzième", "nonagésimo primer", "девяносто первая", "第九十一",
         "الحادية والتسعون"),
    99: ("ninety-ninth", "quatre-vingt-dix-neuvième", "nonagésimo noveno", "девяносто девятая", "第九十九",
         "التاسعة والتسعون"),
    100: ("one hundredth", "centième", "centésimo", "сотая", "第一百", "المائة"),
    101: ("one hundred and first", "cent unième", "centésimo primer", "сто первая", "第一百零一", "الأولى بعد المائة"),
    110: ("one hundred and tenth", "cent dixième", "centésimo décimo", "сто десятая", "第一百一十",
          "العاشرة بعد المائة"),
    111: ("one hundred and eleventh", "cent onzième", "centésimo undécimo", "сто одиннадцатая", "第一百一十一",
          "الحادية عشرة بعد المائة"),
    121: ("one hundred and twenty-first", "cent vingt et unième", "centésimo vigésimo primer", "сто двадцать первая",
          "第一百二十一", "الحادية والعشرون بعد المائة"),
    181: ("one hundred and eighty-first", "cent quatre-vingt-unième", "centésimo octogésimo primer",
          "сто восемьдесят первая", "第一百八十一", "الحادية والثمانون بعد المائة"),
    200: ("two hundredth", "deux centième", "ducentésimo", "двухсотая", "第二百", "المائتان"),
    205: ("two hundred and fifth", "deux cent cinquième", "ducentésimo quinto", "двести пятая", "第二百零五",
          "الخامسة بعد المائتين"),
    999: ("nine hundred and ninety-ninth", "neuf cent quatre-vingt-dix-neuvième", "noningentésimo nonagésimo noveno",
          "девятьсот девяносто девятая", "第九百九十九", "التاسعة والتسعون بعد التسعمائة"),
}  # fmt: skip


def test_session_in_words():
    assert {n: tuple(ordinal(n, code) for code in CODES) for n in SESSIONS} == SESSIONS


def test_ordinals_of_all_numbers_are_distinct_and_well_formed():
    for code in CODES:
        words = [ordinal(n, code) for n in range(1, 1000)]
        assert len(set(words)) == 999
        for word in words:
            assert word == " ".join(word.split())
            assert word == unicodedata.normalize("NFC", word).lower()
            assert "ё" not in word


def test_english_ordinal_ends_as_its_figure_does():
    for n in range(1, 1000):
        assert ordinal(n, "en")[-2:] == ordinal_figure(n, "en")[-2:]


def test_every_french_ordinal_ends_in_ieme_and_joins_et_only_to_unieme_and_onzieme():
    for n in range(2, 1000):
        word = ordinal(n, "fr")
        assert word.endswith("ième")
        rest = n % 100
        assert (" et " in word) == (rest in {21, 31, 41, 51, 61, 71})


def test_spanish_session_ordinal_is_apocopated_exactly_before_a_noun_with_one_and_three():
    for n in range(1, 1000):
        last = ordinal(n, "es").split()[-1]
        if n % 100 != 11 and n % 10 in {1, 3}:
            assert last in {"primer", "tercer", "decimotercer"}
        else:
            assert last.endswith("o")


def test_spanish_meeting_is_feminine_in_every_word():
    for n in range(1, 1000):
        assert all(word.endswith("a") for word in ordinal(n, "es", "meeting").split())


def test_only_the_last_russian_word_is_an_ordinal_and_agrees_with_its_noun():
    for n in range(1, 1000):
        for use, endings in (("session", ("ая", "ья")), ("year", ("ый", "ой", "ий")), ("meeting", ("ое", "ье"))):
            *first, last = ordinal(n, "ru", use).split()
            assert last.endswith(endings)
            assert not any(word.endswith(("ая", "ый", "ое")) for word in first)


def test_chinese_ordinal_reads_back_as_its_number():
    for n in range(1, 1000):
        values = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
        total, figure = 0, 0
        for sign in ordinal(n, "zh").removeprefix("第").replace("零", ""):
            if sign in values:
                figure = values[sign]
            else:
                total, figure = total + (figure or 1) * {"十": 10, "百": 100}[sign], 0
        assert total + figure == n


def test_arabic_ordinals_from_11_to_19_end_with_ten():
    for n in range(11, 20):
        assert ordinal(n, "ar").endswith(" عشرة")


def test_arabic_tens_are_in_the_nominative():
    for n in range(20, 100):
        assert ordinal(n, "ar").endswith("ون")


def test_security_council_year_agrees_with_its_noun():
    assert [ordinal(66, code, "year") for code in CODES] == [
        "sixty-sixth", "soixante-sixième", "sexagésimo sexto", "шестьдесят шестой", "第六十六",
        "السادسة والستون"]  # fmt: skip
    assert [ordinal(n, "ru", "year") for n in (2, 3, 40, 43, 50)] == [
        "второй", "третий", "сороковой", "сорок третий", "пятидесятый"]  # fmt: skip
    assert ordinal(1, "es", "year") == "primer"


#: Meetings by their number.
MEETINGS = (
    (1, ("1st", "1<sup>re</sup>", "1ª", "1-е", "第1", "1")),
    (2, ("2nd", "2<sup>e</sup>", "2ª", "2-е", "第2", "2")),
    (11, ("11th", "11<sup>e</sup>", "11ª", "11-е", "第11", "11")),
    (82, ("82nd", "82<sup>e</sup>", "82ª", "82-е", "第82", "82")),
    (92, ("92nd", "92<sup>e</sup>", "92ª", "92-е", "第92", "92")),
    (113, ("113th", "113<sup>e</sup>", "113ª", "113-е", "第113", "113")),
    (1003, ("1003rd", "1003<sup>e</sup>", "1003ª", "1003-е", "第1003", "1003")),
)  # fmt: skip


def test_meeting_in_figures():
    assert {n: tuple(ordinal_figure(n, code) for code in CODES) for n, _ in MEETINGS} == dict(MEETINGS)


def test_spanish_session_in_figures():
    assert [ordinal_figure(n, "es", "session") for n in (11, 26, 31, 43)] == [
        "11º", "26º", "31<sup>er</sup>", "43<sup>er</sup>"]  # fmt: skip


def test_ordinal_of_a_number_outside_1_to_999_is_refused():
    for n in (0, -1, 1000, 10**9, True):
        with pytest.raises(UsageError, match="from 1 to 999"):
            ordinal(n, "en")


def test_annexes_are_counted_in_each_language_s_way():
    assert [annex_number(1, code) for code in CODES] == ["I", "I", "I", "I", "一", "الأول"]
    assert [annex_number(11, code) for code in CODES] == ["XI", "XI", "XI", "XI", "十一", "الحادي عشر"]
    assert annex_number(21, "ar") == "الحادي والعشرون"
    assert annex_number(2, "ar", "enclosure") == "الثانية"


def test_numerals():
    assert [roman(n) for n in (1, 4, 9, 14, 40, 99, 399)] == ["I", "IV", "IX", "XIV", "XL", "XCIX", "CCCXCIX"]
    assert [chinese_numeral(n) for n in (1, 10, 19, 20, 100, 105, 115, 120)] == [
        "一", "十", "十九", "二十", "一百", "一百零五", "一百一十五", "一百二十"]  # fmt: skip
    assert to_arabic_indic("27 أيلول/سبتمبر 2011") == "٢٧ أيلول/سبتمبر ٢٠١١"


def test_headings_begin_with_a_capital():
    assert [capitalized(ordinal(80, code)) for code in CODES[:5]] == [
        "Eightieth", "Quatre-vingtième", "Octogésimo", "Восьмидесятая", "第八十"]  # fmt: skip


# Dates. forms of the Organization; ~ stands for the no-break space.


#: Dates in the six languages.
DATES = (
    (day(2011, 9, 27), ("27~September 2011", "27~septembre 2011", "27~de~septiembre de 2011", "27~сентября 2011~года",
                        "2011年9月27日", "27~أيلول/سبتمبر 2011")),
    (day(2011, 10, 4), ("4~October 2011", "4~octobre 2011", "4~de~octubre de 2011", "4~октября 2011~года",
                        "2011年10月4日", "4~تشرين الأول/أكتوبر 2011")),
    (day(2016, 7, 1), ("1~July 2016", "1<sup>er</sup>~juillet 2016", "1~de~julio de 2016", "1~июля 2016~года",
                       "2016年7月1日", "1~تموز/يوليه 2016")),
    (day(2011, 12, 31), ("31~December 2011", "31~décembre 2011", "31~de~diciembre de 2011", "31~декабря 2011~года",
                         "2011年12月31日", "31~كانون الأول/ديسمبر 2011")),
)  # fmt: skip


def test_date():
    assert {date: tuple(format_date(date, code).replace("\xa0", "~") for code in CODES) for date, _ in DATES} == dict(DATES)


MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "كانون_الثاني/يناير شباط/فبراير آذار/مارس نيسان/أبريل أيار/مايو حزيران/يونيه تموز/يوليه آب/أغسطس "
    "أيلول/سبتمبر تشرين_الأول/أكتوبر تشرين_الثاني/نوفمبر كانون_الأول/ديسمبر",
}
FRAMES = {"en": "5~{} 2014", "fr": "5~{} 2014", "es": "5~de~{} de 2014", "ru": "5~{} 2014~года", "ar": "5~{} 2014"}


def test_every_month_in_every_language():
    for code, months in MONTHS.items():
        names = [name.replace("_", " ") for name in months.split()]
        written = [format_date(day(2014, month, 5), code).replace("\xa0", "~") for month in range(1, 13)]
        assert written == [FRAMES[code].format(name) for name in names]
    assert [format_date(day(2014, month, 5), "zh") for month in range(1, 13)] == [
        f"2014年{month}月5日" for month in range(1, 13)]  # fmt: skip


#: Ranges of dates in the six languages.
RANGES = (
    (day(2019, 11, 4), day(2019, 11, 15), (
        "4–15~November 2019", "4-15~novembre 2019", "4 a 15~de~noviembre de 2019", "4–15~ноября 2019~года",
        "2019年11月4日至15日", "4-15~تشرين الثاني/نوفمبر 2019")),
    (day(2020, 6, 30), day(2020, 7, 17), (
        "30~June–17~July 2020", "30~juin-17~juillet 2020", "30~de~junio a 17~de~julio de 2020",
        "30~июня~— 17~июля 2020~года", "2020年6月30日至7月17日", "30~حزيران/يونيه~- 17~تموز/يوليه 2020")),
    (day(2019, 12, 28), day(2020, 1, 3), (
        "28~December 2019–3~January 2020", "28~décembre 2019-3~janvier 2020",
        "28~de~diciembre de 2019 a 3~de~enero de 2020", "28~декабря 2019~года~— 3~января 2020~года",
        "2019年12月28日至2020年1月3日", "28~كانون الأول/ديسمبر 2019~- 3~كانون الثاني/يناير 2020")),
    (day(2016, 7, 1), day(2016, 7, 12), (
        "1–12~July 2016", "1<sup>er</sup>-12~juillet 2016", "1 a 12~de~julio de 2016", "1–12~июля 2016~года",
        "2016年7月1日至12日", "1-12~تموز/يوليه 2016")),
    (day(2018, 6, 18), day(2018, 7, 1), (
        "18~June–1~July 2018", "18~juin-1<sup>er</sup>~juillet 2018", "18~de~junio a 1~de~julio de 2018",
        "18~июня~— 1~июля 2018~года", "2018年6月18日至7月1日", "18~حزيران/يونيه~- 1~تموز/يوليه 2018")),
)  # fmt: skip


def test_range_of_dates():
    for start, end, written in RANGES:
        assert tuple(format_date_range(start, end, code).replace("\xa0", "~") for code in CODES) == written


def test_range_of_one_day_is_that_day():
    for code in CODES:
        assert format_date_range(day(2016, 7, 1), day(2016, 7, 1), code) == format_date(day(2016, 7, 1), code)


#: Ranges in Spanish, of two days and of more.
TWO_DAYS = (
    (day(2012, 10, 4), day(2012, 10, 5), "4 y 5~de~octubre de 2012"),
    (day(2012, 9, 30), day(2012, 10, 1), "30~de~septiembre y 1~de~octubre de 2012"),
    (day(2011, 12, 31), day(2012, 1, 1), "31~de~diciembre de 2011 y 1~de~enero de 2012"),
    (day(2012, 2, 28), day(2012, 2, 29), "28 y 29~de~febrero de 2012"),
    (day(2012, 2, 28), day(2012, 3, 1), "28~de~febrero a 1~de~marzo de 2012"),
    (day(2012, 10, 4), day(2012, 10, 6), "4 a 6~de~octubre de 2012"),
)  # fmt: skip


def test_spanish_joins_two_days_that_follow_each_other_by_y():
    assert [format_date_range(start, end, "es").replace("\xa0", "~") for start, end, _ in TWO_DAYS] == [row[2] for row in TWO_DAYS]


def test_same_month_of_another_year_is_named_twice():
    assert format_date_range(day(2019, 7, 3), day(2020, 7, 3), "en").replace("\xa0", " ") == "3 July 2019–3 July 2020"


def test_range_that_ends_before_it_begins_is_refused():
    with pytest.raises(UsageError, match="ends on 2019-11-03, before it begins on 2019-11-04"):
        format_date_range(day(2019, 11, 4), day(2019, 11, 3), "en")


# Items. forms of the Organization


#: Agenda items, as a seed has them, in the six languages.
ITEMS = (
    ([107], ("107", "107", "107", "107", "107", "107")),
    ([7, 133], ("7 and 133", "7 et 133", "7 y 133", "7 и 133", "7和133", "7 و~133")),
    ([1, 2, 3], ("1, 2 and 3", "1, 2 et 3", "1, 2 y 3", "1, 2 и 3", "1、2和3", "1 و~2 و~3")),
    ([12, 13, 19, 34, 107], ("12, 13, 19, 34 and 107", "12, 13, 19, 34 et 107", "12, 13, 19, 34 y 107",
                             "12, 13, 19, 34 и 107", "12、13、19、34和107", "12 و~13 و~19 و~34 و~107")),
    (["69(b)"], ("69~(b)", "69~b)", "69~b)", "69~b)", "69(b)", "69~(ب)")),
    (["69 (b)"], ("69~(b)", "69~b)", "69~b)", "69~b)", "69(b)", "69~(ب)")),
    (["69(a)", "69(b)"], ("69~(a) and (b)", "69~a) et b)", "69~a) y b)", "69~a) и b)", "69(a)和(b)", "69~(أ) و~(ب)")),
    (["69(a)", "69(b)", "69(c)"], ("69~(a), (b) and (c)", "69~a), b) et c)", "69~a), b) y c)", "69~a), b) и c)",
                                   "69(a)、(b)和(c)", "69~(أ) و~(ب) و~(ج)")),
    (["7", "69(e)", "133"], ("7, 69~(e) and 133", "7, 69~e) et 133", "7, 69~e) y 133", "7, 69~e) и 133",
                             "7、69(e)和133", "7 و~69~(هـ) و~133")),
    ([69, "69(b)"], ("69 and 69~(b)", "69 et 69~b)", "69 y 69~b)", "69 и 69~b)", "69和69(b)", "69 و~69~(ب)")),
    (["69(b)", 69], ("69~(b) and 69", "69~b) et 69", "69~b) y 69", "69~b) и 69", "69(b)和69", "69~(ب) و~69")),
    ([68, 69, "69(b)"], ("68, 69 and 69~(b)", "68, 69 et 69~b)", "68, 69 y 69~b)", "68, 69 и 69~b)", "68、69和69(b)",
                         "68 و~69 و~69~(ب)")),
    (["12-14"], ("12 to 14", "12 à 14", "12 a 14", "12–14", "12至14", "12 إلى 14")),
    (["12–14", "16 - 18"], ("12 to 14 and 16 to 18", "12 à 14 et 16 à 18", "12 a 14 y 16 a 18", "12–14 и 16–18", "12至14和16至18",
                            "12 إلى 14 و~16 إلى 18")),
    (["12-13"], ("12 and 13", "12 et 13", "12 y 13", "12 и 13", "12和13", "12 و~13")),
    (["69(a)-(d)"], ("69~(a) to (d)", "69~a) à d)", "69~a) a d)", "69~a)–d)", "69(a)至(d)", "69~(أ) إلى (د)")),
    (["69(a)-(c)", "69(e)", 70], ("69~(a) to (c) and (e) and 70", "69~a) à c) et e) et 70", "69~a) a c) y e) y 70",
                                  "69~a)–c) и e) и 70", "69(a)至(c)和(e)以及70", "69~(أ) إلى (ج) و~(هـ) و~70")),
    (["13(aa)"], ("13~(aa)", "13~aa)", "13~aa)", "13~aa)", "13(aa)", "13~(أ~أ)")),
    (["13(z)-(bb)"], ("13~(z) to (bb)", "13~z) à bb)", "13~z) a bb)", "13~z)–bb)", "13(z)至(bb)", "13~(ض) إلى (ب~ب)")),
)  # fmt: skip


def test_list_of_items():
    for written, listed in ITEMS:
        assert tuple(format_items(written, code).replace("\xa0", "~") for code in CODES) == listed


#: Items with sub-items in Chinese.
IN_CHINESE = (
    ([7, "69(a)", "69(b)"], "7以及69(a)和(b)"),
    (["69(a)", "69(b)", 70], "69(a)和(b)以及70"),
    ([8, "69(a)", "69(b)", 70], "8、69(a)和(b)以及70"),
    (["69(a)", "69(b)", "70(c)", "70(d)"], "69(a)和(b)以及70(c)和(d)"),
    ([69, "69(a)", "69(b)"], "69以及69(a)和(b)"),
    (["69(a)", "70(b)"], "69(a)和70(b)"),
    ([7, "69(b)"], "7和69(b)"),
    (["5(a)", 7, 9], "5(a)、7和9"),
    (["69(a)-(d)", 70], "69(a)至(d)和70"),
)  # fmt: skip


def test_chinese_joins_lists_by_another_word_than_their_members():
    assert [format_items(written, "zh") for written, _ in IN_CHINESE] == [listed for _, listed in IN_CHINESE]


#: Sub-items in Spanish.
IN_SPANISH = (
    (["19(h)", "19(i)"], "19~h) e i)"),
    (["19(a)", "19(h)", "19(ii)"], "19~a), h) e ii)"),
    (["19(a)", "19(i)-(k)"], "19~a) e i) a k)"),
    (["19(h)", "19(i)", "19(j)"], "19~h), i) y j)"),
    (["19(g)-(i)"], "19~g) a i)"),
    ([68, "68(i)"], "68 y 68~i)"),
    (["19(x)", "19(y)"], "19~x) y y)"),
)  # fmt: skip


def test_spanish_y_is_e_straight_before_the_letter_i():
    assert [format_items(written, "es").replace("\xa0", "~") for written, _ in IN_SPANISH] == [listed for _, listed in IN_SPANISH]


#: How many items a line has, by most languages and in Arabic.
COUNTS = (
    ([107], (1, 1)), ([7, "69(b)"], (2, 2)), (["12-14"], (3, 3)), (["12-13"], (2, 2)), (["69(a)", "69(b)"], (2, 2)),
    (["69(a)-(d)"], (4, 1)), (["69(a)-(d)", 70], (5, 2)), (["98(z)-(bb)"], (3, 1)),
)  # fmt: skip


def test_items_of_a_line_are_counted():
    assert [(count_items(written, "en"), count_items(written, "ar")) for written, _ in COUNTS] == [counts for _, counts in COUNTS]


def refusal(*written):
    with pytest.raises(UsageError) as refused:
        format_items(written, "en")
    return str(refused.value)


def test_a_range_that_does_not_rise_an_item_twice_and_no_item_are_refused():
    for written in ("14-12", "12-12", "69(d)-(a)", "69(bb)-(z)"):
        assert "doesn’t rise" in refusal(written)
    for written, twice in (
        (["12-14", 13], "13"), (["12-14", "14-16"], "14"), (["69(a)-(d)", "69(b)"], "69(b)"), (["1(z)-(bb)", "1(aa)"], "1(aa)"),
        (["69(b)", "69 (b)"], "69(b)"),
    ):  # fmt: skip
        assert f"agenda item {twice} stands twice" in refusal(*written)
    assert "at least one item" in refusal()


def test_arabic_letters_of_sub_items_are_in_abjad_order():
    letters = [format_items([f"1({letter})"], "ar")[3:-1] for letter in "abcdefghijklmnopqrstuvwxyz"]
    assert "".join(letters) == "أبجدهـوزحطيكلمنسعفصقرشتثخذض"
    assert [letters["abcdefghijkl".index(letter)] for letter in "ghl"] == ["ز", "ح", "ل"]  # A/71/100/Add.1


def test_what_is_not_an_item_is_refused():
    for written in (
        "abc", "", "0", "-1", "69(ab)", "69(aaa)", "69()", "69(B)", "69b", "(b)", "69(ب)", "٦٩", "12-", "-14", "69(a)-70(b)",
        "69(a)-69(d)", "69-(d)", "12-14-16", "1.5", "10000", True,
    ):  # fmt: skip
        assert "is not an agenda item" in refusal(written)


#: Titles with the spaces that end no line.
TITLES = (
    ("ميثاق الأمم المتحدة وما يليه من نصوص", "ar", "ميثاق الأمم~المتحدة وما يليه من~نصوص"),
    ("البعثة الدائمة لدى الأمم المتحدة", "ar", "البعثة الدائمة لدى الأمم~المتحدة"),
    ("الممثل الدائم للأمم المتحدة لدى بلده", "ar", "الممثل الدائم للأمم~المتحدة لدى~بلده"),
    ("مكافحة الاتجار بالبشر", "ar", "مكافحة الاتجار~بالبشر"),
    ("العدل", "ar", "العدل"),
    ("A mission of good offices", "en", "A mission of good offices"),
)  # fmt: skip


def test_what_no_line_of_a_title_parts():
    assert [keep_title_whole(title, code, keeps_names=True).replace("\xa0", "~") for title, code, _ in TITLES] == [
        whole for *_, whole in TITLES
    ]
