"""Python and TypeScript side by side: the real Yjs, and both codecs and projections on random documents."""

import json
import os
import shutil
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pytest
from documents import CROWDS, PROPERTY, anything, documents, scores
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from antiphon.document.codec import encode, normalise
from antiphon.document.projection import piece_to_json, project
from antiphon.document.ydoc import YAntiphon

HOUSE = Path(__file__).parent.parent.parent
EXTENSION = HOUSE / "extension"
RUNNER = EXTENSION / "node_modules" / ".bin" / "vite-node"
PIECE = (HOUSE / "tests/fixtures/codec/every_root.antiphon").read_text(encoding="utf-8")
NOTE = {"kind": "note", "part": "p1", "measure": "m1", "onset": "0", "duration": "1", "pitch": "C4"}

pytestmark = pytest.mark.skipif(
    not RUNNER.exists() or shutil.which("node") is None, reason="the extension's packages are not installed"
)


def ask(**request: Any) -> dict[str, Any]:
    """What TypeScript makes of it."""
    with NamedTemporaryFile(suffix=".json") as answer:
        run = subprocess.run(
            [str(RUNNER), "tests/document/bridge.ts"],
            cwd=EXTENSION,
            env={**os.environ, "BRIDGE_ANSWER": answer.name},
            input=json.dumps(request),
            capture_output=True,
            text=True,
            check=False,
            timeout=100,
        )
        assert run.returncode == 0, run.stderr
        result: dict[str, Any] = json.loads(answer.read())
    return result


def shared(text: str) -> YAntiphon:
    doc = YAntiphon()
    doc.set(text)
    return doc


def join(doc: YAntiphon, *edits: list[Any]) -> dict[str, Any]:
    """Let TypeScript join a Y document and edit it, and take its edits over."""
    answer = ask(update=b64encode(doc.ydoc.get_update()).decode(), edits=edits)
    doc.ydoc.apply_update(b64decode(answer["update"]))
    return answer


def test_a_document_made_in_python_reads_the_same_in_the_browser() -> None:
    text = (HOUSE / "tests/fixtures/codec/numbers.antiphon").read_text(encoding="utf-8")
    assert ask(update=b64encode(shared(text).ydoc.get_update()).decode())["before"] == text


def test_what_the_browser_edits_python_writes_to_the_file() -> None:
    doc = shared(PIECE)
    answer = join(
        doc,
        ["put", "events", "n2", {**NOTE, "staff": 2, "lyric1": "ü🎶"}],
        ["change", "events", "n1", {"pitch": "Bb3", "voice": 3}],
        ["change", "mix", "p1", {"gain": -2.5, "mute": True}],
        ["change", "nodes", "g1", {"x": 1e-7, "p_decay": 3}],
        ["remove", "spans", ["s1"]],
        ["put", "events", "n3", NOTE],
        ["undo"],
    )
    assert answer["before"] == PIECE
    assert doc.get() == answer["after"]
    document = doc.to_document()
    assert document["events"]["n2"]["lyric1"] == "ü🎶"
    assert document["events"]["n1"]["voice"] == 3
    assert type(document["events"]["n1"]["voice"]) is int
    assert document["mix"]["p1"] == {"gain": -2.5, "mute": True, "pan": 0.1, "solo": True}
    assert "s1" not in document["spans"]
    assert "n3" not in document["events"]


def test_both_set_a_file_while_the_other_edits_and_nothing_is_lost() -> None:
    doc = shared(PIECE)
    state = doc.ydoc.get_update()
    doc.change("events", "n1", {"pitch": "A4"})
    answer = ask(update=b64encode(state).decode(), edits=[["set", PIECE.replace('"bpm": 66.5', '"bpm": 72')]])
    doc.ydoc.apply_update(b64decode(answer["update"]))
    expected = PIECE.replace('"bpm": 66.5', '"bpm": 72').replace('"pitch": "F#4"', '"pitch": "A4"')
    assert doc.get() == expected


def samples(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Some values of a strategy, to be sent over all at once."""
    found: list[Any] = []

    @settings(PROPERTY, max_examples=count, database=None, phases=[Phase.generate])
    @given(strategy)
    def collect(value: Any) -> None:
        found.append(value)

    collect()
    return found


def test_both_make_the_same_of_any_document() -> None:
    raws = [raw for strategy in (documents(), anything(), CROWDS, scores()) for raw in samples(strategy, 80)]
    answer = ask(documents=raws)
    for raw, text, piece in zip(raws, answer["texts"], answer["pieces"], strict=True):
        assert text == encode(normalise(raw))
        assert piece == piece_to_json(project(raw))
