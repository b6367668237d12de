"""For everyone: axe-core on every view, the keyboard alone, other languages, right to left, large letters.

Whoever adds a view adds a line to `VIEWS`.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from studio import PHONE, SLOW, Studio

from antiphon.cli.lab_process import LabProcess, free_port
from antiphon.document.codec import empty, encode

PIECE = ".antiphon-Piece"
DIALOG = ".jp-Dialog .jp-Dialog-content"
SCORE = "window.jupyterapp.shell.currentWidget.content.score"
NEVER = ("minor", "moderate")
"""What axe-core finds of this impact is read, and is no failure."""


def trio() -> str:
    """Three parts with notes in four measures, a break of the line, and measures of rest."""
    document: dict[str, Any] = empty()
    document["meta"] = {"title": "For everyone"}
    for place, name in enumerate(("Flute", "Alto", "Bass")):
        document["parts"][name] = {"index": f"a{place}", "name": name, "instrument": name}
        document["mix"][name] = {}
        for measure in range(1, 5):
            where = {"part": name, "measure": f"m{measure}", "onset": "0", "duration": "4"}
            document["events"][f"{name}-{measure}"] = {"kind": "note", "pitch": "C4", **where}
    document["measures"] = {f"m{n}": {"index": f"a{n}V"} for n in range(1, 9)}
    document["measures"]["m4"]["layout_break"] = "system"
    return encode(document)  # type: ignore[arg-type]


class House(NamedTuple):
    """A lab, its teacher's page, and the folder of its JupyterLab settings."""

    studio: Studio
    teacher: Page
    settings: Path


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[House]:
    """One lab for all views."""
    folder = tmp_path_factory.mktemp("everyone")
    root = folder / "session"
    root.mkdir()
    (root / "piece.antiphon").write_text(trio())
    (root / "empty.antiphon").write_text(encode(empty()))
    (root / "broken.musicxml").write_text("<score-partwise><part-list>")
    settings = folder / "settings"
    options = [
        f"--AntiphonApp.audience_port={free_port('127.0.0.1', 0)}",
        f"--AntiphonApp.state_dir={folder / 'state'}",
        f"--LabApp.user_settings_dir={settings}",
        "--LabApp.expose_app_in_browser=True",
    ]
    port = free_port("127.0.0.1", 0)
    lab = LabProcess.start(root, folder / "lab.log", "127.0.0.1", port, options)
    studio = Studio(lab, "piece.antiphon", chromium, options)
    try:
        yield House(studio, studio.person("teacher", "Tess"), settings)
    finally:
        for context in chromium.contexts:
            context.close()
        lab.stop()


def command(name: str, **arguments: object) -> Callable[[Page], None]:
    """What runs a command of JupyterLab, and does not wait for its dialog to be answered."""
    return lambda page: page.evaluate(
        "([name, given]) => void window.jupyterapp.commands.execute(name, given)", [name, arguments]
    )


def tab(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("tab", name=re.compile(f"^{name}")).click()


def select(page: Page) -> None:
    page.get_by_role("listbox", name="Score").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowRight")


def disclose(name: str) -> Callable[[Page], None]:
    """What opens what a button opens, where it is not open yet."""

    def come(page: Page) -> None:
        button = page.get_by_role("button", name=re.compile(f"^{name}"))
        if button.get_attribute("aria-expanded") == "false":
            button.click()

    return come


def invite(page: Page) -> None:
    tab("People")(page)
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_label("Link for a player")).to_be_visible()


def edit_part(page: Page) -> None:
    tab("People")(page)
    for summary in page.locator(".antiphon-Parts summary").all():
        if summary.locator("..").get_attribute("open") is None:
            summary.click()
    expect(page.get_by_label("Instrument of Alto")).to_be_visible()


def comment(page: Page) -> None:
    select(page)
    command("antiphon:comment")(page)
    field = page.get_by_role("textbox", name="New comment")
    expect(field).to_be_focused()
    field.fill("softer here")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".antiphon-Comment").first).to_be_visible()


def selected(*keys: str) -> Callable[[Page], None]:
    """What keys in the score open, with a note selected."""

    def come(page: Page) -> None:
        select(page)
        for key in keys:
            page.keyboard.press(key)

    return come


def view_menu(page: Page) -> None:
    page.locator(".antiphon-ViewMenu summary").click()


