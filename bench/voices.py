"""Voices a core: the analogue synthesiser in our rack, the same patch in raw pyo, in Csound and in scsynth.

The patch, for each voice: a band-limited saw, a Butterworth low-pass filter of two poles, an envelope; the cutoff goes with
note, knob and envelope, and follows them a block (128 samples) at a time. All voices are held while the knob moves. Each
program is a process of its own, timed by the processor's time it took, less that of a run that is shorter; the runs are
taken in turn, and of each the median counts. First one voice of each is compared: they must sound alike.

`peer` is raw pyo as an expert writes it (public objects, what is cheapest among them, control once a block); `bare` is
the same with what our voices use besides: pyo's base objects, and no mixer. `two_workers`: two racks at the same time,
each on a core, against one.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from antiphon.engine.instrument_analogue import LEVEL

RATE, BLOCK = 48_000, 128
KNOB, SWING, SPEED = 400.0, 200.0, 0.3
"""The cutoff knob: its middle and how far it swings, Hz; how often a second."""
SWEEP, TRACKING, MIDDLE_C = 0.5, 0.5, 261.6256
ATTACK, SUSTAIN, RELEASE = 0.01, 0.7, 0.3

SHORT = 1.0
"""Seconds of the run that is subtracted."""
ALIKE, ALIKE_PARTIAL, PARTIALS = 0.5, 1.5, 16
"""How far apart two programs may be, dB: in all, and in each of the first partials."""

Samples = NDArray[np.float32]


def frequencies(voices: int) -> list[float]:
    """Five octaves, or A3 for one voice."""
    return [220.0] if voices == 1 else [55 * 2 ** (5 * voice / voices) for voice in range(voices)]


def knob(block: int, voices: int) -> float:
    """Hz; it stands still for one voice, which is compared."""
    return KNOB if voices == 1 else KNOB + SWING * math.sin(2 * math.pi * SPEED * block * BLOCK / RATE)


# --- ours


def ours(voices: int) -> Callable[[int], Samples]:
    """Builds a rack; what it returns sounds the block of a number."""
    from antiphon.engine.catalogue import kind
    from antiphon.engine.plan import Plan, PlanNode
    from antiphon.engine.rack import Rack

    name = "instrument.analogue"
    knobs = {
        "cutoff": KNOB,
        "resonance": 0.0,
        "sweep": SWEEP,
        "tracking": TRACKING,
        "attack": ATTACK,
        "decay": 0.5,
        "sustain": SUSTAIN,
        "release": RELEASE,
        "room": 0.0,
    }
    values = [knobs.get(parameter.name, parameter.default) for parameter in kind(name).parameters]
    plan = Plan(
        ("P",), ("P",), (voices,), (PlanNode("n", name, 0, (), 0, 2),), (1 / voices, 1 / voices, *values)
    )
    rack = Rack(plan, RATE, BLOCK)
    for key, frequency in enumerate(frequencies(voices)):
        rack.note_on(0, key, frequency, 1.0)
    cutoff = plan.parameter("n", "cutoff")

    def sound(block: int) -> Samples:
        rack.set(cutoff, knob(block, voices))
        return rack.process()[:, :2]

    return sound


# --- raw pyo


def saw_tables(pyo: Any) -> list[Any]:
    """A band-limited saw for each octave from 55 Hz on."""
    tables = []
    for octave in range(6):
        partials = int(20_000 / (55 * 2 ** (octave + 1)))
        size = 2048
        bins = np.zeros(size // 2 + 1, complex)
        bins[1 : partials + 1] = -1j / (np.pi * np.arange(1, partials + 1))
        table = pyo.DataTable(size)
        np.asarray(table.getBuffer())[:size] = np.fft.irfft(bins, size) * size
        tables.append(table)
    return tables


def raw(voices: int, bare: bool) -> Callable[[int], Samples]:
    """Builds the patch in pyo; what it returns sounds the block of a number."""
    import ctypes

    os.environ["PYO_GUI_WX"] = "0"
    import pyo

    server = pyo.Server(sr=RATE, nchnls=2, buffersize=BLOCK, duplex=0, audio="manual", verbosity=1).boot()
    tables = saw_tables(pyo)
    notes = frequencies(voices)
    picked = [tables[min(5, int(math.log2(note / 55)))] for note in notes]
    ramp = pyo.DataTable(BLOCK)
    np.asarray(ramp.getBuffer())[:BLOCK] = np.arange(1, BLOCK + 1) / BLOCK
    rising = pyo.TableScan(ramp)
    if bare:
        levels: list[Any] = []
        waves: list[Any] = []
        filters: list[Any] = []
        for note, table in zip(notes, picked, strict=True):
            levels.append(pyo.Sig_base(rising[0], 0.0))
            waves.append(pyo.Osc_base(table[0], note, 0.0, 2))
            before = {"add": filters[-1]} if filters else {}
            filters.append(pyo.ComplexRes_base(waves[-1], 1000.0, 0.001, levels[-1], **before))
        for each in (*levels, *waves, *filters):
            each.play()
        total = pyo.Sig(0.0)
        total[0].setValue(filters[-1])
        kept: Any = total
    else:
        level = pyo.Sig([rising] * voices, mul=[0.0] * voices)
        wave = pyo.Osc(picked, freq=notes, interp=2, mul=[1.0] * voices)
        kept = pyo.ComplexRes(wave, freq=[1000.0] * voices, decay=[0.001] * voices, mul=level)
        levels, waves, filters = (list(each.getBaseObjects()) for each in (level, wave, kept))
        total = pyo.Mix(kept, voices=1)
    out = pyo.Mix(total, voices=2).out()
    server.start()
    address = int(server.getOutputAddr(), 16)
    buffer = (ctypes.c_float * (2 * BLOCK)).from_address(address)
    heard = np.ctypeslib.as_array(buffer).reshape(BLOCK, 2)
    process = server.process
    tracked: Samples = ((np.array(notes) / MIDDLE_C) ** TRACKING).astype(np.float32)
    setters = (
        [each.setFreq for each in filters],
        [each.setDecay for each in filters],
        [each.setMul for each in waves],
    )
    state: dict[str, Any] = {
        "level": 0.0,
        "rising": True,
        "kept": (kept, total, out, tables, ramp, rising, server),
    }
    rise, fall = (
        math.exp(-BLOCK / RATE / constant)
        for constant in (ATTACK / math.log(1.3 / 0.3), 0.5 / math.log(1000))
    )

    def sound(block: int) -> Samples:
        level: float = state["level"]
        end = min(1.0, 1.3 + (level - 1.3) * rise) if state["rising"] else SUSTAIN + (level - SUSTAIN) * fall
        state["rising"], state["level"] = state["rising"] and end < 1, end
        if abs(end - level) > 1e-7:
            for each in levels:
                each.setAdd(LEVEL / voices * level)
                each.setMul(LEVEL / voices * (end - level))
        cutoff = tracked * np.float32(knob(block, voices) * 2 ** (SWEEP * level))
        freq: Samples = cutoff * np.float32(0.5**0.5)
        angle = freq * np.float32(2 * np.pi / RATE)
        radius = np.exp(-angle)
        drive = (1 - radius * (2 * np.cos(angle) - radius)) / (np.float32(0.01) * radius * np.sin(angle))
        settings: list[list[Any]] = [
            *setters,
            freq.tolist(),
            (1 / (RATE * angle)).tolist(),
            drive.tolist(),
        ]
        for set_freq, set_decay, set_drive, its_freq, its_decay, its_drive in zip(*settings, strict=True):
            set_freq(its_freq)
            set_decay(its_decay)
            set_drive(its_drive)
        process()
        return heard

    return sound


def child(program: str, voices: int, seconds: float, out: str) -> None:
    """What a process of pyo does: sound so long, and keep it where it is asked to."""
    sound = ours(voices) if program == "ours" else raw(voices, program == "bare")
    blocks = int(seconds * RATE / BLOCK)
    if out:
        soundfile.write(out, np.concatenate([sound(block).copy() for block in range(blocks)]), RATE, "FLOAT")
        return
    for block in range(blocks):
        sound(block)


# --- Csound


def csound(voices: int, seconds: float, folder: Path, out: str) -> list[str]:
    """Writes the patch; the command that runs it."""
    score = "\n".join(
        f"i 1 0 {seconds} {note:.6f} {LEVEL / voices:.8f} {(note / MIDDLE_C) ** TRACKING:.6f}"
        for note in frequencies(voices)
    )
    swing = 0.0 if voices == 1 else SWING
    (folder / "patch.csd").write_text(f"""<CsoundSynthesizer>
