"""The words of desk and phones: the catalogues of JupyterLab's interface in Python."""

import pytest

from antiphon.session.languages import of_page, preferred
from antiphon.session.saying import Saying, Word, with_sayings
from antiphon.session.words import Words, in_other_languages


@pytest.mark.parametrize(
    ("language", "undo", "votes"),
    [
        ("en", "Undo the last", ["1 vote", "2 votes"]),
        ("de", "Letztes rückgängig machen", ["1 Stimme", "2 Stimmen"]),
        ("fr", "Annuler la dernière action", ["1 voix", "2 voix"]),
        ("es", "Deshacer lo último", ["1 voto", "2 votos"]),
        ("zh", "撤销上一次", ["1 票", "2 票"]),
    ],
)
def test_it_speaks_five_languages(language, undo, votes):
    words = Words(language)
    assert words.language == language
    assert words.t("Undo the last") == undo
    assert [words.n("%1 vote", "%1 votes", count) for count in (1, 2)] == votes


def test_values_stand_where_the_language_has_them():
    assert Words("zh").t("then %1 in %2 s", 1.25, 3) == "3 秒后变为 1.25"
    assert Words("de").t("then %1 in %2 s", 1.25, -3) == "dann 1,25 in -3 s"
    assert Words("de").t("Nobody ever said this: %1", "50 %1") == "Nobody ever said this: 50 %1"


def test_it_says_what_the_server_says():
    said = Saying(
        "{name} won with {votes} of {count} votes",
        one="{name} won with {votes} of {count} vote",
        name=Saying("Dorian"),
        votes=2,
        count=3,
    )
    reason = Saying("{before}, and {next}", before=said, next=Saying("{name} is frozen", name="Ada"))
    message = with_sayings({"type": "error", "message": reason})
    assert message["message"] == "Dorian won with 2 of 3 votes, and Ada is frozen"
    german = Words("de").told(message["message"], message)
    assert german == "Dorisch hat mit 2 von 3 Stimmen gewonnen; Ada: eingefroren"
    assert Words("en").told(message["message"], message) == message["message"]
    assert (
        Words("de")
        .told("A poll is open already; close it first, or ask beside it.", {})
        .startswith("Eine Umfrage")
    )
    assert Words("de").told("What somebody wrote", {}) == "What somebody wrote"
    assert Words("de").told("Cutoff", with_sayings({"name": Word("Cutoff")})) == "Grenzfrequenz"


def test_it_says_in_all_languages_what_is_not_the_same_there():
    name = Saying("{sound}: {knob}", sound="Ada", knob=Word("Cutoff"))
    message = {"name": name, "said": "1 kHz", "reason": Saying("The artist took it back")}
    made = with_sayings(message, "made")["made"]
    translated = in_other_languages((message["name"], message["said"]), made)
    assert {language: words["Ada: Cutoff"] for language, words in translated.items()} == {
        "de": "Ada: Grenzfrequenz",
        "es": "Ada: Frecuencia de corte",
        "fr": "Ada : Fréquence de coupure",
        "zh": "Ada：截止频率",
    }
    assert all(words.keys() == {"Ada: Cutoff"} for words in translated.values())
    assert in_other_languages(["Ada"], made) == {}


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("path=a&language=de", "de"),
        ("language=zh-CN", "zh"),
        ("language=tlh", "en"),
        ("path=a", ""),
        ("", ""),
    ],
)
def test_the_page_says_its_language(monkeypatch, query, language):
    monkeypatch.setenv("QUERY_STRING", query)
    assert of_page() == language
    assert Words().language == (language or "en")


def test_a_browser_prefers_languages_by_their_weight():
    assert preferred("nl, de-CH;q=0.8, fr;q=0.9", {"de", "en", "fr"}) == "fr"
    assert preferred("de;q=x, es", {"de", "es"}) == "es"
    assert preferred("", {"de"}) == "en"
