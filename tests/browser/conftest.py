"""Chromium, and labs that end with the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import PLAYS
from chromium_flags import CHROMIUM, FLAGS
from playwright.sync_api import Browser, sync_playwright
from studio import Studio

from antiphon.cli.lab_process import LabProcess, free_port


@pytest.fixture(scope="module", autouse=True)
def own_jupyter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No layout and no settings of JupyterLab come from other tests, or from whoever runs them."""
    home = tmp_path_factory.mktemp("jupyter")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTERLAB_WORKSPACES_DIR", str(home / "workspaces"))
        patch.setenv("JUPYTERLAB_SETTINGS_DIR", str(home / "settings"))
        yield


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, PLAYS])
        yield browser
        browser.close()


@pytest.fixture
def studio(
    tmp_path: Path, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], Studio]]:
    """Start a lab on a document's text; everything ends with the test."""
    studios: list[Studio] = []
    monkeypatch.setenv("JUPYTERLAB_WORKSPACES_DIR", str(tmp_path / "workspaces"))
    monkeypatch.setenv("JUPYTERLAB_SETTINGS_DIR", str(tmp_path / "settings"))

    def start(text: str, name: str = "piece.antiphon") -> Studio:
        root = tmp_path / "session"
        root.mkdir()
        (root / name).write_text(text)
        options = [
            f"--AntiphonApp.audience_port={free_port('127.0.0.1', 0)}",
            f"--AntiphonApp.state_dir={tmp_path / 'state'}",
            "--LabApp.expose_app_in_browser=True",
        ]
        lab = LabProcess.start(root, tmp_path / "lab.log", "127.0.0.1", free_port("127.0.0.1", 0), options)
        studios.append(Studio(lab, name, chromium, options))
        return studios[-1]

    yield start
    for context in chromium.contexts:
        context.close()
    for studio in studios:
        studio.lab.stop()