<CsOptions>
-d -m0 {f"-o {out} -W -f" if out else "-n"}
</CsOptions>
<CsInstruments>
sr = {RATE}
ksmps = {BLOCK}
nchnls = 2
0dbfs = 1
gkknob init {KNOB}
instr 2
gkknob lfo {swing}, {SPEED}
gkknob = gkknob + {KNOB}
endin
instr 1
kenv madsr {ATTACK}, 0.15, {SUSTAIN}, {RELEASE}
aenv interp kenv
asaw vco2 p5, p4
alow butterlp asaw, gkknob * p6 * powoftwo({SWEEP} * kenv)
asig = alow * aenv
outs asig, asig
endin
</CsInstruments>
<CsScore>
i 2 0 {seconds}
{score}
e
</CsScore>
</CsoundSynthesizer>
""")
    return ["csound", str(folder / "patch.csd")]


# --- scsynth


class Definition:
    """A synth definition, as scsynth reads it (SynthDef file format, version 2)."""

    def __init__(self, name: str, **controls: float) -> None:
        self._name, self._controls = name, controls
        self._constants: list[float] = []
        self._units: list[bytes] = []
        if controls:
            self.unit("Control", 1, (), len(controls))

    def control(self, name: str) -> tuple[int, int]:
        """The output of a control."""
        return 0, list(self._controls).index(name)

    def unit(
        self,
        name: str,
        rate: int,
        inputs: tuple[float | tuple[int, int], ...],
        outputs: int = 1,
        special: int = 0,
    ) -> tuple[int, int]:
        """Add a unit generator; its first output.

        Args:
            name: Such as "Saw".
            rate: 1 for control rate, 2 for audio rate.
            inputs: Constants, or what other units gave.
            outputs: How many it has.
            special: Which operator, for `BinaryOpUGen`.
        """
        spec = _short(name) + struct.pack(">biih", rate, len(inputs), outputs, special)
        for each in inputs:
            spec += struct.pack(">ii", *(each if isinstance(each, tuple) else (-1, self._constant(each))))
        self._units.append(spec + bytes([rate]) * outputs)
        return len(self._units) - 1, 0

    def _constant(self, value: float) -> int:
        if value not in self._constants:
            self._constants.append(value)
        return self._constants.index(value)

    def data(self) -> bytes:
        """The file's content."""
        values, names = list(self._controls.values()), list(self._controls)
        return b"".join(
            (
                b"SCgf" + struct.pack(">ih", 2, 1) + _short(self._name),
                struct.pack(f">i{len(self._constants)}f", len(self._constants), *self._constants),
                struct.pack(f">i{len(values)}f", len(values), *values),
                struct.pack(">i", len(names)),
                *(_short(name) + struct.pack(">i", place) for place, name in enumerate(names)),
                struct.pack(">i", len(self._units)),
                *self._units,
                struct.pack(">h", 0),
            )
        )


