import asyncio
import importlib.util
import json
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from jack_server import JackServer
from numpy.typing import NDArray

from antiphon.document.codec import empty, encode
from antiphon.engine.manifest import Manifest
from antiphon.engine.stem_ring import Lapped, StemRing, now
from antiphon.session.pipe import Child, ChildFailed, Message

pytestmark = pytest.mark.live

RATE = 48000
log = logging.getLogger("test.conductor")

ORGAN = {"kind": "instrument.organ", "p_room": 0, "p_vibrato": 0, "p_release": 0.02}
PITCHES = ["A4", "C5", "E5", "A5"]
HERTZ = {"A4": 440.0, "C5": 523.25, "E5": 659.26, "A5": 880.0, "A3": 220.0}


def score(
    onsets: list[tuple[int, str, str, str]], bars: int = 8, bpm: float = 240.0, parts: int = 1, **nodes: Any
) -> str:
    """A document in 4/4: (measure, onset, duration, pitch), an organ a part; all notes are the first part's."""
    document: dict[str, Any] = {**empty()}
    document["parts"] = {f"p{part}": {"index": f"a{part}", "name": f"Part {part}"} for part in range(parts)}
    document["measures"] = {f"m{bar}": {"index": f"a{bar}"} for bar in range(bars)}
    events: dict[str, Any] = {"tempo": {"kind": "tempo", "measure": "m0", "onset": "0", "bpm": bpm}}
    for bar, onset, duration, pitch in onsets:
        note = {"kind": "note", "part": "p0", "measure": f"m{bar}", "onset": onset, "pitch": pitch}
        events[f"n{bar}-{onset.replace('/', '_')}"] = note | {"duration": duration}
    document["events"] = events
    document["nodes"] = {f"organ{part}": ORGAN | {"part": f"p{part}"} for part in range(parts)} | nodes
    return encode(document)  # type: ignore[arg-type]


def beats(bars: int = 8) -> list[tuple[int, str, str, str]]:
    """An eighth on every quarter."""
    return [(bar, str(beat), "1/2", PITCHES[beat]) for bar in range(bars) for beat in range(4)]


HELD = [(0, "0", "4", "A3"), (1, "0", "4", "A3"), (2, "0", "4", "A3")]


class Concert:
    """A conductor in its own process, and all that it said and sounded."""

    def __init__(self) -> None:
        self.said: list[Message] = []
        self.child: Child
        self.ring: StemRing
        self._chunks: list[NDArray[np.float32]] = []
        self._begin = 0
        self._end = 0

    async def begin(self, document: str, **more: Any) -> None:
        argv = [sys.executable, "-m", "antiphon.engine.conductor"]
        start = {"type": "start", "output": "null", "rate": RATE, "block": 128, "document": document} | more
        self.child = await Child.start(argv, start, log, on_message=self.said.append)
        self.ring = StemRing.attach(self.child.ready["ring"])
        self._begin = self._end = self.ring.written

    def send(self, type: str, **fields: Any) -> None:
        self.child.send({"type": type} | fields)

    def of(self, type: str) -> list[Message]:
        return [message for message in self.said if message["type"] == type]

    @property
    def transport(self) -> Message:
        """The last word on it; before the first, it stands at the beginning."""
        return [{"playing": False, "position": 0.0}, *self.of("transport")][-1]

    async def until(self, condition: Callable[[], Any], seconds: float = 20.0) -> None:
        """Wait, and record meanwhile."""
        async with asyncio.timeout(seconds):
            while not condition():
                self.record()
                await asyncio.sleep(0.005)

    async def listen(self, seconds: float) -> None:
        end = now(self.ring) + int(seconds * RATE)
        await self.until(lambda: self.ring.written >= end)
        self.record()

    def record(self) -> None:
        try:
            chunk = self.ring.read(self._end, RATE, 4)
        except Lapped:
            chunk = np.zeros((self.ring.written - self._end, 4), np.float32)
        self._chunks.append(chunk)
        self._end += len(chunk)

    def mix(self, start: int, end: int | None = None) -> NDArray[np.float32]:
        """The left of the mix, from frame to frame of the ring."""
        self._chunks = [np.concatenate(self._chunks)]
        return self._chunks[0][start - self._begin : None if end is None else end - self._begin, 0]

    def onsets(self, start: int = 0) -> list[int]:
        """Frames at which sound begins after a silence."""
        start = max(start, self._begin)
        sounds = np.abs(self.mix(start)) > 1e-3
        times = np.flatnonzero(sounds)
        if not len(times):
            return []
        first = times[np.flatnonzero(np.diff(times, prepend=times[0] - RATE) > RATE // 50)]
        return [int(frame) + start for frame in first]


@pytest.fixture
async def concert() -> AsyncIterator[Concert]:
    made = Concert()
    yield made
    if hasattr(made, "child"):
        await made.child.stop()
        assert not list(Path("/dev/shm").glob(f"antiphon-{made.child.pid}-*"))


def pitch(samples: NDArray[np.float32]) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 8 * len(samples)))
    return float(np.argmax(spectrum) * RATE / (8 * len(samples)))


