"""Three people edit one piece at once, meet in any order, and lose nothing."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from pycrdt import Doc

from antiphon.document.codec import decode, empty, encode
from antiphon.document.projection import project
from antiphon.document.ydoc import YAntiphon

PEOPLE = st.integers(0, 2)
SHARED = st.sampled_from(["s1", "s2", "s3"])
PITCHES = st.sampled_from(["C4", "E4", "G4", "Bb4"])
ONSETS = st.sampled_from(["0", "1/2", "1", "3/2"])


def note(onset: str, pitch: str) -> dict[str, Any]:
    return {"kind": "note", "part": "p", "measure": "m", "onset": onset, "duration": "1", "pitch": pitch}


class Ensemble(RuleBasedStateMachine):
    """Each person has a copy; `kept` are the notes that nobody took away."""

    @initialize()
    def open(self) -> None:
        document: Any = empty()
        document["parts"] = {"p": {"index": "a", "name": "P"}}
        document["measures"] = {"m": {"index": "a"}}
        document["events"] = {id: note("0", "C4") for id in ("s1", "s2", "s3")}
        first = YAntiphon()
        first.set(encode(document))
        update = first.ydoc.get_update()
        self.docs = []
        for _ in range(3):
            ydoc: Doc[Any] = Doc()
            ydoc.apply_update(update)
            self.docs.append(YAntiphon(ydoc))
        self.kept: set[str] = {"s1", "s2", "s3"}
        self.minted = 0

    @rule(who=PEOPLE, onset=ONSETS, pitch=PITCHES)
    def add(self, who: int, onset: str, pitch: str) -> None:
        self.minted += 1
        self.docs[who].put("events", f"n{self.minted}", note(onset, pitch))
        self.kept.add(f"n{self.minted}")

    @rule(who=PEOPLE, id=SHARED, pitch=PITCHES)
    def move(self, who: int, id: str, pitch: str) -> None:
        if id in self.docs[who].to_document()["events"]:
            self.docs[who].change("events", id, {"pitch": pitch})

    @rule(who=PEOPLE, id=SHARED)
    def take_away(self, who: int, id: str) -> None:
        self.docs[who].remove("events", id)
        self.kept.discard(id)

    @rule(who=PEOPLE, bpm=st.integers(40, 200))
    def load_a_file(self, who: int, bpm: int) -> None:
        document = self.docs[who].to_document()
        document["events"]["t"] = {"kind": "tempo", "measure": "m", "onset": "0", "bpm": bpm}
        self.docs[who].set(encode(document))

    @rule(one=PEOPLE, other=PEOPLE)
    def meet(self, one: int, other: int) -> None:
        here, there = self.docs[one].ydoc, self.docs[other].ydoc
        there.apply_update(here.get_update(there.get_state()))
        here.apply_update(there.get_update(here.get_state()))

    @invariant()
    def every_copy_is_a_valid_file(self) -> None:
        for doc in self.docs:
            assert encode(decode(doc.get())) == doc.get()
            assert doc.piece == project(doc.raw())

    def teardown(self) -> None:
        for one, other in ((0, 1), (1, 2), (0, 1)):
            self.meet(one, other)
        texts = {doc.get() for doc in self.docs}
        assert len(texts) == 1
        document = decode(texts.pop())
        notes = {id for id, event in document["events"].items() if event["kind"] == "note"}
        assert notes == self.kept
        piece = project(document)
        heard = [note.id for voice in piece.parts[0].voices for item in voice.items for note in item.notes]
        doubles = {problem.id for problem in piece.problems if problem.code == "double"}
        assert sorted(heard) == sorted(notes - doubles)


Ensemble.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
test_an_ensemble_loses_nothing = Ensemble.TestCase
