"""The notebook becomes a page: once for everybody, again when it was edited, and the last good one when it fails."""

import asyncio
import json
import logging
import os

import nbformat
import pytest

from antiphon.apps.beforehand import PAGES
from antiphon.apps.page import Page
from antiphon.lab.audience import BEFOREHAND
from antiphon.session.pipe import Child
from antiphon.session.share import find


def write(notebook, *sources: str) -> None:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = nbformat.v4.new_notebook(
        cells=cells, metadata={"kernelspec": kernel, "title": "Tonight", "language": "de"}
    )
    nbformat.write(made, notebook)


@pytest.fixture
def complaints():
    return []


async def test_many_come_and_it_is_executed_once(notebook, complaints):
    page = Page(notebook, complaints.append)
    pages = await asyncio.gather(*(page.content() for _ in range(50)))
    assert page.executions == 1
    assert len({content.version for content in pages}) == 1
    html = pages[0].plain.decode()
    assert html.count("data-widget=") == 8
    assert "You are part of this piece" in html
    models = json.loads(html.split('id="models">')[1].split("</script>")[0])
    assert {model["module"] for model in models.values()} == set(page.modules)
    assert "_esm" not in html
    assert len(page.modules) == 4, "what is there at once is one"
    assert f'data-version="{page.version}"' in html
    assert not complaints


async def test_an_edit_changes_it_and_a_mistake_keeps_the_last_good_one(notebook, complaints):
    versions = []
    page = Page(notebook, complaints.append, changed=lambda: versions.append(page.version))
    write(notebook, "print('one & one')", "from IPython.display import Markdown; Markdown('*two*')")
    first = (await page.content()).plain.decode()
    assert "one &amp; one" in first
    assert "<em>two</em>" in first
    assert '<html lang="de"' in first
    assert "<title>Tonight</title>" in first
    write(notebook, "print('three')", "1 / 0")
    for _ in range(2):
        await page.renew()
        assert (await page.content()).plain.decode() == first
    (complaint,) = complaints
    assert "the page stays as it was" in complaint
    assert "ZeroDivisionError: division by zero" in complaint
    write(notebook, "print('four')")
    await page.renew()
    assert "four" in (await page.content()).plain.decode()
    assert page.executions == 3
    assert len(set(versions)) == len(versions) == 2
    assert complaints == [complaint, ""]


async def test_a_notebook_that_is_none_is_said(notebook, complaints):
    page = Page(notebook, complaints.append)
    notebook.write_text("not a notebook")
    assert await page.content() is None
    notebook.unlink()
    assert await page.content() is None
    assert [notebook.name in complaint for complaint in complaints] == [True, True]


async def test_a_widget_that_needs_a_kernel_says_so(notebook, complaints):
    page = Page(notebook, complaints.append)
    write(notebook, "import ipywidgets; ipywidgets.IntSlider()")
    assert "needs a kernel of its own" in (await page.content()).plain.decode()


async def test_an_edit_is_seen_by_itself_and_nobody_waits_for_it(notebook, complaints):
    renewed = asyncio.Event()
    page = Page(notebook, complaints.append, changed=renewed.set)
    write(notebook, "print('one')")
    await page.content()
    watching = asyncio.ensure_future(page.watch(rest=0.05))
    renewed.clear()
    write(notebook, "print('two')")
    assert "one" in (await page.content()).plain.decode()
    await asyncio.wait_for(renewed.wait(), 60)
    assert "two" in (await page.content()).plain.decode()
    watching.cancel()


async def test_the_next_hub_serves_the_page_at_once(notebook, complaints, tmp_path):
    first = Page(notebook, complaints.append, tmp_path / "pages")
    made = await first.content()
    again = Page(notebook, complaints.append, tmp_path / "pages")
    assert (await again.content()).plain == made.plain
    assert again.executions == 0
    assert {name: content.plain for name, content in again.modules.items()} == {
        name: content.plain for name, content in first.modules.items()
    }
    write(notebook, "print('edited')")
    other = Page(notebook, complaints.append, tmp_path / "pages")
    assert "edited" in (await other.content()).plain.decode()
    assert other.executions == 1
    for kept in (tmp_path / "pages").glob("*.json"):
        kept.write_text("damaged")
    damaged = Page(notebook, complaints.append, tmp_path / "pages")
    assert (await damaged.content()).version == other.version
    assert damaged.executions == 1


async def test_two_hubs_at_once_execute_it_once_and_a_copy_of_ours_finds_it(notebook, complaints, tmp_path):
    pages = [Page(notebook, complaints.append, tmp_path / "pages") for _ in range(2)]
    contents = await asyncio.gather(*(page.content() for page in pages))
    assert len({content.version for content in contents}) == 1
    assert sum(page.executions for page in pages) == 1
    copy = tmp_path / "elsewhere" / notebook.name
    copy.parent.mkdir()
    copy.write_bytes(notebook.read_bytes())
    copied = Page(copy, complaints.append, tmp_path / "pages")
    assert (await copied.content()).version == contents[0].version
    assert copied.executions == 0


async def test_somebodys_own_notebook_is_made_where_it_lies(notebook, complaints, tmp_path):
    words = []
    for name in ("one", "two"):
        place = tmp_path / name / notebook.name
        place.parent.mkdir()
        place.with_name("word.txt").write_text(name)
        write(place, "print(open('word.txt').read())")
        words.append((await Page(place, complaints.append, tmp_path / "pages").content()).plain.decode())
    assert ["one" in words[0], "two" in words[1]] == [True, True]
    assert words[0] != words[1]


async def test_a_lab_that_starts_has_our_pages_made(complaints, tmp_path):
    child = await Child.start(
        BEFOREHAND,
        {"type": "start"},
        logging.getLogger("test"),
        env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
    )
    assert await asyncio.wait_for(child.closed, 90) == 0
    for name in PAGES:
        page = Page(find("apps") / f"{name}.ipynb", complaints.append, tmp_path / "antiphon" / "pages")
        assert f'data-page="{name}"' in (await page.content()).plain.decode()
        assert page.executions == 0


async def test_what_is_made_beforehand_ends_with_its_lab(tmp_path):
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path)}
    child = await Child.start(BEFOREHAND, {"type": "start"}, logging.getLogger("test"), env=environment)
    assert await child.stop() == 0
    assert not list(tmp_path.rglob("*.json"))


async def test_a_notebook_that_is_executed_again_makes_the_same_page(notebook, complaints):
    versions = {(await Page(notebook, complaints.append).content()).version for _ in range(2)}
    assert len(versions) == 1
