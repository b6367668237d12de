"""A live piece in a real kernel: cells as a person runs them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import start_new_kernel

from antiphon.kernel import join

ROOT = Path(__file__).parents[2]
Run = Callable[[str], dict[str, Any]]


@pytest.fixture
def run(lab: Any) -> Iterator[Run]:
    """Runs a cell in an ipykernel that was started in the lab's folder; gives its text, display data and error."""
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(lab.root))

    def run(code: str) -> dict[str, Any]:
        seen: dict[str, Any] = {"text": "", "data": {}, "error": "", "comms": []}

        def collect(message: dict[str, Any]) -> None:
            content = message["content"]
            match message["msg_type"]:
                case "stream":
                    seen["text"] += content["text"]
                case "execute_result" | "display_data":
                    seen["data"] |= content["data"]
                case "error":
                    seen["error"] = "\n".join(content["traceback"])
                case "comm_open":
                    seen["comms"].append(content)

        client.execute_interactive(code, output_hook=collect, timeout=90)
        return seen

    yield run
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_the_cells_of_the_guide(lab: Any, run: Run, until: Callable[..., None]) -> None:
    name = lab.write("guide.antiphon")
    with join(name, name="Ben") as ben:
        assert (
            run('from antiphon.kernel import join; piece = join("guide.antiphon", name="Ada")')["error"] == ""
        )
        assert run("print(type(piece.score).__mro__)")["text"].count("music21.stream.base.Score") == 1
        seen = run(
            "tone = piece.graph.add('filter.lowpass', cutoff=220); piece.graph.connect('Singer', tone); tone"
        )
        assert seen["data"]["text/plain"] == "<filter.lowpass: cutoff=220 Hz, resonance=0.7>"
        until(lambda: "filter.lowpass" in {node.kind for node in ben.graph})
        assert run("print(piece.undo(), piece.undo())")["text"].split() == ["True", "True"]
        until(lambda: len(ben.graph) == 2)
        run("heard = []; piece.on_change(heard.append)")
        ben.title = "from outside"
        until(lambda: "meta" in run("print(heard)")["text"])
        assert run("print(piece.title)")["text"].strip() == "from outside"


def of_the_guide(first: str, guide: str = "how-to", language: str = "python") -> str:
    """The example of a guide that begins with these lines."""
    (example,) = re.findall(
        rf"```{language}\n({re.escape(first)}.*?)```",
        (ROOT / f"docs/{guide}.md").read_text(encoding="utf-8"),
        re.S,
    )
    return str(example)


def test_the_example_of_the_guide_runs(lab: Any, run: Run) -> None:
    lab.write("song.antiphon", (ROOT / "lessons/pieces/antiphony.antiphon").read_text(encoding="utf-8"))
    example = of_the_guide("from antiphon.kernel import join\n\n")
    seen = run(
        f"{example}\nprint('Soprano up:', [n.nameWithOctave for n in piece.score.parts[0].flatten().notes][:2])"
    )
    assert seen["error"] == ""
    assert seen["text"].startswith("Soprano up: ['E5', 'B4']")
    undone = run("[piece.undo() for _ in range(5)]")["data"]["text/plain"]
    assert undone == "[True, True, True, True, False]"


def test_the_graph_that_the_guide_writes_is_there(lab: Any, run: Run) -> None:
    lab.write("song.antiphon", (ROOT / "lessons/pieces/antiphony.antiphon").read_text(encoding="utf-8"))
    seen = run(of_the_guide("from antiphon.kernel import join\nfrom antiphon.kernel.nodes import *\n"))
    assert seen["error"] == ""
    kinds = run("print(sorted(node.kind for node in piece.graph))")["text"]
    assert kinds.strip() == "['control.lfo', 'filter.lowpass', 'instrument.flute']"


def test_the_loop_of_the_tutorial_is_the_lines_that_it_shows(lab: Any, run: Run) -> None:
    lab.write("song.antiphon", (ROOT / "lessons/pieces/antiphony.antiphon").read_text(encoding="utf-8"))
    seen = run(of_the_guide("from antiphon.kernel import join\n", "tutorial"))
    assert seen["error"] == ""
    shown = of_the_guide("flute =", "tutorial", "text")
    assert sorted(seen["text"].split("\n")) == sorted([*shown.split("\n"), ""])


def test_an_error_is_a_sentence_and_the_line(lab: Any, run: Run) -> None:
    lab.write("errors.antiphon")
    run('from antiphon.kernel import join\npiece = join("errors.antiphon")')
    error = run('x = 1\npiece.graph.add("filter.lowpass", cutoff=5)')["error"]
    assert error.splitlines() == [
        "EditError: cutoff of filter.lowpass goes from 60 to 16000 Hz, and 5 is not within.",
        '  in line 2: piece.graph.add("filter.lowpass", cutoff=5)',
    ]
    assert "did you mean errors.antiphon" in run('join("error.antiphon")')["error"]


def test_a_piece_shows_itself_and_follows(lab: Any, run: Run, until: Callable[..., None]) -> None:
    name = lab.write("shown.antiphon")
    seen = run('from antiphon.kernel import join\npiece = join("shown.antiphon", name="Ada")\npiece')
    assert seen["error"] == ""
    assert "application/vnd.jupyter.widget-view+json" in seen["data"]
    assert seen["data"]["text/plain"].startswith("<LivePiece shown.antiphon “Song”")
    static = seen["data"]["text/html"]
    assert static.count("<svg") >= 2
    assert "Hall" in static
    assert "Song" in static
    assert seen["comms"][-1]["data"]["state"]["_anywidget_id"] == "antiphon.kernel.view.View"
    run("view = piece.view(); before = view.systems[0]")
    with join(name, name="Ben", token=lab.ticket("player", name, "Ben")) as ben:
        ben.graph["Hall"].name = "Cathedral"
        until(lambda: "True" in run("print('Cathedral' in view.graph)")["text"])
        ben._connection.write([("events", "np11", {"pitch": "A5"})])
        until(lambda: "True" in run("print(view.systems[0] != before)")["text"])
        until(lambda: "'Ada', 'Ben'" in run("print(view.people)")["text"])
    assert "closed" in run("piece.close(); print(view.state['kind'])")["text"]
