"""A live piece's view in a notebook of a real browser."""

import re
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest
from chromium_flags import CHROMIUM, FLAGS
from playwright.sync_api import Page, expect, sync_playwright

from antiphon.kernel import join


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_page(viewport={"width": 1280, "height": 1400})
        browser.close()


def test_the_view_shows_the_piece_and_follows_others(lab: Any, page: Page) -> None:
    name = lab.write("viewed.antiphon")
    cell = 'from antiphon.kernel import join\npiece = join("viewed.antiphon", name="Ada")\npiece'
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)], metadata=spec)
    nbformat.write(notebook, lab.root / "viewed.ipynb")
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    server = lab.process.server
    page.goto(f"{server.url}lab/tree/viewed.ipynb?token={server.token}")
    page.locator(".jp-Notebook .jp-CodeCell").first.click(timeout=60_000)
    expect(page.get_by_text(re.compile(r"Python 3.*Idle")).first).to_be_visible(timeout=60_000)
    page.locator(".jp-Notebook .cm-content").first.press("Shift+Enter")
    view = page.locator(".antiphon-live")
    expect(view).to_have_attribute("aria-label", "Live piece: Song", timeout=60_000)
    expect(view.locator(".state")).to_have_text("Live")
    expect(view.locator(".system g.note")).to_have_count(4, timeout=60_000)
    expect(view.get_by_role("img", name=re.compile(r"2 measures; parts: Soprano, Alto"))).to_be_visible()
    expect(view.get_by_role("img", name=re.compile(r"Singer .*, into Hall"))).to_be_visible()
    with join(name, name="Ben", token=lab.ticket("player", name, "Ben")) as ben:
        expect(view.locator(".people li")).to_have_text(["Ada", "Ben"], timeout=30_000)
        ben.title = "Seen"
        ben.graph["Hall"].time = 4
        ben._connection.write([("events", "np22", None)])
        expect(view.locator(".title")).to_have_text("Seen")
        expect(view.locator(".drawing")).to_contain_text("4 s")
        expect(view.locator(".system g.note")).to_have_count(3, timeout=30_000)
    expect(view.locator(".people li")).to_have_text(["Ada"], timeout=30_000)
    assert problems == []
