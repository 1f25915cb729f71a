"""Numbers, dates, symbols and references are understood alike in six languages."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations, product

from sixfold.checks.translations.facts import Differences, compare, facts_of, take_symbols
from sixfold.checks.translations.figures import Date

NOTHING = Differences()

#: One statement in six languages, in the forms that documents of the United Nations have.
SAME = {
    "plain date": {
        "en": "on 27 September 2011", "fr": "le 27\u00a0septembre 2011", "es": "el 27 de septiembre de 2011",
        "ru": "27 сентября 2011 года", "zh": "2011年9月27日", "ar": "في 27 أيلول/سبتمبر 2011",
    },
    "first of a month": {
        "en": "1 July 2016", "fr": "1<sup>er</sup> juillet 2016", "es": "1 de julio de 2016",
        "ru": "1 июля 2016 года", "zh": "2016年7月1日", "ar": "1 تموز/يوليه 2016",
    },
    "range in a month": {
        "en": "from 4 to 15 November 2019", "fr": "du 4 au 15 novembre 2019",
        "es": "4 a 15 de noviembre de 2019", "ru": "4–15 ноября 2019 года", "zh": "2019年11月4日至15日",
        "ar": "في الفترة من 4 إلى 15 تشرين الثاني/نوفمبر 2019",
    },
    "range over two months": {
        "en": "30 June–17 July 2020", "fr": "30 juin-17 juillet 2020",
        "es": "30 de junio a 17 de julio de 2020", "ru": "30 июня — 17 июля 2020 года",
        "zh": "2020年6月30日至7月17日", "ar": "30 حزيران/يونيه - 17 تموز/يوليه 2020",
    },
    "month and year": {
        "en": "in May 2010", "fr": "en mai 2010", "es": "en mayo de 2010", "ru": "в мае 2010 года",
        "zh": "2010年5月", "ar": "في أيار/مايو 2010",
    },
    "day without year": {
        "en": "on 2 December", "fr": "le 2 décembre", "es": "el 2 de diciembre", "ru": "2 декабря",
        "zh": "12月2日", "ar": "في 2 كانون الأول/ديسمبر",
    },
    "two days": {
        "en": "on 26 and 27 May 2010", "fr": "les 26 et 27 mai 2010", "es": "los días 26 y 27 de mayo de 2010",
        "ru": "26 и 27 мая 2010 года", "zh": "2010年5月26日和27日", "ar": "في 26 و 27 أيار/مايو 2010",
    },
    "resolution of a date": {
        "en": "resolution 64/293 of 30 July 2010", "fr": "résolution 64/293 du 30 juillet 2010",
        "es": "resolución 64/293, de 30 de julio de 2010,", "ru": "резолюция 64/293 от 30 июля 2010 года",
        "zh": "2010年7月30日第64/293号决议", "ar": "القرار 64/293 المؤرخ 30 تموز/يوليه 2010",
    },
    "resolutions of other series": {
        "en": "2837 (XXVI) and 1973 (2011)", "fr": "2837 (XXVI) et 1973 (2011)",
        "es": "2837 (XXVI) y 1973 (2011)", "ru": "2837 (XXVI) и 1973 (2011)",
        "zh": "第2837(XXVI)号和第1973(2011)号", "ar": "2837 (د-26) و 1973 (2011)",
    },
    "session in words": {
        "en": "the sixty-sixth session", "fr": "la soixante-sixième session",
        "es": "el sexagésimo sexto período de sesiones", "ru": "на шестьдесят шестой сессии",
        "zh": "第六十六届会议", "ar": "في دورتها السادسة والستين",
    },
    "session in figures in Spanish": {
        "en": "twenty-first session", "fr": "vingt et unième session",
        "es": "21<sup>er</sup> período de sesiones", "ru": "двадцать первую сессию", "zh": "第二十一届会议",
        "ar": "الدورة الحادية والعشرون",
    },
    "thousands and decimals": {
        "en": "107,500 and 2.5 and 20", "fr": "107\u00a0500 et 2,5 et 20", "es": "107.500 y 2,5 y 20",
        "ru": "107\u00a0500 и 2,5 и 20", "zh": "10.75万和2.5和20", "ar": "107 500 و 2,5 و 20",
    },
    "millions": {
        "en": "1.5 million people", "fr": "1,5 million de personnes", "es": "1,5 millones de personas",
        "ru": "1,5 млн человек", "zh": "150万人", "ar": "1,5 مليون شخص",
    },
    "billions": {
        "en": "3 billion", "fr": "3 milliards", "es": "3.000 millones", "ru": "3 млрд", "zh": "30亿",
        "ar": "3 بلايين",
    },
    "per cent": {
        "en": "5 per cent", "fr": "5\u00a0%", "es": "5%", "ru": "5 процентов", "zh": "5%", "ar": "5 في المائة",
    },
    "number in words": {
        "en": "the 21 Members", "fr": "les vingt et un membres", "es": "los veintiún miembros",
        "ru": "21 члена", "zh": "二十一个成员", "ar": "الأعضاء الواحد والعشرون",
    },
    "groups": {
        "en": "3 groups in 2 rounds, 1 set and 7 strands",
        "fr": "trois groupes en deux séries, un ensemble et sept volets", "zh": "两轮中的三类、一套和七股",
    },
    "symbols and their parts": {
        "en": "A/55/595 and Corr.1 and 2", "fr": "A/55/595 et Corr.1 et 2", "es": "A/55/595 y Corr.1 y 2",
        "ru": "A/55/595 и Corr.1 и 2", "zh": "A/55/595和Corr.1和2", "ar": "A/55/595 و Corr.1 و 2",
    },
    "sub-items": {
        "en": "items 69 (b) and 12", "fr": "points 69 b) et 12", "es": "temas 69 b) y 12",
        "ru": "пункты 69 b) и 12", "zh": "项目69(b)和12", "ar": "البندان 69 (ب) و 12",
    },
    "number in words, per cent": {
        "en": "5 per cent of 10 countries", "fr": "5 % de dix pays", "es": "el 5% de diez países",
        "ru": "5 процентов из десяти стран", "zh": "十个国家的百分之五", "ar": "5 في المائة من عشرة بلدان",
    },
    "article of the Charter": {
        "en": "Article 51 of Chapter VII", "fr": "l’Article 51 du Chapitre VII",
        "es": "el Artículo 51 del Capítulo VII", "ru": "статья 51 главы VII", "zh": "第七章第五十一条",
        "ar": "المادة 51 من الفصل السابع",
    },
    "war": {
        "en": "the Second World War and COVID-19", "fr": "la Seconde Guerre mondiale et la COVID-19",
        "es": "la Segunda Guerra Mundial y la COVID-19", "ru": "Вторая мировая война и COVID-19",
        "zh": "第二次世界大战和2019冠状病毒病", "ar": "الحرب العالمية الثانية و COVID-19",
    },
    "range of a year": {
        "en": "between 1 January and 31 December 2010",
        "fr": "entre le 1<sup>er</sup> janvier et le 31 décembre 2010",
        "es": "entre el 1 de enero y el 31 de diciembre de 2010", "ru": "с 1 января по 31 декабря 2010 года",
        "zh": "2010年1月1日至12月31日", "ar": "من 1 كانون الثاني/يناير إلى 31 كانون الأول/ديسمبر 2010",
    },
    "sessions of a range": {
        "en": "from its sixty-fifth to its sixty-seventh session",
        "fr": "de sa soixante-cinquième à sa soixante-septième session",
        "es": "de sus períodos de sesiones sexagésimo quinto a sexagésimo séptimo",
        "ru": "с шестьдесят пятой по шестьдесят седьмую сессию", "zh": "第六十五届至第六十七届会议",
        "ar": "من الدورة الخامسة والستين إلى الدورة السابعة والستين",
    },
    "two States": {
        "en": "2 States, 12 others", "fr": "2 États et 12 autres", "es": "2 Estados y otros 12",
        "ru": "2 государства и 12 других", "zh": "2个国家和12个其他国家", "ar": "دولتين و 12 دولة أخرى",
    },
    "annex": {
        "en": "annex II", "fr": "annexe II", "es": "anexo II", "ru": "приложение II", "zh": "附件二",
        "ar": "المرفق الثاني",
    },
    "time": {
        "en": "at 3.10 p.m.", "fr": "à 15 h 10", "es": "a las 15.10 horas", "ru": "в 15 ч. 10 мин.",
        "zh": "下午3时10分", "ar": "الساعة 15/10",
    },
    "hours that are no time": {
        "en": "within 24 hours", "fr": "dans les 24 heures", "es": "en 24 horas", "ru": "в течение 24 часов",
        "zh": "24小时内", "ar": "في غضون 24 ساعة",
    },
    "small ordinals": {
        "en": "the second meeting", "fr": "la 2<sup>e</sup> réunion", "es": "la segunda reunión",
        "ru": "второе заседание", "zh": "第2次会议", "ar": "الاجتماع الثاني",
    },
    "century": {
        "en": "in the twenty-first century", "fr": "au XXIe siècle", "es": "en el siglo XXI",
        "ru": "в XXI веке", "zh": "二十一世纪", "ar": "القرن الحادي والعشرين",
    },
    "centuries in Roman numerals": {
        "en": "in the 19th and 20th centuries", "fr": "aux XIX<sup>e</sup> et XX<sup>e</sup> siècles",
        "es": "en los siglos XIX y XX", "ru": "в XIX и XX веках", "zh": "19世纪和20世纪",
        "ar": "في القرنين التاسع عشر والعشرين",
    },
    "century of today": {
        "en": "in the present century", "fr": "au XXI<sup>e</sup> siècle", "es": "en el siglo XXI",
        "ru": "в нынешнем веке", "zh": "本世纪", "ar": "في القرن الحالي",
    },
    "a third and a quarter of them": {
        "en": "33 per cent of women, 25 per cent of men", "fr": "un tiers des femmes et un quart des hommes",
        "es": "un tercio de las mujeres y una cuarta parte de los hombres",
        "ru": "треть женщин и четверть мужчин", "zh": "三分之一的妇女和四分之一的男子",
        "ar": "ثلث النساء وربع الرجال",
    },
    "morning": {
        "en": "from 9.30 a.m. to 12.30 p.m.", "fr": "de 9 h 30 à 12 h 30",
        "es": "de las 9.30 a las 12.30 horas", "ru": "с 9 ч. 30 мин. до 12 ч. 30 мин.",
        "zh": "上午9时30分至12时30分", "ar": "من الساعة 9:30 إلى الساعة 12:30",
    },
    "clock with a colon": {
        "en": "at 3 p.m. and 9:30 a.m.", "fr": "à 15 heures et 9:30", "es": "a las 15:00 y a las 9:30",
        "ru": "в 15:00 и 9:30", "zh": "15:00和9:30", "ar": "الساعة 15:00 والساعة 9:30",
    },
    "half past nine": {
        "en": "at 9.30 a.m.", "fr": "à 9 h 30", "es": "a las nueve y media", "ru": "в 9:30",
        "zh": "上午9时30分", "ar": "الساعة 9:30 صباحا",
    },
    "half of them": {
        "en": "50 per cent of women", "fr": "la moitié des femmes", "es": "la mitad de las mujeres",
        "ru": "половина женщин", "zh": "半数妇女", "ar": "نصف النساء",
    },
    "money and shares": {
        "en": "$7.6 million, or 5, 10 and 15 per cent",
        "fr": "7,6 millions de dollars, soit 5, 10 et 15\u00a0%",
        "es": "7,6 millones de dólares, es decir, el 5%, el 10% y el 15%",
        "ru": "7,6 млн долл. США, или 5, 10 и 15 процентов", "zh": "760万美元，即5%、10%和15%",
        "ar": "7,6 ملايين دولار، أي 5 و 10 و 15 في المائة",
    },
    "areas and distances": {
        "en": "a 5-kilometre strip of 300 km<sup>2</sup> at 20 °C",
        "fr": "une bande de 5 kilomètres, de 300 km<sup>2</sup>, à 20 °C",
        "es": "una franja de 5 kilómetros, de 300 km<sup>2</sup>, a 20 °C",
        "ru": "5-километровая полоса в 300 кв. км при 20 °C", "zh": "5公里宽、300平方公里的地带，20摄氏度",
        "ar": "شريط طوله 5 كيلومترات ومساحته 300 كيلومتر مربع عند 20 درجة مئوية",
    },
    "weekday": {
        "en": "on Wednesday, 5 May 2010", "fr": "le mercredi 5 mai 2010",
        "es": "el miércoles 5 de mayo de 2010", "ru": "в среду, 5 мая 2010 года", "zh": "2010年5月5日星期三",
        "ar": "يوم الأربعاء، 5 أيار/مايو 2010",
    },
    "decade": {
        "en": "in the 1990s", "fr": "dans les années 1990", "es": "en los años 90", "ru": "в 1990-х годах",
        "zh": "1990年代", "ar": "في التسعينات",
    },
}  # fmt: skip


def test_one_statement_is_the_same_in_every_two_languages() -> None:
    differing = {}
    for name, texts in SAME.items():
        stated = {code: facts_of(text, code) for code, text in texts.items()}
        for one, other in permutations(texts, 2):
            if (found := compare(stated[one], stated[other])) != NOTHING:
                differing[name, one, other] = found
    assert differing == {}


def test_another_century_is_a_difference_though_both_texts_have_the_word() -> None:
    source = facts_of("in the nineteenth century", "en")
    assert compare(source, facts_of("en el siglo XXI", "es")).ordinals == (("19",), ("21",))


def test_a_swapped_year_is_another_date() -> None:
    source = facts_of("22 September 2010 and 26 September 2011", "en")
    swapped = facts_of("22 septembre 2011 et 26 septembre 2010", "fr")
    assert compare(source, swapped).dates == (("2010-09-22", "2011-09-26"), ("2011-09-22", "2010-09-26"))


def test_what_a_text_states() -> None:
    found = facts_of(
        "(A/65/497, para. 69 (b)), resolution 64/293, 27 September 2011, 3.10 p.m., 2.5 million, annex IV", "en"
    )
    assert dict(found.symbols) == {"A/65/497": 1}
    assert dict(found.references) == {"64/293": 1}
    assert dict(found.dates) == {Date(2011, 9, 27): 1}
    assert dict(found.times) == {(15, 10): 1}
    assert dict(found.letters) == {"b": 1}
    assert dict(found.numbers) == {Decimal(69): 1, Decimal(2_500_000): 1}
    assert dict(found.ordinals) == {Decimal(4): 1}


def test_units_that_differ_are_named() -> None:
    expected = {
        ("$7.6 million", "es", "7,6 millones de euros"): [(7_600_000, "dollar", "euro")],
        ("5 per cent of 10 km", "zh", "5的10英里"): [(5, "percent", None), (10, "kilometre", "mile")],
        ("a 2-year cycle of 12 months", "es", "un ciclo de 2"): [],  # periods may lack
        ("61 tons", "ru", "61"): [(61, "tonne", None)],
        ("3,200 km<sup>2</sup>", "es", "3.200 ha"): [(3200, "square_kilometre", "hectare")],
        ("from 9.1 to 7.4 tons", "zh", "从9.1公斤降至7.4吨"): [(9, "tonne", "kilogram")],
        ("5 per cent of 7 million", "fr", "5 % de 7 millions de dollars"): [],
    }
    found = {case: compare(facts_of(case[0], "en"), facts_of(case[2], case[1])).measures for case in expected}
    assert {
        case: [(int(number), unit, other) for (number, unit), other in measures] for case, measures in found.items()
    } == expected


def test_a_word_of_both_texts_stands_for_no_time() -> None:
    source = facts_of("the tenth session, at 10 a.m.", "en")
    assert compare(source, facts_of("el décimo período, a las 22.00 horas", "es")).dates == (("10:00",), ("22:00",))
    assert compare(source, facts_of("el décimo período, a las diez", "es")).dates == ((), ())


def test_the_ending_of_an_ordinal_is_no_unit() -> None:
    assert facts_of("На своем 46-м заседании", "ru").measures == {}
    assert dict(facts_of("на 46 м и в 5-километровой зоне", "ru").measures) == {(46, "metre"): 1, (5, "kilometre"): 1}


def test_weekday_that_differs_is_named_but_no_word_that_may_be_one() -> None:
    monday = facts_of("on Monday", "en")
    assert compare(monday, facts_of("el martes", "es")).weekdays == ((0,), (1,))
    assert compare(monday, facts_of("во вторник", "ru")).weekdays == ((0,), (1,))
    assert compare(monday, facts_of("في الاثنين", "ar")) == NOTHING
    assert compare(facts_of("the environment", "en"), facts_of("окружающая среда", "ru")) == NOTHING


def test_a_unit_before_a_bracket_is_no_letter_of_a_sub_paragraph() -> None:
    assert facts_of("(30 days) and (61 tons) and (5 km)", "en").letters == {}
    assert dict(facts_of("69 (b), 5 (a) (ii), 7 (bb)", "en").letters) == {"b": 1, "a": 1, "bb": 1}


def test_order_is_no_difference() -> None:
    source = facts_of("3 of 10 States, resolution 64/293, A/65/497, sixty-sixth session", "en")
    assert compare(source, facts_of("第六十六届会议A/65/497，第64/293号决议，10国中的3个", "zh")) == NOTHING


def test_number_that_differs_is_named() -> None:
    expected = {
        ("10 States", "100 États"): (("10",), ("100",)),
        ("10 States", "États"): (("10",), ()),
        ("States", "10 États"): ((), ("10",)),
        ("10 and 10", "10"): (("10",), ()),
        ("1.5 million", "1,5 milliard"): (("1500000",), ("1500000000",)),
    }
    assert {case: compare(facts_of(case[0], "en"), facts_of(case[1], "fr")).numbers for case in expected} == expected


def test_a_chinese_word_with_a_numeral_in_it_stands_for_no_lost_number() -> None:
    cases = [*product(["1", "3", "4", "10"], ["十分重要", "星期三上午", "四分之一的国家", "一般国家"])]
    found = {(n, text): compare(facts_of(f"{n} groups", "en"), facts_of(text, "zh")).numbers for n, text in cases}
    assert found == {(n, text): ((n,), ()) for n, text in cases}


def test_symbols_are_taken_in_reading_order() -> None:
    assert take_symbols("Corr.1 à A/65/1 et A/65/2/Add.1") == (["Corr.1", "A/65/1", "A/65/2/Add.1"], "¤ à ¤ et ¤")
