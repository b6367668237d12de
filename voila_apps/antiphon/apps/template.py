"""The Voilà template of the audience's pages: where it is, and which edition of it and of the widgets this is."""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from jupyter_core.paths import jupyter_path


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


def edition() -> str:
    """A short name of what pages are made of beside their notebook: another one makes other pages of the same notebook."""
    try:
        release = version("antiphon")
    except PackageNotFoundError:
        release = ""
    here = Path(__file__).parent
    # In a checkout the files are edited without a release.
    files = [*folder().glob("*.j2"), *here.glob("*.py"), *(here / "static").iterdir()]
    times = sorted((file.name, file.stat().st_mtime_ns) for file in files)
    return hashlib.sha256(repr((release, times)).encode()).hexdigest()[:16]