def look(**viewing: object) -> Callable[[Page], None]:
    """Look at the score otherwise, and wait until it is engraved."""

    def come(page: Page) -> None:
        page.evaluate(f"viewing => {SCORE}.look(viewing)", viewing)
        page.wait_for_function(
            "() => !document.querySelector('.antiphon-mod-waiting') && document.querySelector('[data-measure-id]')"
        )

    return come


def together(*steps: Callable[[Page], None]) -> Callable[[Page], None]:
    def run(page: Page) -> None:
        for step in steps:
            step(page)

    return run


def refused_import(page: Page) -> None:
    command("antiphon:import", path="broken.musicxml")(page)
    expect(page.locator(DIALOG)).to_contain_text("Nothing was imported", timeout=SLOW)


def leave(page: Page) -> None:
    """Close what a view opened."""
    dialog = page.locator(".jp-Dialog")
    while dialog.count():
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)


class View(NamedTuple):
    """What of the page is ours there, how one comes to it, and how one leaves it."""

    scope: str
    come: Callable[[Page], None]
    leave: Callable[[Page], None] = leave


VIEWS: dict[str, View] = {
    "the piece": View(PIECE, lambda _: None),
    "a selection": View(PIECE, select),
    "practice": View(PIECE, disclose("Practice")),
    "sounds": View(PIECE, tab("Sounds")),
    "marks": View(PIECE, tab("Marks")),
    "engine": View(PIECE, tab("Engine")),
    "people": View(PIECE, tab("People")),
    "an invitation": View(PIECE, invite),
    "a part's instrument": View(PIECE, edit_part),
    "comments": View(PIECE, comment),
    "audience": View(PIECE, tab("Audience")),
    "piano": View(PIECE, command("antiphon:piano"), command("antiphon:piano")),
    "fretboard": View(PIECE, command("antiphon:fretboard"), command("antiphon:fretboard")),
    "view menu": View(PIECE, view_menu, lambda page: page.keyboard.press("Escape")),
    "pages": View(PIECE, look(layout="page"), look(layout="scroll")),
    "one long line": View(PIECE, look(layout="continuous"), look(layout="scroll")),
    "a part alone": View(PIECE, look(parts=["Alto"]), look(parts=[])),
    "colours by author": View(
        PIECE, command("antiphon:colour-by-author"), command("antiphon:colour-by-author")
    ),
    "lyrics": View(PIECE, selected("Control+l"), lambda page: page.keyboard.press("Escape")),
    "chord symbols": View(PIECE, selected("Control+k"), lambda page: page.keyboard.press("Escape")),
    "add a part": View(DIALOG, command("antiphon:add-part")),
    "another instrument": View(DIALOG, command("antiphon:change-instrument")),
    "remove a part": View(DIALOG, command("antiphon:remove-part")),
    "meter": View(DIALOG, command("antiphon:meter")),
    "key": View(DIALOG, command("antiphon:key")),
    "tempo": View(DIALOG, command("antiphon:tempo")),
    "transpose": View(DIALOG, together(select, command("antiphon:transpose"))),
    "tuplet": View(DIALOG, command("antiphon:tuplet")),
    "find a measure": View(DIALOG, command("antiphon:find-measure")),
    "insert measures": View(DIALOG, command("antiphon:insert-measures")),
    "keys of the score": View(DIALOG, command("antiphon:keys")),
    "lock the piece": View(DIALOG, command("antiphon:lock-piece")),
    "export one part": View(DIALOG, command("antiphon:export", format="part")),
    "an import that fails": View(DIALOG, refused_import),
}
"""By name."""


def findings(page: Page, scope: str) -> list[str]:
    """What axe-core finds that keeps somebody out, by WCAG 2.1 AA and its own best practices."""
    expect(page.locator(scope).first).to_be_visible(timeout=SLOW)
    # Notes get their words in the turn after they are drawn.
    expect(page.locator('.antiphon-Score[aria-busy="true"]')).to_have_count(0, timeout=SLOW)
    # A description list's rules need what it stands in; JupyterLab around us is not ours to mend.
    found = Axe().run(page, scope).response["violations"]
    return [
        f"{rule['impact']} {rule['id']}: {rule['help']} "
        + "; ".join(f"{node['target'][0]} {node.get('failureSummary', '')}" for node in rule["nodes"][:4])
        for rule in found
        if rule["impact"] not in NEVER
    ]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_serious_in_any_view(house: House, theme: str) -> None:
    page = house.teacher
    command("apputils:change-theme", theme=theme)(page)
    light = "true" if theme.endswith("Light") else "false"
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", light)
    found: dict[str, list[str]] = {}
    for name, view in VIEWS.items():
        view.come(page)
        found[name] = findings(page, view.scope)
        view.leave(page)
    assert not any(found.values()), json.dumps({name: all for name, all in found.items() if all}, indent=1)


