"""`sixfold words`: any kind and value, in six languages at once."""

import shlex

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


def printed(kind, *values):
    """The lines in the order en fr es ru zh ar, ~ for the no-break space."""
    lines = words(kind, values, [load_house(PROJECT, code) for code in CODES], read_terms(PROJECT.term_list))
    assert [language.code for language, _ in lines] == list(CODES)
    return tuple(text.replace("\xa0", "~") for _, text in lines)


@pytest.mark.parametrize(("typed", "lines"), [
    ("session 73", ("Seventy-third session", "Soixante-treizième session", "Septuagésimo tercer período de sesiones",
                    "Семьдесят третья сессия", "第七十三届会议", "الدورة الثالثة والسبعون")),
    ("session 26 human-rights-council", (
        "Twenty-sixth session", "Vingt-sixième session", "26º período de sesiones", "Двадцать шестая сессия",
        "第二十六届会议", "الدورة السادسة والعشرون")),
    ("special-session 26", ("Twenty-sixth special session", "Vingt-sixième session extraordinaire",
                            "Vigésimo sexto período extraordinario de sesiones", "Двадцать шестая специальная сессия",
                            "第二十六届特别会议", "الدورة الاستثنائية السادسة والعشرون")),
    ("emergency-special-session 10", (
        "Tenth emergency special session", "Dixième session extraordinaire d’urgence",
        "Décimo período extraordinario de sesiones de emergencia", "Десятая чрезвычайная специальная сессия",
        "第十届紧急特别会议", "الدورة الاستثنائية الطارئة العاشرة")),
    ("year 66", ("Sixty-sixth year", "Soixante-sixième année", "Sexagésimo sexto año", "Шестьдесят шестой год",
                 "第六十六年", "السنة السادسة والستون")),
    ("item 69(b)", ("Agenda item 69~(b)", "Point 69~b) de l’ordre du jour", "Tema 69~b) del programa",
                    "Пункт 69~b) повестки дня", "议程项目69(b)", "البند 69~(ب) من جدول الأعمال")),
    ("item 7 133", ("Agenda items 7 and 133", "Points 7 et 133 de l’ordre du jour", "Temas 7 y 133 del programa",
                    "Пункты 7 и 133 повестки дня", "议程项目7和133", "البندان 7 و~133 من جدول الأعمال")),
    ("item 12-14 69(a)-(d) 70 71(b)", (
        "Agenda items 12 to 14, 69~(a) to (d), 70 and 71~(b)", "Points 12 à 14, 69~a) à d), 70 et 71~b) de l’ordre du jour",
        "Temas 12 a 14, 69~a) a d), 70 y 71~b) del programa", "Пункты 12–14, 69~a)–d), 70 и 71~b) повестки дня",
        "议程项目12至14、69(a)至(d)、70和71(b)", "البنود 12 إلى 14 و~69~(أ) إلى (د) و~70 و~71~(ب) من جدول الأعمال")),
    ("preliminary-item 98(gg)", (
        "Item 98~(gg) of the preliminary list*", "Point 98~gg) de la liste préliminaire*", "Tema 98~gg) de la lista preliminar*",
        "Пункт 98~gg) первоначального перечня*", "暂定项目表* 项目98(gg)", "البند 98~(ز~ز) من القائمة الأولية*")),
    ("provisional-item 5", (
        "Item 5 of the provisional agenda*", "Point 5 de l’ordre du jour provisoire*",
        "Tema 5 del programa provisional*", "Пункт 5 предварительной повестки дня*", "临时议程* 项目5",
        "البند 5 من جدول الأعمال المؤقت*")),
    ("preliminary-item 104", (
        "Item 104 of the preliminary list*", "Point 104 de la liste préliminaire*", "Tema 104 de la lista preliminar*",
        "Пункт 104 первоначального перечня*", "暂定项目表* 项目104", "البند 104 من القائمة الأولية*")),
    ("date 2011-07-01", ("1~July 2011", "1<sup>er</sup>~juillet 2011", "1~de~julio de 2011", "1~июля 2011~года",
                         "2011年7月1日", "1~تموز/يوليه 2011")),
    ("date 2019-11-04 2019-11-15", (
        "4–15~November 2019", "4-15~novembre 2019", "4 a 15~de~noviembre de 2019", "4–15~ноября 2019~года",
        "2019年11月4日至15日", "4-15~تشرين الثاني/نوفمبر 2019")),
    ("distribution limited", ("Distr.: Limited", "Distr. limitée", "Distr. limitada", *["Distr.: Limited"] * 3)),
    ("original fr", ("Original: French", "Original~: français", "Original: francés", *["Original: French"] * 3)),
    ("language fr", ("French", "Français", "Francés", "French", "French", "French")),
    ("annex 2", ("Annex II", "Annexe II", "Anexo II", "Приложение II", "附件二", "المرفق الثاني")),
    ('signed "Zoya Kolontai"', (
        "(<em>Signed</em>) Zoya Kolontai", "(<em>Signé</em>) Zoya Kolontai", "(<em>Firmado</em>) Zoya Kolontai",
        "(<em>Подпись</em>) Zoya Kolontai", "Zoya Kolontai(签名)", "(توقيع) Zoya Kolontai")),
    ("footer.please-recycle", (
        "Please recycle", "Merci de recycler", "Se ruega reciclar", "Просьба отправить на вторичную переработку",
        "请回收", "الرجاء إعادة استعمال الورق")),
    ("document addendum", ("Addendum", "Additif", "Adición", "Добавление", "增编", "إضافة")),
    ("document corrigendum", ("Corrigendum", "Rectificatif", "Corrección", "Исправление", "更正", "تصويب")),
    ("document Corr.2", ("Corrigendum", "Rectificatif", "Corrección", "Исправление", "更正", "تصويب")),
    ("document Add.1", ("Addendum", "Additif", "Adición", "Добавление", "增编", "إضافة")),
    ("document Rev.1", ("Revision", "Révision", "Revisión", "Пересмотр", "订正", "تنقيح")),
])  # fmt: skip
def test_words(typed, lines):
    assert printed(*shlex.split(typed)) == lines


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_each_kind_runs(kind):
    verb, named, *values = shlex.split(KINDS[kind].example)
    assert (verb, named) == ("words", kind)
    assert all(printed(kind, *values))
    assert "\n" not in KINDS[kind].help


