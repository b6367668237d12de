import asyncio
import hashlib
import logging
import os
import resource
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from antiphon.engine.manifest import Gap, Manifest
from antiphon.engine.mending import mend, mend_all
from antiphon.engine.recording import Recording, RecordingError, Stem
from antiphon.engine.stem_ring import CHANNELS, StemRing
from antiphon.engine.track_file import Format
from antiphon.session.pipe import Child, ChildFailed, Message

pytestmark = pytest.mark.live

RATE = 48_000
STEP = 2**-23
log = logging.getLogger("test.recording")
FLUTE, HARP, SHARED = Stem("p1", "Flute"), Stem("p2", "Harp"), Stem(None, "shared")


def noise(frames: int, channels: int = CHANNELS, seed: int = 0) -> NDArray[np.float32]:
    return np.random.default_rng(seed).uniform(-0.5, 0.5, (frames, channels)).astype(np.float32)


def manifest(format: Format = "wav", first: int = 0) -> Manifest:
    return Manifest("a/song.antiphon", "Song", "2026-01-01T00:00:00Z", RATE, 128, format, first_frame=first)


def sound(folder: Path, name: str) -> NDArray[np.float32]:
    samples, rate = soundfile.read(folder / name, dtype="float32")
    assert rate == RATE
    assert soundfile.info(folder / name).subtype == "PCM_24"
    return np.asarray(samples)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("format", ["wav", "flac"])
def test_mix_and_stems_are_in_files_of_one_length(format: Format, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "song"
    recording = Recording(folder, manifest(format, first=1000))
    recording.arrange(1000, [FLUTE, HARP, SHARED])
    samples = noise(9000, 8)
    samples[:, 6:] = 0
    for start in range(0, 9000, 700):
        recording.write(1000 + start, samples[start : start + 700])
    assert names(folder) == [
        f"01 Flute.{format}.part",
        f"02 Harp.{format}.part",
        "manifest.json",
        f"mix.{format}.part",
    ]
    assert Manifest.read(folder).status == "recording"
    done = recording.finish(late_blocks=3)
    assert Manifest.read(folder) == done
    assert names(folder) == [f"01 Flute.{format}", f"02 Harp.{format}", "manifest.json", f"mix.{format}"]
    assert (done.frames, done.late_blocks, done.gaps, done.first_frame) == (9000, 3, (), 1000)
    assert [(each.file, each.part, each.name) for each in done.files] == [
        (f"mix.{format}", None, "mix"),
        (f"01 Flute.{format}", "p1", "Flute"),
        (f"02 Harp.{format}", "p2", "Harp"),
    ]
    for index, entry in enumerate(done.files):
        pair = samples[:, 2 * index : 2 * index + 2]
        assert np.abs(sound(folder, entry.file) - pair).max() <= STEP
        assert entry.peak == pytest.approx(20 * np.log10(np.abs(pair).max()), abs=0.01)
        assert entry.sha256 == hashlib.sha256((folder / entry.file).read_bytes()).hexdigest()


def test_a_part_that_comes_and_one_that_goes_stay_in_step(tmp_path: Path) -> None:
    folder = tmp_path / "song"
    recording = Recording(folder, manifest())
    recording.arrange(0, [FLUTE, SHARED])
    recording.arrange(1500, [HARP, SHARED])
    samples = noise(3000, 6)
    recording.write(0, samples[:1000])
    recording.write(1000, samples[1000:])
    recording.finish()
    flute, harp, shared = (sound(folder, name) for name in ("01 Flute.wav", "03 Harp.wav", "02 shared.wav"))
    assert np.abs(flute[:1500] - samples[:1500, 2:4]).max() <= STEP
    assert not flute[1500:].any()
    assert not harp[:1500].any()
    assert np.abs(harp[1500:] - samples[1500:, 2:4]).max() <= STEP
    assert np.abs(shared - samples[:, 4:6]).max() <= STEP


def test_what_is_lost_is_silence_and_in_the_manifest(tmp_path: Path) -> None:
    recording = Recording(tmp_path / "song", manifest(first=500))
    recording.arrange(500, [FLUTE, SHARED])
    samples = noise(2000, 4)
    recording.write(500, samples[:600])
    recording.write(1900, samples[1400:])
    done = recording.finish()
    assert done.gaps == (Gap(600, 800),)
    assert done.frames == 2000
    for name, pair in (("mix.wav", samples[:, :2]), ("01 Flute.wav", samples[:, 2:])):
        heard = sound(tmp_path / "song", name)
        assert not heard[600:1400].any()
        assert np.abs(heard[:600] - pair[:600]).max() <= STEP
        assert np.abs(heard[1400:] - pair[1400:]).max() <= STEP


def test_a_full_disk_ends_a_recording_that_is_whole(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match=r"song is full .* make room on it\.$"):
        Recording(tmp_path / "song", manifest(), reserve=1 << 60)
    recording = Recording(tmp_path / "other", manifest())
    recording.arrange(0, [FLUTE])
    recording.write(0, noise(RATE, 4))
    recording._reserve = 1 << 60
    with pytest.raises(RecordingError, match="full"):
        recording.write(RATE, noise(100, 4))
    assert recording.finish().frames == RATE
    assert len(sound(tmp_path / "other", "mix.wav")) == RATE


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here")
    with pytest.raises(RecordingError, match="file/song cannot be recorded into: Not a directory"):
        Recording(tmp_path / "file" / "song", manifest())
    (tmp_path / "there").mkdir()
    with pytest.raises(RecordingError, match="File exists"):
        Recording(tmp_path / "there", manifest())


KILLED = """
import os, signal, sys
from pathlib import Path
from test_recording import *
recording = Recording(Path(sys.argv[1]), manifest(sys.argv[2]))
recording.arrange(0, [FLUTE, HARP])
samples = noise(30000, 6)
for start in range(0, 30000, 500):
    recording.write(start, samples[start : start + 500])
os.kill(os.getpid(), signal.SIGKILL)
"""


def run(code: str, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path]),
    }
    argv = [sys.executable, "-c", code, *arguments]
    return subprocess.run(argv, env=environment, capture_output=True, text=True, check=False, **more)


