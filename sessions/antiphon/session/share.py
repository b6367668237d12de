"""Files that come with Antiphon beside its code: pieces and pages.

An installed wheel has them in `share/jupyter/antiphon`; in a checkout they are read where they are edited.
"""

from pathlib import Path

from jupyter_core.paths import jupyter_path

_IN_CHECKOUT = {"pieces": "lessons/pieces", "apps": "voila_apps"}
_CHECKOUT = Path(__file__).resolve().parents[3]


def find(kind: str) -> Path:
    """The folder of these files.

    Args:
        kind: `pieces` or `apps`.

    Raises:
        FileNotFoundError: the installation lacks it.
    """
    candidates = [_CHECKOUT / _IN_CHECKOUT[kind]] if (_CHECKOUT / "pyproject.toml").is_file() else []
    candidates += [Path(folder) / kind for folder in jupyter_path("antiphon")]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"The {kind} of Antiphon are not installed; install the wheel again.")
