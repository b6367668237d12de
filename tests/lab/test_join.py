"""The way in: invitations made, opened in a browser, and refused."""

import xml.etree.ElementTree as ElementTree

import httpx
import pytest


@pytest.fixture
def invite(lab):
    lab.write()

    async def make(**body) -> httpx.Response:
        async with lab.client() as client:
            return await client.post("/antiphon/invites", json={"path": "piece.antiphon", **body})

    return make


@pytest.fixture
async def browser():
    async with httpx.AsyncClient(trust_env=False, timeout=20) as client:
        yield client


async def test_an_invitation_of_one_person_lets_them_in(lab, invite, browser):
    invitation = (await invite(role="player", name=" Ada  Lovelace ")).json()
    assert invitation["role"] == "player"
    assert ElementTree.fromstring(invitation["qr"]).tag.endswith("svg")
    answer = await browser.get(invitation["link"])
    assert answer.status_code == 302
    assert answer.headers["location"] == "/lab/tree/piece.antiphon"
    assert (await browser.get(f"{lab.url}/api/me")).json()["identity"]["name"] == "Ada Lovelace"
    again = await browser.get(invitation["link"])
    assert again.status_code == 302


async def test_a_class_link_asks_each_for_a_name(lab, invite, browser):
    link = (await invite(role="guest")).json()["link"]
    people = set()
    for name in ("Bo", "<b>Cleo</b>"):
        browser.cookies.clear()
        form = await browser.get(link)
        assert '<label for="name">' in form.text
        ticket = httpx.URL(link).params["ticket"]
        body = {"ticket": ticket, "name": name, "_xsrf": browser.cookies["_xsrf"]}
        joined = await browser.post(f"{lab.url}/antiphon/join", data=body)
        assert joined.headers["location"] == "/lab/tree/piece.antiphon"
        me = (await browser.get(f"{lab.url}/api/me")).json()["identity"]
        assert (me["name"], me["role"]) == (name, "guest")
        people.add(me["username"])
    assert len(people) == 2
    assert (await browser.get(link)).status_code == 302, "who is in already is not asked again"


async def test_a_name_nobody_could_be_shown_by_is_asked_for_again(lab, invite, browser):
    link = (await invite(role="player")).json()["link"]
    await browser.get(link)
    body = {"ticket": httpx.URL(link).params["ticket"], "_xsrf": browser.cookies["_xsrf"]}
    answer = await browser.post(f"{lab.url}/antiphon/join", data={**body, "name": '"><script>' + "x" * 60})
    assert answer.status_code == 400
    assert "at most 40 characters" in answer.text
    assert 'role="alert"' in answer.text
    assert "<script>" not in answer.text
    forged = await browser.post(f"{lab.url}/antiphon/join", data={**body, "name": "Eve", "_xsrf": "x"})
    assert forged.status_code == 403


async def test_a_teacher_is_not_turned_into_a_player(lab, invite):
    link = (await invite(role="player", name="Ada")).json()["link"]
    async with lab.client() as teacher:
        await teacher.get("/api/me")
        del teacher.headers["Authorization"]
        page = await teacher.get(link)
        assert "You are here already" in page.text
        assert (await teacher.get("/api/status")).status_code == 200


@pytest.mark.parametrize("ticket", ["", "nonsense", "2|1:0|10:1|1:x|4:eA==|" + "0" * 64, "%00<script>"])
async def test_a_bad_ticket_gets_a_page_that_says_so(lab, browser, ticket):
    answer = await browser.get(f"{lab.url}/antiphon/join", params={"ticket": ticket})
    assert answer.status_code == 403
    assert "ask for a new link" in answer.text
    assert "<script>" not in answer.text
    assert 'name="viewport"' in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ({"role": "engine"}, 400, "role is one of"),
        ({"role": "king"}, 400, "role is one of"),
        ({}, 400, "role is one of"),
        ({"role": "player", "name": 5}, 400, "name"),
        ({"role": "player", "name": "  "}, 400, "Please give a name"),
        ({"role": "player", "path": None}, 400, "path"),
        ({"role": "player", "path": "missing.antiphon"}, 404, "no piece missing.antiphon"),
        ({"role": "player", "path": "../../etc/passwd"}, 404, "does not end in .antiphon"),
        ({"role": "player", "path": "../x.antiphon"}, 404, "no piece"),
        ({"role": "player", "path": "100%s.antiphon"}, 404, "no piece 100%s.antiphon"),
    ],
)
async def test_what_cannot_be_invited_is_refused_in_words(invite, body, status, word):
    answer = await invite(**body)
    assert answer.status_code == status
    assert word in answer.json()["message"]


async def test_a_server_without_a_login_invites_nobody(own_lab):
    own_lab.write()
    own_lab.token = ""
    own_lab.start()
    async with own_lab.client(None) as client:
        await client.get("/api/me")
        body = {"role": "player", "path": "piece.antiphon"}
        xsrf = {"X-XSRFToken": (await client.get("/login")).cookies.get("_xsrf", "")}
        answer = await client.post("/antiphon/invites", json=body, headers=xsrf)
        assert answer.status_code == 409
        assert "token or a password" in answer.json()["message"]


async def test_a_server_with_a_login_of_its_own_keeps_it(own_lab):
    own_lab.write()
    own_lab.arguments = ("--ServerApp.identity_provider_class=jupyter_server.auth.IdentityProvider",)
    own_lab.start()
    async with own_lab.client() as client:
        answer = await client.post("/antiphon/invites", json={"role": "player", "path": "piece.antiphon"})
        assert answer.status_code == 409
        assert "IdentityProvider" in answer.json()["message"]
