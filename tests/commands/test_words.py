"""`sixfold words`: any kind and value, in six languages at once."""

import shlex
from functools import cache

import pytest

from sixfold.catalogs.terms import read_terms
from sixfold.commands.words import KINDS, words
from sixfold.document.house import house_messages
from sixfold.document.loading import load_house
from sixfold.errors import UsageError
from sixfold.languages.folding import alphabetical
from sixfold.project.paths import Project
from support.projects import CHECKOUT

PROJECT = Project(CHECKOUT)
CODES = ("en", "fr", "es", "ru", "zh", "ar")


@cache
def known():
    """The houses in the order of CODES, and the terms."""
    return [load_house(PROJECT, code) for code in CODES], read_terms(PROJECT.term_list)


def printed(kind, *values):
    """The lines in the order en fr es ru zh ar, ~ for the no-break space."""
    lines = words(kind, values, *known())
    assert [language.code for language, _ in lines] == list(CODES)
    return tuple(text.replace("\xa0", "~") for _, text in lines)


#: What is typed, and the English words; `test_house.py` has the other languages.
ENGLISH = {
    "session 73": "Seventy-third session", "session 26 human-rights-council": "Twenty-sixth session",
    "special-session 26": "Twenty-sixth special session", "emergency-special-session 10": "Tenth emergency special session",
    "year 66": "Sixty-sixth year", "meeting 85": "85th plenary meeting",
    "item 12-14 69(a)-(d) 70 71(b)": "Agenda items 12 to 14, 69~(a) to (d), 70 and 71~(b)",
    "preliminary-item 98(gg)": "Item 98~(gg) of the preliminary list*",
    "provisional-item 5": "Item 5 of the provisional agenda*",
    "date 2011-07-01": "1~July 2011", "date 2019-11-04 2019-11-15": "4–15~November 2019",
    "distribution limited": "Distr.: Limited", "original fr": "Original: French", "language fr": "French",
    "annex": "Annex", "annex 2": "Annex II", 'signed "Zoya Kolontai"': "(<em>Signed</em>) Zoya Kolontai",
    "footer.please-recycle": "Please recycle", "recycle": "Please recycle",
    "document corrigendum": "Corrigendum", "document Corr.2": "Corrigendum", "document Add.1": "Addendum",
    "document Rev.1": "Revision",
}  # fmt: skip
WORDS = {
    "session 26 human-rights-council": (
        "Twenty-sixth session", "Vingt-sixième session", "26º período de sesiones", "Двадцать шестая сессия",
        "第二十六届会议", "الدورة السادسة والعشرون"),
    "item 12-14 69(a)-(d) 70 71(b)": (
        "Agenda items 12 to 14, 69~(a) to (d), 70 and 71~(b)", "Points 12 à 14, 69~a) à d), 70 et 71~b) de l’ordre du jour",
        "Temas 12 a 14, 69~a) a d), 70 y 71~b) del programa", "Пункты 12–14, 69~a)–d), 70 и 71~b) повестки дня",
        "议程项目12至14、69(a)至(d)、70和71(b)", "البنود 12 إلى 14 و~69~(أ) إلى (د) و~70 و~71~(ب) من جدول الأعمال"),
    "language fr": ("French", "Français", "Francés", "French", "French", "French"),
    # A list in each language, with its articles and in its order; formal names at the place of the short ones.
    'states Ecuador "Russian Federation" Bahrain Iran Bolivia': (
        "Bahrain, Bolivia (Plurinational State of), Ecuador, Iran (Islamic Republic of) and the Russian Federation",
        "Bahreïn, la Bolivie (État plurinational de), l’Équateur, la Fédération de Russie et l’Iran (République islamique d’)",
        "Bahrein, Bolivia (Estado Plurinacional de), el Ecuador, la Federación de Rusia e Irán (República Islámica del)",
        "Бахрейн, Боливия (Многонациональное Государство), Иран (Исламская Республика), Российская Федерация и Эквадор",
        "巴林、多民族玻利维亚国、厄瓜多尔、伊朗伊斯兰共和国和俄罗斯联邦",
        "الاتحاد الروسي وإكوادور وإيران (جمهورية - الإسلامية) والبحرين وبوليفيا (دولة - المتعددة القوميات)"),
    'states "the Republic of Zambia" Italy "the Islamic Republic of Iran" "Королевство Бахрейн" Cuba': (
        "the Kingdom of Bahrain, Cuba, the Islamic Republic of Iran, Italy and the Republic of Zambia",
        "le Royaume de Bahreïn, Cuba, la République islamique d’Iran, l’Italie et la République de Zambie",
        "el Reino de Bahrein, Cuba, la República Islámica del Irán, Italia y la República de Zambia",
        "Королевство Бахрейн, Республика Замбия, Исламская Республика Иран, Италия и Куба",
        "巴林王国、古巴、伊朗伊斯兰共和国、意大利和赞比亚共和国",
        "جمهورية إيران الإسلامية وإيطاليا ومملكة البحرين وجمهورية زامبيا وكوبا"),
}  # fmt: skip


def test_words_of_each_kind_in_six_languages():
    assert {typed: printed(*shlex.split(typed))[0] for typed in ENGLISH} == ENGLISH
    assert {typed: printed(*shlex.split(typed)) for typed in WORDS} == WORDS


