"""The history of 100,000 edits of five people: opened, scrubbed, and how large its file is.

Five people write a piece that grows to some 4,000 events over a term: they enter notes, change and take away others, turn
knobs in drags of some ten updates, and write text. Each edit goes into the history as a room writes it, with squashing
and packing as a room does them; the times are those of a term. Then, each time with the file opened anew: `open` is the
timeline in 240 spans, the versions, and the piece as it is now, as the bytes of the answer; `scrub` is the piece after
any step, as these bytes, with the file open. `size` is the file's, in terms of all updates compressed with zlib (level 9)
as one stream; the Y document that the file also holds, the authors of each entry are in it;
with the word `ledger` behind the number of edits, the ledger too. `diff` is what is musically different between two versions
of 20,000 events, 500 of them changed, taken away or new, as the bytes of the answer, both read from the file.

The last lines are p95 of opening, of comparing and of scrubbing in ms, and the size.
"""

from __future__ import annotations

import gc
import json
import random
import sys
import tempfile
import zlib
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from pycrdt import Doc, Map

from antiphon.document.codec import lines
from antiphon.document.schema import ROOTS
from antiphon.lab.history import Edit, History
from antiphon.lab.history_answers import difference_answer, document_answer, removers, timeline_answer
from antiphon.lab.transcript import Transcript
from antiphon.session.people import Person
from antiphon.session.role import Role

EDITS = 100_000
EVENTS = 4_000
OPENINGS, SCRUBS, DIFFS = 30, 300, 20
LARGE, DIFFERENT = 20_000, 500
SECRET = b"s" * 32 if "ledger" in sys.argv else None
ROOM = "00000000-0000-4000-8000-000000000000"
PEOPLE = [
    Person(f"antiphon-{n:016x}", name, Role.PLAYER, "bench.antiphon")
    for n, name in enumerate(("Ada", "Bo", "Cy", "Di", "Eve"))
]
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"


