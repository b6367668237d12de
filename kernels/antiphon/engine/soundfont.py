"""SoundFonts: the sounds of General MIDI from a file (SoundFont Technical Specification 2.04; SF3 with its Ogg Vorbis samples).

A file holds some hundred megabytes of samples, of which a part plays one preset. So a preset is cut out of the file: into a
file of its own in memory, with the samples it needs and no others, decoded, and with every index checked.
"""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from antiphon.engine.general_midi import PERCUSSION

VARIABLE = "ANTIPHON_SOUNDFONT"
"""The environment variable that names a file."""

FOLDERS = (
    "/usr/share/sounds/sf3",
    "/usr/share/sounds/sf2",
    "/usr/share/soundfonts",
    "/usr/local/share/soundfonts",
)
"""Where systems keep SoundFonts."""

FAVOURITES = ("fluidr3", "musescore", "generaluser", "default-gm", "default")
"""Beginnings of the names that are taken first, in this order."""

PACKAGE = "fluidr3mono-gm-soundfont"
"""The Debian package that brings one."""

INSTRUMENT, SAMPLE = 41, 53
"""Generators that point to an instrument, and to a sample."""

ADDRESSES = (0, 1, 2, 3, 4, 12, 45, 50)
"""Generators that move the ends of a sample; what they reach is checked by nobody, so they are left out."""

GUARD = 46
"""Samples of silence after each sample, as the specification wants them."""

COMPRESSED = 0x10
"""The bit of a sample's type that says that it is Ogg Vorbis."""

ROM = 0x8000
"""The bit of a sample's type that says that it is not in the file."""

_HEADER = np.dtype([("name", "S20"), ("preset", "<u2"), ("bank", "<u2"), ("bag", "<u2"), ("rest", "<u4", 3)])
_NAMED = np.dtype([("name", "S20"), ("bag", "<u2")])
_BAG = np.dtype([("generator", "<u2"), ("modulator", "<u2")])
_GENERATOR = np.dtype([("operator", "<u2"), ("amount", "<u2")])
_MODULATOR = np.dtype([("fields", "<u2", 5)])
_SAMPLE = np.dtype(
    [
        ("name", "S20"),
        ("start", "<u4"),
        ("end", "<u4"),
        ("loop_start", "<u4"),
        ("loop_end", "<u4"),
        ("rate", "<u4"),
        ("pitch", "u1"),
        ("correction", "i1"),
        ("link", "<u2"),
        ("type", "<u2"),
    ]
)
_TABLES = {
    "phdr": _HEADER,
    "pbag": _BAG,
    "pmod": _MODULATOR,
    "pgen": _GENERATOR,
    "inst": _NAMED,
    "ibag": _BAG,
    "imod": _MODULATOR,
    "igen": _GENERATOR,
    "shdr": _SAMPLE,
}


class SoundFontError(ValueError):
    """A file that is no SoundFont, or a broken one; its message is a sentence for people."""


