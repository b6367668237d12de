"""The transcript is the text that the document itself would write."""

import random
from functools import partial

from pycrdt import Map

from antiphon.document.schema import ROOTS
from antiphon.document.ydoc import YAntiphon
from antiphon.lab.transcript import Transcript

NOTE = {"kind": "note", "part": "p1", "measure": "m1", "onset": "0", "duration": "1", "pitch": "C4"}


def test_it_is_the_text_of_a_document_that_was_there_before():
    document = YAntiphon()
    document.put("events", "e1", NOTE)
    document.put("meta", "", {"title": "Über", "swing": 0.6})
    assert Transcript(document.ydoc).text == document.get()


def test_it_follows_whatever_is_written():
    chance = random.Random(1)
    document = YAntiphon()
    transcript = Transcript(document.ydoc)
    roots = {root: document.ydoc.get(root, type=Map) for root in ROOTS}
    _watching = [map.observe_deep(partial(transcript.note, root)) for root, map in roots.items()]
    assert transcript.text == document.get()
    for number in range(300):
        id = f"e{chance.randrange(20)}"
        match chance.randrange(6):
            case 0 | 1:
                document.put("events", id, NOTE | {"pitch": chance.choice(("D4", "E4"))})
            case 2:
                document.remove("events", id)
            case 3:
                document.put("meta", "", {"title": str(number)} if chance.random() < 0.8 else {})
            case 4:
                root = document.ydoc.get(chance.choice(ROOTS), type=Map)
                root[id] = chance.choice(
                    (5.0, "text", {"kind": "rest"}, Map({"index": "a", "odd": True}), True)
                )
            case 5 if id in (events := document.ydoc.get("events", type=Map)):
                if isinstance(events[id], Map):
                    events[id][chance.choice(("pitch", "bogus"))] = chance.choice(("F4", 7))
        if number % 3 == 0:
            assert transcript.text == document.get()
    assert transcript.text == document.get()
