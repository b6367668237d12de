"""A piece's history over HTTP: who may see it and name versions, the piece at any moment, and restoring with rights."""

import pytest

from antiphon.document.changes import Change, write
from antiphon.document.codec import empty, encode, normalise
from antiphon.lab.history_routes import MOST_NAMED

PIECE = "piece.antiphon"


@pytest.fixture
def ask(lab):
    async def do(
        what: str = "", token: str | None = None, method: str = "GET", json=None, headers=None, **params
    ):
        async with lab.client(*([token] if token else [])) as client:
            body = {} if json is None else {"json": json}
            params = {"path": PIECE} | params
            return await client.request(
                method, f"/antiphon/history{what}", params=params, headers=headers or {}, **body
            )

    return do


@pytest.fixture
def page_of(lab, pages, new_page):
    async def join(token=None, path=PIECE):
        page = new_page(lab, token, path=path)
        pages.append(page)
        await page.join()
        return page

    return join


async def seen(ask, test, **params):
    """The timeline, once it is as it should be."""
    for _ in range(200):
        timeline = (await ask(**params)).json()
        if test(timeline):
            return timeline
    raise AssertionError(timeline)


async def test_two_people_see_who_did_what_name_a_version_and_restore_a_part(lab, ask, page_of, until):
    lab.write()
    ada, bo, guest = [
        await lab.ticket(role, name) for role, name in (("player", "Ada"), ("player", "Bo"), ("guest", "Cy"))
    ]
    first, second = await page_of(ada), await page_of(bo)
    first.add("p1", "Flute")
    await until(lambda: "p1" in second.parts)
    start = (await ask(token=ada)).json()["last"]
    second.document.put("parts", "p2", {"index": "b", "name": "Oboe"})
    await until(lambda: "p2" in first.parts)
    for name in ("Piccolo", "Whistle"):
        first.document.change("parts", "p1", {"name": name})
    timeline = await seen(ask, lambda timeline: timeline["last"] == start + 3, token=guest)
    names = timeline["people"]
    done = [
        (names.get(person, ""), count)
        for span in timeline["spans"]
        for person, count in span["edits"].items()
    ]
    assert done[-4:] == [("Ada", 1), ("Bo", 1), ("Ada", 1), ("Ada", 1)], "a guest sees it too"

    then = await ask("/document", guest, step=start + 1)
    assert then.json()["document"]["parts"] == {
        "p1": {"index": "a", "name": "Flute"},
        "p2": {"index": "b", "name": "Oboe"},
    }
    assert {names[person]: roots for person, roots in then.json()["hands"].items()} == {
        "Ada": {"parts": ["p1"]},
        "Bo": {"parts": ["p2"]},
    }
    again = await ask("/document", guest, step=start + 1, headers={"If-None-Match": then.headers["ETag"]})
    assert again.status_code == 304
    at = (await ask("/document", ada, at=then.json()["at"])).json()
    assert at["step"] == start + 1

    named = await ask("/versions", ada, "POST", {"title": " Before  the concert ", "step": start})
    assert named.status_code == 201
    assert (named.json()["title"], named.json()["name"]) == ("Before the concert", "Ada")
    version = named.json()["id"]
    for method, token, status in (
        ("PUT", bo, 403),
        ("PUT", ada, 200),
        ("PUT", None, 200),
        ("PUT", guest, 403),
    ):
        answer = await ask("/versions", token, method, {"title": "The concert"}, id=version)
        assert answer.status_code == status, answer.text
    assert "only they and the teacher" in (await ask("/versions", bo, "DELETE", id=version)).json()["message"]

    refused = await ask("/restorations", bo, "POST", {"version": version, "part": "p1"})
    assert refused.status_code == 403
    assert "part" in refused.json()["message"]
    answer = await ask("/restorations", ada, "POST", {"version": version, "part": "p1"})
    assert answer.status_code == 201, answer.text
    assert answer.json()["version"]["kind"] == "before"
    changes = [Change(*change) for change in answer.json()["changes"]]
    with first.ydoc.transaction():
        for change in changes:
            write(first.ydoc, change)
    await until(lambda: second.parts.get("p1", {}).get("name") == "Flute")
    assert "p2" in second.parts, "the rest stays"
    kept = (await ask("/document", bo, version=answer.json()["version"]["id"])).json()["document"]["parts"]
    assert kept["p1"]["name"] == "Whistle", "how it was before is kept"
    assert (await ask("/versions", None, "DELETE", id=version)).status_code == 204
    assert version not in (await ask(token=bo)).text


