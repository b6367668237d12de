"""What people of each role may do on a real server."""

import json
from urllib.parse import quote

import pytest
import websockets

TOKEN_WORDS = "the-servers-own-token"


@pytest.fixture
async def player(lab, tickets):
    async with lab.client(await tickets("player")) as client:
        yield client


@pytest.fixture
def tickets(lab):
    lab.write()

    async def make(role: str, **options) -> str:
        return await lab.ticket(role, **options)

    return make


@pytest.fixture
def page_of(lab, pages, new_page, tickets):
    async def join(role=None, **options):
        page = new_page(lab, await tickets(role) if role else None, **options)
        pages.append(page)
        await page.join()
        return page

    return join


REFUSED = [
    ("POST", "/api/kernels"),
    ("POST", "/api/sessions"),
    ("POST", "/api/terminals"),
    ("PUT", "/api/contents/new.txt"),
    ("POST", "/api/contents/"),
    ("PATCH", "/api/contents/piece.antiphon"),
    ("DELETE", "/api/contents/piece.antiphon"),
    ("PUT", "/api/contents/piece.antiphon"),
    ("GET", "/api/contents/secret.txt"),
    ("GET", "/api/contents/not-theirs.antiphon"),
    ("GET", "/files/secret.txt"),
    ("GET", "/files/piece.antiphon"),
    ("GET", "/nbconvert/html/book.ipynb"),
    ("GET", "/voila/render/book.ipynb"),
    ("GET", "/api/kernelspecs/python3"),
    ("GET", "/api/status"),
    ("PATCH", "/api/me"),
    ("POST", "/api/shutdown"),
    ("POST", "/api/security/csp-report"),
    ("GET", "/metrics"),
    ("POST", "/antiphon/invites"),
    ("PUT", "/api/collaboration/fork/text:antiphon:x"),
    ("GET", "/api/collaboration/timeline/piece.antiphon?type=antiphon&format=text"),
    ("PUT", "/api/collaboration/undo_redo/text:antiphon:x?action=undo&steps=1&forkRoom=x"),
    ("GET", "/api/events"),
    ("POST", "/lsp/status"),
]


@pytest.mark.parametrize(("method", "path"), REFUSED)
async def test_a_player_is_refused(lab, player, method, path):
    (lab.root / "secret.txt").write_text("secret")
    lab.write(name="not-theirs.antiphon")
    (lab.root / "book.ipynb").write_text(
        json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )
    answer = await player.request(method, path, json={})
    assert answer.status_code in (403, 404, 405), answer.text
    assert "secret" not in answer.text
    assert not (lab.root / "new.txt").exists()


async def test_files_are_as_they_were(lab, player):
    (lab.root / "kept.txt").write_text("kept")
    await player.put("/api/contents/kept.txt", json={"type": "file", "format": "text", "content": "x"})
    await player.delete("/api/contents/kept.txt")
    assert (lab.root / "kept.txt").read_text() == "kept"


@pytest.mark.parametrize(
    "path",
    [
        "/api/kernels/0ae04b11-5a3e-4d3c-9c5b-3c0a0f0c0001/channels",
        "/terminals/websocket/1",
        "/lsp/ws/pylsp",
        "/api/collaboration/room/text:file:some-id",
        "/api/collaboration/room/json:notebook:some-id",
        "/api/collaboration/room/text:antiphon:some-id",
        "/api/collaboration/room/some-fork",
        "/antiphon/session?path=not-theirs.antiphon",
    ],
)
async def test_a_player_gets_no_other_socket(lab, tickets, path):
    headers = {"Authorization": f"token {await tickets('player')}"}
    with pytest.raises(websockets.InvalidStatus) as refusal:
        await websockets.connect(f"ws://127.0.0.1:{lab.port}{path}", additional_headers=headers, proxy=None)
    assert refusal.value.response.status_code in (403, 404)


async def test_a_player_gets_what_the_page_asks_for(lab, player):
    assert (await player.get("/api/contents/")).json()["type"] == "directory"
    piece = await player.get("/api/contents/piece.antiphon")
    assert piece.json()["type"] == "file"
    assert (await player.get("/api/kernels")).json() == []
    assert (await player.get("/api/terminals")).json() == []
    assert (await player.get("/api/kernelspecs")).json()["kernelspecs"] == {}
    assert (await player.put("/lab/api/workspaces/default", json={})).status_code == 204
    assert (await player.put("/lab/api/settings/x", json={})).status_code == 204
    me = (await player.get("/api/me")).json()["identity"]
    assert (me["name"], me["role"]) == ("Ada", "player")


async def test_a_player_edits_and_saves(lab, page_of, until):
    teacher, player = await page_of(), await page_of("player")
    player.add("by-player")
    await until(lambda: "by-player" in teacher.parts)
    await player.socket.send(b"\x02\x04save\x01")
    await until(lambda: player.replies)
    assert player.replies[0]["status"] == "success"


