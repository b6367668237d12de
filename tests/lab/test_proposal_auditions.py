"""A proposal is heard in a real lab: by whoever may listen, of the document as it is in the room."""

import pytest

from antiphon.document.codec import encode, normalise
from antiphon.document.operation import Operation
from antiphon.document.proposal import encode_operations

URL = "/antiphon/proposal-auditions?path=heard.antiphon"
NOTE = {"kind": "note", "part": "p", "measure": "m", "onset": "0", "duration": "4", "pitch": "A4"}
HIGHER = Operation("change", "events", "n", {"pitch": "A5"}, {"pitch": "A4"})
OTHER = Operation("put", "events", "o", {**NOTE, "pitch": "E5"}, {})


def piece(**proposals):
    content = {
        "parts": {"p": {"index": "a", "name": "Flute"}},
        "measures": {"m": {"index": "a"}},
        "events": {"n": NOTE},
        "proposals": proposals,
    }
    return encode(normalise(content))


async def test_a_proposal_is_heard_in_whole_in_part_and_as_it_is_now(lab):
    patch = encode_operations([HIGHER, OTHER])
    half = {"title": "Half", "patch": patch, "taken": "0"}
    lab.write(
        piece(v={"title": "Higher", "patch": patch}, half=half, bad={"title": "Bad", "patch": "?"}),
        "heard.antiphon",
    )
    async with lab.client() as teacher:
        asked = [{}, {"operations": [0]}, {"operations": [1]}, {"now": True}]
        answers = [await teacher.post(URL, json={"proposal": "v", **each}) for each in asked]
        assert [answer.status_code for answer in answers] == [200] * 4
        assert all(answer.content.startswith(b"fLaC") for answer in answers)
        assert len({answer.content for answer in answers}) == 4
        assert answers[0].headers["Content-Type"] == "audio/flac"
        # What was accepted before is not asked for again: here nothing but the other note is added.
        again = await teacher.post(URL, json={"proposal": "half"})
        assert again.content == answers[2].content
    async with lab.client(await lab.ticket("guest", "Gus", "heard.antiphon")) as guest:
        assert (await guest.post(URL, json={"proposal": "v"})).content == answers[0].content
        other = await guest.post(URL.replace("heard", "other"), json={"proposal": "v"})
        assert other.status_code == 403
    async with lab.client(None) as stranger:
        assert (await stranger.post(URL, json={"proposal": "v"})).status_code in (401, 403)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ([], "named by its id"),
        ({"proposal": "none"}, "not there any more"),
        ({"proposal": "bad"}, "cannot be read (not JSON)"),
        ({"proposal": "v", "operations": []}, "choose a change of it"),
        ({"proposal": "v", "operations": [True]}, "by their places"),
        ({"proposal": "v", "operations": "all"}, "a list of their places"),
        ({"proposal": "v", "insisted": [-1]}, "by their places"),
        ({"proposal": "v", "now": 1}, "true or false"),
        ({"proposal": "stale"}, "others have changed the same since"),
    ],
)
async def test_what_cannot_be_heard_is_said_in_a_sentence(lab, asked, sentence):
    stale = encode_operations([HIGHER._replace(base={"pitch": "C4"})])
    fine = encode_operations([HIGHER])
    lab.write(
        piece(
            v={"title": "Higher", "patch": fine},
            bad={"title": "Bad", "patch": "?"},
            stale={"title": "Stale", "patch": stale},
        ),
        "refused.antiphon",
    )
    async with lab.client() as teacher:
        answer = await teacher.post(URL.replace("heard", "refused"), json=asked)
        assert answer.status_code == 422
        assert sentence in answer.json()["message"]
        assert answer.json()["message"].endswith(".")
        insists = await teacher.post(
            URL.replace("heard", "refused"), json={"proposal": "stale", "insisted": [0]}
        )
        assert insists.status_code == 200


async def test_a_piece_that_is_not_there_is_told(lab):
    async with lab.client() as teacher:
        answer = await teacher.post(URL.replace("heard", "nowhere"), json={"proposal": "v"})
        assert answer.status_code == 422
        assert answer.json()["message"] == "There is no piece nowhere.antiphon in this lab."