async def test_notes_sound_at_their_times_at_their_pitches(concert: Concert) -> None:
    await concert.begin(score(beats()))
    asked = now(concert.ring)
    concert.send("play")
    await concert.listen(2.2)
    onsets = concert.onsets(asked)[:8]
    assert onsets[0] - asked < 0.2 * RATE
    assert np.diff(onsets) == pytest.approx([RATE // 4] * 7, abs=48)
    for onset, name in zip(onsets, PITCHES * 2, strict=True):
        assert pitch(concert.mix(onset, onset + 5000)) == pytest.approx(HERTZ[name], rel=0.01)
    transport = concert.transport
    assert transport["playing"]
    assert (transport["bpm"], transport["rate"], transport["factor"]) == (240, 4, 1)
    assert transport["duration"] == 32
    expected = (now(concert.ring) - onsets[0]) / RATE * 4
    assert transport["position"] == pytest.approx(expected, abs=0.8)
    assert transport["measure"] == transport["position"] // 4 + 1


async def test_steering_counts_at_the_bar_line_for_the_samples(concert: Concert) -> None:
    await concert.begin(score(beats(), bpm=120.0))
    asked = now(concert.ring)
    concert.send("play", position=2)
    await concert.listen(0.1)
    concert.send("steer", id="s1", moves={"tempo": 2}, at="bar")
    await concert.listen(3.4)
    onsets = concert.onsets(asked)
    assert np.diff(onsets[:3]) == pytest.approx([RATE // 2] * 2, abs=48)
    assert np.diff(onsets[2:10]) == pytest.approx([RATE // 4] * 7, abs=48)
    agreed, counts = concert.of("steered"), concert.of("steered_now")
    assert [(each["factor"], each["position"], each["measure"]) for each in agreed] == [(2, 4, 2)]
    assert 0.5 < agreed[0]["seconds"] < 1.0
    assert [(each["factor"], each["position"]) for each in counts] == [(2, 4)]
    assert concert.transport["bpm"] == 240


async def test_stop_is_silent_soon_and_play_goes_on_from_there(concert: Concert) -> None:
    await concert.begin(score(HELD))
    concert.send("play", position=0)
    await concert.listen(0.5)
    concert.send("stop")
    stopped = now(concert.ring)
    await concert.listen(0.5)
    assert np.abs(concert.mix(stopped - 4800, stopped)).max() > 0.02
    assert np.abs(concert.mix(stopped + RATE // 5)).max() < 1e-3
    position = concert.transport["position"]
    assert 1.5 < position < 3.0
    concert.send("play")
    await concert.until(lambda: concert.transport["playing"])
    assert concert.transport["position"] == pytest.approx(position, abs=0.01)
    await concert.listen(0.3)
    assert pitch(concert.mix(now(concert.ring) - 9600)) == pytest.approx(220.0, rel=0.01)


async def test_the_end_of_the_piece_stops(concert: Concert) -> None:
    await concert.begin(score(beats(2), bars=2))
    concert.send("play", position=6)
    await concert.until(lambda: concert.transport["playing"])
    await concert.until(lambda: not concert.transport["playing"])
    assert concert.transport["position"] == 8.0
    await concert.listen(0.3)
    assert np.abs(concert.mix(now(concert.ring) - 4800)).max() < 1e-3


async def test_an_edit_is_heard_while_it_plays(concert: Concert) -> None:
    await concert.begin(score(HELD))
    concert.send("play", position=0)
    await concert.listen(0.4)
    concert.send("document", text=score([(0, "0", "4", "A5"), *HELD[1:]]))
    edited = now(concert.ring)
    await concert.listen(0.4)
    heard = concert.mix(edited + int(0.25 * RATE))
    assert pitch(heard) == pytest.approx(880.0, rel=0.01)


async def test_a_new_part_joins_and_what_sounded_goes_on(concert: Concert) -> None:
    await concert.begin(score(HELD, bpm=120.0))
    concert.send("play", position=0)
    await concert.listen(0.6)
    concert.send("document", text=score(HELD, bpm=120.0, parts=2))
    edited = now(concert.ring)
    await concert.until(lambda: concert.ring.stems == 3)
    await concert.listen(0.5)
    sound = concert.mix(edited - 9600)
    steady = np.abs(np.diff(sound[:9600], n=2)).max()
    assert np.abs(np.diff(sound, n=2)).max() < 2 * steady
    assert pitch(sound[-9600:]) == pytest.approx(220.0, rel=0.01)
    loud = np.flatnonzero(np.abs(sound) > np.abs(sound[:9600]).max() / 100)
    assert np.diff(loud).max() < RATE // 220


async def test_a_killed_worker_is_replaced_and_the_music_goes_on_in_time(concert: Concert) -> None:
    await concert.begin(score(beats()))
    asked = now(concert.ring)
    concert.send("play", position=0)
    await concert.listen(1.1)
    victim = concert.ring.writer
    os.kill(victim, signal.SIGKILL)
    killed = now(concert.ring)
    await concert.until(lambda: {"type": "worker", "event": "restarted"} in concert.said)
    await concert.listen(1.0)
    onsets = concert.onsets(asked)
    after = [onset for onset in onsets if onset > killed]
    assert after[0] - killed < RATE
    beat = (np.array(onsets[-3:]) - onsets[0]) / (RATE / 4)
    assert np.abs(beat - beat.round()).max() < 0.01
    assert concert.ring.writer not in (0, victim)
    assert concert.transport["playing"]


async def test_a_stem_out_of_bounds_is_muted_named_and_comes_back(concert: Concert) -> None:
    def boosted(gain: float) -> str:
        boosts: dict[str, Any] = {f"boost{i}": {"kind": "effect.gain", "p_gain": gain} for i in range(6)}
        nodes = {"organ0": ORGAN | {"part": "p0"}} | boosts
        chain = ["organ0", *boosts]
        edges = {f"e{i}": {"source": chain[i], "target": chain[i + 1]} for i in range(len(chain) - 1)}
        whole = score(HELD, **boosts)
        return encode(json.loads(whole) | {"edges": edges, "nodes": nodes})

    await concert.begin(boosted(12))
    concert.send("play", position=0)
    await concert.until(lambda: concert.of("muted"))
    muted = concert.of("muted")[0]
    assert muted["node"].startswith("boost")
    assert (muted["part"], muted["reason"]) == ("p0", "too loud")
    assert "Part 0" in muted["message"]
    concert.send("document", text=boosted(0))
    await concert.until(lambda: concert.of("healed") and concert.ring.muted == 0)
    await concert.listen(0.5)
    assert pitch(concert.mix(now(concert.ring) - 9600)) == pytest.approx(220.0, rel=0.01)


async def test_a_repeat_is_heard_and_the_playhead_goes_back(concert: Concert) -> None:
    document = json.loads(score([(0, "0", "4", "A4"), (1, "0", "4", "A3")], bars=2))
    document["measures"]["m0"]["repeat_end"] = 2
    await concert.begin(encode(document))
    began = now(concert.ring)
    concert.send("play", position=2)
    await concert.until(lambda: concert.transport["position"] == 8.0 and not concert.transport["playing"])
    found = [(said["measure"], said["position"]) for said in concert.of("transport") if said["playing"]]
    back = next(index for index in range(1, len(found)) if found[index][1] < found[index - 1][1])
    assert {measure for measure, _ in found[:back]} == {1}
    assert [measure for measure, _ in found[back:]] == sorted(measure for measure, _ in found[back:])
    assert {measure for measure, _ in found[back:]} == {1, 2}
    assert concert.transport["duration"] == 8.0
    await concert.listen(0.1)
    again, after = began + int(0.8 * RATE), began + int(1.9 * RATE)
    assert pitch(concert.mix(again, again + RATE // 3)) == pytest.approx(HERTZ["A4"], rel=0.01)
    assert pitch(concert.mix(after, after + RATE // 3)) == pytest.approx(HERTZ["A3"], rel=0.01)


async def test_silence_cuts_off_what_still_rings(concert: Concert) -> None:
    hall = {"hall": {"kind": "effect.reverb", "p_mix": 1, "p_time": 8}}
    document = json.loads(score(HELD, **hall))
    document["edges"] = {"e": {"source": "organ0", "target": "hall"}}
    await concert.begin(encode(document))
    concert.send("play", position=0)
    await concert.listen(0.6)
    assert np.abs(concert.mix(now(concert.ring) - 4800)).max() > 0.01
    asked = now(concert.ring)
    concert.send("silence")
    await concert.listen(1.0)
    assert np.abs(concert.mix(asked + RATE // 5)).max() < 1e-4
    assert not concert.transport["playing"]


async def test_what_sounds_is_recorded_with_parts_that_come(concert: Concert, tmp_path: Path) -> None:
    folder = tmp_path / "recordings" / "song"
    await concert.begin(score(HELD), path="song.antiphon")
    concert.send("record", on=True, folder=str(folder), format="flac")
    await concert.until(lambda: concert.of("recording"))
    concert.send("play", position=0)
    await concert.listen(0.5)
    concert.send("document", text=score(HELD, parts=2))
    await concert.until(lambda: concert.ring.stems == 3)
    await concert.listen(0.5)
    concert.send("record", on=False)
    await concert.until(lambda: concert.of("recording")[-1]["status"] == "off")
    manifest = Manifest.read(folder)
    assert (manifest.status, manifest.piece) == ("complete", "song.antiphon")
    assert [(each.part, each.name) for each in manifest.files] == [
        (None, "mix"),
        ("p0", "Part 0"),
        ("p1", "Part 1"),
    ]
    concert.record()
    for entry in manifest.files:
        sound, _ = soundfile.read(folder / entry.file, dtype="float32")
        assert len(sound) == manifest.frames > RATE
    mix, _ = soundfile.read(folder / "mix.flac", dtype="float32")
    end = manifest.first_frame + manifest.frames
    heard = concert.mix(manifest.first_frame, end)
    assert np.abs(heard).max() > 0.02
    assert np.abs(mix[:, 0] - heard).max() <= 2**-23
    assert concert.of("recording")[-1]["seconds"] == pytest.approx(manifest.frames / RATE, abs=0.01)


async def test_bad_messages_are_answered_and_harm_nothing(concert: Concert) -> None:
    await concert.begin(score(HELD))
    concert.send("dance")
    concert.send("seek", position="there")
    concert.send("steer")
    concert.send("record", on=True, format="mp3")
    concert.send("document", text="{")
    await concert.until(lambda: len(concert.of("problem")) == 5)
    concert.send("seek", position=1e6)
    concert.send("steer", id="s2", moves={"tempo": -3}, at="bar")
    concert.send("seek", position=3)
    await concert.until(lambda: concert.transport["position"] == 3)
    assert concert.of("steered_now")[-1]["factor"] == 0.25


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        ({"document": "no music"}, "not an Antiphon piece"),
        ({"document": score([]), "output": "jack"}, "--output null"),
        ({"server": "http://127.0.0.1:9/"}, "lacks 'path'"),
    ],
)
async def test_what_cannot_begin_says_why(start: dict[str, Any], reason: str) -> None:
    environment = os.environ | {"JACK_DEFAULT_SERVER": "no-such-server", "JACK_NO_START_SERVER": "1"}
    argv = [sys.executable, "-m", "antiphon.engine.conductor"]
    with pytest.raises(ChildFailed, match=reason):
        await Child.start(argv, {"type": "start"} | start, log, env=environment)


async def test_a_room_that_refuses_is_named() -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    start = {"type": "start", "server": address, "path": "a.antiphon", "token": "t"}
    with pytest.raises(ChildFailed, match=r"a\.antiphon .* cannot be joined: 403"):
        await Child.start([sys.executable, "-m", "antiphon.engine.conductor"], start, log)
    server.close()


async def test_nothing_is_left_when_the_conductor_is_killed(concert: Concert) -> None:
    await concert.begin(score(HELD))
    worker, conductor = concert.ring.writer, concert.child.pid
    files = list(concert.ring.path.parent.glob(f"antiphon-{conductor}-*"))
    assert len(files) >= 2
    os.kill(conductor, signal.SIGKILL)
    async with asyncio.timeout(10):
        while Path(f"/proc/{worker}").exists() or any(path.exists() for path in files):
            await asyncio.sleep(0.01)


async def test_a_sound_device_plays_the_mix(jack: JackServer, concert: Concert) -> None:
    await concert.begin(score(HELD), output="jack")
    await jack.has("antiphon:mix_1")
    concert.send("play", position=0)
    await concert.listen(0.5)
    assert pitch(concert.mix(now(concert.ring) - 9600)) == pytest.approx(220.0, rel=0.01)
    await concert.child.stop()
    await jack.lacks("antiphon:mix_1")


BLOCKS = {"organ0": {"kind": "instrument.drums", "part": "p0", "p_room": 0}}
"""In the organ's place: strokes that sound the same each time, to the sample."""


def strokes(bars: int = 8) -> list[tuple[int, str, str, str]]:
    """The low wood block on every beat."""
    return [(bar, str(beat), "1/8", "F5") for bar in range(bars) for beat in range(4)]


async def run_of(concert: Concert, distance: int, count: int, asked: int, within: int = 0) -> list[int]:
    """Listen until so many onsets in a row were so many frames apart; a busy machine may disturb some.

    The high block is heard (louder than the threshold) a sample earlier than the low one: within 1, where both are struck.
    """
    async with asyncio.timeout(30):
        while True:
            await concert.listen(0.4)
            onsets = concert.onsets(asked)
            for first in range(len(onsets) - count + 1):
                row = onsets[first : first + count]
                if np.abs(np.diff(row) - distance).max() <= within:
                    return row


async def test_a_loop_of_one_beat_sounds_every_beat_at_the_sample(concert: Concert) -> None:
    await concert.begin(score(strokes(), **BLOCKS))
    concert.send("loop", start=5, end=6)
    asked = now(concert.ring)
    concert.send("play", position=5)
    await run_of(concert, RATE // 4, 7, asked)
    assert concert.transport["loop"] == {"start": 5, "end": 6}
    assert all(5 <= said["position"] < 6 for said in concert.of("transport") if said["playing"])
    concert.send("loop", start=8, end=8.5)
    await run_of(concert, RATE // 8, 7, asked)
    concert.send("loop")
    await concert.until(lambda: concert.transport["position"] > 10)
    assert concert.transport["loop"] is None


async def test_speed_stretches_time_at_once_and_leaves_the_pitch(concert: Concert) -> None:
    await concert.begin(score(strokes(16), bars=16, **BLOCKS))
    concert.send("speed", factor=0.5)
    asked = now(concert.ring)
    concert.send("play", position=0)
    slow = await run_of(concert, RATE // 2, 3, asked, within=1)
    concert.send("speed", factor=2)
    changed = now(concert.ring)
    fast = await run_of(concert, RATE // 8, 5, changed, within=1)
    assert concert.transport["bpm"] == 480
    assert concert.transport["factor"] == 1
    assert {round(pitch(concert.mix(onset, onset + 2400)), -1) for onset in (*slow, *fast)} == {850}


async def test_it_begins_at_the_beginning_of_a_block_in_the_middle_of_what_is_held(concert: Concert) -> None:
    await concert.begin(score(HELD, bpm=30))
    asked = now(concert.ring)
    concert.send("play", position=1.3)
    await concert.listen(1.0)
    onset = concert.onsets(asked)[0]
    assert onset % 128 < 48
    assert pitch(concert.mix(onset + 4800, onset + 14_400)) == pytest.approx(220.0, rel=0.01)


async def test_the_metronome_clicks_on_every_beat_on_a_stem_of_its_own(concert: Concert) -> None:
    await concert.begin(score([], bars=16, bpm=240))
    concert.send("metronome", on=True, count_in=0)
    await concert.until(lambda: concert.ring.stems == 3)
    asked = now(concert.ring)
    concert.send("play", position=1)
    onsets = await run_of(concert, RATE // 4, 8, asked, within=1)
    high = [pitch(concert.mix(onset, onset + 2400)) > 1000 for onset in onsets]
    assert sum(high) == 2
    assert high.index(True) + 4 == len(high) - 1 - high[::-1].index(True)
    assert concert.transport["metronome"] == {"on": True, "count_in": 0}
    concert.send("metronome", on=False, count_in=0)
    await concert.until(lambda: not concert.transport["metronome"]["on"])
    silent = now(concert.ring) + RATE // 2
    await concert.until(lambda: concert.ring.written > silent + RATE // 2)
    assert concert.onsets(silent) == []


async def test_a_count_in_counts_before_the_first_note_and_the_playhead_waits(concert: Concert) -> None:
    await concert.begin(score(strokes(), **BLOCKS))
    concert.send("metronome", on=False, count_in=1)
    await concert.until(lambda: concert.ring.stems == 3)
    asked = now(concert.ring)
    concert.send("play", position=4)
    onsets = await run_of(concert, RATE // 4, 8, asked, within=1)
    high = [pitch(concert.mix(onset, onset + 2400)) > 1000 for onset in onsets]
    assert high == [True] + [False] * 7
    said = [each for each in concert.of("transport") if each["playing"]]
    counted = [each["counting"] for each in said]
    assert counted == sorted(counted, reverse=True)
    assert {1, 2, 3, 4} >= set(counted) - {0} >= {4}
    assert all(each["position"] == 4 and each["rate"] == 0 for each in said if each["counting"])
    concert.send("play", position=4)
    await concert.until(lambda: concert.transport["counting"])
    concert.send("stop")
    await concert.until(lambda: not concert.transport["playing"])
    silent = now(concert.ring) + RATE // 5
    await concert.until(lambda: concert.ring.written > silent + RATE)
    assert concert.onsets(silent) == []
    assert (concert.transport["counting"], concert.transport["position"]) == (0, 4)


async def test_play_waits_for_a_metronome_that_is_not_built_yet(concert: Concert) -> None:
    await concert.begin(score(strokes(), **BLOCKS))
    asked = now(concert.ring)
    concert.send("metronome", on=False, count_in=2)
    concert.send("play", position=2)
    await concert.until(lambda: concert.transport["position"] > 3, 70)
    said = [each for each in concert.of("transport") if each["playing"]]
    assert said[0]["counting"] == 10
    begun = next(each for each in said if not each["counting"])
    began = (begun["at"] - (begun["position"] - 2) / 4 - concert.ring.epoch / 1e9) * RATE
    counted = [onset for onset in concert.onsets(asked) if onset < began - RATE // 8]
    assert 7 <= len(counted) <= 10
    assert np.median(np.diff(counted)) == pytest.approx(RATE // 4, abs=1)


async def test_the_time_of_a_position_is_the_monotonic_clock_s(concert: Concert) -> None:
    await concert.begin(score(beats()))
    asked = now(concert.ring)
    concert.send("play", position=0)
    await concert.until(lambda: concert.transport["position"] > 3)
    first = concert.onsets(asked)[0]
    heard = (concert.ring.epoch + first * 1e9 / RATE) / 1e9
    for said in concert.of("transport"):
        if said["playing"]:
            assert said["position"] == pytest.approx((said["at"] - heard) * 4, abs=0.02)


async def test_a_loop_over_measures_that_go_is_dropped_with_a_notice(concert: Concert) -> None:
    await concert.begin(score(beats()))
    concert.send("loop", start=24, end=64)
    await concert.until(lambda: concert.of("problem"))
    assert "64" in concert.of("problem")[0]["message"]
    concert.send("loop", start=24, end=28)
    await concert.until(lambda: concert.transport.get("loop"))
    concert.send("document", text=score(beats(4), bars=4))
    await concert.until(lambda: concert.transport["loop"] is None)
    assert concert.of("notice")[0]["message"] == "The loop ended: its measures are not played any more."


async def test_a_killed_worker_keeps_loop_speed_and_metronome(concert: Concert) -> None:
    await concert.begin(score(strokes(), **BLOCKS))
    concert.send("loop", start=4, end=8)
    concert.send("speed", factor=1.5)
    concert.send("metronome", on=True, count_in=1)
    await concert.until(lambda: concert.ring.stems == 3)
    concert.send("play", position=4, count_in=0)
    await concert.until(lambda: concert.transport["playing"])
    os.kill(concert.ring.writer, signal.SIGKILL)
    await concert.until(lambda: {"type": "worker", "event": "restarted"} in concert.said)
    transport = concert.transport
    assert (transport["loop"], transport["speed"]) == ({"start": 4, "end": 8}, 1.5)
    assert transport["metronome"] == {"on": True, "count_in": 1}
    await run_of(concert, RATE // 6, 5, now(concert.ring), within=1)
    assert 4 <= concert.transport["position"] < 8


async def test_a_link_session_that_cannot_be_joined_is_said_and_it_plays_alone(concert: Concert) -> None:
    if importlib.util.find_spec("aalink") is not None:
        pytest.skip("aalink is installed")
    await concert.begin(score(beats()), link=True)
    assert "pip install aalink" in concert.of("problem")[0]["message"]
    concert.send("play", position=0)
    await concert.until(lambda: concert.transport["position"] > 0)


async def test_what_flows_through_cables_is_told_while_somebody_looks_and_survives_edits(
    concert: Concert,
) -> None:
    nodes = {
        "tone": {"kind": "osc.sine", "p_freq": 440},
        "low": {"kind": "filter.lowpass", "p_cutoff": 9000},
    }
    document = json.loads(score(HELD, **nodes)) | {"edges": {"e1": {"source": "tone", "target": "low"}}}
    text = encode(document)
    await concert.begin(text)
    await concert.listen(0.2)
    assert not concert.of("probes")
    concert.send("probe", ports=[{"node": "tone", "output": "out"}, {"node": "later"}])

    def last() -> list[Any]:
        told = concert.of("probes")
        return told[-1]["ports"] if told else []

    await concert.until(lambda: bool(last()) and last()[0].get("pitch") is not None)
    assert last()[0]["pitch"] == pytest.approx(440, abs=1)
    assert len(last()[0]["wave"]) == 256
    assert last()[1] == {"node": "later", "output": "out", "signal": None}
    count = len(concert.of("probes"))
    await concert.until(lambda: len(concert.of("probes")) >= count + 20)
    at = [told["at"] for told in concert.of("probes")[-20:]]
    assert np.diff(at).mean() == pytest.approx(0.05, abs=0.02)
    document["nodes"]["later"] = {"kind": "osc.sine", "p_freq": 880}
    del document["nodes"]["tone"], document["edges"]["e1"]
    document["edges"]["e2"] = {"source": "later", "target": "low"}
    concert.send("document", text=encode(document))
    await concert.until(lambda: last()[0]["signal"] is None and last()[1].get("pitch") is not None)
    assert last()[1]["pitch"] == pytest.approx(880, abs=1)
    concert.send("meters", on=False, nodes=True)
    await concert.until(lambda: len(concert.of("loads")) >= 2)
    taken = {each["id"]: each for told in concert.of("loads") for each in told["nodes"]}
    assert taken["later"]["share"] > 0
    assert not concert.of("levels")
    concert.send("meters", on=False)
    concert.send("probe", ports=[])
    await concert.listen(0.4)
    count = len(concert.of("probes"))
    await concert.listen(0.3)
    assert len(concert.of("probes")) == count


async def test_levels_are_told_ten_a_second_while_somebody_asks(concert: Concert) -> None:
    await concert.begin(score(HELD, parts=2))
    await concert.listen(0.3)
    assert not concert.of("levels")
    concert.send("meters", on=True)
    await concert.until(lambda: bool(concert.of("levels")))
    concert.send("play")
    await concert.until(lambda: any(told["mix"]["rms"] > -60 for told in concert.of("levels")))
    at = [told["at"] for told in concert.of("levels")]
    await concert.until(lambda: len(concert.of("levels")) >= len(at) + 6)
    loud = max(concert.of("levels"), key=lambda told: told["mix"]["rms"])
    assert [stem["part"] for stem in loud["stems"]] == ["p0", "p1", None]
    assert loud["stems"][0]["peak"] > -40
    assert loud["stems"][1]["peak"] < -100
    assert loud["stems"][0]["rms"] < loud["stems"][0]["peak"]
    assert loud["workers"] == 1
    times = [told["at"] for told in concert.of("levels")[-6:]]
    assert np.diff(times).mean() == pytest.approx(0.1, abs=0.04)
    concert.send("meters", on=False)
    concert.send("seek", position=0)
    until = now(concert.ring) + RATE // 2
    await concert.until(lambda: concert.ring.written >= until)
    told = len(concert.of("levels"))
    await concert.listen(0.3)
    assert len(concert.of("levels")) == told


async def test_a_soundfont_that_is_not_there_is_said_and_the_part_sounds_all_the_same(
    concert: Concert, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ANTIPHON_SOUNDFONT", str(tmp_path / "nowhere.sf2"))
    document = json.loads(score(HELD))
    document["nodes"] = {"font": {"kind": "instrument.soundfont", "part": "p0"}}
    await concert.begin(encode(document))
    assert "nowhere.sf2" in concert.of("problem")[0]["message"]
    asked = now(concert.ring)
    concert.send("play", position=0)
    await concert.listen(0.6)
    assert np.abs(concert.mix(asked)).max() > 0.01
    assert pitch(concert.mix(now(concert.ring) - 9600)) == pytest.approx(220.0, rel=0.01)
