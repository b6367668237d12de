"""The conductor, ``python -m antiphon.engine.conductor``: from the shared document to the worker that sounds it.

It is a peer of the piece's room and directs a `Performance` of it. It speaks with the lab server over the pipe, as
docs/architecture.md says; to try it without a server, ``start`` may carry ``document``, a canonical text, and further
``document {text}`` messages replace it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from antiphon.document.codec import DocumentError
from antiphon.document.peer import PeerError, RoomPeer
from antiphon.document.ydoc import YAntiphon
from antiphon.engine import orphan, urgency
from antiphon.engine.device import Device
from antiphon.engine.duet import Duet
from antiphon.engine.keyboards import Keyboards
from antiphon.engine.lineup import Lineup
from antiphon.engine.microphone import KIND as HEARS
from antiphon.engine.microphone import Microphone
from antiphon.engine.orphan import Predecessor, PredecessorGone
from antiphon.engine.performance import Performance
from antiphon.engine.playback import LEAD
from antiphon.engine.recorder import Recorder
from antiphon.engine.stem_ring import StemRing
from antiphon.engine.track_file import FORMATS
from antiphon.engine.transport import Quantum
from antiphon.session.pipe import ChildFailed, Message, Parent

FADING = 0.5
"""Seconds in which what sounds falls silent."""

ABSENCE = 5.0
"""Seconds without the room after which that is said."""

JOINING = 15.0
"""Seconds that the room has to let us in."""

log = logging.getLogger("antiphon.engine")


def number(message: Message, name: str) -> float:
    """A number of a message.

    Raises:
        ValueError: if it is not there, or not a finite number.
    """
    value = message.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        raise ValueError(f"{message['type']} needs {name}, a number")
    return float(value)


def ports(message: Message) -> list[tuple[str, str]]:
    """The ports of a message, node and output each.

    Raises:
        ValueError: if they are not there.
    """
    match message.get("ports"):
        case [*found] if all(isinstance(each, dict) for each in found):
            return [(str(each.get("node")), str(each.get("output", "out"))) for each in found]
    raise ValueError("probe needs ports, a node and an output each")


def steering(message: Message) -> tuple[str, dict[str, Any], Quantum, dict[str, float]]:
    """What a message asks to steer: its id, the moves, at which places, and how fast.

    Raises:
        ValueError: if it does not say so.
    """
    match message:
        case {"id": str(id), "moves": dict(moves), "at": ("now" | "beat" | "bar" | "section") as at}:
            slew = message.get("slew") or {}
            return id, moves, at, {str(key): number({"type": "steer", **slew}, key) for key in slew}
    raise ValueError("steer needs an id, moves, and at: now, beat, bar or section")


def obey(performance: Performance, message: Message) -> None:
    """Do what a message of the lab server asks for.

    Raises:
        ValueError: if it cannot be done.
    """
    match message["type"]:
        case "play":
            position = None if message.get("position") is None else number(message, "position")
            bars = None if message.get("count_in") is None else round(number(message, "count_in"))
            performance.playback.play(position, bars)
        case "stop":
            performance.playback.stop()
        case "seek":
            performance.playback.seek(number(message, "position"))
        case "steer":
            performance.steer(*steering(message))
        case "loop" if message.get("start") is None and message.get("end") is None:
            performance.playback.end_loop()
        case "loop":
            performance.playback.loop(number(message, "start"), number(message, "end"))
        case "speed":
            performance.playback.speed(number(message, "factor"))
        case "metronome":
            performance.playback.metronome(bool(message.get("on")), round(number(message, "count_in")))
        case "silence":
            performance.silence()
        case "meters":
            if "on" in message:
                performance.observation.meter(message["on"] is True, message.get("nodes") is True)
            if message.get("reset") is True:
                performance.observation.reset()
        case "probe":
            performance.observation.probe(ports(message))
        case other:
            raise ValueError(f"the conductor does not know {other}")


def record(recorder: Recorder, message: Message, path: str, title: str) -> None:
    """Begin or end a recording.

    Raises:
        ValueError: if the message does not say where, or how.
    """
    if not message.get("on"):
        recorder.stop()
        return
    folder, format = message.get("folder"), message.get("format")
    if not isinstance(folder, str) or format not in FORMATS:
        raise ValueError(f"record needs a folder, and a format of {' or '.join(FORMATS)}")
    recorder.record(folder, format, path, title)


async def tell_of_absence(room: RoomPeer, send: Callable[[Message], None]) -> None:
    """Say so when the room stays away: what is written there is not heard meanwhile."""
    while True:
        await room.synced.wait()
        while room.synced.is_set():
            await asyncio.sleep(0.5)
        try:
            await asyncio.wait_for(room.synced.wait(), ABSENCE)
        except TimeoutError:
            message = "The engine has lost the document: the piece plays on as it was, and edits are heard once it is back."
            send({"type": "problem", "message": message})


async def succeed(before: Predecessor, performance: Performance) -> None:
    """Go on where a conductor is whose lab died, and have it leave as soon as we sound."""
    try:
        transport = before.said if before.has_left else await before.where()
        for message in orphan.continuation(transport, time.monotonic() + LEAD):
            obey(performance, message)
        if not before.has_left:
            await asyncio.sleep(2 * LEAD)
            await before.leave()
    except PredecessorGone as error:
        log.warning("The conductor before this one ended meanwhile: %s", error)


async def gives_way(before: Predecessor) -> bool:
    """Have a conductor whose lab died leave a device that only one may have; whether it did."""
    try:
        await before.where()
        await before.leave()
    except PredecessorGone:
        return False
    return True


async def open_device(device: Device, before: Predecessor | None) -> None:
    """Play on a device, which a conductor whose lab died may have to leave first.

    Raises:
        ChildFailed: if there is none; the message says what to do.
    """
    try:
        await device.open()
    except ChildFailed:
        if before is None or not await gives_way(before):
            raise
        await device.open()


async def play_on(performance: Performance, place: Path, where: Callable[[], Message]) -> None:
    """Play without a lab, until another conductor takes over or the piece ends."""
    log.warning("The lab ended without a word: the piece plays on.")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stderr.fileno())
    os.close(nowhere)

    async def leave() -> None:
        performance.playback.stop()
        await asyncio.sleep(FADING)

    await orphan.outlive(place, where, leave)


async def join_link(performance: Performance, parent: Parent, stack: AsyncExitStack) -> None:
    """Keep together with an Ableton Link session; where it cannot be joined, say so and play alone."""
    try:
        duet, bridge = await Duet.begin(performance.playback, log)
    except ChildFailed as error:
        parent.send({"type": "problem", "message": str(error)})
        return
    stack.push_async_callback(bridge.stop, 0.5)
    stack.callback(asyncio.ensure_future(duet.keep()).cancel)


async def conduct(parent: Parent, start: Message, stack: AsyncExitStack) -> None:
    """Play one document until the parent ends the pipe.

    Raises:
        ChildFailed, PeerError, DocumentError, OSError, ValueError, KeyError: if it cannot begin.
    """
    ring = StemRing.create(int(start.get("rate", 48000)), int(start.get("block", 128)))
    stack.callback(ring.close)
    performance: Performance | None = None
    latest: Message = {}

    def send(message: Message) -> None:
        if message["type"] == "transport":
            latest.update({"at": time.monotonic()} | message)
        parent.send(message)

    def changed(roots: frozenset[str]) -> None:
        if performance is not None:
            performance.changed(roots)

    local = YAntiphon()
    if "document" in start:
        local.set(start["document"])
        local.observe(lambda root, _: changed(frozenset({root})))

        def document() -> YAntiphon:
            return local

    else:
        room = RoomPeer(start["server"], start["path"], start["token"], on_change=changed, timeout=JOINING)
        await stack.enter_async_context(room)

        whole = room.doc

        def document() -> YAntiphon:
            """What the room had when it was last known whole: a document that is loaded afresh is empty at first."""
            nonlocal whole
            if room.synced.is_set():
                whole = room.doc
            return whole

        watching = asyncio.ensure_future(tell_of_absence(room, send))
        stack.callback(watching.cancel)

    cores = int(start.get("cores") or len(os.sched_getaffinity(0)))
    performance = playing = Performance(ring, document, send, cores)
    microphone = Microphone(
        ring,
        start.get("input", "null"),
        lambda: any(node.kind == HEARS for node in playing.nodes),
        parent.send,
        log,
    )
    stack.push_async_callback(microphone.close)
    stack.push_async_callback(performance.close)
    await performance.open()
    microphone.open()
    keyboards = Keyboards(ring, performance, start.get("midi", ()), log)
    keyboards.open()
    stack.push_async_callback(keyboards.close)
    lineup = Lineup(ring, lambda: playing.stems)
    lining_up = asyncio.ensure_future(lineup.watch())
    stack.callback(lining_up.cancel)
    recorder = Recorder(ring, lineup, parent.send, log)
    stack.push_async_callback(recorder.close)
    place = orphan.address(str(start.get("home", "")), str(start.get("path", "")))
    before = await Predecessor.find(place)
    if (output := start.get("output", "null")) != "null":
        device = Device(ring, output, start.get("channels", "mix"), lineup, parent.send, log)
        await open_device(device, before)
        stack.push_async_callback(device.close)
    if before is not None:
        await succeed(before, performance)
    # What sounds on a device outlives the lab; what is heard through the lab alone has nobody to hear it then.
    outlives = output != "null"
    if start.get("link"):
        await join_link(performance, parent, stack)
    parent.send({"type": "ready", "ring": str(ring.path), "outlives": outlives})
    performance.playback.tell()
    async for message in parent:
        try:
            if message["type"] == "document" and "document" in start:
                local.set(message["text"])
            elif message["type"] == "record":
                record(recorder, message, str(start.get("path", "")), performance.title)
            else:
                obey(performance, message)
        except (ValueError, KeyError) as error:
            parent.send({"type": "problem", "message": f"A message was not understood: {error}."})

    def where() -> Message:
        playing.playback.tell()
        return latest | {"steered": playing.playback.helm.values}

    if outlives and not parent.dismissed and latest.get("playing"):
        await play_on(performance, place, where)


async def main() -> None:
    """Run the process."""
    parent = await Parent.connect()
    urgency.hurry(urgency.CONDUCTING)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(name)s: %(message)s")
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        start = await anext(parent)
    except StopAsyncIteration:
        return
    reason = ""
    async with AsyncExitStack() as stack:
        try:
            await conduct(parent, start, stack)
        except (ChildFailed, PeerError, DocumentError, OSError, ValueError) as error:
            reason = str(error)
        except KeyError as error:
            reason = f"The conductor's start message lacks {error}."
        except asyncio.CancelledError:
            pass
    if reason:
        await parent.fail(reason)


if __name__ == "__main__":
    asyncio.run(main())
