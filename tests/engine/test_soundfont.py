"""SoundFonts: the file that is cut, and the player that plays what was cut out."""

import random
import struct
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine import soundfont
from antiphon.engine.catalogue import kind
from antiphon.engine.change import change
from antiphon.engine.general_midi import PERCUSSION, SOUNDFONT, general_midi
from antiphon.engine.patch import project_patch
from antiphon.engine.plan import Plan, PlanNode, alike, compile_plan
from antiphon.engine.rack import Rack
from antiphon.engine.soundfont import (
    VARIABLE,
    SoundFontError,
    cut_preset,
    find_soundfont,
    preset_file,
    read_soundfont,
    soundfont_problem,
)
from antiphon.engine.soundfont_patch import choose_presets

RATE, BLOCK = 48_000, 128
Samples = NDArray[np.float32]
SYSTEM = find_soundfont()

pytestmark = pytest.mark.skipif(
    SYSTEM is None, reason=f"install {soundfont.PACKAGE} (scripts/system-packages test does)"
)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def small_font(path: Path, samples: Samples, loop: tuple[int, int], pad: bool = True) -> Path:
    """A SoundFont of two presets, a tone that goes round (bank 0, program 5) and the same as a drum kit."""
    pcm = (samples * 32767).astype("<i2").tobytes() + bytes(92)

    def header(name: bytes, program: int, bank: int, bag: int) -> bytes:
        return struct.pack("<20sHHHIII", name, program, bank, bag, 0, 0, 0)

    tables = {
        b"phdr": header(b"Tone", 5, 0, 0) + header(b"Kit", 0, 128, 1) + header(b"EOP", 0, 0, 2),
        b"pbag": struct.pack("<6H", 0, 0, 1, 0, 2, 0),
        b"pmod": bytes(10),
        b"pgen": struct.pack("<6H", 41, 0, 41, 0, 0, 0),
        b"inst": struct.pack("<20sH", b"I", 0) + struct.pack("<20sH", b"EOI", 1),
        b"ibag": struct.pack("<4H", 0, 0, 2, 0),
        b"imod": bytes(10),
        b"igen": struct.pack("<6H", 54, 1, 53, 0, 0, 0),
        b"shdr": struct.pack("<20sIIIIIBbHH", b"S", 0, len(samples), *loop, RATE, 69, 0, 0, 1) + bytes(46),
    }
    listed = b"".join(chunk(name, body) for name, body in tables.items())
    smpl = chunk(b"smpl", pcm) if pad else b"smpl" + struct.pack("<I", len(pcm) + 1) + pcm + b"x"
    body = chunk(b"LIST", b"INFO" + chunk(b"ifil", struct.pack("<HH", 2, 1)))
    sound = b"sdta" + smpl
    body += b"LIST" + struct.pack("<I", len(sound)) + sound + chunk(b"LIST", b"pdta" + listed)
    path.write_bytes(b"RIFF" + struct.pack("<I", len(body) + 4) + b"sfbk" + body)
    return path


