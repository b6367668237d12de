"""Melodies of the audience: laid into the piece, proposed, and answered by the artist; with a real room's document."""

import asyncio
from fractions import Fraction
from urllib.parse import urlsplit

import httpx
import pytest
from line import Line

from antiphon.document.applying import applying
from antiphon.document.codec import empty, encode
from antiphon.document.projection import project
from antiphon.document.proposal import decode_operations, encode_operations
from antiphon.lab.melodies import Aim, key, melody, place, read_aim
from antiphon.lab.seat import Refused
from antiphon.session.melody import MelodyRefused, describe, read_melody

ANYWHERE = Aim()
PARTS = {
    "drums": {"index": "a", "name": "Drums"},
    "flute": {"index": "b", "name": "Flute"},
    "clarinet": {"index": "c", "name": "Clarinet", "diatonic": -1, "chromatic": -2},
}


def song(**events):
    document = empty()
    document["parts"] = {**PARTS}
    document["percussion"] = {"kick": {"part": "drums", "name": "Kick", "pitch": "F4", "key": 36}}
    document["measures"] = {
        "m1": {"index": "a1", "meter": "3/4", "key": -3, "mode": "minor"},
        "m2": {"index": "a2"},
        "m3": {"index": "a3"},
    }
    document["events"] = events
    return document


def note(measure="m1", part="flute", **more):
    return {
        "kind": "note",
        "part": part,
        "measure": measure,
        "onset": "0",
        "duration": "1",
        "pitch": "C5",
        **more,
    }


def accepted(document, notes, aim=ANYWHERE):
    """The piece once a melody was accepted, by way of the text of a proposal."""
    operations, number = melody(document, read_melody(notes), aim, "melody-1")
    operations = decode_operations(encode_operations(operations))
    applied = applying(document, operations, range(len(operations)), ())
    assert applied.conflicts == ()
    for edit in applied.edits:
        if edit.fields is None:
            del document[edit.root][edit.id]
        else:
            document[edit.root][edit.id] = {**document[edit.root].get(edit.id, {}), **edit.fields}
    return project(document), number


def sounds(piece, part="flute", voice=1):
    whose = next(each for each in piece.parts if each.id == part)
    return [
        (each.measure, item.onset, item.duration, item.notes[0].pitch, item.notes[0].tie)
        for each in whose.voices
        if each.voice == voice
        for item in each.items
        if item.notes
    ]


def test_a_melody_goes_into_the_next_empty_measure_of_the_first_part_that_has_pitches():
    document = song(n=note("m1"), silent={**note("m2"), "kind": "rest", "duration": "3"})
    del document["events"]["silent"]["pitch"]
    piece, number = accepted(document, [[63, 1], [66, 0.5], [67, 2]])
    assert number == 2
    # The second measure has three quarters: the last note goes over its bar line.
    assert sounds(piece)[1:] == [
        ("m2", 0, 1, "Eb4", False),
        ("m2", 1, Fraction(1, 2), "Gb4", False),
        ("m2", Fraction(3, 2), Fraction(3, 2), "G4", True),
        ("m3", 0, Fraction(1, 2), "G4", False),
    ]
    assert piece.problems == ()


def test_where_none_is_empty_the_piece_grows():
    document = song(a=note("m1"), b=note("m2"), c=note("m3"))
    piece, number = accepted(document, [[60, 4]])
    assert number == 4
    assert [measure.duration for measure in piece.measures[3:]] == [3, 3]
    assert [duration for _, _, duration, *_ in sounds(piece)[3:]] == [3, 1]


def test_the_artist_chooses_the_place_and_nothing_is_written_over():
    document = song(own=note("m1", "clarinet"))
    piece, number = accepted(document, [[60, 1]], Aim("clarinet", "m1"))
    assert number == 1
    assert [pitch for *_, pitch, _ in sounds(piece, "clarinet")] == ["C5"]
    # A clarinet in B flat reads a tone higher than it sounds.
    assert [pitch for *_, pitch, _ in sounds(piece, "clarinet", 2)] == ["D4"]


