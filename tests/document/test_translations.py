"""What `scripts/translations.py` finds wrong with a translation, and that it finds nothing in ours."""

import ast
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

SCRIPT = Path(__file__).parent.parent.parent / "scripts" / "translations.py"
MEASURES = ("%1 measure", "%1 measures")


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def catalogue(text: str | tuple[str, str], string: str | tuple[str, ...], language: str = "de_DE") -> Catalog:
    """A catalogue of one message."""
    made = Catalog(locale=language)
    made.add(text, string)
    return made


@pytest.mark.parametrize("language", ["ar_SA", "de_DE", "es_ES", "fr_FR", "zh_CN"])
def test_nothing_is_wrong_with_ours(translations: ModuleType, language: str) -> None:
    with translations.po_of(language).open("rb") as file:
        assert translations.faults(read_po(file, locale=language)) == []


@pytest.mark.parametrize(
    ("text", "string", "fault"),
    [
        ("%1 of %2", "%1", "“%1” has %1, and needs %1 and %2."),
        ("%1 of %2", "%1 von %3", "“%1 von %3” has %1 and %3, and needs %1 and %2."),
        ("Copy", "%1 kopieren", "“%1 kopieren” has %1, and needs none."),
        ("Copy", "  ", "a translation of nothing but space."),
        ("Copy", " Kopieren", "“ Kopieren” begins or ends with other space."),
        ("Copy", "Kopieren\n", "“Kopieren\n” begins or ends with other space."),
        (MEASURES, ("%1 Takt", ""), "2 forms are needed, 1 written."),
        (MEASURES, ("%1 Takt", "%1 Takte", "%1 Takte"), "2 forms are needed, 3 written."),
        (MEASURES, ("ein Takt", "Takte"), "“Takte” has none, and needs %1."),
    ],
)
def test_what_would_come_out_wrong_is_named(
    translations: ModuleType, text: str | tuple[str, str], string: str | tuple[str, ...], fault: str
) -> None:
    name = text if isinstance(text, str) else text[0]
    assert translations.faults(catalogue(text, string)) == [f"“{name}”: {fault}"]


@pytest.mark.parametrize(
    ("text", "string", "language"),
    [
        ("%1 of %2", "%2 的 %1", "zh_CN"),
        ("12 % of it", "12 % davon", "de_DE"),
        ("Not yet", "", "de_DE"),
        (MEASURES, ("", ""), "de_DE"),
        (MEASURES, ("ein Takt", "%1 Takte"), "de_DE"),
        (MEASURES, ("%1 小节",), "zh_CN"),
        (
            MEASURES,
            ("لا مازورات", "مازورة واحدة", "مازورتان", "%1 مازورات", "%1 مازورة", "%1 مازورة"),
            "ar_SA",
        ),
    ],
)
def test_what_is_right_is_left_alone(
    translations: ModuleType, text: str | tuple[str, str], string: str | tuple[str, ...], language: str
) -> None:
    assert translations.faults(catalogue(text, string, language)) == []


def test_a_form_for_more_than_one_number_says_which(translations: ModuleType) -> None:
    """French counts nothing as one."""
    forms = ("une mesure", "%1 mesures", "%1 mesures")
    assert translations.faults(catalogue(MEASURES, forms, "fr_FR")) == [
        "“%1 measure”: “une mesure” has none, and needs %1."
    ]


def test_what_is_half_translated_is_shown_in_english(translations: ModuleType) -> None:
    half = catalogue(MEASURES, ("%1 Takt", ""))
    assert list(json.loads(translations.jupyterlab_json(half, "de_DE"))) == [""]


@pytest.mark.parametrize("language", ["ar_SA", "de_DE", "es_ES", "fr_FR", "zh_CN"])
def test_an_instrument_is_found_by_its_name(translations: ModuleType, language: str) -> None:
    """Who adds a part chooses by the name that is shown: no two are alike."""
    with translations.po_of(language).open("rb") as file:
        messages = read_po(file, locale=language)
    names = [message.string for message in messages if message.context == "instrument" and message.string]
    assert len(names) > 100
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("text", "string", "fault"),
    [
        ("{name} is frozen", "", "not translated, and the server or the desk says it."),
        ("{name} is frozen", "eingefroren", "“eingefroren” has none, and needs {name}."),
        ("{name} is frozen", "{nam} ist fest", "“{nam} ist fest” has {nam}, and needs {name}."),
    ],
)
def test_of_the_server_nothing_may_lack(translations: ModuleType, text: str, string: str, fault: str) -> None:
    made = Catalog(locale="de_DE")
    made.add(text, string, context=translations.SERVER)
    assert translations.faults(made) == [f"“{text}”: {fault}"]


def test_what_the_server_says_is_taken_out_of_its_source(translations: ModuleType) -> None:
    said = [(context, text) for _, context, text in translations.server_words()]
    assert ("server", "{name} is frozen") in said
    assert ("server", ("{count} answer came", "{count} answers came")) in said
    assert ("server", "A poll is open already; close it first, or ask beside it.") in said
    assert ("server", "No canvas is open.") in said
    assert ("server", "What comes next?") in said
    assert (None, ("%1 vote", "%1 votes")) in said
    assert (None, "Nothing is asked.") in said


def test_a_sentence_that_is_made_up_while_it_is_said_is_not_taken(translations: ModuleType) -> None:
    call = ast.parse('Saying(f"{name} is frozen")', mode="eval").body
    with pytest.raises(SystemExit, match="write the sentence out"):
        translations.told(call, "a.py")
