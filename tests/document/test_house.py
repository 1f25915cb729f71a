"""The fixed words: the forms of the Organization, cell by cell, from the committed catalogs."""

import datetime
import gettext
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import get_args

import polib
import pytest

from sixfold.document.fields import Distribution, Organ
from sixfold.document.house import House, house_message, house_messages, keys
from sixfold.errors import UsageError
from sixfold.languages import LANGUAGES

ROOT = Path(__file__).parents[2]
CODES = ("en", "fr", "es", "ru", "zh", "ar")
TRANSLATED = ("ar", "es", "fr", "ru", "zh")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
day = datetime.date


@cache
def catalog(code: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locales" / code / "LC_MESSAGES" / "house.po"))


@cache
def entries(code: str) -> Mapping[str, polib.POEntry]:
    return {entry.msgctxt: entry for entry in catalog(code) if not entry.obsolete}


def plural_form(code: str, count: int) -> int:
    rule = catalog(code).metadata["Plural-Forms"].partition("plural=")[2].rstrip(";")
    return gettext.c2py(rule)(count)


def house_of(code: str) -> House:
    """The house of a language as its committed catalog has it."""
    if code == "en":
        return House(LANGUAGES["en"])

    def lookup(context: str, text: str, plural: str | None, count: int) -> str | None:
        entry = entries(code)[context]
        assert entry.msgid == text
        if plural is None:
            return entry.msgstr or None
        assert entry.msgid_plural == plural
        return entry.msgstr_plural[plural_form(code, count)]

    return House(LANGUAGES[code], lookup)


def in_six(method):
    """The result of *method* in the order en fr es ru zh ar, ~ for the no-break space."""
    return tuple(method(house_of(code)).replace("\xa0", "~") for code in CODES)


def test_name_of_the_organization():
    assert in_six(lambda house: house.word("masthead.united-nations")) == (
        "United Nations", "Nations Unies", "Naciones Unidas", "Организация Объединенных Наций", "联合国",
        "الأمم المتحدة")  # fmt: skip


#: Organs in the six languages.
ORGANS = (
    ("general-assembly", ("General Assembly", "Assemblée générale", "Asamblea General", "Генеральная Ассамблея", "大会",
                          "الجمعية العامة")),
    ("security-council", ("Security Council", "Conseil de sécurité", "Consejo de Seguridad", "Совет Безопасности",
                          "安全理事会", "مجلس الأمن")),
    ("economic-and-social-council", (
        "Economic and Social Council", "Conseil économique et social", "Consejo Económico y Social",
        "Экономический и Социальный Совет", "经济及社会理事会", "المجلس الاقتصادي والاجتماعي")),
    ("human-rights-council", (
        "Human Rights Council", "Conseil des droits de l’homme", "Consejo de Derechos Humanos",
        "Совет по правам человека", "人权理事会", "مجلس حقوق الإنسان")),
    ("trusteeship-council", (
        "Trusteeship Council", "Conseil de tutelle", "Consejo de Administración Fiduciaria", "Совет по Опеке",
        "托管理事会", "مجلس الوصاية")),
    ("secretariat", ("Secretariat", "Secrétariat", "Secretaría", "Секретариат", "秘书处", "الأمانة العامة")),
    ("international-court-of-justice", (
        "International Court of Justice", "Cour internationale de Justice", "Corte Internacional de Justicia",
        "Международный Суд", "国际法院", "محكمة العدل الدولية")),
    ("commission-on-crime-prevention-and-criminal-justice", (
        "Commission on Crime Prevention and Criminal Justice",
        "Commission pour la prévention du crime et la justice pénale",
        "Comisión de Prevención del Delito y Justicia Penal",
        "Комиссия по предупреждению преступности и уголовному правосудию", "预防犯罪和刑事司法委员会",
        "لجنة منع الجريمة والعدالة الجنائية")),
    ("third-committee", ("Third Committee", "Troisième Commission", "Tercera Comisión", "Третий комитет", "第三委员会",
                         "اللجنة الثالثة")),
)  # fmt: skip


def test_organ():
    assert {key: in_six(lambda house, key=key: house.organ(key)) for key, _ in ORGANS} == dict(ORGANS)


def test_unknown_organ_is_refused_with_the_nearest_named():
    with pytest.raises(UsageError, match="did you mean “general-assembly”"):
        house_of("en").organ("general-asembly")


#: Categories of distribution.
CATEGORIES = (
    ("general", ("Distr.: General", "Distr. générale", "Distr. general", *["Distr.: General"] * 3)),
    ("limited", ("Distr.: Limited", "Distr. limitée", "Distr. limitada", *["Distr.: Limited"] * 3)),
    ("restricted", ("Distr.: Restricted", "Distr. restreinte", "Distr. reservada", *["Distr.: Restricted"] * 3)),
    ("provisional", ("Provisional", "Provisoire", "Provisional", "Предварительный отчет", "临时", "مؤقت")),
)  # fmt: skip


def test_distribution():
    assert {one: in_six(lambda house, one=one: house.distribution(one)) for one, _ in CATEGORIES} == dict(CATEGORIES)


def test_masthead_date_is_english_in_russian_chinese_and_arabic():
    assert in_six(lambda house: house.masthead_date(day(2011, 10, 4))) == (
        "4~October 2011", "4~octobre 2011", "4~de~octubre de 2011", *["4~October 2011"] * 3)  # fmt: skip


def test_language_line_names_the_document_s_own_language():
    assert [house_of(code).language_line("en") for code in CODES] == [
        "", "Français", "Español", "Russian", "Chinese", "Arabic"]  # fmt: skip


def test_original_has_no_language_line():
    assert [house_of(code).language_line(code) for code in CODES] == [""] * 6


ORIGINALS = {  # names in “Original: …”
    "en": ("English", "anglais", "inglés"), "ar": ("Arabic", "arabe", "árabe"), "zh": ("Chinese", "chinois", "chino"),
    "es": ("Spanish", "espagnol", "español"), "fr": ("French", "français", "francés"),
    "ru": ("Russian", "russe", "ruso"),
}  # fmt: skip


def test_original_line():
    for code, (english, french, spanish) in ORIGINALS.items():
        assert in_six(lambda house, code=code: house.original_line(code)) == (
            f"Original: {english}", f"Original~: {french}", f"Original: {spanish}", *[f"Original: {english}"] * 3)  # fmt: skip


def test_original_line_of_two_languages():
    assert in_six(lambda house: house.original_line("en", "fr"))[:3] == (
        "Original: English/French", "Original~: anglais/français", "Original: inglés/francés")  # fmt: skip


def test_bracket_of_the_original_is_translated_in_every_language():
    assert in_six(lambda house: house.original_bracket("ru")) == (
        "[Original: Russian]", "[Original~: russe]", "[Original: ruso]", "[Подлинный текст на русском языке]",
        "[原件：俄文]", "[الأصل: بالروسية]")  # fmt: skip
    assert in_six(lambda house: house.original_bracket("ar", "en", "fr")) == (
        "[Original: Arabic, English and French]", "[Original~: arabe, anglais et français]",
        "[Original: árabe, inglés y francés]", "[Подлинный текст на арабском, английском и французском языках]",
        "[原件：阿拉伯文、英文和法文]", "[الأصل: بالعربية والإنكليزية والفرنسية]")  # fmt: skip
    assert house_of("es").original_bracket("fr", "en") == "[Original: francés e inglés]"


def test_catalogs_repeat_the_english_words_of_the_masthead_block():
    groups = ("distribution.", "language.", "original.")
    block = [message for message in house_messages() if message.context.startswith(groups)]
    assert len(block) == 4 + 6 + 7  # original.line too
    for code in ("ar", "ru", "zh"):
        others = [message.context for message in block if entries(code)[message.context].msgstr != message.text]
        assert others == ["distribution.provisional"], code


#: Lines of sessions: number, kind, words.
SESSIONS = (
    (1, "regular", ("First session", "Première session", "Primer período de sesiones", "Первая сессия", "第一届会议",
                    "الدورة الأولى")),
    (66, "regular", ("Sixty-sixth session", "Soixante-sixième session", "Sexagésimo sexto período de sesiones",
                     "Шестьдесят шестая сессия", "第六十六届会议", "الدورة السادسة والستون")),
    (81, "regular", ("Eighty-first session", "Quatre-vingt-unième session", "Octogésimo primer período de sesiones",
                     "Восемьдесят первая сессия", "第八十一届会议", "الدورة الحادية والثمانون")),
    (66, "year", ("Sixty-sixth year", "Soixante-sixième année", "Sexagésimo sexto año", "Шестьдесят шестой год",
                  "第六十六年", "السنة السادسة والستون")),
    (26, "special", ("Twenty-sixth special session", "Vingt-sixième session extraordinaire",
                     "Vigésimo sexto período extraordinario de sesiones", "Двадцать шестая специальная сессия",
                     "第二十六届特别会议", "الدورة الاستثنائية السادسة والعشرون")),
    (10, "emergency-special", (
        "Tenth emergency special session", "Dixième session extraordinaire d’urgence",
        "Décimo período extraordinario de sesiones de emergencia", "Десятая чрезвычайная специальная сессия",
        "第十届紧急特别会议", "الدورة الاستثنائية الطارئة العاشرة")),
    (2025, "of-year", ("2025 session", "Session de 2025", "Período de sesiones de 2025", "Сессия 2025 года", "2025年会议",
                       "دورة عام 2025")),
    (2002, "substantive", ("Substantive session of 2002", "Session de fond de 2002",
                           "Período de sesiones sustantivo de 2002", "Основная сессия 2002~года",
                           "2002年实质性会议", "الدورة الموضوعية لعام 2002")),
)  # fmt: skip


def test_session_line():
    lines = {row[:2]: in_six(lambda house, row=row: house.session(*row[:2])) for row in SESSIONS}
    assert lines == {row[:2]: row[2] for row in SESSIONS}


def test_security_council_year_in_arabic_as_in_its_records():
    assert house_of("ar").session(78, "year") == "السنة الثامنة والسبعون"  # S/PV.9432


def test_spanish_counts_sessions_of_the_human_rights_council_in_figures_from_eleven():
    es = house_of("es")
    assert es.session(26, organ="human-rights-council") == "26º período de sesiones"  # A/HRC/RES/26/8
    assert es.session(10, organ="human-rights-council") == "Décimo período de sesiones"
    assert es.session(26, organ="general-assembly") == "Vigésimo sexto período de sesiones"
    assert house_of("fr").session(26, organ="human-rights-council") == "Vingt-sixième session"


#: Sessions of organs in Spanish.
IN_SPANISH = (
    (57, "commission-on-narcotic-drugs", "57º período de sesiones"),  # E/2014/28
    (61, "commission-on-narcotic-drugs", "61<sup>er</sup> período de sesiones"),  # E/2018/28
    (54, "commission-on-the-status-of-women", "54º período de sesiones"),  # E/2010/27
    (20, "commission-on-crime-prevention-and-criminal-justice", "20º período de sesiones"),
    (9, "commission-on-crime-prevention-and-criminal-justice", "Noveno período de sesiones"),
    (43, "statistical-commission", "43<sup>er</sup> período de sesiones"),
    (45, "economic-and-social-council", "45º período de sesiones"),  # the masthead of its commissions
    (66, "third-committee", "Sexagésimo sexto período de sesiones"),
    (66, None, "Sexagésimo sexto período de sesiones"),
)  # fmt: skip


def test_spanish_counts_sessions_in_figures_from_eleven_but_for_the_general_assembly():
    lines = {row[:2]: house_of("es").session(row[0], organ=row[1]) for row in IN_SPANISH}
    assert lines == {row[:2]: row[2] for row in IN_SPANISH}


def test_spanish_counts_years_of_the_security_council_in_words():
    assert house_of("es").session(66, "year", "security-council") == "Sexagésimo sexto año"


def test_plenary_meeting():
    assert in_six(lambda house: house.plenary_meeting(85)) == (
        "85th plenary meeting", "85<sup>e</sup> séance plénière", "85ª sesión plenaria", "85-е пленарное заседание",
        "第85次全体会议", "الجلسة العامة 85")  # fmt: skip
    assert house_of("es").plenary_meeting(92) == "92ª sesión plenaria"


#: Sessions that there can’t be, and what of each is told.
NO_SESSIONS = (
    (0, "regular", "session 0"), (-1, "year", "year -1"), (1000, "special", "session 1000"),
    (1945, "substantive", "1945"),
)  # fmt: skip


def test_session_that_can_t_be_is_refused():
    for n, kind, words in NO_SESSIONS:
        with pytest.raises(UsageError, match=words):
            house_of("en").session(n, kind)


#: Agenda items and their lines.
AGENDA = (
    ([107], ("Agenda item 107", "Point 107 de l’ordre du jour", "Tema 107 del programa", "Пункт 107 повестки дня",
             "议程项目107", "البند 107 من جدول الأعمال")),
    ([7, 133], ("Agenda items 7 and 133", "Points 7 et 133 de l’ordre du jour", "Temas 7 y 133 del programa",
                "Пункты 7 и 133 повестки дня", "议程项目7和133", "البندان 7 و~133 من جدول الأعمال")),
    ([1, 2, 3], ("Agenda items 1, 2 and 3", "Points 1, 2 et 3 de l’ordre du jour", "Temas 1, 2 y 3 del programa",
                 "Пункты 1, 2 и 3 повестки дня", "议程项目1、2和3", "البنود 1 و~2 و~3 من جدول الأعمال")),
    (["69(b)"], ("Agenda item 69~(b)", "Point 69~b) de l’ordre du jour", "Tema 69~b) del programa",
                 "Пункт 69~b) повестки дня", "议程项目69(b)", "البند 69~(ب) من جدول الأعمال")),
    (["69(a)", "69(b)"], (
        "Agenda items 69~(a) and (b)", "Points 69~a) et b) de l’ordre du jour", "Temas 69~a) y b) del programa",
        "Пункты 69~a) и b) повестки дня", "议程项目69(a)和(b)", "البندان 69~(أ) و~(ب) من جدول الأعمال")),
    (["12-14"], ("Agenda items 12 to 14", "Points 12 à 14 de l’ordre du jour", "Temas 12 a 14 del programa",
                 "Пункты 12–14 повестки дня", "议程项目12至14", "البنود 12 إلى 14 من جدول الأعمال")),
    (["69(a)-(c)"], (
        "Agenda items 69~(a) to (c)", "Points 69~a) à c) de l’ordre du jour", "Temas 69~a) a c) del programa",
        "Пункты 69~a)–c) повестки дня", "议程项目69(a)至(c)", "البند 69~(أ) إلى (ج) من جدول الأعمال")),
)  # fmt: skip


def test_agenda_line():
    assert [in_six(lambda house, items=items: house.agenda_items(items)) for items, _ in AGENDA] == [lines for _, lines in AGENDA]


def test_provisional_agenda_has_its_star_where_the_language_puts_it():
    assert in_six(lambda house: house.agenda_items([5], "provisional", "*")) == (
        "Item 5 of the provisional agenda*", "Point 5 de l’ordre du jour provisoire*",
        "Tema 5 del programa provisional*",
        "Пункт 5 предварительной повестки дня*", "临时议程* 项目5", "البند 5 من جدول الأعمال المؤقت*")  # fmt: skip
    assert house_of("zh").agenda_items(["14(g)"], "provisional", "*") == "临时议程* 项目14(g)"
    assert house_of("zh").agenda_items([5], "provisional") == "临时议程项目5"


def test_preliminary_list():
    assert in_six(lambda house: house.agenda_items([104], "preliminary", "*")) == (
        "Item 104 of the preliminary list*", "Point 104 de la liste préliminaire*", "Tema 104 de la lista preliminar*",
        "Пункт 104 первоначального перечня*", "暂定项目表* 项目104", "البند 104 من القائمة الأولية*")  # fmt: skip


def test_star_of_a_plain_agenda_line_stands_at_its_end():
    assert house_of("zh").agenda_items([5], note_mark="*") == "议程项目5*"


def test_spanish_has_two_words_for_agenda():
    es = house_of("es")
    assert es.agenda_items([3], organ="human-rights-council") == "Tema 3 de la agenda"  # A/HRC/RES/26/8
    assert es.agenda_items([2, 3], organ="human-rights-council") == "Temas 2 y 3 de la agenda"
    assert es.agenda_items([3], "provisional", organ="human-rights-council") == "Tema 3 de la agenda provisional"
    assert es.agenda_items([3], organ="general-assembly") == "Tema 3 del programa"


def test_arabic_dual_and_plural_on_the_provisional_agenda():
    ar = house_of("ar")
    assert ar.agenda_items([5, 6], "provisional", "*") == "البندان 5 و\xa06 من جدول الأعمال المؤقت*"
    assert ar.agenda_items([5, 6, 7], "preliminary") == "البنود 5 و\xa06 و\xa07 من القائمة الأولية"


#: Heads of parts, signature and foot.
PARTS = (
    (lambda house: house.part("annex"), ("Annex", "Annexe", "Anexo", "Приложение", "附件", "المرفق")),
    (lambda house: house.part("annex", 1), ("Annex I", "Annexe I", "Anexo I", "Приложение I", "附件一", "المرفق الأول")),
    (lambda house: house.part("enclosure"), ("Enclosure", "Pièce jointe", "Apéndice", "Добавление", "附文", "الضميمة")),
    (lambda house: house.part("appendix"), ("Appendix", "Appendice", "Apéndice", "Добавление", "附录", "التذييل")),
    (lambda house: house.document_kind("addendum"), ("Addendum", "Additif", "Adición", "Добавление", "增编", "إضافة")),
    (lambda house: house.document_kind("corrigendum"), (
        "Corrigendum", "Rectificatif", "Corrección", "Исправление", "更正", "تصويب")),
    (lambda house: house.word("part.contents"), ("Contents", "Table des matières", "Índice", "Содержание", "目录", "المحتويات")),
    (House.please_recycle, ("Please recycle", "Merci de recycler", "Se ruega reciclar",
                            "Просьба отправить на вторичную переработку", "请回收", "الرجاء إعادة استعمال الورق")),
    (lambda house: house.signed("Zoya Kolontai"), (
        "(<em>Signed</em>) Zoya Kolontai", "(<em>Signé</em>) Zoya Kolontai", "(<em>Firmado</em>) Zoya Kolontai",
        "(<em>Подпись</em>) Zoya Kolontai", "Zoya Kolontai(签名)", "(توقيع) Zoya Kolontai")),
    (lambda house: house.reissued(day(2011, 6, 16)), (
        "Reissued for technical reasons on 16~June 2011.", "Nouveau tirage pour raisons techniques (16~juin 2011).",
        "Publicado nuevamente por razones técnicas el 16~de~junio de 2011.",
        "Переиздано по техническим причинам 16~июня 2011~года.", "由于技术原因于2011年6月16日重新印发。",
        "أعيد إصدارها لأسباب فنية في 16~حزيران/يونيه 2011.")),
)  # fmt: skip


def test_part_signature_and_foot():
    assert [in_six(method) for method, _ in PARTS] == [lines for _, lines in PARTS]


#: Kinds of documents.
DOCUMENT_KINDS = (
    ("report-of-the-secretary-general", (
        "Report of the Secretary-General", "Rapport du Secrétaire général", "Informe del Secretario General",
        "Доклад Генерального секретаря", "秘书长的报告", "تقرير الأمين العام")),
    ("note-by-the-secretary-general", (
        "Note by the Secretary-General", "Note du Secrétaire général", "Nota del Secretario General",
        "Записка Генерального секретаря", "秘书长的说明", "مذكرة من الأمين العام")),
    ("draft-resolution", ("Draft resolution", "Projet de résolution", "Proyecto de resolución", "Проект резолюции",
                          "决议草案", "مشروع قرار")),
    ("resolution.general-assembly", (
        "Resolution adopted by the General Assembly", "Résolution adoptée par l’Assemblée générale",
        "Resolución aprobada por la Asamblea General", "Резолюция, принятая Генеральной Ассамблеей", "大会决议",
        "قرار اتخذته الجمعية العامة")),
    ("note-verbale", ("Note verbale", "Note verbale", "Nota verbal", "Вербальная нота", "普通照会", "مذكرة شفوية")),
)  # fmt: skip


def test_kind_of_document():
    assert {key: in_six(lambda house, key=key: house.document_kind(key)) for key, _ in DOCUMENT_KINDS} == dict(DOCUMENT_KINDS)


# Drafts


#: Lines of drafts: language, number of passages.
DRAFTS = (
    ("en", 1, "Draft: 1 passage of this document is not yet translated"),
    ("en", 2, "Draft: 2 passages of this document are not yet translated"),
    ("fr", 1, "Version provisoire~: 1 passage de ce document n’est pas encore traduit"),
    ("fr", 2, "Version provisoire~: 2 passages de ce document ne sont pas encore traduits"),
    ("es", 1, "Borrador: queda por traducir 1 pasaje de este documento"),
    ("es", 5, "Borrador: quedan por traducir 5 pasajes de este documento"),
    ("ru", 1, "Черновик: в этом документе еще не переведен 1 фрагмент"),
    ("ru", 3, "Черновик: в этом документе еще не переведены 3 фрагмента"),
    ("ru", 11, "Черновик: в этом документе еще не переведено 11 фрагментов"),
    ("ru", 21, "Черновик: в этом документе еще не переведен 21 фрагмент"),
    ("zh", 7, "草稿：本文件尚有7处文字未翻译"),
    ("ar", 1, "مسودة: 1 من مقاطع هذه الوثيقة لم يُترجم بعد"),
    ("ar", 2, "مسودة: 2 من مقاطع هذه الوثيقة لم يُترجما بعد"),
    ("ar", 7, "مسودة: 7 مقاطع من هذه الوثيقة لم تُترجم بعد"),
    ("ar", 11, "مسودة: 11 مقطعا من هذه الوثيقة لم يُترجم بعد"),
    ("ar", 100, "مسودة: 100 مقطع من هذه الوثيقة لم يُترجم بعد"),
)  # fmt: skip


def test_draft_line():
    lines = {row[:2]: house_of(row[0]).draft_line(row[1]).replace("\xa0", "~") for row in DRAFTS}
    assert lines == {row[:2]: row[2] for row in DRAFTS}


#: The same, where fuzzy translations are printed.
FUZZY_DRAFTS = (
    ("en", 1, "Draft: the translation of 1 passage of this document is not final"),
    ("fr", 2, "Version provisoire~: la traduction de 2 passages n’est pas définitive"),
    ("es", 1, "Borrador: la traducción de 1 pasaje de este documento no es definitiva"),
    ("ru", 21, "Черновик: перевод 21 фрагмента этого документа не завершен"),
    ("ru", 3, "Черновик: перевод 3 фрагментов этого документа не завершен"),
    ("zh", 7, "草稿：本文件尚有7处译文未定稿"),
    ("ar", 2, "مسودة: 2 من مقاطع هذه الوثيقة لم تُستكمل ترجمتهما بعد"),
    ("ar", 7, "مسودة: 7 مقاطع من هذه الوثيقة لم تُستكمل ترجمتها بعد"),
    ("ar", 11, "مسودة: 11 مقطعا من هذه الوثيقة لم تُستكمل ترجمته بعد"),
)  # fmt: skip


def test_line_of_a_draft_that_prints_fuzzy_translations():
    lines = {row[:2]: house_of(row[0]).draft_line(row[1], prints_fuzzy=True).replace("\xa0", "~") for row in FUZZY_DRAFTS}
    assert lines == {row[:2]: row[2] for row in FUZZY_DRAFTS}


def test_draft_title():
    assert in_six(lambda house: house.word("draft.title", title="A/66/398")) == (
        "Draft: A/66/398", "Version provisoire~: A/66/398", "Borrador: A/66/398", "Черновик: A/66/398", "草稿：A/66/398",
        "مسودة: A/66/398")  # fmt: skip


def test_missing_words_are_printed_in_english_and_remembered_once_in_order():
    house = House(LANGUAGES["fr"], lambda context, text, plural, count: None)
    assert house.please_recycle() == "Please recycle"
    assert house.session(66) == "Sixty-sixth session"
    assert house.draft_line(2) == "Draft: 2 passages of this document are not yet translated"
    assert house.please_recycle() == "Please recycle"
    assert house.untranslated == ["footer.please-recycle", "session.regular", "draft.line"]


def test_fuzzy_words_are_printed_and_counted_with_the_rule_that_one_breaks():
    words = {"footer.please-recycle": "Merci", "session.regular": None}
    house = House(LANGUAGES["fr"], lambda context, *_: words[context], {"footer.please-recycle": "", "session.regular": "gaps"})
    assert (house.please_recycle(), house.session(66)) == ("Merci", "Sixty-sixth session")
    assert house.untranslated == ["footer.please-recycle", "session.regular [gaps]"]


def test_a_line_whose_words_are_missing_is_english_altogether():
    english = house_of("en")
    for line in (
        lambda house: house.session(66, "year"),
        lambda house: house.session(26, organ="human-rights-council"),
        lambda house: house.plenary_meeting(85),
        lambda house: house.agenda_items(["69(b)", 70], "provisional", "*"),
        lambda house: house.part("annex", 2),
        lambda house: house.reissued(day(2011, 6, 16)),
        lambda house: house.draft_line(7),
    ):
        for code in TRANSLATED:
            house = House(LANGUAGES[code], lambda context, text, plural, count: None)
            assert line(house) == line(english), code


def test_complete_catalog_leaves_nothing_untranslated():
    for code in CODES:
        house = house_of(code)
        for message in house_messages():
            house.pattern(message.context)
        assert house.untranslated == []


def test_nothing_but_named_placeholders_is_read_in_a_translation():
    house = House(LANGUAGES["fr"], lambda context, text, plural, count: "{items} {0} {items.__class__} {{ 7*7 }} %s {")
    assert house.agenda_items([107]) == "107 {0} {items.__class__} {{ 7*7 }} %s {"


def test_a_placeholder_left_open_is_never_printed():
    with pytest.raises(ValueError, match=r"house:item\.one needs items"):
        house_of("en").word("item.one")
    assert house_of("fr").pattern("item.one") == "Point {items} de l’ordre du jour"


# house.toml and the catalogs


def test_house_toml_has_each_context_once_each_with_a_comment():
    tables = tomllib.loads((ROOT / "src/sixfold/data/house.toml").read_text(encoding="utf-8"))["message"]
    contexts = [table["context"] for table in tables]
    assert len(set(contexts)) == len(contexts) == len(house_messages())
    assert all(message.comment and message.place == "src/sixfold/data/house.toml" for message in house_messages())


def test_only_placeholders_have_braces_and_no_text_begins_or_ends_with_a_space():
    for message in house_messages():
        assert "{" not in PLACEHOLDER.sub("", message.text)
        assert message.text == message.text.strip()
        assert set(PLACEHOLDER.findall(message.text)) == set(PLACEHOLDER.findall(message.plural or message.text))


def test_catalogs_have_the_messages_of_house_toml_in_their_order_all_translated():
    wanted = [(message.context, message.text, message.plural or "", message.comment) for message in house_messages()]
    for code in TRANSLATED:
        assert [(entry.msgctxt, entry.msgid, entry.msgid_plural, entry.comment) for entry in catalog(code)] == wanted, code
        for entry in catalog(code):
            assert not entry.flags and not entry.obsolete, (code, entry.msgctxt)
            assert all(entry.msgstr_plural.values()) if entry.msgid_plural else entry.msgstr, (code, entry.msgctxt)


def test_every_placeholder_and_tag_survives_translation():
    for code in TRANSLATED:
        for entry in catalog(code):
            for translation in [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values():
                assert sorted(PLACEHOLDER.findall(translation)) == sorted(PLACEHOLDER.findall(entry.msgid)), entry.msgctxt
                tags = [] if code in {"ar", "zh"} else re.findall(r"</?\w+>", entry.msgid)
                assert re.findall(r"</?\w+>", translation) == tags, (code, entry.msgctxt)


def test_catalogs_say_that_they_are_unofficial_and_have_the_plural_forms_of_their_languages():
    heads = {"ar": ("ترجمة غير رسمية", 6), "es": ("Traducción no oficial", 2), "fr": ("Traduction non officielle", 2),
             "ru": ("Неофициальный перевод", 3), "zh": ("非正式译文", 1)}  # fmt: skip
    for code, (unofficial, forms) in heads.items():
        assert f"Unofficial translation. {unofficial}." in catalog(code).header
        assert catalog(code).metadata["Language"] == code
        assert catalog(code).metadata["Plural-Forms"].startswith(f"nplurals={forms};")
        assert list(entries(code)["draft.line"].msgstr_plural) == list(range(forms))
        assert {plural_form(code, count) for count in range(200)} == set(range(forms))


def translations(code):
    for entry in catalog(code):
        yield from [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values()


def test_french_has_a_no_break_space_before_high_punctuation_and_typographic_apostrophes():
    for text in translations("fr"):
        assert not re.search(r"(?<!\xa0)[:;!?]", text)
        assert "'" not in text


def test_catalogs_hold_ascii_digits_no_stretching_and_no_spaced_letters():
    for code in TRANSLATED:
        for text in translations(code):
            assert not re.search("[٠-٩۰-۹]", text)
            assert "ـ" not in text.replace("هـ", "")
            assert not re.search(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", text)


def test_russian_has_no_yo():
    assert not [text for text in translations("ru") if "ё" in text.lower()]


def test_every_organ_and_distribution_of_a_seed_has_its_words():
    assert set(get_args(Organ)) <= set(keys("organ"))
    assert set(get_args(Distribution)) <= set(keys("distribution"))


def test_keys_and_messages():
    assert keys("language") == ("ar", "zh", "en", "fr", "ru", "es")
    assert house_message("organ.secretariat").text == "Secretariat"
    with pytest.raises(UsageError, match=r"did you mean “organ\.secretariat”"):
        house_message("organ.secretariet")
