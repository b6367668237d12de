"""What the audience writes, before anybody sees it."""

import json

import pytest

from antiphon.session.question import LONGEST_QUESTION, QuestionRefused, clean


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Why so slow?", "Why so slow?"),
        ("  two\n\tlines \r\n here ", "two lines here"),
        ("a\x00b\x1b[31mc\x7f", "ab[31mc"),
        ("\u202egnp.exe\u202c \u2066hidden\u2069\ufeff", "gnp.exe hidden"),
        ("Cafe\u0301", "Café"),
        ("👩\u200d🎤 sings?", "👩\u200d🎤 sings?"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("为什么？", "为什么？"),
        ("?", "?"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("half a pair \ud83d", "half a pair"),
    ],
)
def test_what_can_be_seen_is_kept_as_one_line(written, kept):
    assert clean(written) == kept
    # A lone half of a pair would not go through any pipe.
    json.dumps(clean(written), ensure_ascii=False).encode()


@pytest.mark.parametrize("written", ["", "   ", "\u200b\u200d\n", "\u0301"])
def test_nothing_is_no_question(written):
    with pytest.raises(QuestionRefused, match="few words"):
        clean(written)


@pytest.mark.parametrize("length", [LONGEST_QUESTION + 1, 1_000_000])
def test_a_question_is_short(length):
    assert clean("x" * LONGEST_QUESTION) == "x" * LONGEST_QUESTION
    with pytest.raises(QuestionRefused, match="200"):
        clean("x" * length)