async def test_a_reader_reads_and_changes_nothing(lab, page_of, until):
    teacher, reader = await page_of(), await page_of("guest")
    teacher.add("by-teacher")
    await until(lambda: "by-teacher" in reader.parts)
    reader.document._ystate["document_id"] = reader.room  # as the stock front end does
    await reader.sent()
    teacher.add("later")
    await until(lambda: "later" in reader.parts)
    reader.add("by-reader")
    reader.document.remove("parts", "by-teacher")
    code, reason = await reader.closed()
    assert (code, json.loads(reason)["reloadable"]) == (1003, True)
    teacher.add("last")
    other = await page_of()
    await until(lambda: "last" in other.parts)
    assert {"by-teacher", "later", "last"} <= set(other.parts)
    assert "by-reader" not in other.parts


async def test_a_reader_cannot_write_with_the_first_sync_either(lab, page_of, new_page, tickets, pages):
    teacher = await page_of()
    sneaky = new_page(lab, await tickets("guest"))
    sneaky.add("sneaked")
    await sneaky.join()
    await sneaky.closed()
    teacher.add("checked")
    other = await page_of()
    assert "sneaked" not in other.parts


async def test_nobody_gets_in_without_a_ticket(lab, tickets):
    async with lab.client(None) as client:
        assert (await client.get("/api/contents/")).status_code == 403
        assert (await client.get("/lab")).status_code == 302
    good = await tickets("player")
    async with lab.client(good[:-1] + ("0" if good[-1] != "0" else "1")) as client:
        assert (await client.get("/api/contents/")).status_code == 403


@pytest.mark.parametrize("invited", [None, "teacher", "player", "guest"])
async def test_the_page_carries_no_token(lab, tickets, invited):
    token = await tickets(invited) if invited else TOKEN_WORDS
    async with lab.client(token) as client:
        page = await client.get(f"/lab/tree/{quote('piece.antiphon')}")
        assert page.status_code == 200
        assert TOKEN_WORDS not in page.text
        config = json.loads(page.text.split('type="application/json">')[1].split("</script>")[0])
    assert config["token"] == ""
    assert config["terminalsAvailable"] is (invited in (None, "teacher"))
    assert bool(config["serverRoot"]) is (invited in (None, "teacher"))


async def test_cookies_alone_carry_a_page(lab, tickets):
    async with lab.client(await tickets("player")) as client:
        await client.get("/lab/tree/piece.antiphon")
        cookies = dict(client.cookies)
    async with lab.client(None) as browser:
        browser.cookies.update(cookies)
        assert (await browser.get("/api/me")).json()["identity"]["name"] == "Ada"
        header = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        address = f"ws://127.0.0.1:{lab.port}/antiphon/session?path=piece.antiphon"
        async with websockets.connect(
            address, additional_headers=header, origin=lab.url, proxy=None
        ) as socket:
            assert json.loads(await socket.recv())["you"]["role"] == "player"
        with pytest.raises(websockets.InvalidStatus):
            await websockets.connect(
                address, additional_headers=header, origin="http://evil.example", proxy=None
            )
        room = f"ws://127.0.0.1:{lab.port}/api/collaboration/room/JupyterLab:globalAwareness"
        async with websockets.connect(room, additional_headers=header, origin=lab.url, proxy=None):
            pass
        with pytest.raises(websockets.InvalidStatus):
            await websockets.connect(
                room, additional_headers=header, origin="http://evil.example", proxy=None
            )


async def test_the_servers_token_makes_a_teacher_of_who_was_a_player(lab, tickets):
    async with lab.client(await tickets("player")) as client:
        await client.get("/lab")
        client.headers["Authorization"] = f"token {TOKEN_WORDS}"
        assert (await client.get("/api/status")).status_code == 200
        del client.headers["Authorization"]
        assert (await client.get("/api/status")).status_code == 200


async def test_a_ticket_in_an_address_changes_nobody(lab, tickets):
    ticket = await tickets("guest")
    async with lab.client() as client:
        await client.get("/api/me")
        del client.headers["Authorization"]
        assert (await client.get(f"/api/status?token={quote(ticket)}")).status_code == 200


async def test_a_changed_role_counts_at_once(lab, tickets, page_of, until):
    from antiphon.session.role import Role
    from antiphon.session.store import Store

    teacher, player = await page_of(), await page_of("player")
    async with lab.client(player.token) as client:
        answer = await client.get("/api/me")
        cookies = dict(client.cookies)
        id = answer.json()["identity"]["username"]
    (store_path,) = (lab.home / "data" / "antiphon").glob("*/session.db")
    store = Store(store_path)
    store.set_role(id, Role.GUEST)
    player.add("too-late")
    await player.closed()
    assert "too-late" not in teacher.parts
    store.remove_person(id)
    store.close()
    async with lab.client(None) as client:
        client.cookies.update(cookies)
        assert (await client.get("/api/me")).status_code == 403
