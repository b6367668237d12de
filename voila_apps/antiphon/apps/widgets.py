"""The widgets of the audience's page.

On the page they live without a kernel: the page feeds each one's `session` from the hub. In an ordinary notebook
they show a preview, so that a teacher sees what is being edited.
"""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from antiphon.apps.bundle import bundle
from antiphon.apps.words import dictionaries

_STATIC = Path(__file__).parent / "static"

_PREVIEW: dict[str, Any] = {
    "preview": True,
    "online": True,
    "now": {
        "title": "The piece’s title",
        "composer": "Its composer",
        "people": [{"name": "Ada", "role": "teacher"}, {"name": "Ben", "role": "player"}],
        "playing": False,
    },
    "transport": None,
    "polls": [
        {
            "id": "preview",
            "question": "How shall it go on?",
            "kind": "single",
            "live": False,
            "steers": {"target": "tempo"},
            "groups": [],
            "options": [
                {"id": "slower", "label": "Slower"},
                {"id": "same", "label": "The same"},
                {"id": "faster", "label": "Faster"},
            ],
            "open": True,
            "seconds": 20,
            "remaining": 20,
        }
    ],
    "votes": {},
    "steering": {},
    "score": None,
}


class _Widget(anywidget.AnyWidget):
    """What all of them share: the state of the session.

    Attributes:
        session: What the hub tells the page (see `antiphon.apps.scene`); in a notebook, a preview.
        words: The dictionaries by language, for a notebook: the page brings its own.
    """

    _css = "\n".join((_STATIC / name).read_text("utf-8") for name in ("widgets.css", "ballots.css"))

    session = traitlets.Dict(default_value=_PREVIEW).tag(sync=True)
    words = traitlets.Dict().tag(sync=True)

    @traitlets.default("words")
    def _default_words(self) -> dict[str, Any]:
        return dict(dictionaries())


class NowPlaying(_Widget):
    """The title, the composer, who plays, and where in the piece they are."""

    _esm = bundle(_STATIC / "now_playing.js")


class Listen(_Widget):
    """A button to hear the music on the phone."""

    _esm = bundle(_STATIC / "listen.js")


class Poll(_Widget):
    """The question that is open, and what became of the last one."""

    _esm = bundle(_STATIC / "poll.js")


class LiveScore(_Widget):
    """The score, following the music."""

    _esm = bundle(_STATIC / "live_score.js")
