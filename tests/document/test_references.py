"""References of running text: numbers of resolutions in six languages' wording, addresses of the net, and what is neither."""

from __future__ import annotations

import pytest

from sixfold.document.symbols import find_references

BOTH = {"2231 (2015)": "S/RES/2231(2015)", "79/12": "A/RES/79/12"}


@pytest.mark.parametrize(("language", "text"), [
    ("en", "General Assembly resolution 79/12 of 1 May 2025 and Security Council resolution 2231 (2015)"),
    ("fr", "la résolution 79/12 de l’Assemblée générale et la résolution 2231 (2015) du Conseil de sécurité"),
    ("es", "la resolución 79/12 de la Asamblea General y la resolución 2231 (2015) del Consejo de Seguridad"),
    ("ru", "в резолюции 79/12 Генеральной Ассамблеи и резолюции 2231 (2015) Совета Безопасности"),
    ("ar", "قرار الجمعية العامة 79/12 وقرار مجلس الأمن 2231 (2015)"),
])  # fmt: skip
def test_resolutions_of_both_organs_are_found(language: str, text: str) -> None:
    assert dict(find_references(text, language)) == BOTH


def test_chinese_has_no_space_before_the_year() -> None:
    found = dict(find_references("大会第79/12号决议和安全理事会第2231(2015)号决议", "zh"))
    assert found == {"79/12": "A/RES/79/12", "2231(2015)": "S/RES/2231(2015)"}


@pytest.mark.parametrize(("text", "found"), [
    ("resolutions 2334 (2016), 2712 (2023) and 2720 (2023)", ["S/RES/2334(2016)", "S/RES/2712(2023)", "S/RES/2720(2023)"]),
    ("Assembly resolutions ES-10/23 and 3379 (XXX)", ["A/RES/ES-10/23", "A/RES/3379(XXX)"]),
    ("General Assembly resolution 79/12 and Human Rights Council resolution 55/1", ["A/RES/79/12"]),
    ("Commission on Human Rights resolution 1998/50", []),
    ("resolution 55/1", []),  # whose it is, nothing says
    ("General Assembly resolution 26/8", []),  # its sessions have been counted so since the thirty-first
    ("The resolution was adopted. See page 12 (2015).", []),
    ("item 5 (2011) of the agenda of the Assembly, 24/7", []),
    ("A/RES/79/12 is a resolution of the General Assembly", []),  # a symbol, which is found otherwise
    ("see https://x.com/status/79/12, a resolution of the General Assembly", ["https://x.com/status/79/12"]),
    ("(www.un.org/en/sc).", ["http://www.un.org/en/sc"]),
])  # fmt: skip
def test_only_what_is_named_a_resolution_is_one(text: str, found: list[str]) -> None:
    assert [target for _, target in find_references(text, "en")] == found
