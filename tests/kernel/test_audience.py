"""The audience of a live piece, from a notebook: asking, steering, and the desk's widgets."""

from collections.abc import Callable
from typing import Any

import pytest

from antiphon.apps import follow
from antiphon.kernel import LivePiece, RefusedError, join

Until = Callable[..., None]


@pytest.fixture
def piece(lab: Any, request: pytest.FixtureRequest) -> Any:
    name = lab.write(f"{request.node.name}.antiphon")
    with join(name, name="Teacher") as joined:
        yield joined


def test_a_poll_is_asked_closed_and_its_result_read(piece: LivePiece, until: Until) -> None:
    audience = piece.audience
    audience.ask("Which way?", ["Up", "Down"], seconds=60)
    until(lambda: [poll["question"] for poll in audience.polls] == ["Which way?"])
    with pytest.raises(RefusedError, match="open already"):
        audience.ask("And now?", ["Yes", "No"])
    audience.close()
    until(lambda: audience.results and not audience.polls)
    assert (audience.results[0]["question"], audience.results[0]["total"]) == ("Which way?", 0)
    audience.drop(audience.results[0]["id"])
    until(lambda: not audience.results)
    assert "/?a=" in audience.link
    assert "/stage?s=" in audience.stage_link


def test_the_artist_steers_freezes_and_falls_back(piece: LivePiece, until: Until) -> None:
    audience = piece.audience

    def tempo() -> dict[str, Any]:
        return next((of for of in audience.steering["targets"] if of["target"] == "tempo"), {})

    audience.envelope("tempo", minimum=0.5, maximum=1.5, step=0.1)
    until(lambda: tempo().get("envelope"))
    audience.hand("tempo", 1.25)
    until(lambda: tempo()["hand"] == 1.25)
    audience.freeze()
    until(lambda: audience.steering["frozen"])
    audience.freeze(False)
    audience.written()
    until(lambda: tempo().get("hand") is None)
    audience.withdraw("tempo")
    until(lambda: tempo().get("envelope") is None)
    with pytest.raises(RefusedError):
        audience.hand("nothing/of/the/kind", 1)


def test_what_people_ask_is_read_shown_and_done_with(piece: LivePiece, until: Until) -> None:
    audience = piece.audience
    phone = follow(audience.link)
    audience.allow(questions=True, gestures="shake")
    until(lambda: audience.state["allowed"]["questions"] and audience.state["allowed"]["gestures"] == "shake")
    until(lambda: phone.session["asked"]["questions"])
    phone.send({"type": "ask", "text": "Who decides?"})
    until(lambda: audience.questions)
    (question,) = audience.questions
    assert question["text"] == "Who decides?"
    audience.show(question["id"])
    until(lambda: (phone.session["question"] or {}).get("text") == "Who decides?")
    audience.answered(question["id"])
    until(lambda: not audience.questions)
    until(lambda: not phone.session["question"])
    phone.close()


def test_only_the_teacher_has_the_audience(lab: Any) -> None:
    name = lab.write("players_audience.antiphon")
    with join(name, name="Pia", token=lab.ticket("player", name, "Pia")) as player:
        for act in (
            lambda: player.audience.ask("Which way?", ["Up", "Down"]),
            lambda: player.audience.freeze(),
            lambda: player.audience.link,
            lambda: player.audience.stage_link,
        ):
            with pytest.raises(RefusedError):
                act()


def test_the_desk_shows_what_the_session_tells_and_does_what_hands_do(piece: LivePiece, until: Until) -> None:
    audience = piece.audience
    audience.envelope("tempo", minimum=0.5, maximum=1.5, step=0.1)
    desk = audience.desk()
    until(lambda: len(desk._targets._rows) == 1)
    row = desk._targets._rows["tempo"]
    row._hand.value = 1.2
    until(lambda: audience.steering["targets"][0]["hand"] == 1.2)
    desk._frozen.value = True
    until(lambda: audience.steering["frozen"])
    audience.freeze(False)
    until(lambda: not desk._frozen.value)
    # The same line, whatever the session tells: a hand on it keeps it.
    assert desk._targets._rows["tempo"] is row
    audience.ask("<Which> way?", ["Up", "Down"], seconds=60)
    until(lambda: desk._open._rows)
    (asked,) = desk._open._rows.values()
    assert "&lt;Which&gt; way? 0 votes" in asked._text.value
    asked.box.children[1].click()
    until(lambda: desk._ended._rows)
    (ended,) = desk._ended._rows.values()
    assert "Nobody voted" in ended._text.value
    desk.asking.children[-1].click()
    assert desk.notice.value == ""
    until(lambda: desk._open._rows)
    desk.asking.children[-1].click()
    assert "open already" in desk.notice.value
