"""The wheel in an empty environment, started from another folder."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]


def run(*words: object, cwd: Path) -> str:
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", out, ROOT, cwd=out)
    return next(out.glob("antiphon-*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder, cwd=folder)
    run(folder / "bin/python", "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    return folder


@pytest.mark.timeout(600)
def test_the_wheel_holds_all_that_is_not_code(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for ending in (
        "share/jupyter/labextensions/antiphon/package.json",
        "share/jupyter/voila/templates/antiphon/index.html.j2",
        "share/jupyter/antiphon/apps/audience.ipynb",
        "share/jupyter/antiphon/apps/stage.ipynb",
        "share/jupyter/antiphon/apps/desk.ipynb",
        "share/jupyter/antiphon/pieces/antiphony.antiphon",
        "etc/jupyter/jupyter_server_config.d/zz-antiphon.json",
        "antiphon/document/schema.json",
        "antiphon/engine/catalogue.json",
        "antiphon/engine/library.json",
        "antiphon/kernel/static/view.js",
        "antiphon/kernel/static/view.css",
    ):
        assert any(name.endswith(ending) for name in names), ending
    assert not [name for name in names if name.endswith(".map") or "node_modules" in name]


@pytest.fixture
def demo(environment: Path, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The links of a demo that was started from a folder that is not the checkout."""
    process = subprocess.Popen(
        [environment / "bin/antiphon", "demo", "--dir", "session"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
    )
    assert process.stdout is not None
    try:
        links: dict[str, str] = {}
        for line in process.stdout:
            if found := re.match(r"(Teacher|Player|Audience)\s+(http\S+)", line):
                links[found[1]] = found[2]
            if "Ctrl+C" in line:
                break
        yield links
    finally:
        process.terminate()
        process.wait(30)


@pytest.mark.timeout(600)
def test_it_starts_from_another_folder(demo: dict[str, str]) -> None:
    assert demo.keys() == {"Teacher", "Player", "Audience"}
    with httpx.Client(follow_redirects=True, trust_env=False, timeout=60) as browser:
        page = browser.get(demo["Audience"])
        assert page.status_code == 200
        assert "Antiphony" in page.text or "antiphon" in page.text.lower()
        lab = browser.get(demo["Teacher"])
        assert lab.status_code == 200
        assert '"antiphon"' in lab.text