async def test_what_is_different_between_two_moments_is_told_with_who_did_it(lab, ask, page_of, until):
    note = {"kind": "note", "part": "p1", "measure": "m1", "onset": "0", "duration": "1", "pitch": "C4"}
    piece = empty()
    piece["parts"]["p1"] = {"index": "a", "name": "Flute"}
    piece["measures"]["m1"] = {"index": "a"}
    piece["events"] |= {"n1": note, "n2": {**note, "onset": "1"}}
    path = "notes.antiphon"
    lab.write(encode(piece), path)
    ada, bo, guest = [
        await lab.ticket(role, name, path)
        for role, name in (("player", "Ada"), ("player", "Bo"), ("guest", "Cy"))
    ]
    first, second = await page_of(ada, path), await page_of(bo, path)
    start = (await ask(token=ada, path=path)).json()["last"]
    second.document.change("events", "n1", {"pitch": "D4"})
    second.document.remove("events", "n2")
    await until(lambda: "n2" not in first.document.to_document()["events"])
    first.document.put("events", "n3", {**note, "onset": "2"})
    await seen(ask, lambda timeline: timeline["last"] == start + 3, path=path)

    answer = await ask("/difference", guest, a=start, b="now", path=path)
    told = answer.json()
    assert (told["a"]["step"], told["b"]["step"], told["total"]) == (start, start + 3, 3)
    names = told["people"]
    assert [
        (each["change"], each["ids"], each["measure"], each["numbers"], names[each["who"]])
        for each in told["alterations"]
    ] == [
        ("changed", ["n1", "n1"], "m1", [1, 1], "Bo"),
        ("removed", ["n2", None], "m1", [1, None], "Bo"),
        ("added", [None, "n3"], "m1", [None, 1], "Ada"),
    ]
    assert told["alterations"][0]["before"]["pitch"] == "C4"
    assert told["parts"] == {"p1": "Flute"}
    headers = {"If-None-Match": answer.headers["ETag"]}
    assert (
        await ask("/difference", guest, a=start, b=start + 3, headers=headers, path=path)
    ).status_code == 304

    version = (await ask("/versions", ada, "POST", {"title": "Then", "step": start + 1}, path=path)).json()[
        "id"
    ]
    back = (await ask("/difference", ada, a="now", b=version, path=path)).json()
    assert [(each["change"], each["who"]) for each in back["alterations"]] == [("added", ""), ("removed", "")]
    same = (await ask("/difference", ada, a=version, b=version, path=path)).json()
    assert (same["total"], same["alterations"]) == (0, [])


async def test_the_piece_at_a_moment_may_be_of_some_measures_alone(lab, ask):
    where = {"part": "p1", "onset": "0"}
    events = {
        "a": {"kind": "note", "pitch": "C4", "duration": "1", "measure": "m1", **where},
        "b": {"kind": "note", "pitch": "D4", "duration": "1", "measure": "m2", **where},
        "c": {"kind": "text", "text": 'like "measure": "m2" said', "measure": "m1", **where},
    }
    song = {
        "parts": {"p1": {"index": "a", "name": "Flute"}},
        "measures": {id: {"index": id} for id in ("m1", "m2")},
        "events": events,
    }
    lab.write(encode(normalise({"antiphon": 1, **song})), "measures.antiphon")
    for wanted, there in (("m1", {"a", "c"}), ("m2", {"b"}), ("m1,m2,m9", {"a", "b", "c"}), ("m9", set())):
        answer = (await ask("/document", measures=wanted, path="measures.antiphon")).json()
        assert answer["document"]["events"].keys() == there
        assert answer["document"]["measures"].keys() == {"m1", "m2"}