@pytest.mark.parametrize("format", ["wav", "flac"])
def test_what_a_kill_broke_off_is_mended(format: Format, tmp_path: Path) -> None:
    folder = tmp_path / "song"
    assert run(KILLED, str(folder), format).returncode == -signal.SIGKILL
    assert any(name.endswith(".part") for name in names(folder))
    (tmp_path / "unrelated").mkdir()
    assert mend_all(tmp_path) == [folder]
    assert names(folder) == [f"01 Flute.{format}", f"02 Harp.{format}", "manifest.json", f"mix.{format}"]
    mended = Manifest.read(folder)
    assert mended.status == "mended"
    samples = noise(30000, 6)
    for index, entry in enumerate(mended.files):
        info = soundfile.info(folder / entry.file)
        assert info.frames == entry.frames > 24000
        heard = sound(folder, entry.file)
        assert len(heard) == entry.frames
        assert np.abs(heard - samples[: len(heard), 2 * index : 2 * index + 2]).max() <= STEP
        assert entry.sha256 == hashlib.sha256((folder / entry.file).read_bytes()).hexdigest()
    assert mend(folder) is None


def test_a_recording_that_is_made_is_not_mended(tmp_path: Path) -> None:
    recording = Recording(tmp_path / "song", manifest())
    recording.arrange(0, [FLUTE])
    recording.write(0, noise(100, 4))
    assert mend_all(tmp_path) == []
    assert recording.finish().status == "complete"
    assert mend_all(tmp_path) == []


class Booth:
    """A ring that this test writes, and a recorder process."""

    def __init__(self, folder: Path) -> None:
        self.ring = StemRing.create(RATE, 128, stems=2, seconds=1.0)
        self.folder = folder
        self.said: list[Message] = []
        self.written: list[NDArray[np.float32]] = []
        self.child: Child
        self.ring.take_over(0, 2)

    async def begin(self, format: str = "wav", **more: Any) -> None:
        stems = [{"part": "p1", "name": "Flute"}, {"part": None, "name": "shared"}]
        start = {"type": "start", "ring": str(self.ring.path), "folder": str(self.folder), "format": format}
        start |= {"piece": "song.antiphon", "title": "Song", "stems": stems}
        argv = [sys.executable, "-m", "antiphon.engine.record"]
        self.child = await Child.start(argv, start | more, log, on_message=self.said.append)

    def play(self, blocks: int) -> None:
        for _ in range(blocks):
            block = noise(128, 6, seed=len(self.written))
            self.written.append(block)
            self.ring.write(block)

    async def until(self, condition: Callable[[], Any]) -> None:
        async with asyncio.timeout(20):
            while not condition():
                await asyncio.sleep(0.005)

    @property
    def last(self) -> Message:
        return [{"status": ""}, *(each for each in self.said if each["type"] == "recording")][-1]