def _short(text: str) -> bytes:
    return bytes([len(text)]) + text.encode()


def _padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % 4)


def bundle(at: float, address: str, *arguments: str | float | bytes) -> bytes:
    """An OSC message in a bundle of its own, as a score holds it.

    Args:
        at: When, seconds.
        address: Such as "/s_new".
        arguments: Its arguments: texts, whole numbers, other numbers, blobs.
    """
    tags, body = ",", b""
    for each in arguments:
        if isinstance(each, str):
            tags, body = tags + "s", body + _padded(each.encode() + b"\0")
        elif isinstance(each, int):
            tags, body = tags + "i", body + struct.pack(">i", each)
        elif isinstance(each, float):
            tags, body = tags + "f", body + struct.pack(">f", each)
        else:
            tags, body = tags + "b", body + struct.pack(">i", len(each)) + _padded(each)
    message = _padded(address.encode() + b"\0") + _padded(tags.encode() + b"\0") + body
    whole = b"#bundle\0" + struct.pack(">IIi", int(at), int(at % 1 * 2**32), len(message)) + message
    return struct.pack(">i", len(whole)) + whole


MULTIPLY, POWER = 2, 25
"""Operators of `BinaryOpUGen`."""


def scsynth(voices: int, seconds: float, folder: Path, out: str) -> list[str]:
    """Writes the score; the command that renders it."""
    turning = Definition("knob")
    swing = turning.unit("SinOsc", 1, (SPEED, 0.0))
    turned = turning.unit("MulAdd", 1, (swing, 0.0 if voices == 1 else SWING, KNOB))
    turning.unit("Out", 1, (0.0, turned), 0)
    voice = Definition("voice", freq=220.0, track=1.0, amp=0.1)
    stages = (1.0, ATTACK, 5.0, -1.5, SUSTAIN, 0.15, 5.0, -4.0, 0.0, RELEASE, 5.0, -4.0)
    envelope = voice.unit("EnvGen", 1, (1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 3.0, 2.0, -99.0, *stages))
    cutoff = voice.unit("In", 1, (0.0,))
    cutoff = voice.unit("BinaryOpUGen", 1, (cutoff, voice.control("track")), 1, MULTIPLY)
    opened = voice.unit("BinaryOpUGen", 1, (envelope, SWEEP), 1, MULTIPLY)
    opened = voice.unit("BinaryOpUGen", 1, (2.0, opened), 1, POWER)
    cutoff = voice.unit("BinaryOpUGen", 1, (cutoff, opened), 1, MULTIPLY)
    saw = voice.unit("Saw", 2, (voice.control("freq"),))
    low = voice.unit("LPF", 2, (saw, cutoff))
    level = voice.unit("BinaryOpUGen", 1, (envelope, voice.control("amp")), 1, MULTIPLY)
    sound = voice.unit("BinaryOpUGen", 2, (low, level), 1, MULTIPLY)
    voice.unit("Out", 2, (0.0, sound, sound), 0)
    score = bundle(0.0, "/d_recv", turning.data()) + bundle(0.0, "/d_recv", voice.data())
    score += bundle(0.0, "/s_new", "knob", 1, 0, 0)
    for place, note in enumerate(frequencies(voices)):
        controls = ("freq", float(note), "track", (note / MIDDLE_C) ** TRACKING, "amp", 2 * LEVEL / voices)
        score += bundle(0.001, "/s_new", "voice", 1000 + place, 1, 0, *controls)
    score += bundle(seconds, "/c_set", 1, 0.0)
    (folder / "score.osc").write_bytes(score)
    target = out or str(folder / "scsynth.wav")
    settings = ("-o", "2", "-z", str(BLOCK), "-n", "8192", "-m", "65536", "-D", "0")
    return ["scsynth", "-N", str(folder / "score.osc"), "_", target, str(RATE), "WAV", "float", *settings]