def test_a_narrow_page_and_an_empty_piece(house: House) -> None:
    narrow = house.studio.person("player", "Nora")
    side = narrow.locator(f"{PIECE} .antiphon-Piece-side")
    expect(side).to_be_visible()
    wide = narrow.viewport_size
    narrow.set_viewport_size(PHONE)
    expect(side).to_be_hidden()
    narrow.set_viewport_size(wide or PHONE)
    expect(side).to_be_visible()
    narrow.set_viewport_size(PHONE)
    expect(side).to_be_hidden()
    # By a link of its own: JupyterLab shows what the link names after what it restores.
    bare = house.studio.visit(house.studio.link("teacher", "Ben", "empty.antiphon"))
    expect(bare.get_by_text("This piece has no parts yet.")).to_be_visible(timeout=SLOW)
    found = {
        "narrow": findings(narrow, PIECE),
        "empty": findings(bare, f".lm-DockPanel-widget:not(.lm-mod-hidden) {PIECE}"),
    }
    for page in (narrow, bare):
        page.context.close()
    assert not any(found.values()), json.dumps(found, indent=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_the_page_of_the_audience(
    house: House, scheme: Literal["light", "dark"]
) -> None:
    guest = house.studio.phone()
    guest.emulate_media(color_scheme=scheme)
    found = findings(guest, "body")
    guest.context.close()
    assert found == []


FOCUS = """() => {
  const node = document.activeElement;
  if (!node || !node.closest('.antiphon-Piece')) return null;
  const style = getComputedStyle(node);
  const frame = getComputedStyle(node, '::before');
  const shown = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1)
    || style.boxShadow !== 'none'
    || (frame.content !== 'none' && (frame.boxShadow !== 'none' || frame.outlineStyle !== 'none'));
  return [node.getAttribute('aria-label') || node.textContent.trim().slice(0, 30) || node.id, shown];
}"""
"""What has the keyboard in the piece, and whether one sees it."""


def test_the_keyboard_reaches_everything_and_is_seen(house: House) -> None:
    page = house.teacher
    tab("People")(page)
    page.get_by_role("listbox", name="Score").focus()
    regions = []
    for _ in range(4):
        page.keyboard.press("F6")
        regions.append(page.evaluate(FOCUS))
    assert len({str(region) for region in regions}) == 4, regions
    page.keyboard.press("Shift+F6")
    assert page.evaluate(FOCUS) == regions[2]

    page.get_by_role("button", name="To the beginning").focus()
    passed: list[Any] = []
    while (place := page.evaluate(FOCUS)) is not None and len(passed) < 80:
        passed.append(place)
        page.keyboard.press("Tab")
    names = [name for name, _ in passed]
    assert len(passed) < 80, f"the keyboard is caught: {names}"
    assert [name for name, shown in passed if not shown] == []
    assert names.index("To the beginning") < names.index("Score") < len(names) - 1
    tools = page.get_by_role("toolbar", name="Edit the score")
    assert tools.locator("button:not(:disabled)[tabindex='0']").count() == 1

    tools.locator("button[tabindex='0']").focus()
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Hide sounds and people")).to_be_focused()
    page.keyboard.press("Home")
    expect(page.get_by_role("button", name="Enter notes by clicking")).to_be_focused()


def test_escape_closes_what_opened_and_gives_the_keyboard_back(house: House) -> None:
    page = house.teacher
    score = page.get_by_role("listbox", name="Score")
    view = page.locator(".antiphon-ViewMenu summary")
    view.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Pages", exact=True).focus()
    page.keyboard.press("Escape")
    expect(view).to_be_focused()
    expect(page.get_by_label("Pages", exact=True)).to_be_hidden()

    practice = page.get_by_role("button", name=re.compile("^Practice"))
    disclose("Practice")(page)
    page.get_by_role("button", name="Metronome", exact=True).focus()
    page.keyboard.press("Escape")
    expect(practice).to_be_focused()
    expect(practice).to_have_attribute("aria-expanded", "false")

    edit_part(page)
    field = page.get_by_label("Part name").nth(1)
    field.fill("Tenor")
    page.keyboard.press("Escape")
    expect(field).to_have_value("Alto")
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(page.locator('summary[aria-label="Edit the part Alto"]')).to_be_focused()

    selected("Control+l")(page)
    expect(page.get_by_label(re.compile("Lyrics, verse 1"))).to_be_focused()
    page.keyboard.press("Escape")
    expect(score).to_be_focused()
    page.keyboard.press("Alt+p")
    page.get_by_role("button", name="C 4", exact=True).focus()
    page.keyboard.press("Escape")
    expect(score).to_be_focused()
    page.keyboard.press("Alt+p")
    for key in ("Control+f", "Alt+t", "F1"):
        page.keyboard.press(key)
        expect(page.locator(DIALOG)).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(DIALOG)).to_have_count(0)
        expect(score).to_be_focused()


