"""The widgets of the audience's pages.

On a page they live without a kernel: the page feeds each one's `session` from the hub. In an ordinary notebook they show a
preview, so that a teacher sees what is being edited; after `antiphon.apps.follow(link)` they are live there, too.
"""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from antiphon.apps import following
from antiphon.apps.bundle import widget
from antiphon.apps.words import dictionaries
from antiphon.session.languages import of_page

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
    "reactions": {"applause": 3.5, "heart": 0.8, "wow": 0.3, "laugh": 0, "total": 74},
    "hall": {"people": 12, "pause": 0.5, "energy": 0.4, "shaking": 3},
    "asked": {"reactions": True, "questions": True, "suggestions": True, "gestures": None},
    "question": None,
    "own_question": None,
    "melody": {"tonic": 0, "scale": [0, 2, 4, 5, 7, 9, 11], "low": 60},
    "suggested": None,
    "canvas": {
        "id": "preview",
        "kind": "notes",
        "name": "Draw with us",
        "mode": "direct",
        "quota": 8,
        "part": "A part of the piece",
        "steps": 16,
        "rows": ["C4", "D4", "E4", "F4", "G4", "A4", "B4", "C5"],
        "tonics": [0, 7],
        "measures": [[1, 0], [2, 8]],
        "beats": [0, 2, 4, 6, 8, 10, 12, 14],
        "length": 0.5,
        "start": 0,
        "held": "",
    },
    "canvas_now": {
        "canvas": "preview",
        "cells": "0001000000040000001000000004000000800010000800000004000000010000",
        "theirs": "0000000000000000000000000000000000800010000000000000000000000000",
        "asked": "",
        "people": 2,
    },
    "canvas_own": {"canvas": "preview", "mine": "", "left": 8},
    "stage": None,
}


def _style(*names: str) -> str:
    return "\n".join((_STATIC / name).read_text("utf-8") for name in names)


class _Widget(anywidget.AnyWidget):
    """What all of them share: the state of the session.

    Attributes:
        session: What the hub tells the page (see `antiphon.apps.scene`); in a notebook, a preview.
        words: The dictionaries by language, for a notebook: the page brings its own.
        language: What it speaks, in two letters, where the page that shows a notebook was asked for in a language; else empty.
        when: What of the session it waits for, such as `asked.questions`: a page fetches it when one of them is there. Empty
            for what is there from the beginning.
    """

    # One for all of a page: it is sent once.
    _css = _style("widgets.css", "ballots.css", "voices.css")

    when = traitlets.List(traitlets.Unicode()).tag(sync=True)
    session = traitlets.Dict(default_value=_PREVIEW).tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)

    @traitlets.default("language")
    def _default_language(self) -> str:
        return of_page()

    @traitlets.default("words")
    def _default_words(self) -> dict[str, Any]:
        return dict(dictionaries())

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        following.show(self)


class NowPlaying(_Widget):
    """The title, the composer, who plays, and where in the piece they are."""

    _esm = widget(_STATIC / "now_playing.js")


class Listen(_Widget):
    """A button to hear the music on the phone."""

    _esm = widget(_STATIC / "listen.js")


class Poll(_Widget):
    """The question that is open, and what became of the last one."""

    _esm = widget(_STATIC / "poll.js")


class Reactions(_Widget):
    """Applause and other reactions, and shaking where it is asked for; hidden while the artist allows neither."""

    _esm = widget(_STATIC / "reactions.js")


class Ask(_Widget):
    """A question to the artist, hidden while none are taken; and the one that is on the stage."""

    _esm = widget(_STATIC / "ask.js")

    when = traitlets.List(traitlets.Unicode(), default_value=["asked.questions", "question"]).tag(sync=True)


class LiveScore(_Widget):
    """The score, following the music.

    Attributes:
        engraving: `{version, systems}`, where the kernel follows the hub; a page fetches it by itself.
    """

    _esm = widget(_STATIC / "live_score.js")

    engraving = traitlets.Dict().tag(sync=True)


class _StageWidget(_Widget):
    """What all of those share that are made for a hall."""

    _css = _style("widgets.css", "ballots.css", "stage_widgets.css")


class PollBoard(_StageWidget):
    """What the audience is asked, how many have answered, and what came out."""

    _esm = widget(_STATIC / "poll_board.js")


class Invitation(_StageWidget):
    """A code that leads phones to the audience's page."""

    _esm = widget(_STATIC / "invitation.js")


class Captions(_StageWidget):
    """What is asked from the audience, and what was steered, in words."""

    _esm = widget(_STATIC / "captions.js")


class ReactionsView(_StageWidget):
    """The reactions of the audience as a calm picture."""

    _esm = widget(_STATIC / "reactions_view.js")


class Canvas(_Widget):
    """What the artist opened to everybody: notes to draw, or knobs to turn; there while it is open."""

    _css = _Widget._css + _style("canvas.css")
    _esm = widget(_STATIC / "canvas.js")

    when = traitlets.List(traitlets.Unicode(), default_value=["canvas"]).tag(sync=True)


class Suggest(_Widget):
    """A small keyboard to suggest a melody with; there while the artist asks for some."""

    _css = _Widget._css + _style("suggest.css")
    _esm = widget(_STATIC / "suggest.js")

    when = traitlets.List(traitlets.Unicode(), default_value=["asked.suggestions"]).tag(sync=True)
