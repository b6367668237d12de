"""The Voilà template of the audience's page: where it is."""

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