# --- runs


def command(program: str, voices: int, seconds: float, folder: Path, out: str = "") -> list[str]:
    """What runs a program."""
    if program == "csound":
        return csound(voices, seconds, folder, out)
    if program == "scsynth":
        return scsynth(voices, seconds, folder, out)
    return [
        sys.executable,
        __file__,
        "--child",
        program,
        "--voices",
        str(voices),
        "--seconds",
        str(seconds),
        "--out",
        out,
    ]


def start(arguments: list[str], core: int | None = None) -> subprocess.Popen[bytes]:
    """Start a process that says nothing, on a core."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(arguments, stdin=quiet, stdout=quiet, stderr=quiet)
    if core is not None:
        os.sched_setaffinity(process.pid, {core})
    return process


def finish(process: subprocess.Popen[bytes]) -> float:
    """Wait for a process; the processor's seconds that it took."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{process.args!r} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


PROGRAMS = ("ours", "raw", "bare", "csound", "scsynth")


def partials(sound: Samples) -> tuple[float, list[float]]:
    """Level of a sound, and of its partials, dB."""
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    spacing = 220.0 * len(sound) / RATE
    found = []
    for number in range(1, PARTIALS + 1):
        place = round(number * spacing)
        found.append(10 * math.log10(power[place - 40 : place + 41].sum() / len(sound) ** 2 + 1e-20))
    return 10 * math.log10(float((sound**2).mean()) + 1e-20), found