@pytest.fixture
def tone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A SoundFont whose sound at A (440 Hz) is a sine of 480 Hz, which goes round after 100 samples each."""
    wave = np.sin(2 * np.pi * np.arange(4800) / 100).astype(np.float32) * 0.5
    path = small_font(tmp_path / "tone.sf2", wave, (400, 4400))
    monkeypatch.setenv(VARIABLE, str(path))
    return path


def plan_of(count: int = 1, voices: int = 8, **knobs: float) -> Plan:
    values = [1.0, 1.0]
    nodes = []
    for place in range(count):
        nodes.append(PlanNode(f"n{place}", SOUNDFONT, 0, (), 0, len(values)))
        given = {"program": 5.0, "room": 0.0, **knobs}
        values += [given.get(parameter.name, parameter.default) for parameter in kind(SOUNDFONT).parameters]
    return Plan(("P",), ("P",), (voices,), tuple(nodes), tuple(values))


def listen(rack: Rack, seconds: float) -> Samples:
    return np.concatenate([rack.sound()[:, :2].copy() for _ in range(round(seconds * RATE / BLOCK))])


def strongest(sound: Samples) -> float:
    spectrum = np.abs(np.fft.rfft(sound[:, 0] * np.hanning(len(sound)), 8 * len(sound)))
    return float(np.argmax(spectrum)) * RATE / (8 * len(sound))


def test_a_file_is_found_and_can_play() -> None:
    assert soundfont_problem() is None
    assert SYSTEM is not None
    presets = read_soundfont(SYSTEM).presets
    assert {(0, program) for program in range(128)} <= set(presets)
    assert any(bank == PERCUSSION for bank, _ in presets)


@pytest.mark.parametrize(("bank", "program"), [(0, 0), (0, 48), (0, 73), (128, 0)])
def test_a_preset_of_the_system_sounds(bank: int, program: int) -> None:
    with Rack(plan_of(program=float(program), bank=float(bank))) as rack:
        assert preset_file(bank, program).is_file()
        rack.note_on(0, 1, 261.63, 0.8, 17)
        sound = listen(rack, 1.0)
        assert np.abs(sound[:17]).max() == 0
        assert 0.01 < np.abs(sound).max() < 2
        if bank == 0:
            assert (strongest(sound) / 261.63) % 1 == pytest.approx(0, abs=0.02) or (
                strongest(sound) / 261.63
            ) % 1 == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("frequency", [110.0, 440.0, 452.9, 1000.0])
def test_it_is_in_tune_between_the_keys_too(tone: Path, frequency: float) -> None:
    with Rack(plan_of()) as rack:
        rack.note_on(0, 1, frequency, 0.9)
        listen(rack, 0.1)
        assert strongest(listen(rack, 1.0)) == pytest.approx(frequency * 480 / 440, rel=0.001)


@pytest.mark.parametrize("offset", [0, 1, 63, 64, 127])
def test_a_note_begins_and_ends_at_its_sample(tone: Path, offset: int) -> None:
    def sound(offset: int) -> Samples:
        with Rack(plan_of()) as rack:
            listen(rack, 0.02)
            rack.note_on(0, 1, 440.0, 1.0, offset)
            return listen(rack, 0.05)[:, 0]

    shifted, bare = sound(offset), sound(0)
    assert np.abs(shifted[: offset + 1]).max() == 0
    assert np.flatnonzero(np.abs(shifted) > 1e-4)[0] - offset == np.flatnonzero(np.abs(bare) > 1e-4)[0]
    assert np.allclose(shifted[offset : 1000 + offset], bare[:1000], atol=2e-3)


def test_a_note_that_is_let_go_dies_away_and_costs_nothing_then(tone: Path) -> None:
    with Rack(plan_of()) as rack:
        rack.note_on(0, 1, 440.0, 0.9)
        assert np.abs(listen(rack, 3.0)[-4000:]).max() > 0.05
        rack.note_off(0, 1, 5)
        listen(rack, 2.0)
        assert not np.abs(listen(rack, 0.1)).any()
        rack.note_on(0, 1, 440.0, 0.9)
        assert np.abs(listen(rack, 0.1)).max() > 0.05


def test_silence_at_any_time(tone: Path) -> None:
    with Rack(plan_of()) as rack:
        rack.silence()
        for key in range(30):
            rack.note_on(0, key, 440.0 + key, 1.0, key)
        rack.silence()
        assert np.abs(listen(rack, 0.1)).max() == 0
        for key in range(8):
            rack.note_on(0, key, 440.0, 0.5, key)
        listen(rack, 0.2)
        rack.silence()
        rack.note_on(0, 99, 220.0, 0.9)
        listen(rack, 0.1)
        assert strongest(listen(rack, 0.5)) == pytest.approx(240, rel=0.01)
        rack.note_off(0, 99)
        listen(rack, 1.0)
        assert not np.abs(listen(rack, 0.1)).any()


def test_thousands_of_notes_and_voices_that_are_stolen(tone: Path) -> None:
    chance = random.Random(5)
    with Rack(plan_of(voices=4)) as rack:
        for turn in range(4000):
            rack.note_on(0, turn % 128, 8 * 2000 ** chance.random(), chance.random(), chance.randrange(BLOCK))
            if turn % 3:
                rack.note_off(0, chance.randrange(128), chance.randrange(BLOCK))
            if turn % 8 == 0:
                sound = rack.sound()
                assert np.isfinite(sound).all()
                assert np.abs(sound).max() < 8
        rack.silence()
        listen(rack, 0.6)
        assert not np.abs(listen(rack, 0.1)).any()


def test_notes_are_shed_one_by_one(tone: Path) -> None:
    with Rack(plan_of()) as rack:
        assert rack.shed(0.01) == 0
        for key in range(4):
            rack.note_on(0, key, 440.0, 0.9, 7)
        listen(rack, 0.1)
        rack.note_off(0, 2)
        peaks = []
        for _ in range(5):
            listen(rack, 0.1)
            peaks.append(float(np.abs(listen(rack, 0.1)).max()))
            rack.shed(0.01)
        # The one that was let go is the first; it has died away already.
        assert peaks == [pytest.approx(count / 3 * peaks[0], abs=0.03) for count in (3, 3, 2, 1, 0)]
        assert rack.shed(0.01) == 0
        rack.note_on(0, 9, 440.0, 0.9, 100)
        assert rack.shed(0.01) == 1
        listen(rack, 0.6)
        assert not np.abs(listen(rack, 0.1)).any()


def test_parts_play_each_their_own(tone: Path) -> None:
    with Rack(plan_of(count=2)) as rack:
        rack.note_on(0, 1, 440.0, 0.5)
        two = np.abs(listen(rack, 0.5)).max()
    with Rack(plan_of(count=1)) as rack:
        rack.note_on(0, 1, 440.0, 0.5)
        assert two == pytest.approx(2 * np.abs(listen(rack, 0.5)).max(), rel=0.01)


def test_knobs_turn_while_it_sounds(tone: Path) -> None:
    with Rack(plan_of()) as rack:
        gain = rack.plan.parameter("n0", "gain")
        rack.note_on(0, 1, 440.0, 0.9)
        loud = np.abs(listen(rack, 0.3)[-2000:]).max()
        rack.set(gain, -20.0)
        soft = np.abs(listen(rack, 0.3)[-2000:]).max()
        assert 20 * np.log10(loud / soft) == pytest.approx(20, abs=0.5)


def test_another_program_is_another_node_and_a_gain_is_not(tone: Path) -> None:
    parts = {"P": {"index": "a", "name": "P"}}
    fields = {"kind": SOUNDFONT, "part": "P", "p_program": 5}
    plans = [
        compile_plan(project_patch(document, piece), piece)
        for more in ({}, {"p_gain": -6}, {"p_program": 6}, {"p_bank": 128})
        for document in [{**empty(), "parts": parts, "nodes": {"n": fields | more}}]
        for piece in [project(document)]
    ]
    assert [alike(plans[0], other) for other in plans[1:]] == [True, False, False]
    assert change(plans[0], plans[2]) is None  # a standby makes it: that takes too long beside what sounds
    assert Plan.from_bytes(plans[2].to_bytes()) == plans[2]


def test_what_is_cut_is_the_same_each_time(tone: Path) -> None:
    assert cut_preset(0, 5) == cut_preset(0, 5) == read_soundfont(tone).preset(0, 5)
    with pytest.raises(KeyError):
        read_soundfont(tone).preset(0, 6)
    assert read_soundfont(tone).nearest(0, 6) == (0, 5)
    assert read_soundfont(tone).nearest(128, 9) == (128, 0)


def test_an_odd_chunk_without_its_padding_is_read(tmp_path: Path) -> None:
    wave = np.zeros(400, np.float32)
    path = small_font(tmp_path / "odd.sf2", wave, (100, 300), pad=False)
    assert set(read_soundfont(path).presets) == {(0, 5), (128, 0)}


def test_a_broken_file_is_said_to_be_broken_and_harms_nobody(
    tone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tone.read_bytes()
    chance = random.Random(3)
    broken = tmp_path / "broken.sf2"
    monkeypatch.setenv(VARIABLE, str(broken))
    told = 0
    for turn in range(150):
        data = bytearray(whole)
        if turn % 3 == 0:
            data = data[: chance.randrange(len(data))]
        for _ in range(chance.randrange(1, 12)):
            if data:
                place = chance.randrange(len(data))
                if turn % 2:  # the tables are at the end
                    place = max(0, len(data) - 1 - chance.randrange(500))
                data[place] = chance.randrange(256)
        broken.write_bytes(bytes(data) + bytes([turn]))
        problem = soundfont_problem()
        if problem is not None:
            told += 1
            assert str(broken) in problem
            assert problem.endswith(
                "until then the part plays with its default instrument."
            ) or problem.endswith("Until then the part plays with its default instrument.")
        with Rack(plan_of(voices=2)) as rack:
            rack.note_on(0, 1, 440.0, 0.9)
            assert np.isfinite(listen(rack, 0.03)).all()
    assert 20 < told < 150


def test_where_there_is_none_the_default_instrument_plays_and_one_sentence_says_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(soundfont, "FOLDERS", (str(tmp_path / "nowhere"),))
    monkeypatch.delenv(VARIABLE, raising=False)
    problem = soundfont_problem()
    assert problem is not None
    assert soundfont.PACKAGE in problem
    document = {
        **empty(),
        "parts": {"P": {"index": "a0", "name": "Melody", "instrument": "Flute"}},
        "nodes": {"n": {"kind": SOUNDFONT, "part": "P"}},
    }
    piece = project(document)
    plan = compile_plan(project_patch(document, piece), piece)
    assert [(node.id, node.kind) for node in plan.nodes] == [("n", "instrument.flute")]
    with Rack(plan) as rack:
        rack.note_on(0, 1, 440.0, 0.9)
        assert np.abs(listen(rack, 0.2)).max() > 0.01


@pytest.mark.parametrize(
    ("instrument", "bank", "program"),
    [("Violoncello", 0, 42), ("Drum Set", 128, 0), ("Trumpet", 0, 56), ("", 0, 0), ("Piccolo", 0, 72)],
)
def test_the_program_is_that_of_the_part_where_nobody_says_otherwise(
    instrument: str, bank: int, program: int
) -> None:
    document = {
        **empty(),
        "parts": {"P": {"index": "a0", "name": "Melody", "instrument": instrument}},
        "nodes": {
            "n": {"kind": SOUNDFONT, "part": "P"},
            "m": {"kind": SOUNDFONT, "part": "P", "p_program": 9.0},
        },
    }
    piece = project(document)
    patch = choose_presets(project_patch(document, piece), piece, playable=True)
    names = [parameter.name for parameter in kind(SOUNDFONT).parameters]
    values = {node.id: dict(zip(names, node.values, strict=True)) for node in patch.nodes}
    assert (values["n"]["bank"], values["n"]["program"]) == (bank, program)
    assert (values["m"]["bank"], values["m"]["program"]) == (0, 9)


def test_every_instrument_of_music21_has_the_program_that_music21_gives_it_or_a_near_one() -> None:
    import inspect

    from music21 import instrument

    families: dict[str, tuple[int, int]] = {}
    for _, each in inspect.getmembers(instrument, inspect.isclass):
        if issubclass(each, instrument.Instrument) and not issubclass(each, instrument.UnpitchedPercussion):
            made = each()
            if made.instrumentName and made.midiProgram is not None:
                families[made.instrumentName] = (
                    general_midi(made.instrumentName) // 8,
                    made.midiProgram // 8,
                )
    same = [name for name, (ours, theirs) in families.items() if ours == theirs]
    assert len(families) > 50
    assert len(same) > 0.85 * len(families), {
        name: pair for name, pair in families.items() if name not in same
    }


def test_a_file_that_is_no_soundfont_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.sf2"
    with pytest.raises(SoundFontError, match="no SoundFont"):
        read_soundfont(path)
    path.write_bytes(b"RIFF")
    with pytest.raises(SoundFontError, match="no SoundFont"):
        read_soundfont(path)