class Class:
    """Five people at work, each with a Y client of their own; what they do is written as a room writes it."""

    def __init__(self, history: History, seed: int) -> None:
        """An empty piece.

        Args:
            history: Where it is written.
            seed: Of what they do.
        """
        self._random = random.Random(seed)
        self._history = history
        self._docs = [Doc[Any](client_id=1000 + n) for n in range(len(PEOPLE))]
        self.room: Doc[Any] = Doc(client_id=1)
        self._transcript = Transcript(self.room)
        self._watching = [
            self.room.get(root, type=Map).integrated.observe_deep(partial(self._transcript.note, root))
            for root in ROOTS
        ]
        self._updates = [doc.observe(partial(self._written, n)) for n, doc in enumerate(self._docs)]
        self._current: list[bytes] = []
        self.updates: list[bytes] = []
        self.now = 1_790_000_000.0
        self._events: list[str] = []
        self._known: set[tuple[str, str]] = set()
        self._receiving = False

    def _written(self, who: int, event: Any) -> None:
        if not self._receiving:
            self._current.append(event.update)

    def do(self, edits: int) -> None:
        """Write so many edits."""
        self._by(0, self._frame)
        while len(self.updates) < edits:
            self.now += self._random.choice((60, 600, 86_400)) if self._random.random() < 0.002 else 0.0
            who = self._random.randrange(len(PEOPLE))
            self._receiving = True
            self._docs[who].apply_update(self.room.get_update(self._docs[who].get_state()))
            self._receiving = False
            for _ in range(self._random.randint(3, 30)):
                self.now += self._random.uniform(0.5, 6)
                self._something(who)

    def _frame(self, doc: Doc[Any]) -> None:
        for n in range(8):
            doc.get("parts", type=Map)[f"p{n}"] = Map({"index": f"a{n}", "name": f"Part {n}", "staves": 1})
        for n in range(150):
            doc.get("measures", type=Map)[f"m{n}"] = Map({"index": f"a{n:03}"})
        for n in range(20):
            values = {"kind": "filter.lowpass", "x": n, "y": n, "p_freq": 440}
            doc.get("nodes", type=Map)[f"n{n}"] = Map(values)

    def _something(self, who: int) -> None:
        chance, count = self._random.random(), len(self._events)
        if chance < 0.04:
            node, place = f"n{self._random.randrange(20)}", self._random.uniform(100, 4000)
            for _ in range(self._random.randint(5, 15)):
                self.now += 0.066
                place *= self._random.uniform(0.97, 1.03)
                self._by(who, self._turn, node, place)
        elif chance < 0.25 * count / EVENTS + 0.1 and count > 50:
            id = self._events.pop(self._random.randrange(count))
            self._by(who, self._take_away, id)
        elif chance < 0.55 and count:
            self._by(who, self._change, self._random.choice(self._events))
        else:
            self._by(who, self._add)

    def _turn(self, doc: Doc[Any], node: str, value: float) -> None:
        doc.get("nodes", type=Map)[node]["p_freq"] = value

    def _take_away(self, doc: Doc[Any], id: str) -> None:
        del doc.get("events", type=Map)[id]

    def _change(self, doc: Doc[Any], id: str) -> None:
        field, value = self._random.choice(
            (
                ("pitch", self._pitch()),
                ("duration", self._random.choice(("1", "1/2", "2"))),
                ("staccato", True),
            )
        )
        doc.get("events", type=Map)[id][field] = value

    def _add(self, doc: Doc[Any]) -> None:
        id = "e" + "".join(self._random.choices(_LETTERS, k=12))
        self._events.append(id)
        doc.get("events", type=Map)[id] = Map(
            {
                "kind": "note",
                "part": f"p{self._random.randrange(8)}",
                "measure": f"m{self._random.randrange(150)}",
                "onset": self._random.choice(("0", "1/2", "1", "3/2", "2", "5/2", "3")),
                "duration": self._random.choice(("1", "1/2", "2")),
                "pitch": self._pitch(),
                "voice": 1,
            }
        )

    def _pitch(self) -> str:
        return (
            self._random.choice("CDEFGAB")
            + self._random.choice(("", "", "#"))
            + str(self._random.randint(3, 5))
        )

    def _by(self, who: int, what: Any, *arguments: Any) -> None:
        self._current.clear()
        doc = self._docs[who]
        with doc.transaction():
            what(doc, *arguments)
        if not self._current:
            return
        (update,) = self._current
        self._receiving = True
        self.room.apply_update(update)
        self._receiving = False
        self.updates.append(update)
        changes = self._transcript.catch_up()
        places = tuple({("meta", "meta") if root == "meta" else (root, id) for root, id in changes})
        made = frozenset(places) - self._known
        self._known.update(places)
        self._history.append(ROOM, Edit(update, PEOPLE[who], self.now, places, made, changes))
        if self._history.is_long(ROOM):
            self._history.squash(ROOM, self.room)
            past = self._history.past
            if self._history.versions.is_due(ROOM, self.now):
                self._history.versions.keep(ROOM, self.now, "while")
            while (packing := past.to_pack(ROOM)) is not None:
                past.keep(packing.done())


def p(values: list[float], share: float) -> float:
    return sorted(values)[int(len(values) * share)]