@pytest.fixture
async def booth(tmp_path: Path) -> AsyncIterator[Booth]:
    made = Booth(tmp_path / "recordings" / "song")
    yield made
    if hasattr(made, "child"):
        await made.child.stop()
    made.ring.close()


@pytest.mark.parametrize("format", ["wav", "flac"])
async def test_the_recorder_writes_what_the_ring_holds(booth: Booth, format: str) -> None:
    booth.play(10)
    await booth.begin(format)
    for _ in range(8):
        booth.play(100)
        await asyncio.sleep(0.1)
    booth.ring.add_late(2)
    booth.child.send({"type": "stop"})
    await booth.until(lambda: booth.last["status"] == "off")
    done = Manifest.read(booth.folder)
    assert (done.status, done.piece, done.title, done.late_blocks) == ("complete", "song.antiphon", "Song", 2)
    assert done.first_frame == 10 * 128
    assert done.first_time == pytest.approx(booth.ring.epoch / 1e9 + 10 * 128 / RATE, abs=0.001)
    assert done.gaps == ()
    samples = np.concatenate(booth.written)[10 * 128 :]
    assert done.frames == len(samples)
    assert booth.last["seconds"] == pytest.approx(len(samples) / RATE, abs=0.01)
    assert booth.last["folder"] == str(booth.folder)
    for index, entry in enumerate(done.files):
        heard = sound(booth.folder, entry.file)
        assert np.abs(heard - samples[:, 2 * index : 2 * index + 2]).max() <= STEP
    await booth.until(lambda: booth.child.closed.done())


async def test_other_stems_count_from_their_frame_on(booth: Booth) -> None:
    booth.play(1)
    await booth.begin()
    booth.play(20)
    stems = [{"part": "p2", "name": "Harp"}, {"part": None, "name": "shared"}]
    booth.child.send({"type": "stems", "frame": 15 * 128, "stems": stems})
    booth.child.send({"type": "stop"})
    await booth.until(lambda: booth.child.closed.done())
    samples = np.concatenate(booth.written)[128:]
    flute, harp = sound(booth.folder, "01 Flute.wav"), sound(booth.folder, "03 Harp.wav")
    assert np.abs(flute[: 14 * 128] - samples[: 14 * 128, 2:4]).max() <= STEP
    assert np.abs(harp[14 * 128 :] - samples[14 * 128 :, 2:4]).max() <= STEP
    assert not flute[14 * 128 :].any()


async def test_the_end_of_the_pipe_completes_the_files_and_a_kill_is_mended(booth: Booth) -> None:
    booth.play(1)
    await booth.begin("flac")
    booth.play(300)
    mix = booth.folder / "mix.flac.part"
    await booth.until(lambda: mix.stat().st_size > 40_000)
    os.kill(booth.child.pid, signal.SIGKILL)
    await booth.child.closed
    assert Manifest.read(booth.folder).status == "recording"
    broken, booth.folder = booth.folder, booth.folder.with_name("next")
    await booth.begin("flac")
    await booth.child.stop()
    mended = Manifest.read(broken)
    assert mended.status == "mended"
    assert mended.frames == soundfile.info(broken / "mix.flac").frames >= 4096
    assert Manifest.read(booth.folder).status == "complete"


async def test_a_disk_that_refuses_ends_the_recording_with_a_sentence(booth: Booth) -> None:
    booth.play(1)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        await booth.begin("wav")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    booth.play(200)
    await booth.until(lambda: booth.last["status"] == "failed")
    assert "song cannot be written any more" in booth.last["message"]
    await booth.until(lambda: booth.child.closed.done())
    mended = Manifest.read(booth.folder)
    assert mended.status == "mended"
    samples = np.concatenate(booth.written)[128:]
    heard = sound(booth.folder, "mix.wav")
    assert len(heard) > 5000
    assert np.abs(heard - samples[: len(heard), :2]).max() <= STEP


async def test_what_cannot_begin_says_why(booth: Booth) -> None:
    booth.folder.mkdir(parents=True)
    with pytest.raises(ChildFailed, match="File exists"):
        await booth.begin()
    with pytest.raises(ChildFailed, match="wav or flac, not mp3"):
        await booth.begin("mp3")