def find_soundfont() -> Path | None:
    """The SoundFont of this machine: that of `ANTIPHON_SOUNDFONT`, else the best one in the usual places."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    found = [
        path
        for folder in FOLDERS
        if Path(folder).is_dir()
        for path in sorted(Path(folder).iterdir())
        if path.suffix.lower() in (".sf2", ".sf3") and path.is_file()
    ]

    def rank(path: Path) -> int:
        name = path.name.lower()
        ranks = [place for place, favourite in enumerate(FAVOURITES) if name.startswith(favourite)]
        return min(ranks, default=len(FAVOURITES))

    return min(found, key=rank, default=None)


@dataclass(frozen=True)
class SoundFont:
    """A SoundFont file, its tables read and its samples left where they are.

    Attributes:
        path: The file.
        tables: Its nine tables by their chunk's name.
        place: Byte at which its samples begin.
        size: Bytes of its samples.
    """

    path: Path
    tables: dict[str, NDArray[np.void]]
    place: int
    size: int

    @property
    def presets(self) -> dict[tuple[int, int], str]:
        """The name of each preset by (bank, program)."""
        return {
            (int(each["bank"]), int(each["preset"])): each["name"].decode("latin-1").strip()
            for each in self.tables["phdr"][:-1]
        }

    def preset(self, bank: int, program: int) -> bytes:
        """A SoundFont 2 file that holds one preset as bank 0, program 0.

        Args:
            bank: 0 to 128.
            program: 0 to 127.

        Raises:
            KeyError: There is no such preset.
            OSError: The file cannot be read any more.
        """
        headers = self.tables["phdr"]
        matches = np.flatnonzero((headers[:-1]["bank"] == bank) & (headers[:-1]["preset"] == program))
        if not len(matches):
            raise KeyError((bank, program))
        return _Cut(self, int(matches[0])).file()

    def nearest(self, bank: int, program: int) -> tuple[int, int]:
        """The preset (bank, program) that plays where another one is wanted: in that bank, else in bank 0, else any.

        A drum kit is replaced by a drum kit only, if there is one.
        """
        there = sorted(self.presets)
        for wanted in ((bank, program), (bank, 0) if bank == PERCUSSION else (0, program)):
            if wanted in there:
                return wanted
        return next((each for each in there if each[0] == bank), there[0])

    def sample(self, index: int) -> tuple[NDArray[np.int16], int, int]:
        """A sample, decoded, with the start and the end of its loop; silent where it is broken."""
        header = self.tables["shdr"][index]
        start, end = int(header["start"]), int(header["end"])
        loop = int(header["loop_start"]), int(header["loop_end"])
        packed = bool(header["type"] & COMPRESSED)
        width = 1 if packed else 2
        silent = np.zeros(1, np.int16), 0, 0
        if header["type"] & ROM or end <= start or end * width > self.size:
            return silent
        with self.path.open("rb") as file:
            file.seek(self.place + start * width)
            raw = file.read((end - start) * width)
        if packed:
            try:
                decoded, _ = soundfile.read(io.BytesIO(raw), dtype="int16", always_2d=True)
            except RuntimeError:
                return silent
            samples = np.ascontiguousarray(decoded[:, 0])
        else:
            samples = np.frombuffer(raw, "<i2").astype(np.int16)
            loop = loop[0] - start, loop[1] - start
        first = min(max(0, loop[0]), len(samples))
        return samples, first, min(max(first, loop[1]), len(samples))


def _broken(path: Path, what: str) -> SoundFontError:
    return SoundFontError(
        f"{path} is a broken SoundFont ({what}): get it anew, or name another file in {VARIABLE}."
    )


def read_soundfont(path: Path) -> SoundFont:
    """Read a file's tables; kept, for the next part that plays from it.

    Raises:
        SoundFontError: It cannot be read, is no SoundFont, or is broken.
    """
    try:
        state = path.stat()
        return _kept(path, state.st_size, state.st_mtime_ns)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise SoundFontError(f"{path} is no SoundFont that can be read: {reason}.") from error


@lru_cache(maxsize=4)
def _kept(path: Path, size: int, changed: int) -> SoundFont:
    with path.open("rb") as file:
        return _read(path, file)


def _read(path: Path, file: io.BufferedReader) -> SoundFont:
    length = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(12)
    if len(head) < 12 or head[:4] != b"RIFF" or head[8:] != b"sfbk":
        raise SoundFontError(f"{path} is no SoundFont: it does not begin as one (RIFF, sfbk).")
    chunks: dict[str, tuple[int, int]] = {}

    def walk(place: int, end: int) -> None:
        while place + 8 <= end:
            file.seek(place)
            name, size = struct.unpack("<4sI", file.read(8))
            if place + 8 + size > end:
                raise _broken(path, "it ends too early")
            if name == b"LIST":
                walk(place + 12, place + 8 + size)
            else:
                chunks.setdefault(name.decode("latin-1"), (place + 8, size))
            place += 8 + size
            file.seek(place)
            if size % 2 and file.read(1) == b"\0":  # an odd chunk is padded, but some programs forget
                place += 1

    walk(12, min(length, 8 + struct.unpack("<I", head[4:8])[0]))
    tables = {}
    for name, kind in _TABLES.items():
        place, size = chunks.get(name, (0, 0))
        if size < kind.itemsize or size % kind.itemsize:
            raise _broken(path, f"its table {name} is not whole")
        file.seek(place)
        tables[name] = np.frombuffer(file.read(size), kind)
    for of, bags, column in (("phdr", "pbag", "bag"), ("inst", "ibag", "bag")):
        _check(path, tables[of][column], len(tables[bags]) - 1, of)
    for bags, pairs in (("pbag", ("pgen", "pmod")), ("ibag", ("igen", "imod"))):
        for column, of in zip(("generator", "modulator"), pairs, strict=True):
            _check(path, tables[bags][column], len(tables[of]), bags)
    for of, pointer, targets in (("pgen", INSTRUMENT, "inst"), ("igen", SAMPLE, "shdr")):
        pointing = tables[of][tables[of]["operator"] == pointer]["amount"]
        if len(pointing) and int(pointing.max()) >= len(tables[targets]) - 1:
            raise _broken(path, f"its table {of} points beyond the table {targets}")
    place, size = chunks.get("smpl", (0, 0))
    return SoundFont(path, tables, place, size)


def _check(path: Path, places: NDArray[np.uint16], end: int, name: str) -> None:
    if (np.diff(places.astype(int)) < 0).any() or int(places[-1]) > end:
        raise _broken(path, f"the places in its table {name} are out of order")


class _Cut:
    """A preset that is being cut out."""

    def __init__(self, font: SoundFont, preset: int) -> None:
        self._font = font
        self._preset = preset
        self._instruments: dict[int, int] = {}
        self._samples: dict[int, int] = {}

    def file(self) -> bytes:
        header = self._font.tables["phdr"][self._preset : self._preset + 2].copy()
        presets = self._zones("p", [(int(header[0]["bag"]), int(header[1]["bag"]))])
        header["bag"] = 0, len(presets["pbag"]) - 1
        header["preset"], header["bank"] = 0, 0
        names = self._font.tables["inst"]
        spans = [(int(names[each]["bag"]), int(names[each + 1]["bag"])) for each in self._instruments]
        instruments = self._zones("i", spans)
        named = names[[*self._instruments, len(names) - 1]].copy()
        named["bag"] = np.cumsum([0, *(end - start for start, end in spans)])
        pieces, samples = self._sound()
        tables = {"phdr": header, **presets, "inst": named, **instruments, "shdr": samples}
        listed = b"".join(_chunk(name, tables[name].tobytes()) for name in _TABLES)
        info = (
            _chunk("ifil", struct.pack("<HH", 2, 1)) + _chunk("isng", b"EMU8000\0") + _chunk("INAM", b"cut\0")
        )
        body = _list("INFO", info) + _list("sdta", _chunk("smpl", pieces)) + _list("pdta", listed)
        return b"RIFF" + struct.pack("<I", len(body) + 4) + b"sfbk" + body

    def _zones(self, level: str, spans: Iterable[tuple[int, int]]) -> dict[str, NDArray[np.void]]:
        """The zones of these spans of bags, with what they point to counted anew."""
        tables = self._font.tables
        bags, generators, modulators = tables[f"{level}bag"], tables[f"{level}gen"], tables[f"{level}mod"]
        pointer, places = (INSTRUMENT, self._instruments) if level == "p" else (SAMPLE, self._samples)
        new_bags: list[tuple[int, int]] = []
        new_generators: list[NDArray[np.void]] = []
        new_modulators: list[NDArray[np.void]] = []
        first = [0, 0]
        for start, stop in spans:
            for bag in range(start, stop):
                new_bags.append((first[0], first[1]))
                inside = generators[bags[bag]["generator"] : bags[bag + 1]["generator"]]
                inside = inside[~np.isin(inside["operator"], ADDRESSES)].copy()
                for each in inside:
                    if each["operator"] == pointer:
                        each["amount"] = places.setdefault(int(each["amount"]), len(places))
                moving = modulators[bags[bag]["modulator"] : bags[bag + 1]["modulator"]]
                new_generators.append(inside)
                new_modulators.append(moving)
                first = [first[0] + len(inside), first[1] + len(moving)]
        new_bags.append((first[0], first[1]))
        return {
            f"{level}bag": np.array(new_bags, _BAG),
            f"{level}mod": np.concatenate([*new_modulators, np.zeros(1, _MODULATOR)]),
            f"{level}gen": np.concatenate([*new_generators, np.zeros(1, _GENERATOR)]),
        }

    def _sound(self) -> tuple[bytes, NDArray[np.void]]:
        """The samples one after another, and their headers."""
        headers = self._font.tables["shdr"][[*self._samples, len(self._font.tables["shdr"]) - 1]].copy()
        pieces: list[NDArray[np.int16]] = []
        place = 0
        for header, index in zip(headers, self._samples, strict=False):
            samples, start, end = self._font.sample(index)
            header["start"], header["end"] = place, place + len(samples)
            header["loop_start"], header["loop_end"] = place + start, place + end
            header["rate"] = min(max(int(header["rate"]), 400), 192_000)
            header["link"], header["type"] = 0, 1
            pieces += [samples, np.zeros(GUARD, np.int16)]
            place += len(samples) + GUARD
        return b"".join(piece.astype("<i2").tobytes() for piece in pieces), headers


def _chunk(name: str, body: bytes) -> bytes:
    return name.encode() + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _list(name: str, body: bytes) -> bytes:
    return _chunk("LIST", name.encode() + body)


def soundfont_problem() -> str | None:
    """Why no SoundFont can play here, in one sentence that says what to do; None where one can."""
    if find_spec("tinysoundfont") is None:
        return (
            "SoundFonts need the Python package tinysoundfont: pip install --no-deps tinysoundfont; "
            "until then the part plays with its default instrument."
        )
    path = find_soundfont()
    if path is None:
        return (
            f"There is no SoundFont on this machine: install the Debian package {PACKAGE}, or name a file "
            f"in {VARIABLE}; until then the part plays with its default instrument."
        )
    try:
        read_soundfont(path)
    except SoundFontError as error:
        return f"{error} Until then the part plays with its default instrument."
    return None


def preset_file(bank: int, program: int) -> Path:
    """Where a preset of this machine's SoundFont is kept once it has been cut out."""
    path = find_soundfont() or Path()
    state = path.stat()
    name = f"{path.resolve()} {state.st_size} {state.st_mtime_ns} {bank} {program}"
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "antiphon" / "soundfonts" / f"{sha256(name.encode()).hexdigest()[:32]}.sf2"


def cut_preset(bank: int, program: int) -> bytes:
    """A preset of this machine's SoundFont as a file of its own: as `SoundFont.preset`, kept on disk for the next time.

    It takes up to some 0.3 s the first time, and some milliseconds then.

    Args:
        bank: 0 to 127, or 128 for drum kits; where the file has no such preset, the nearest one is taken.
        program: 0 to 127.

    Raises:
        SoundFontError: There is no SoundFont, or a broken one.
        OSError: The file cannot be read any more.
    """
    path = find_soundfont()
    if path is None:
        raise SoundFontError(str(soundfont_problem()))
    kept = preset_file(bank, program)
    if kept.is_file():
        return kept.read_bytes()
    font = read_soundfont(path)
    data = font.preset(*font.nearest(bank, program))
    with suppress(OSError):  # a disk that is full, or not ours, is no reason to be silent
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}")
        part.write_bytes(data)
        part.replace(kept)
    return data
