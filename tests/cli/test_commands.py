"""The commands as a person types them."""

import json
import os
import shutil
import socket
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile

from antiphon.cli.main import COMMANDS, main
from antiphon.document.codec import decode
from antiphon.lessons import pieces


def antiphon(*words: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "antiphon.cli.main", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=100, env=os.environ | (env or {}), check=False
    )


@pytest.fixture
def piece(tmp_path: Path) -> Path:
    return Path(shutil.copy(pieces.path("answer-me"), tmp_path / "answer me.antiphon"))


def test_each_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for name in COMMANDS:
        with pytest.raises(SystemExit) as stopped:
            main([name, "--help"])
        assert stopped.value.code == 0
        assert f"antiphon {name}" in capsys.readouterr().out


def test_renders_mix_and_stems(piece: Path, tmp_path: Path) -> None:
    done = antiphon(
        "render", piece, "--out", tmp_path / "mix.wav", "--stems", tmp_path / "stems", "--seconds", 6
    )
    assert done.returncode == 0, done.stderr
    mix, rate = soundfile.read(tmp_path / "mix.wav")
    assert rate == 48000
    assert mix.shape == (6 * 48000, 2)
    assert np.abs(mix).max() > 0.02
    assert len(list((tmp_path / "stems").glob("*.wav"))) >= 2


def test_export_and_import_again_keep_every_note(piece: Path, tmp_path: Path) -> None:
    for suffix in (".musicxml", ".mxl"):
        there, back = tmp_path / f"there{suffix}", tmp_path / f"back{suffix}.antiphon"
        assert antiphon("export", piece, there).returncode == 0
        done = antiphon("import", there, back)
        assert done.returncode == 0, done.stderr
        assert sounding(back) == sounding(piece)


def sounding(path: Path) -> list[tuple[str, ...]]:
    document = decode(path.read_text())
    order = sorted(document["measures"], key=lambda id: document["measures"][id]["index"])
    parts = sorted(document["parts"], key=lambda id: document["parts"][id]["index"])
    return sorted(
        (str(parts.index(e["part"])), str(order.index(e["measure"])), e["onset"], e["duration"], e["pitch"])
        for e in document["events"].values()
        if e["kind"] == "note"
    )


def wrong_input(tmp_path: Path, name: str) -> Path:
    path = tmp_path / name
    if name == "broken.musicxml":
        path.write_text("<?xml version='1.0'?><score-partwise><part>")
    elif name == "noise.mid":
        path.write_bytes(bytes(range(256)) * 4)
    elif name == "photo.antiphon":
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    elif name == "newer.antiphon":
        path.write_text(json.dumps({"antiphon": 99}))
    elif name == "tune.wav":
        with wave.open(str(path), "wb") as sound:
            sound.setparams((1, 2, 8000, 0, "NONE", ""))
            sound.writeframes(bytes(800))
    return path


@pytest.mark.parametrize(
    "name", ["broken.musicxml", "noise.mid", "photo.antiphon", "newer.antiphon", "tune.wav", "missing.mid"]
)
def test_input_that_is_not_a_piece_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    path = wrong_input(tmp_path, name)
    out = tmp_path / "out.wav"
    done = antiphon("render", path, "--out", out)
    assert done.returncode == 1
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("antiphon render: ")
    assert name in lines[0]
    assert "Traceback" not in done.stderr
    assert not out.exists()


def test_nothing_is_overwritten(piece: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken.musicxml"
    taken.write_text("mine")
    done = antiphon("export", piece, taken)
    assert done.returncode == 1
    assert "--force" in done.stderr
    assert taken.read_text() == "mine"
    broken = wrong_input(tmp_path, "broken.musicxml")
    kept = piece.read_text()
    assert antiphon("import", broken, piece, "--force").returncode == 1
    assert piece.read_text() == kept
    assert antiphon("export", piece, taken, "--force").returncode == 0
    assert taken.read_text() != "mine"


def test_what_cannot_be_kept_is_listed_with_its_measure(tmp_path: Path) -> None:
    source = tmp_path / "organ.musicxml"
    source.write_text(WITH_HEEL)
    done = antiphon("import", source, tmp_path / "out.antiphon")
    assert done.returncode == 0, done.stderr
    assert "measure 2" in done.stderr
    assert "heel" in done.stderr.lower()


def test_a_used_port_is_said_and_nothing_is_started(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        for option in ("--port", "--audience-port"):
            done = antiphon("demo", "--dir", tmp_path / "session", option, number)
            assert done.returncode == 1
            assert f"Port {number} is in use" in done.stderr
    assert not (tmp_path / "session").exists()


SOUND_CARDS = Path("/proc/asound/cards")


@pytest.mark.parametrize("output", ["jack", "portaudio"])
def test_no_audio_device_is_said_and_nothing_is_started(output: str, tmp_path: Path) -> None:
    if output == "portaudio" and SOUND_CARDS.exists() and "no soundcards" not in SOUND_CARDS.read_text():
        pytest.skip("this machine has a sound card")
    nowhere = {"JACK_DEFAULT_SERVER": "no-such-server", "JACK_NO_START_SERVER": "1"}
    done = antiphon("demo", "--dir", tmp_path / "session", "--output", output, env=nowhere)
    assert done.returncode == 1
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert "--output null" in lines[0]
    assert not (tmp_path / "session").exists()


def test_doctor_finds_this_machine_fit() -> None:
    done = antiphon("doctor")
    assert done.returncode == 0, done.stdout
    assert "pyo: " in done.stdout
    assert "BAD" not in done.stdout


def test_doctor_says_which_port_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        assert f"{number} cannot be used" in antiphon("doctor", "--port", number).stdout


def test_invite_without_a_lab_says_so() -> None:
    done = antiphon("invite", "--role", "player", "--port", 1)
    assert done.returncode == 1
    assert "No lab of yours runs on port 1" in done.stderr


WITH_HEEL = """<?xml version="1.0" encoding="UTF-8"?>
<score-partwise version="4.0"><part-list><score-part id="P1"><part-name>Flute</part-name></score-part></part-list>
<part id="P1">
<measure number="1"><attributes><divisions>1</divisions><time><beats>4</beats><beat-type>4</beat-type></time></attributes>
<note><pitch><step>C</step><octave>5</octave></pitch><duration>4</duration><type>whole</type></note></measure>
<measure number="2"><note><pitch><step>D</step><octave>5</octave></pitch><duration>4</duration><type>whole</type>
<notations><technical><heel/></technical></notations></note></measure>
</part></score-partwise>
"""
