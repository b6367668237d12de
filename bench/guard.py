"""The cost of a guarded write in a piece of 20,000 events: checked, kept in the history, applied, passed on.

A player changes a note's pitch, adds a note or takes one away. What is measured is what the room does with the update in between
the socket it came by and those it goes to. `processor` is the same without the time that other processes had meanwhile. The last
line is p95 of the whole, in µs.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import tempfile
from pathlib import Path
from time import perf_counter, thread_time
from types import SimpleNamespace
from typing import Any

from pycrdt import Doc

from antiphon.document.codec import empty, encode, normalise
from antiphon.document.update import read_update
from antiphon.document.ydoc import YAntiphon
from antiphon.lab.history import History
from antiphon.lab.rooms import AntiphonRoom
from antiphon.session.people import Person, mint_id
from antiphon.session.role import Role
from antiphon.session.store import Store

EVENTS = 20_000
WRITES = 3_000
WARM = 200


def piece() -> str:
    document: dict[str, Any] = {**empty()}
    document["parts"] = {f"p{n}": {"index": f"a{n}", "name": f"Part {n}"} for n in range(10)}
    document["measures"] = {f"m{n}": {"index": f"a{n:04}"} for n in range(500)}
    document["events"] = {
        f"e{n}": {
            "kind": "note",
            "part": f"p{n % 10}",
            "measure": f"m{n // 40}",
            "onset": str(n // 10 % 4),
            "duration": "1",
            "pitch": "C4",
        }
        for n in range(EVENTS)
    }
    return encode(normalise(document))


class File(SimpleNamespace):
    """The file of a room, in memory."""

    async def maybe_save_content(self, model: dict[str, Any]) -> dict[str, Any]:
        self.text = model["content"]
        return {"last_modified": None, "hash": ""}

    async def load_content(self, *arguments: Any) -> dict[str, Any]:
        return {"content": self.text, "last_modified": None, "hash": ""}

    def observe(self, *arguments: Any) -> None:
        pass

    def unobserve(self, *arguments: Any) -> None:
        pass


async def loaded_room(folder: Path) -> AntiphonRoom:
    history, store = History(folder / "history.db", b"s" * 32), Store(folder / "session.db")
    file = File(file_id="bench", path="bench.antiphon", text=piece(), last_modified=None)
    room = AntiphonRoom(
        "text:antiphon:bench",
        "text",
        "antiphon",
        file,
        SimpleNamespace(emit=lambda **_: None),
        log=logging.getLogger("bench"),
        save_delay=None,
        history=history,
        store=store,
    )
    starting = asyncio.create_task(room.start())
    await room.started.wait()
    await room.initialize()
    room._starting = starting
    return room


def updates_of(room: AntiphonRoom) -> list[bytes]:
    doc: Doc[Any] = Doc()
    document = YAntiphon(doc)
    doc.apply_update(room.ydoc.get_update())
    updates: list[bytes] = []
    subscription = doc.observe(lambda event: updates.append(event.update))
    source = random.Random(3)
    for number in range(WRITES):
        if number % 3 == 0:
            note = f"e{source.randrange(EVENTS // 10) * 10}"
            document.change("events", note, {"pitch": source.choice(["D4", "E4", "F4"])})
        elif number % 3 == 1:
            fields = {
                "kind": "note",
                "part": "p0",
                "measure": "m7",
                "onset": "3",
                "duration": "1",
                "pitch": "G4",
            }
            document.put("events", f"n{number}", fields)
        else:
            document.remove("events", f"n{number - 1}")
    assert subscription is not None
    return [update for update in updates if update != b"\x00\x00"]


def p(values: list[float], share: float) -> float:
    return sorted(values)[int(len(values) * share)] * 1e6


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        room = await loaded_room(Path(folder))
        person = Person(mint_id(), "Ada", Role.PLAYER, "bench.antiphon")
        room.assignments = {"p0": (person.id,), "p1": ("somebody else",)}
        guard = room.guard
        reading, checking, writing, whole, processor = [], [], [], [], []
        take = room.write

        def timed(*arguments: Any) -> None:
            start = perf_counter()
            take(*arguments)
            writing.append(perf_counter() - start)

        room.write = timed  # type: ignore[method-assign, assignment]
        for update in updates_of(room):
            start = perf_counter()
            read_update(update)
            reading.append(perf_counter() - start)
            start, busy = perf_counter(), thread_time()
            guard.write(update, person)
            whole.append(perf_counter() - start)
            processor.append(thread_time() - busy)
            checking.append(whole[-1] - writing[-1])
            if len(whole) % 20 == 0:
                await asyncio.sleep(0)
        for name, values in {
            "reading": reading,
            "checking": checking,
            "room": writing,
            "whole": whole,
            "processor": processor,
        }.items():
            print(f"{name:9} median {p(values[WARM:], 0.5):6.1f} µs   p95 {p(values[WARM:], 0.95):6.1f} µs")
        await room.stop()
        print(json.dumps({"name": "guard", "value": round(p(whole[WARM:], 0.95), 1), "unit": "us"}))


if __name__ == "__main__":
    asyncio.run(main())
