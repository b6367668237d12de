import os
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest

from antiphon.cli.lab_process import LabProcess, free_port
from antiphon.document.codec import empty, encode, normalise
from antiphon.kernel import LivePiece, join

HOST = "127.0.0.1"


def song() -> str:
    """Two parts, two measures, four notes, a node and a cable."""
    notes = {
        f"n{part}{number}": {
            "kind": "note",
            "part": part,
            "measure": f"m{number}",
            "onset": "0",
            "duration": "4",
            "pitch": pitch,
        }
        for part, pitch in (("p1", "C5"), ("p2", "E4"))
        for number in (1, 2)
    }
    return encode(
        normalise(
            {
                **empty(),
                "meta": {"title": "Song"},
                "parts": {"p1": {"index": "a0", "name": "Soprano"}, "p2": {"index": "a1", "name": "Alto"}},
                "measures": {"m1": {"index": "a0"}, "m2": {"index": "a1"}},
                "events": notes,
                "nodes": {
                    "voice": {"kind": "instrument.voice", "part": "p1", "name": "Singer"},
                    "hall": {"kind": "effect.reverb", "name": "Hall"},
                },
                "mix": {"p2": {"pan": 0.0}},
                "edges": {"cable": {"source": "voice", "target": "hall"}},
            }
        )
    )


class Here:
    """A lab in its own home, and the folder that it shows."""

    def __init__(self, home: Path) -> None:
        self.home, self.root = home, home / "root"
        self.root.mkdir(parents=True)
        self.environment = {
            f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")
        }
        self.port = free_port(HOST, 0)
        self.process: LabProcess | None = None

    def start(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.environment.items():
                patch.setenv(name, value)
            self.process = LabProcess.start(
                self.root,
                self.home / "log",
                HOST,
                self.port,
                ["--LabApp.news_url=None", "--AntiphonApp.ledger_seconds=0.5"],
                token="a-token",
            )

    def kill(self) -> None:
        assert self.process
        self.process.process.kill()
        self.process.process.wait()

    def ticket(self, role: str, path: str, person: str) -> str:
        """An invitation for one person, which does as a token."""
        assert self.process
        server = self.process.server
        answer = httpx.post(
            f"{server.url}antiphon/invites",
            json={"role": role, "name": person, "path": path},
            headers=server.headers,
            trust_env=False,
        )
        return httpx.URL(answer.raise_for_status().json()["link"]).params["ticket"]

    def write(self, name: str, text: str | None = None) -> str:
        (self.root / name).write_text(song() if text is None else text, encoding="utf-8")
        return name


@pytest.fixture(scope="session")
def shared_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    here = Here(tmp_path_factory.mktemp("lab"))
    here.start()
    yield here
    assert here.process
    here.process.stop()


@pytest.fixture
def lab(shared_lab: Here, monkeypatch: pytest.MonkeyPatch) -> Here:
    """A lab that runs, with its folder as ours."""
    return _enter(shared_lab, monkeypatch)


@pytest.fixture
def own_lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Here]:
    """A lab that the test may kill."""
    here = _enter(Here(tmp_path), monkeypatch)
    here.start()
    yield here
    assert here.process
    here.process.stop()


def _enter(here: Here, monkeypatch: pytest.MonkeyPatch) -> Here:
    for name in ("JUPYTER_SERVER_URL", "JUPYTER_TOKEN", "JPY_PARENT_PID", "JPY_SESSION_NAME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in here.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(here.root)
    return here


@pytest.fixture
def two(lab: Here, request: pytest.FixtureRequest) -> Iterator[tuple[LivePiece, LivePiece]]:
    """Two handles of one piece: Ada's and Ben's."""
    name = lab.write(f"{request.node.name}.antiphon")
    with (
        join(name, name="Ada", token=lab.ticket("player", name, "Ada")) as ada,
        join(name, name="Ben", token=lab.ticket("player", name, "Ben")) as ben,
    ):
        yield ada, ben


def until(condition: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait until a condition holds."""
    deadline = monotonic() + seconds
    while not condition():
        assert monotonic() < deadline, "it did not happen"
        sleep(0.01)


@pytest.fixture(name="until")
def until_fixture() -> Callable[..., None]:
    return until


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