def test_every_context_of_the_house_is_a_kind():
    for message in house_messages():
        assert printed(message.context)[0] == message.text


def test_annex_recycle_meeting_and_draft():
    assert printed("annex")[0] == "Annex"
    assert printed("recycle")[1] == "Merci de recycler"
    assert printed("meeting", "85")[3] == "85-е пленарное заседание"
    assert printed("draft", "3")[3] == "Черновик: в этом документе еще не переведены 3 фрагмента"
    assert printed("draft.line")[0] == "Draft: {count} passage of this document is not yet translated"


@pytest.mark.parametrize(("typed", "what", "hint"), [
    ("sesion 73", "unknown kind of words “sesion”: there is session, special-session", "did you mean “session”?"),
    ("footer.please-recyle", "unknown kind", "did you mean “footer.please-recycle”?"),
    ("qqq", "unknown kind", "for example: sixfold words session 73"),
    ("session", "a value is missing", "sixfold words session 73"),
    ("session ''", "a value is missing", "sixfold words session 73"),
    ("session 73 74", "“74” is one value too many", "sixfold words session 73"),
    ("session 0", "session 0", None),
    ("session -1", "“-1” is not a whole number", "write figures"),
    ("session 1000", "session 1000", None),
    ("session lxvi", "“lxvi” is not a whole number", "write figures"),
    ("session ٦٦", "“٦٦” is not a whole number", "write figures"),
    ("session 66 human-rights-council general-assembly", "one organ at most", "sixfold words session 73"),
    ("session 66 human-right-council", "“human-right-council” is one value too many", "sixfold words session 73"),
    ("item", "a value is missing", "words item"),
    ("item abc", "“abc” is not an agenda item", "107 or 69(b)"),
    ("item 69(ab)", "“69(ab)” is not an agenda item", "107 or 69(b)"),
    ("item 69(a)-70(b)", "“69(a)-70(b)” is not an agenda item", "12-14, 69(a)-(d)"),
    ("item 69()", "“69()” is not an agenda item", "107 or 69(b)"),
    ("item 7 7", "agenda item 7 stands twice", None),
    ("date 2011-13-01", "“2011-13-01” is not a date", "2011-07-01"),
    ("date 1.7.2011", "“1.7.2011” is not a date", "2011-07-01"),
    ("date 2019-11-04 2019-11-03", "ends on 2019-11-03, before it begins", None),
    ("organ general-asembly", "unknown organ", "did you mean “general-assembly”?"),
    ("distribution secret", "there is general, limited, restricted, provisional", None),
    ("original de", "unknown language “de”: the six are ar, en, es, fr, ru, zh", None),
    ("annex 0", "number 0", None),
    ("recycle now", "“now” is one value too many", "words recycle"),
    ("footer.please-recycle now", "“now” is one value too many", "footer.please-recycle"),
    ("draft -3", "“-3” is not a whole number", "write figures"),
    ("states", "a value is missing", "words states Bahrain Belarus"),
    ("states Bahrain Russia", "no State “Russia”", "did you mean the Russian Federation?"),
    ("states Korea", "no State “Korea”", "the Republic of Korea or the Democratic People’s Republic of Korea"),
    ("states Byelarus", "no State “Byelarus”", "did you mean Belarus"),
    ("states General", "no State “General”", None),  # a term, and no State
    ("states qqqq", "no State “qqqq”", "locales/terms.csv"),
    ("term traficking", "no term “traficking”", None),
    ("term trafficking", "no term “trafficking”", "did you mean “trafficking in persons” or “human trafficking” or"),
    ("term qqqq", "no term “qqqq”", "sixfold find"),
])  # fmt: skip
def test_wrong_words_are_refused_in_one_sentence(typed, what, hint):
    with pytest.raises(UsageError) as caught:
        printed(*shlex.split(typed))
    (problem,) = caught.value.problems
    assert what in problem.what
    assert "\n" not in problem.what
    assert hint is None or hint in (problem.hint or "")