def test_a_kind_is_answered_by_its_example_and_every_context_of_the_house_is_one():
    for name, kind in KINDS.items():
        verb, named, *values = shlex.split(kind.example)
        assert (verb, named, "\n" in kind.help) == ("words", name, False)
        assert all(printed(name, *values))
    assert {message.context: printed(message.context)[0] for message in house_messages()} == {
        message.context: message.text for message in house_messages()
    }
    assert printed("draft", "3")[3] == "Черновик: в этом документе еще не переведены 3 фрагмента"


#: What is typed, what is said against it, and the hint.
WRONG = {
    "sesion 73": ("unknown kind of words “sesion”: there is session, special-session", "did you mean “session”?"),
    "footer.please-recyle": ("unknown kind", "did you mean “footer.please-recycle”?"),
    "qqq": ("unknown kind", "for example: sixfold words session 73"),
    "session": ("a value is missing", "sixfold words session 73"),
    "session ''": ("a value is missing", "sixfold words session 73"),
    "session 73 74": ("“74” is one value too many", "sixfold words session 73"),
    "session 1000": ("session 1000", ""),
    "session -1": ("“-1” is not a whole number", "write figures"),
    "session ٦٦": ("“٦٦” is not a whole number", "write figures"),
    "session 66 human-rights-council general-assembly": ("one organ at most", "sixfold words session 73"),
    "session 66 human-right-council": ("“human-right-council” is one value too many", "sixfold words session 73"),
    "item 69(ab)": ("“69(ab)” is not an agenda item", "107 or 69(b)"),
    "item 69(a)-70(b)": ("“69(a)-70(b)” is not an agenda item", "12-14, 69(a)-(d)"),
    "item 7 7": ("agenda item 7 stands twice", ""),
    "date 2011-13-01": ("“2011-13-01” is not a date", "2011-07-01"),
    "date 1.7.2011": ("“1.7.2011” is not a date", "2011-07-01"),
    "date 2019-11-04 2019-11-03": ("ends on 2019-11-03, before it begins", ""),
    "organ general-asembly": ("unknown organ", "did you mean “general-assembly”?"),
    "distribution secret": ("there is general, limited, restricted, provisional", ""),
    "original de": ("unknown language “de”: the six are ar, en, es, fr, ru, zh", ""),
    "annex 0": ("number 0", ""),
    "footer.please-recycle now": ("“now” is one value too many", "footer.please-recycle"),
    "states": ("a value is missing", "words states Bahrain Belarus"),
    "states Bahrain Russia": ("no State “Russia”", "did you mean the Russian Federation?"),
    "states Korea": ("no State “Korea”", "the Republic of Korea or the Democratic People’s Republic of Korea"),
    "states Byelarus": ("no State “Byelarus”", "did you mean Belarus"),
    "states General": ("no State “General”", ""),  # a term, and no State
    "states qqqq": ("no State “qqqq”", "locales/terms.csv"),
    "term traficking": ("no term “traficking”", ""),
    "term trafficking": ("no term “trafficking”", "did you mean “trafficking in persons” or “human trafficking” or"),
    "term qqqq": ("no term “qqqq”", "sixfold find"),
}


def test_wrong_words_are_refused_in_one_sentence():
    for typed, (what, hint) in WRONG.items():
        with pytest.raises(UsageError) as caught:
            printed(*shlex.split(typed))
        (problem,) = caught.value.problems
        assert (typed, what in problem.what, "\n" in problem.what) == (typed, True, False), problem.what
        assert hint in (problem.hint or ""), typed


def test_no_houses_give_no_lines():
    assert words("session", ["73"], []) == []


def test_a_state_is_known_by_its_name_in_any_language_with_its_article_or_without():
    for names in (
        ["Bélarus (le)", "Philippines (the)"], ["philippines, belarus;"], ["白俄罗斯", "菲律宾"], ["бЕЛАРУСЬ", "الفلبين"],
        ["Belarus", "Belarus", "Filipinas"],
    ):  # fmt: skip
        assert printed("states", *names)[:2] == ("Belarus and the Philippines", "le Bélarus et les Philippines")


def test_names_are_sorted_by_the_alphabet_of_their_language():
    for code, names in (
        ("ru", ["Израиль", "Испания", "Йемен", "Кабо-Верде"]),  # й comes after и
        ("es", ["Cantor", "Canz", "Caña", "Cao"]),  # ñ comes after n
        ("fr", ["Estonie", "Eswatini", "États-Unis d’Amérique", "Éthiopie", "Fidji"]),
        ("fr", ["Guinée", "Guinée-Bissau", "Guinée équatoriale"]),
        ("ar", ["الاتحاد الروسي", "إثيوبيا", "الأرجنتين", "أرمينيا", "إسبانيا", "ألبانيا", "البحرين", "بلجيكا"]),
    ):
        backwards = names[::-1]
        assert sorted(backwards, key=lambda name: alphabetical(name, code)) == names


def test_a_term_is_known_by_any_form_in_any_language_and_shows_those_to_avoid(tmp_path):
    for typed in ("trata de personas", "торговли людьми", "TRAFICO DE PERSONAS", "贩卖人口"):
        lines = printed("term", typed)
        assert lines[0].startswith("trafficking in persons")
        assert lines[2].startswith("trata de personas (not: tráfico de personas)")
    path = tmp_path / "terms.csv"
    path.write_text("en,fr\nfoo,bar | baz\n", encoding="utf-8")
    assert [text for _, text in words("term", ["foo"], known()[0], read_terms(path))] == ["foo", "bar | baz", *"————"]
