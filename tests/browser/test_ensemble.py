"""A session: three people write a piece of sixteen bars in four parts together, two of them one part between them."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from studio import SLOW, SOURCE, Studio, until

from antiphon.document.codec import empty, encode

pytestmark = pytest.mark.live

Start = Callable[[str], Studio]

PARTS = {
    "soprano": (
        "E5 F5 G5 D5 | C5 D5 E5 B4 | A4 B4 C5 C5 | D5 C5 B4 G4 | C5 D5 E5 F5 | D5 G5 E5 C5 | F5 E5 D5 B4 | C5 B4 C5 G4 |"
        "E5 D5 C5 B4 | A4 C5 G4 C5 | D5 F5 E5 C5 | B4 C5 B4 G#4 | A4 C5 G5 E5 | F5 D5 B4 D5 | E5 C5 D5 B4 | C5 B4 C5 C5"
    ),
    "alto": (
        "G4 G4 | A4 G4 | F4 G4 | F4 D4 | E4 F4 | G4 A4 | A4 G4 | G4 E4 |"
        "A4 G4 | F4 E4 | A4 A4 | G#4 E4 | F4 G4 | A4 G4 | G4 F4 | E4 E4"
    ),
    "tenor": (
        "C4 D4 | E4 E4 | C4 C4 | A3 G3 | G3 A3 | B3 C4 | D4 D4 | E4 G3 |"
        "C4 B3 | A3 G3 | F4 E4 | E4 B3 | C4 C4 | D4 D4 | C4 G3 | G3 G3"
    ),
    "bass": (
        "C3 B2 | A2 E3 | F3 E3 | D3 G2 | C3 F3 | G3 A3 | D3 G3 | C3 C3 |"
        "A3 E3 | F3 C3 | D3 A2 | E3 E3 | F3 E3 | D3 G3 | G3 G2 | C3 C3"
    ),
}
"""What is to be written: quarters in the soprano, halves in the other parts."""

LAST = """() => {
  const { editor } = window.jupyterapp.shell.currentWidget.content;
  return editor.index.note(editor.selection.at(-1) ?? '')?.pitch ?? '';
}"""
"""The pitch of the note that a person's selection ends in."""

NOTES = """() => {
  const { events } = window.jupyterapp.shell.currentWidget.context.model.sharedModel.document();
  return Object.values(events)
    .filter(({ kind }) => kind === 'note')
    .map(({ part, measure, onset, duration, pitch }) => [part, measure, onset, duration, pitch]);
}"""
"""The notes of the piece as a page has it."""


def bars(part: str) -> list[list[str]]:
    return [bar.split() for bar in PARTS[part].split("|")]


def blank() -> str:
    document: dict[str, Any] = empty()
    document["meta"] = {"title": "Chorale"}
    for order, part in enumerate(PARTS):
        document["parts"][part] = {"index": f"a{order}", "name": part.capitalize(), "instrument": "Choir"}
    for part in ("tenor", "bass"):
        document["events"][f"c-{part}"] = {
            "kind": "clef",
            "part": part,
            "measure": "m01",
            "onset": "0",
            "clef": "F4",
        }
    document["measures"] = {f"m{n:02}": {"index": f"a{n:03}V"} for n in range(1, 17)}
    return encode(document)  # type: ignore[arg-type]


def begin(page: Page, staff: int, value: str) -> None:
    """Go to the first bar of a staff, with a note value chosen."""
    page.get_by_role("listbox", name="Score").focus()
    for key in ("Escape", value, "Home", *["PageDown"] * staff):
        page.keyboard.press(key)


def enter(page: Page, pitch: str) -> None:
    """Enter a pitch as a musician does: its letter, then its accidental and octave where the nearest is not meant."""
    page.keyboard.press(pitch[0].lower())
    entered = page.evaluate(LAST)
    assert entered[0] == pitch[0], f"{pitch} was entered as {entered or 'nothing'}"
    octaves = int(pitch[-1]) - int(entered[-1])
    for _ in range(abs(octaves)):
        page.keyboard.press("Control+ArrowUp" if octaves > 0 else "Control+ArrowDown")
    if "#" in pitch and "#" not in entered:
        page.keyboard.press("#")


def phrase(page: Page, notes: list[str]) -> Iterator[None]:
    """Enter one note after the other; the others have their turn between them."""
    for pitch in notes:
        enter(page, pitch)
        yield


def together(*hands: Iterator[None]) -> None:
    """Let everybody write a note in turn until all have finished; nobody waits to see another's."""
    writing = list(hands)
    while writing:
        writing = [hand for hand in writing if next(hand, hand) is None]


def written(page: Page) -> dict[str, list[tuple[int, Fraction, Fraction, str]]]:
    """Bar, onset, duration and pitch of each note, by part."""
    found: dict[str, list[tuple[int, Fraction, Fraction, str]]] = {part: [] for part in PARTS}
    for part, measure, onset, duration, pitch in page.evaluate(NOTES):
        found[part].append((int(measure[1:]), Fraction(onset), Fraction(duration), pitch))
    return {part: sorted(notes) for part, notes in found.items()}


def meant(part: str) -> list[tuple[int, Fraction, Fraction, str]]:
    return [
        (number, Fraction(4 * order, len(bar)), Fraction(4, len(bar)), pitch)
        for number, bar in enumerate(bars(part), 1)
        for order, pitch in enumerate(bar)
    ]


@pytest.mark.timeout(300)
def test_three_people_write_sixteen_bars_in_four_parts(studio: Start) -> None:
    room = studio(blank())
    tess, ana, ben = (
        room.person(role, name) for role, name in (("teacher", "Tess"), ("player", "Ana"), ("player", "Ben"))
    )
    begin(tess, 0, "5")
    begin(ana, 1, "6")
    begin(ben, 3, "6")
    outer = [[note for bar in bars(part) for note in bar] for part in ("soprano", "alto", "bass")]
    together(*(phrase(page, notes) for page, notes in zip((tess, ana, ben), outer, strict=True)))

    # The tenor: Ana writes the first half of each bar, Ben at the same time the second half of the one before.
    begin(ana, 2, "6")
    begin(ben, 2, "6")
    for bar, (first, second) in enumerate(bars("tenor")):
        if bar:
            ana.keyboard.press("ArrowRight")
        enter(ana, first)
        until(lambda first=first, bar=bar: (bar + 1, 0, 2, first) in written(ben)["tenor"])
        for _ in range(2 if bar else 1):
            ben.keyboard.press("ArrowRight")
        enter(ben, second)
        until(lambda second=second, bar=bar: (bar + 1, 2, 2, second) in written(ana)["tenor"])

    wanted = {part: meant(part) for part in PARTS}
    for page in (tess, ana, ben):
        until(lambda page=page: written(page) == wanted)
    assert len({page.evaluate(SOURCE) for page in (tess, ana, ben)}) == 1

    # Each took back what they did last, and nothing of the others'.
    ben.keyboard.press("Control+z")
    until(lambda: len(written(tess)["tenor"]) == 31)
    assert {part: len(written(tess)[part]) for part in PARTS} == {
        "soprano": 64,
        "alto": 32,
        "tenor": 31,
        "bass": 32,
    }
    ben.keyboard.press("Control+Shift+z")
    until(lambda: written(tess) == wanted)

    tess.get_by_role("button", name="Play", exact=True).click()
    expect(ana.get_by_role("button", name="Stop", exact=True)).to_be_visible(timeout=SLOW)
    expect(ana.locator(".antiphon-Playhead:not([hidden])")).to_be_visible()
