"""Sentences that know what they were made of, on their way to a page and back."""

import copy
import json

from antiphon.session.saying import Saying, Word, listed, read_saying, sentence_of, with_sayings


def test_a_message_brings_what_its_sentences_were_made_of():
    tempo = Saying("Tempo")
    effect = listed(
        [Saying("{name}: {value}", name=tempo, value=Saying("× {number}", number=1.1)), "Ada’s own"]
    )
    message = {"type": "state", "results": [{"effect": effect, "question": "How?"}], "targets": ()}
    sent = json.loads(json.dumps(with_sayings(message)))
    assert sent["results"][0]["effect"] == "Tempo: × 1.1, Ada’s own"
    assert sent["said"] == {
        "Tempo: × 1.1, Ada’s own": {
            "sentence": "{before}, {next}",
            "values": {"before": "Tempo: × 1.1", "next": "Ada’s own"},
        },
        "Tempo: × 1.1": {"sentence": "{name}: {value}", "values": {"name": "Tempo", "value": "× 1.1"}},
        "Tempo": {"sentence": "Tempo", "values": {}},
        "× 1.1": {"sentence": "× {number}", "values": {"number": 1.1}},
    }
    again = read_saying(sent["results"][0]["effect"], sent["said"])
    assert isinstance(again, Saying)
    assert with_sayings({"effect": again})["said"] == sent["said"]


def test_a_message_without_sentences_stays_as_it_is():
    message = {"type": "state", "name": "Ada"}
    assert with_sayings(message) is message
    assert read_saying("Ada", {}) == "Ada"


def test_numbers_and_their_forms():
    votes = Saying("{count} votes, {share}", one="{count} vote, {share}", count=1, share=-0.12345)
    assert votes == "1 vote, −0.1235"
    assert votes.describe()["one"] == "{count} vote, {share}"
    assert Saying("{count} votes", one="{count} vote", count=2) == "2 votes"


def test_a_name_with_braces_is_only_a_name():
    said = Saying("{name} is frozen", name="{part} {0}")
    assert said == "{part} {0} is frozen"
    assert copy.deepcopy(said) == said
    assert type(copy.deepcopy(said)) is str
    assert Word("{braces}").describe() == {"sentence": "{braces}", "values": {}}


def test_an_error_says_what_it_was_raised_with():
    assert sentence_of(ValueError(Saying("{name} is frozen", name="Tempo"))).describe()["values"] == {
        "name": "Tempo"
    }
    assert sentence_of(ValueError("no")) == "no"
