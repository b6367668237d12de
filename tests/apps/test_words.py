"""The pages in the language of who reads them: what the hub says, what the widgets say, and what a reader chooses."""

import json

import pytest
from chromium import chromium
from playwright.async_api import expect

from antiphon.apps.words import dictionaries, preferred, translated
from antiphon.session.saying import Saying, Word, with_sayings

LANGUAGES = {
    "en": ("Listen", "Your say", "Faster", "✓ Sent: “Faster”. You can change it until the end."),
    "de": (
        "Zuhören",
        "Deine Stimme",
        "Schneller",
        "✓ Gesendet: „Schneller“. Bis zum Ende kannst du es ändern.",
    ),
    "es": (
        "Escuchar",
        "Tu opinión",
        "Más rápido",
        "✓ Enviado: «Más rápido». Puedes cambiarlo hasta el final.",
    ),
    "fr": (
        "Écouter",
        "À toi de choisir",
        "Plus vite",
        "✓ Envoyé\u00a0: «\u00a0Plus vite\u00a0». Tu peux changer jusqu’à la fin.",
    ),
    "zh": ("收听", "由你决定", "快一点", "✓ 已发送：“快一点”。结束前都可以更改。"),
}


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("de-CH,de;q=0.9,en;q=0.8", "de"),
        ("nl,pt;q=0.5", "en"),
        ("en;q=0.2, zh-Hans-CN;q=0.3", "zh"),
        ("fr;q=bad, es", "es"),
        (",;q=,;;", "en"),
    ],
)
def test_the_language_is_the_one_that_is_wanted_most(accepted, language):
    assert preferred(accepted) == language


def test_what_has_no_translation_stays():
    assert translated("Nobody ever says this.", "de") == "Nobody ever says this."
    assert translated("{count} votes", "de") == "{count} votes"
    assert translated("One moment", "en") == "One moment"
    assert set(dictionaries()) == set(LANGUAGES) - {"en"}


async def test_who_has_no_link_is_told_in_their_language(hub):
    answer = await hub.get("/", **{"Accept-Language": "de-DE,de;q=0.9"})
    assert answer.status == 403
    assert "Komm über den Link herein" in answer.text
    assert '<html lang="de">' in answer.text
    assert "Come in by the link" in (await hub.get("/")).text


async def test_the_dictionary_is_asked_for_with_the_page_and_kept_by_content(hub):
    page = await hub.get(f"/?a={hub.ticket}", **{"Accept-Language": "fr"})
    assert page.headers["Link"] == "</static/words/fr.json>; rel=preload; as=fetch; crossorigin"
    assert (await hub.get(f"/?a={hub.ticket}", **{"Accept-Language": "nl"})).headers["Link"] is None
    words = await hub.get("/static/words/fr.json")
    assert json.loads(words.text)["Listen"] == "Écouter"
    again = await hub.get("/static/words/fr.json", **{"If-None-Match": words.headers["Etag"]})
    assert again.status == 304
    assert (await hub.get("/static/words/../words.js")).status == 404


@pytest.fixture
async def readers(hub):
    """Opens the page on the phone of somebody whose browser speaks a language."""
    async with chromium() as browser:

        async def open(language: str, width: int = 320):
            context = await browser.new_context(
                viewport={"width": width, "height": 720}, is_mobile=True, has_touch=True, locale=language
            )
            page = await context.new_page()
            await page.goto(f"http://{hub.host}/?a={hub.ticket}")
            await page.wait_for_selector("html[data-ready]")
            return page

        yield open


@pytest.mark.parametrize("language", LANGUAGES)
async def test_everybody_reads_their_own_language_on_a_narrow_phone(hub, readers, language):
    listen, say, faster, sent = LANGUAGES[language]
    page = await readers(language)
    assert await page.evaluate("document.documentElement.lang") == language
    await expect(page.get_by_role("button", name=listen, exact=True)).to_be_visible()
    await expect(page.get_by_role("region", name=say)).to_be_visible()
    # What the teacher wrote in the notebook stays as it is, and says in what language.
    await expect(page.locator(".words[lang=en]").last).to_contain_text("You are part of this piece")
    hub.open_poll()
    await page.get_by_role("button", name=faster, exact=True).tap()
    await expect(page.get_by_text(sent)).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 320


async def test_a_reader_may_choose_another_language_which_is_remembered(hub, readers):
    page = await readers("de")
    hub.tell("poll", id="p", question="Wohin?", kind="scale", low=0, high=1, step=0.5, seconds=60)
    choice = page.get_by_role("combobox", name="Sprache")
    assert (await choice.bounding_box())["height"] >= 44
    await choice.select_option("Français")
    await expect(page.get_by_role("button", name="Écouter")).to_be_visible()
    await page.get_by_role("slider", name="Wohin?").tap()
    await expect(page.get_by_text("Envoyé\u00a0: 0,5.")).to_be_visible()
    hub.tell("close_poll")
    await expect(page.get_by_role("heading", name="Le milieu de 1 réponse\u00a0: 0,5")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("combobox", name="Langue")).to_have_value("fr")


async def test_what_the_lab_calls_things_is_read_in_ones_own_language(hub, readers):
    page = await readers("de")
    hub.open_poll()
    await page.get_by_role("button", name="Schneller", exact=True).tap()
    await hub.until(lambda: any(each.get("counts", {}).get("faster") for each in hub.heard("tally")))
    hub.tell("close_poll")
    name = Saying("{sound}: {knob}", sound="Adas Bass", knob=Word("Cutoff"))
    steered = {"target": "knob/n/cutoff", "name": name, "said": "2 kHz", "change": "higher"}
    hub.steer(**with_sayings(steered, "made"))
    await expect(page.locator(".next")).to_have_text("Adas Bass: Grenzfrequenz: 2 kHz, jetzt.")
    knob = {"minimum": 20, "maximum": 20000, "scale": "log", "unit": "Hz"}
    about = {"id": "c", "kind": "knobs", "name": "", "mode": "direct", "quota": 0}
    about["knobs"] = [{"name": Word("Cutoff"), "of": "Adas Bass", **knob}]
    now = {"cells": "80", "theirs": "0", "asked": "", "people": 0}
    opened = {"type": "canvas", "id": "c", "about": about, "now": now, "whole": True, "holders": []}
    hub.tell(**with_sayings(opened, "made"))
    await expect(page.get_by_role("slider", name="Grenzfrequenz, Adas Bass")).to_be_visible()