def compare(folder: Path) -> None:
    """Let each sound one voice; exit where one of them is another sound."""
    heard = {}
    for program in PROGRAMS:
        out = folder / f"{program}-one.wav"
        finish(start(command(program, 1, 2.0, folder, str(out))))
        sound = soundfile.read(out, dtype="float32")[0][:, 0]
        heard[program] = partials(sound[RATE : RATE + RATE // 2])
    level, spectrum = heard["csound"]
    print("One voice against Csound's, dB: level, and the partials", flush=True)
    apart = []
    for program in PROGRAMS:
        its_level, its_spectrum = heard[program]
        differences = [one - other for one, other in zip(its_spectrum, spectrum, strict=True)]
        print(f"  {program:8} {its_level - level:+.2f}  {' '.join(f'{each:+.1f}' for each in differences)}")
        if abs(its_level - level) > ALIKE or max(map(abs, differences)) > ALIKE_PARTIAL:
            apart.append(program)
    if apart:
        sys.exit(f"Not the same sound: {', '.join(apart)}. A comparison of their cost would mean nothing.")


def measure(voices: int, seconds: float, rounds: int, folder: Path) -> dict[str, float]:
    """Voices a core of each program."""
    taken: dict[str, list[float]] = {program: [] for program in PROGRAMS}
    for turn in range(rounds):
        for program in PROGRAMS if turn % 2 else PROGRAMS[::-1]:
            short, long = (
                finish(start(command(program, voices, length, folder))) for length in (SHORT, SHORT + seconds)
            )
            taken[program].append(long - short)
        latest = ", ".join(f"{program} {voices * seconds / taken[program][-1]:.0f}" for program in PROGRAMS)
        print(f"round {turn + 1}, voices a core: {latest}", flush=True)
    return {program: voices * seconds / statistics.median(taken[program]) for program in PROGRAMS}


def two_workers(voices: int, seconds: float, rounds: int, folder: Path) -> float:
    """How much more two racks on two cores sound than one, in the same time of the processor."""
    cores = sorted(os.sched_getaffinity(0))[:2]
    if len(cores) < 2:
        sys.exit("two workers need two cores; this machine has one")
    long = SHORT + seconds
    throughput = []
    for _ in range(rounds):
        idle, alone = (
            finish(start(command("ours", voices, length, folder), cores[0])) for length in (SHORT, long)
        )
        pair = [start(command("ours", voices, long, folder), core) for core in cores]
        throughput.append(sum((alone - idle) / (finish(process) - idle) for process in pair))
    return statistics.median(throughput)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=6.0, help="of sound that is timed (default 6)")
    parser.add_argument("--voices", type=int, default=1000, help="that sound at once (default 1000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is run (default 5)")
    parser.add_argument("--child", choices=("ours", "raw", "bare"), help=argparse.SUPPRESS)
    parser.add_argument("--out", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child, options.voices, options.seconds, options.out)
        return
    missing = [program for program in ("csound", "scsynth") if not shutil.which(program)]
    if missing:
        sys.exit(
            f"{' and '.join(missing)} missing: run `scripts/system-packages bench` (or `make bench-packages`) first"
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compare(folder)
        counts = measure(options.voices, options.seconds, options.rounds, folder)
        both = two_workers(options.voices, options.seconds, options.rounds, folder)
    ratio = counts["ours"] / counts["raw"]
    result = {
        "name": "voices",
        "value": round(ratio, 3),
        "unit": "ratio",
        "csound": round(counts["ours"] / counts["csound"], 3),
        "scsynth": round(counts["ours"] / counts["scsynth"], 3),
        "two_workers": round(both, 3),
        "ours": round(counts["ours"]),
        "peer": round(counts["raw"]),
        "ratio": round(ratio, 3),
        "bare": round(counts["ours"] / counts["bare"], 3),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