async def test_what_cannot_be_is_said_and_changes_nothing(lab, ask, page_of, until):
    lab.write()
    lab.write(name="eves.antiphon")
    page = await page_of()
    page.add("p1")
    await until(lambda: "p1" in page.parts)
    ada, guest = await lab.ticket("player", "Ada"), await lab.ticket("guest", "Cy")
    other = await lab.ticket("player", "Eve", "eves.antiphon")
    for answer, status, words in (
        (await ask(token=other), 403, ""),
        (await ask("/document", other), 403, ""),
        (await ask("/versions", guest, "POST", {"title": "Mine"}), 403, "only read"),
        (await ask("/restorations", guest, "POST", {"step": 0}), 403, "only read"),
        (await ask("/versions", ada, "POST", {"title": "  "}), 400, "a name of 1 to 120"),
        (await ask("/versions", ada, "POST", {"title": "x" * 121}), 400, "a name of 1 to 120"),
        (await ask("/versions", ada, "PUT", {"title": "x"}, id="nothing"), 404, "no such version"),
        (await ask("/document", ada, step="-1"), 404, "has steps 0 to"),
        (await ask("/document", ada, step="one"), 400, "the number of a step"),
        (await ask("/document", ada, at="nan"), 400, ""),
        (await ask("/document", ada, version="x"), 404, "no such version"),
        (await ask("/difference", other, a=0, b="now"), 403, ""),
        (await ask("/difference", ada, a=0), 400, "between two moments"),
        (await ask("/difference", ada, a="x", b="now"), 404, "no such version"),
        (await ask("/difference", ada, a="99", b="now"), 404, "has steps 0 to"),
        (await ask("", ada, spans="0"), 400, "1 to 1000 spans"),
        (await ask("", ada, spans="²"), 400, "1 to 1000 spans"),
        (await ask("", ada, spans="9" * 5000), 400, "1 to 1000 spans"),
        (await ask("/document", ada, step=0, measures="m1,a\nb"), 400, "named by their ids"),
        (await ask("/document", ada, step=0, measures='"m1"'), 400, "named by their ids"),
        (await ask("/restorations", ada, "POST", {"step": 0, "part": "p9"}), 422, "This part was not there"),
        (
            await ask("/restorations", ada, "POST", {"step": 0, "measures": ["m1"]}),
            400,
            "the first and the last",
        ),
        (await ask("/restorations", ada, "POST", {"step": 0, "part": ["p1"]}), 400, "by its id"),
        (await ask("/restorations", ada, "POST", [1]), 200, "[]"),
        (await ask("", path="missing.antiphon"), 404, "There is no piece"),
    ):
        assert answer.status_code == status, answer.text
        assert words in answer.text
    assert (await ask(path=PIECE)).status_code == 200


async def test_a_player_does_not_fill_the_list_of_versions(lab, ask):
    lab.write()
    ada, bo = [await lab.ticket("player", name) for name in ("Ada", "Bo")]
    async with lab.client(ada) as client:
        for number in range(MOST_NAMED + 1):
            url, title = "/antiphon/history/versions", {"title": f"Take {number}"}
            answer = await client.post(url, params={"path": PIECE}, json=title)
    assert answer.status_code == 400
    assert "take some off the list first" in answer.json()["message"]
    for token in (bo, None):
        assert (await ask("/versions", token, "POST", {"title": "The concert"})).status_code == 201
    versions = (await ask(token=ada)).json()["versions"]
    (first,) = [version["id"] for version in versions if version["title"] == "Take 0"]
    assert (await ask("/versions", ada, "DELETE", id=first)).status_code == 204
    assert (await ask("/versions", ada, "POST", {"title": "Take 2"})).status_code == 201