def main() -> None:
    edits = int(sys.argv[1]) if len(sys.argv) > 1 else EDITS
    chosen = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        history = History(path, SECRET)
        started = perf_counter()
        work = Class(history, 1)
        work.do(edits)
        history.close()
        print(f"{len(work.updates)} edits written in {perf_counter() - started:.0f} s")
        tables(path)
        size, compressed = path.stat().st_size, len(zlib.compress(b"".join(work.updates), 9))
        print(
            f"file {size / 1e6:.2f} MB, updates {sum(map(len, work.updates)) / 1e6:.2f} MB, compressed {compressed / 1e6:.2f} MB"
        )
        # A server holds none of what the class did.
        del work
        gc.collect()
        opening, opening_busy, scrubbing, busy, sizes = [], [], [], [], []
        for _ in range(OPENINGS):
            start, processor = perf_counter(), process_time()
            history = History(path, SECRET)
            timeline_answer(history, ROOM, 240)
            document_answer(history, ROOM, history.past.head(ROOM)[0])
            opening.append(1000 * (perf_counter() - start))
            opening_busy.append(1000 * (process_time() - processor))
            history.close()
        history = History(path)
        last = history.past.head(ROOM)[0]
        for _ in range(SCRUBS):
            step = chosen.randint(1, last)
            start, processor = perf_counter(), process_time()
            sizes.append(len(document_answer(history, ROOM, step)))
            scrubbing.append(1000 * (perf_counter() - start))
            busy.append(1000 * (process_time() - processor))
        history.close()
        print(f"an answer has {max(sizes) / 1e3:.0f} kB at most")
        comparing, comparing_busy = diffs(path, chosen)
        measured = {
            "diff": comparing,
            "processor of diff": comparing_busy,
            "open": opening,
            "processor of open": opening_busy,
            "scrub": scrubbing,
            "processor of scrub": busy,
        }
        for name, values in measured.items():
            print(
                f"{name:18} median {p(values, 0.5):6.1f} ms   p95 {p(values, 0.95):6.1f} ms   most {max(values):6.1f} ms"
            )
        print(json.dumps({"name": "history_diff", "value": round(p(comparing, 0.95), 1), "unit": "ms"}))
        print(json.dumps({"name": "history_open", "value": round(p(opening, 0.95), 1), "unit": "ms"}))
        print(
            json.dumps(
                {"name": "history_size", "value": round(size / compressed, 2), "unit": "x compressed updates"}
            )
        )
        print(json.dumps({"name": "history", "value": round(p(scrubbing, 0.95), 1), "unit": "ms"}))


def diffs(path: Path, chosen: random.Random) -> tuple[list[float], list[float]]:
    """Milliseconds that it takes to tell two large versions apart, and of the processor."""
    events = {
        f"e{n:05}": {
            "kind": "note",
            "part": f"p{n % 8}",
            "measure": f"m{n // 32:03}",
            "onset": str(n // 8 % 4),
            "duration": "1",
            "pitch": f"{chosen.choice('CDEFGAB')}{chosen.randint(3, 5)}",
        }
        for n in range(LARGE)
    }
    frame = {
        "parts": {f"p{n}": {"index": f"a{n}", "name": f"Part {n}"} for n in range(8)},
        "measures": {f"m{n:03}": {"index": f"a{n:03}V"} for n in range(LARGE // 32)},
    }
    then = {**frame, "events": events}
    later = dict(events)
    for n, id in enumerate(chosen.sample(sorted(events), DIFFERENT)):
        event = later.pop(id)
        if n % 4:
            later[f"new{n}" if n % 4 == 1 else id] = {**event, "pitch": "C6"}
    history = History(path, SECRET)
    changes = {(root, id): line for root in then for id, line in lines(root, then[root]).items()}
    history.append("large", Edit(b"u", PEOPLE[0], 1.0, changes=changes))
    new = lines("events", later)
    old = lines("events", events)
    changed = {("events", id): new.get(id) for id in old | new if old.get(id) != new.get(id)}
    history.append("large", Edit(b"u", PEOPLE[1], 2.0, changes=changed))
    while (packing := history.past.to_pack("large")) is not None:
        history.past.keep(packing.done())
    taken, busy = [], []
    for _ in range(DIFFS):
        start, processor = perf_counter(), process_time()
        a, b = (history.past.state("large", step) for step in (1, 2))
        answer = difference_answer(a, b, removers(history, "large", 1, 2))
        json.dumps(answer, ensure_ascii=False).encode()
        taken.append(1000 * (perf_counter() - start))
        busy.append(1000 * (process_time() - processor))
    assert answer["total"] >= DIFFERENT
    history.close()
    return taken, busy


def tables(path: Path) -> None:
    """Say how large each table is."""
    import sqlite3

    database = sqlite3.connect(path)
    try:
        for name, size in database.execute(
            "select name, sum(pgsize) from dbstat group by name order by 2 desc limit 8"
        ):
            print(f"  {name:24} {size / 1e3:8.0f} kB")
    except sqlite3.OperationalError:
        pass
    database.close()


if __name__ == "__main__":
    main()
