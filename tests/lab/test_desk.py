"""The stage's link and the desk: who is given them, and the desk in a browser."""

import re
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx
import pytest
from axe_playwright_python.async_playwright import Axe
from chromium import chromium
from playwright.async_api import Page, expect


@pytest.fixture
def piece(lab, request):
    name = f"{request.node.originalname.removeprefix('test_')}.antiphon"
    lab.write(name=name)
    return name


async def test_the_stage_has_a_link_of_its_own(lab, piece):
    async with lab.client() as client:
        answer = await client.post("/antiphon/invites", json={"role": "stage", "path": piece})
        assert answer.is_success, answer.text
        link = answer.json()["link"]
        phones = (await client.post("/antiphon/invites", json={"role": "audience", "path": piece})).json()
    assert urlsplit(link).path == "/stage"
    async with httpx.AsyncClient(trust_env=False, timeout=60) as projector:
        page = await projector.get(link)
        assert page.status_code == 200
        assert 'data-page="stage"' in page.text
        ticket = httpx.URL(phones["link"]).params["a"]
        projector.cookies.clear()
        assert (await projector.get(link, params={"s": ticket})).status_code == 403


async def test_a_lab_makes_the_pages_before_anybody_opens_them(own_lab, tmp_path, monkeypatch, until):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    own_lab.start()
    await until(lambda: len([*(tmp_path / "cache").rglob("pages/*.json")]) == 2, 120)


@pytest.mark.parametrize("role", ["player", "guest", "nobody"])
async def test_nobody_but_the_teacher_gets_to_the_desk(lab, piece, role):
    token = None if role == "nobody" else await lab.ticket(role, path=piece)
    async with lab.client(token) as client:
        for path in ("/antiphon/desk", "/voila/render/desk.ipynb", "/voila", "/voila/tree"):
            answer = await client.get(path, params={"path": piece})
            if role == "nobody":
                assert answer.status_code in (302, 403), path
            else:
                assert answer.status_code == 403, path
        invited = await client.post("/antiphon/invites", json={"role": "stage", "path": piece})
        assert invited.status_code == 403
    assert not (lab.root / "desk.ipynb").exists()


@pytest.fixture
async def browser() -> AsyncIterator[Page]:
    async with chromium("--mute-audio") as opened:
        yield await opened.new_page(viewport={"width": 1280, "height": 1400})


@pytest.mark.timeout(240)
async def test_the_artist_asks_steers_and_sees_from_the_desk(lab, piece, browser):
    await browser.goto(f"{lab.url}/antiphon/desk?path={piece}&token={lab.token}")
    ask = browser.get_by_role("button", name="Ask", exact=True)
    await expect(ask).to_be_visible(timeout=120_000)
    assert (lab.root / "desk.ipynb").is_file()
    await expect(browser.get_by_text("Nothing is asked.")).to_be_visible()
    await browser.get_by_label("Ask for").select_option("One choice")
    await browser.get_by_role("textbox", name="Question").fill("Which way?")
    await browser.get_by_role("textbox", name="Options").fill("Up\nDown")
    await ask.click()
    # The board below says the same to a screen reader: what is meant is the panel's line.
    said = browser.locator(".widget-html-content")
    await expect(said.filter(has_text="Which way? 0 votes")).to_be_visible(timeout=30_000)
    # What the hall is asked, in a cell: the kernel follows the hub.
    await expect(browser.get_by_role("heading", name="Which way?")).to_be_visible(timeout=30_000)
    await ask.click()
    await expect(browser.get_by_role("alert")).to_contain_text("open already")
    await browser.get_by_role("button", name="Freeze all").click()
    await expect(browser.get_by_role("button", name="Freeze all")).to_have_class(re.compile("mod-active"))
    await browser.get_by_role("button", name="Close now").click()
    await expect(said.filter(has_text="Which way? Nobody voted")).to_be_visible(timeout=30_000)
    await expect(browser.get_by_role("heading", name="Nobody voted")).to_be_visible(timeout=30_000)
    await expect(browser.get_by_role("slider", name="Seconds")).to_be_visible()
    await expect(browser.get_by_role("slider", name="Tempo, Your hand")).to_be_visible()
    found = await Axe().run(browser, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    assert [(each["id"], each["help"]) for each in found.response["violations"]] == []


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("de", "fr", "de"),
        ("de-AT", "fr", "de"),
        ("", "nl, zh-CN;q=0.9", "zh"),
        ("ar-SA", "fr", "en"),
        ("", "", "en"),
    ],
)
async def test_the_desk_is_opened_in_a_language(lab, piece, asked, accepted, language):
    async with lab.client() as client:
        answer = await client.get(
            "/antiphon/desk",
            params={"path": piece, "language": asked},
            headers={"Accept-Language": accepted},
            follow_redirects=False,
        )
    assert answer.status_code == 302
    assert dict(httpx.URL(answer.headers["Location"]).params) == {"path": piece, "language": language}


@pytest.mark.timeout(240)
async def test_the_desk_speaks_german(lab, piece, browser):
    await browser.goto(f"{lab.url}/antiphon/desk?path={piece}&language=de-DE&token={lab.token}")
    ask = browser.get_by_role("button", name="Fragen", exact=True)
    await expect(ask).to_be_visible(timeout=120_000)
    await expect(browser.locator("html")).to_have_attribute("lang", "de")
    await expect(browser.get_by_role("heading", name="Das Publikum fragen")).to_be_visible()
    await expect(browser.get_by_text("Nichts wird gefragt.")).to_be_visible()
    # The phones' widgets speak it, too, whatever the browser prefers.
    score = browser.locator(".antiphon-score")
    await expect(score).to_have_attribute("aria-label", "Partitur", timeout=30_000)
    await ask.click()
    said = browser.locator(".widget-html-content")
    await expect(said.filter(has_text="Wie soll es weitergehen? 0 Stimmen, noch")).to_be_visible(
        timeout=30_000
    )
    await ask.click()
    await expect(browser.get_by_role("alert")).to_have_text(
        "Eine Umfrage läuft schon; schließen Sie sie zuerst, oder fragen Sie daneben."
    )
    await browser.get_by_role("button", name="Jetzt schließen").click()
    await expect(
        said.filter(has_text="Wie soll es weitergehen? Niemand hat abgestimmt. Nichts ändert sich")
    ).to_be_visible(timeout=30_000)