GLIDING = """() => document.getAnimations().filter(({ effect, playState }) =>
  playState === 'running' && !/^step/.test(effect.getTiming().easing) && effect.getTiming().duration > 0).length"""
PLACES = """() => {
  window.places = new Set();
  const look = () => {
    const head = document.querySelector('.antiphon-Playhead:not([hidden])');
    if (head) window.places.add(head.style.transform);
    window.looking = requestAnimationFrame(look);
  };
  look();
}"""
"""Collects where the playhead is seen."""


def test_nothing_glides_for_who_wants_no_motion(house: House) -> None:
    page = house.teacher
    position = f"{SCORE.removesuffix('.score')}.session.positionNow()"
    seen = []
    for motion in ("no-preference", "reduce"):
        page.emulate_media(reduced_motion=motion)
        page.get_by_role("button", name="To the beginning").click()
        page.evaluate(PLACES)
        page.get_by_role("button", name="Play", exact=True).click()
        page.wait_for_function(f"{position} > 4.5", timeout=SLOW)
        gliding = page.evaluate(GLIDING)
        page.evaluate("cancelAnimationFrame(window.looking)")
        seen.append(page.evaluate("window.places.size"))
        page.get_by_role("button", name="Stop", exact=True).click()
    page.emulate_media(reduced_motion="no-preference")
    assert gliding == 0
    free, still = seen
    assert still <= 3 < free, "it stands at each of the two notes until the next"


STYLE = "(node, name) => getComputedStyle(node)[name]"


def test_what_is_chosen_pressed_and_focused_is_seen_in_forced_colours(house: House) -> None:
    page = house.teacher
    select(page)
    page.emulate_media(forced_colors="active")
    tools = page.get_by_role("toolbar", name="Edit the score")
    pressed, other = (tools.get_by_role("button", name=name, exact=True) for name in ("Voice 1", "Voice 2"))
    expect(pressed).to_have_attribute("aria-pressed", "true")
    assert pressed.evaluate(STYLE, "backgroundColor") != other.evaluate(STYLE, "backgroundColor")
    tab("People")(page)
    chosen, rest = (page.get_by_role("tab", name=re.compile(f"^{name}")) for name in ("People", "Sounds"))
    assert chosen.evaluate(STYLE, "backgroundColor") != rest.evaluate(STYLE, "backgroundColor")
    note, silent = (page.locator(f'[data-event-id="{id}"]').first for id in ("Flute-1", "Bass-3"))
    assert note.evaluate(STYLE, "fill") != silent.evaluate(STYLE, "fill")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    outline = [focused.evaluate(STYLE, name) for name in ("outlineStyle", "outlineWidth")]
    page.emulate_media(forced_colors="none")
    assert outline == ["solid", "2px"]