def test_no_houses_give_no_lines():
    assert words("session", ["73"], []) == []


def test_states_are_a_list_in_each_language_with_its_articles_and_in_its_order():
    assert printed("states", "Ecuador", "Russian Federation", "Bahrain", "Iran", "Bolivia") == (
        "Bahrain, Bolivia (Plurinational State of), Ecuador, Iran (Islamic Republic of) and the Russian Federation",
        "Bahreïn, la Bolivie (État plurinational de), l’Équateur, la Fédération de Russie et l’Iran (République islamique d’)",
        "Bahrein, Bolivia (Estado Plurinacional de), el Ecuador, la Federación de Rusia e Irán (República Islámica del)",
        "Бахрейн, Боливия (Многонациональное Государство), Иран (Исламская Республика), Российская Федерация и Эквадор",
        "巴林、多民族玻利维亚国、厄瓜多尔、伊朗伊斯兰共和国和俄罗斯联邦",
        "الاتحاد الروسي وإكوادور وإيران (جمهورية - الإسلامية) والبحرين وبوليفيا (دولة - المتعددة القوميات)",
    )


def test_formal_names_are_listed_as_formal_names_each_at_the_place_of_the_short_one():
    assert printed("states", "the Republic of Zambia", "Italy", "the Islamic Republic of Iran", "Королевство Бахрейн", "Cuba") == (
        "the Kingdom of Bahrain, Cuba, the Islamic Republic of Iran, Italy and the Republic of Zambia",
        "le Royaume de Bahreïn, Cuba, la République islamique d’Iran, l’Italie et la République de Zambie",
        "el Reino de Bahrein, Cuba, la República Islámica del Irán, Italia y la República de Zambia",
        "Королевство Бахрейн, Республика Замбия, Исламская Республика Иран, Италия и Куба",
        "巴林王国、古巴、伊朗伊斯兰共和国、意大利和赞比亚共和国",
        "جمهورية إيران الإسلامية وإيطاليا ومملكة البحرين وجمهورية زامبيا وكوبا",
    )


@pytest.mark.parametrize("names", [
    ["Belarus", "the Philippines"], ["Bélarus (le)", "Philippines (the)"], ["philippines, belarus;"], ["白俄罗斯", "菲律宾"],
    ["бЕЛАРУСЬ", "الفلبين"], ["Belarus", "Belarus", "Filipinas"], ["belarus", "les Philippines"],
])  # fmt: skip
def test_a_state_is_known_by_its_name_in_any_language_with_its_article_or_without(names):
    assert printed("states", *names)[:2] == ("Belarus and the Philippines", "le Bélarus et les Philippines")


@pytest.mark.parametrize(("code", "names"), [
    ("ru", ["Израиль", "Испания", "Йемен", "Кабо-Верде"]),  # й comes after и
    ("es", ["Cantor", "Canz", "Caña", "Cao"]),  # ñ comes after n
    ("fr", ["Estonie", "Eswatini", "États-Unis d’Amérique", "Éthiopie", "Fidji"]),
    ("fr", ["Guinée", "Guinée-Bissau", "Guinée équatoriale"]),
    ("ar", ["الاتحاد الروسي", "إثيوبيا", "الأرجنتين", "أرمينيا", "إسبانيا", "ألبانيا", "البحرين", "بلجيكا"]),
])  # fmt: skip
def test_names_are_sorted_by_the_alphabet_of_their_language(code, names):
    backwards = names[::-1]
    assert sorted(backwards, key=lambda name: alphabetical(name, code)) == names


@pytest.mark.parametrize("typed", ["trata de personas", "торговли людьми", "TRAFICO DE PERSONAS", "贩卖人口"])
def test_a_term_is_known_by_any_form_in_any_language_and_shows_those_to_avoid(typed):
    lines = printed("term", typed)
    assert lines[0].startswith("trafficking in persons")
    assert lines[2].startswith("trata de personas (not: tráfico de personas)")


def test_a_term_that_the_list_lacks_in_a_language_has_a_dash_there(tmp_path):
    path = tmp_path / "terms.csv"
    path.write_text("en,fr\nfoo,bar | baz\n", encoding="utf-8")
    lines = words("term", ["foo"], [load_house(PROJECT, code) for code in CODES], read_terms(path))
    assert [text for _, text in lines] == ["foo", "bar | baz", "—", "—", "—", "—"]
