"""The Voilà template of the audience's pages: where it is, and which edition of it and of the widgets this is."""

import base64
import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from jupyter_core.paths import jupyter_path

from antiphon.apps.bundle import bare


def folder() -> Path:
    """The folder of the template; in a checkout, the one that is edited.

    Raises:
        FileNotFoundError: The installation lacks it.
    """
    checkout = Path(__file__).resolve().parents[2] / "template"
    installed = [Path(place) / "antiphon" for place in jupyter_path("voila", "templates")]
    for candidate in (checkout, *installed):
        if (candidate / "index.html.j2").is_file():
            return candidate
    raise FileNotFoundError("The audience page's template is not installed; install the wheel again.")


@cache
def early() -> str:
    """The script that is in the page itself and opens its socket."""
    return bare((folder() / "static" / "early.js").read_text("utf-8")).strip()


def page_style() -> str:
    """The style sheet of every page, which is in the page itself."""
    return (folder() / "static" / "page.css").read_text("utf-8")


@cache
def early_hash() -> str:
    """What a content security policy lets that script in by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(early().encode()).digest()).decode()


def edition() -> str:
    """A short name of what pages are made of beside their notebook: another one makes other pages of the same notebook."""
    try:
        release = version("antiphon")
    except PackageNotFoundError:
        release = ""
    here = Path(__file__).parent
    # In a checkout the files are edited without a release.
    files = [
        *folder().glob("*.j2"),
        folder() / "static" / "early.js",
        *here.glob("*.py"),
        *(here / "static").iterdir(),
    ]
    times = sorted((file.name, file.stat().st_mtime_ns) for file in files)
    return hashlib.sha256(repr((release, times)).encode()).hexdigest()[:16]