@pytest.mark.parametrize(
    ("language", "play", "sounds", "direction"),
    [
        ("de_DE", "Abspielen", "Klänge", "ltr"),
        ("es_ES", "Reproducir", "Sonidos", "ltr"),
        ("fr_FR", "Lire", "Sons", "ltr"),
        ("zh_CN", "播放", "声音", "ltr"),
        ("ar_SA", "تشغيل", "الأصوات", "rtl"),
    ],
)
def test_the_lab_speaks(house: House, language: str, play: str, sounds: str, direction: str) -> None:
    page = house.teacher
    speak(house, language)
    expect(page.get_by_role("button", name=play, exact=True)).to_be_visible()
    expect(page.get_by_role("tab", name=sounds)).to_be_visible()
    expect(page.locator(PIECE).first).to_have_css("direction", direction)
    expect(page.locator(".antiphon-Systems").first).to_have_css("direction", "ltr")
    assert left_in_english(page, language) == []
    if direction == "rtl":
        side, score = (
            page.locator(each).first.bounding_box() for each in (".antiphon-SidePanel", ".antiphon-Score")
        )
        assert side is not None
        assert score is not None
        assert side["x"] < score["x"]
        assert findings(page, PIECE) == []


def test_what_the_server_says_is_translated(house: House) -> None:
    page = house.teacher
    speak(house, "de_DE")
    page.get_by_role("tab", name=re.compile("^Publikum")).click()
    page.get_by_role("button", name="Langsamer oder schneller?").click()
    running = page.locator(".antiphon-Poll", has_text="Wie soll es weitergehen?")
    expect(running.get_by_text("Langsamer", exact=True)).to_be_visible(timeout=SLOW)
    running.get_by_role("button", name="Umfrage jetzt schließen").click()
    expect(page.get_by_text("Was daraus wurde: Nichts ändert sich")).to_be_visible(timeout=SLOW)
    page.get_by_role("tab", name="Steuerung").click()
    expect(page.get_by_text("Letzte Entscheidung: Niemand hat abgestimmt")).to_be_visible()
    shot = os.environ.get("ANTIPHON_SHOTS")
    if shot:
        page.screenshot(path=Path(shot) / "steering-de.png")
    desk = page.locator('a[href*="antiphon/desk?path="]')
    assert "language=de-DE" in str(desk.first.get_attribute("href"))
    speak(house, "en")


LOCALE = Path(__file__).parent.parent.parent / "extension/antiphon/lab/locale"

SAID = """scope => [...document.querySelectorAll(scope + ' *')].flatMap(node => [
  node.getAttribute('aria-label'), node.getAttribute('title'), node.getAttribute('placeholder'),
  ...[...node.childNodes].filter(each => each.nodeType === Node.TEXT_NODE).map(each => each.textContent),
]).filter(text => text && text.trim()).map(text => text.trim())"""
"""Whatever a piece says: its texts, and the names and titles of what is in it."""


def left_in_english(page: Page, language: str) -> list[str]:
    """What a piece and the tabs beside it say in English, though it is translated."""
    told = json.loads((LOCALE / language / "LC_MESSAGES/antiphon.json").read_text())
    # Names of the parts, and what the pictures of marks have written in them.
    written = {*json.loads(trio())["parts"], "A", "Fine", "solo"}
    english = {key.rpartition("\x04")[2] for key in told} - {
        form for forms in told.values() for form in forms
    }
    said: set[str] = set()
    tabs = page.locator(PIECE).get_by_role("tab")
    for at in range(tabs.count()):
        tabs.nth(at).click()
        said |= set(page.evaluate(SAID, PIECE))
    tabs.first.click()
    return sorted(said & english - written)


def speak(house: House, language: str) -> None:
    """Set JupyterLab to a language, as its settings keep it, and load the page afresh."""
    kept = house.settings / "@jupyterlab/translation-extension/plugin.jupyterlab-settings"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps({"locale": language}))
    house.teacher.reload()
    expect(house.teacher.locator("[data-measure-id]").first).to_be_visible(timeout=SLOW)


def test_large_letters_do_not_break_it(house: House) -> None:
    page = house.teacher
    speak(house, "en")
    page.evaluate("document.documentElement.style.setProperty('--jp-ui-font-size1', '26px')")
    piece = page.locator(PIECE).first
    wide = piece.evaluate(
        "node => [...node.querySelectorAll('button')].filter(b => b.scrollWidth > b.clientWidth + 1).map(b => b.textContent)"
    )
    assert wide == []
    assert piece.evaluate("node => node.scrollWidth <= node.clientWidth")