@pytest.mark.parametrize("aim", [Aim("drums"), Aim("gone"), Aim("flute", "gone")])
def test_a_place_that_is_not_there_is_refused(aim):
    with pytest.raises(Refused):
        melody(song(), read_melody([[60, 1]]), aim, "melody-1")


def test_phones_are_told_the_key_and_where_it_is_played():
    document = song(n=note("m1", pitch="Eb6"))
    piece = project(document)
    told = key(piece, *place(piece, document, Aim()))
    assert told == {"tonic": 0, "scale": [0, 2, 3, 5, 7, 8, 10], "low": 72, "flats": True}


def test_what_the_artist_allows_says_where_melodies_go():
    assert read_aim({"suggestions": True}) == (Aim(), {"suggestions": True})
    chosen = {"part": "flute", "measure": "m2"}
    assert read_aim({"suggestions": chosen}) == (Aim("flute", "m2"), {"suggestions": True})
    with pytest.raises(Refused, match="choose them anew"):
        read_aim({"suggestions": {"measure": 3}})


@pytest.mark.parametrize(
    "notes", [None, [], "C", [[60]], [[60, 0.3]], [[60.5, 1]], [[True, 1]], [[200, 1]], [[60, 1]] * 17]
)
def test_what_is_no_melody_is_refused(notes):
    with pytest.raises(MelodyRefused):
        read_melody(notes)
    assert describe(read_melody([[60, 1], [61, 0.5]])) == [[60, 1], [61, 0.5]]


class Listener(Line):
    """The teacher's page, or a phone: a socket, and the newest that it was told."""

    def __init__(self, address, **options):
        super().__init__(address, **options)
        self.seen = {}

    async def until(self, test):
        async with asyncio.timeout(60):
            while not (self.seen and test(self.seen)):
                self.seen |= await self.hear()
        return self.seen


async def phone(link):
    parts = urlsplit(link)
    async with httpx.AsyncClient(follow_redirects=True, trust_env=False, timeout=60) as browser:
        await browser.get(link)
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)
    origin = f"{parts.scheme}://{parts.netloc}"
    return Listener(f"ws://{parts.netloc}/ws", additional_headers={"Cookie": cookies}, origin=origin)


async def test_a_phones_melody_is_a_proposal_of_the_audience(lab, pages, new_page, until):
    path = "suggestions.antiphon"
    lab.write(encode(song(n=note("m1"))), path)
    page = new_page(lab, path=path)
    pages.append(page)
    await page.join()
    async with lab.client() as client:
        answer = await client.post("/antiphon/invites", json={"role": "audience", "path": path})
    address = f"ws://127.0.0.1:{lab.port}/antiphon/session?path={path}"
    teacher = Listener(address, additional_headers={"Authorization": f"token {lab.token}"})
    async with teacher, await phone(answer.json()["link"]) as ada:
        await teacher.say("allow", suggestions={"part": "flute", "measure": "m2"})
        await teacher.until(lambda seen: seen.get("allowed", {}).get("suggestions") is True)
        await ada.until(lambda seen: seen["asked"]["suggestions"] and seen["melody"])
        assert ada.seen["melody"]["scale"] == [0, 2, 3, 5, 7, 8, 10]
        await ada.say("suggest", notes=[[60, 1], [62, 0.5]])
        await ada.until(lambda seen: seen["suggested"])
        assert ada.seen["suggested"]["notes"] == [[60, 1], [62, 0.5]]
        # Sent again after a broken line, it is the same one; another has to wait.
        await ada.say("suggest", notes=[[60, 1], [62, 0.5]])
        await ada.say("suggest", notes=[[60, 1]])
        await ada.until(lambda seen: "sorry" in seen)
        assert ada.seen["sorry"] == "You can send one melody a minute; wait a little."
        await until(lambda: page.document.to_document()["proposals"])
        ((_, proposal),) = page.document.to_document()["proposals"].items()
        assert (proposal["source"], proposal["title"]) == (
            "audience",
            "A melody of the audience, measure 2",
        )
        operations = decode_operations(proposal["patch"])
        assert [each.fields["pitch"] for each in operations] == ["C4", "D4"]
        assert {each.fields["measure"] for each in operations} == {"m2"}
