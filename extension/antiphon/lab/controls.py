"""The controls: what pages ask of the music, from playing to recording."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from antiphon.lab.engine import Engine
from antiphon.lab.practice import place, practice
from antiphon.lab.recordings import Recordings
from antiphon.lab.register import NOT_UNDERSTOOD
from antiphon.lab.seat import Refused

ACTIONS: Mapping[str, str] = {
    **{action: action for action in ("play", "stop", "seek", "panic", "record")},
    **dict.fromkeys(("loop", "speed", "metronome"), "play"),
}
"""What a page may ask here, and what somebody has to be allowed for it."""


class Controls:
    """Asks the engine for what a page wants."""

    def __init__(self, engine: Engine, recordings: Recordings) -> None:
        """Those of a session.

        Args:
            engine: What sounds.
            recordings: Says where a recording goes, and whether there is one.
        """
        self._engine = engine
        self._recordings = recordings

    def obey(self, message: Mapping[str, Any]) -> None:
        """Do what a page asks of `ACTIONS`.

        Raises:
            Refused: if it cannot be done; the message says why.
        """
        match message:
            case {"type": "play"}:
                position = {"position": place(message)} if "position" in message else {}
                self._engine.ask({"type": "play", **position})
            case {"type": "stop"}:
                self._ask_running({"type": "stop"})
            case {"type": "seek"}:
                self._engine.ask({"type": "seek", "position": place(message)})
            case {"type": "loop" | "speed" | "metronome"}:
                self._engine.practise(practice(message))
            case {"type": "panic"}:
                self._engine.panic()
            case {"type": "record", "on": True}:
                if not self._recordings.on:
                    self._engine.ask(self._recordings.begin(message, datetime.now()))
            case {"type": "record", "on": False}:
                self._ask_running({"type": "record", "on": False})
            case _:
                raise Refused(NOT_UNDERSTOOD)

    def _ask_running(self, message: Mapping[str, Any]) -> None:
        """Ask for what needs no engine to be started."""
        if self._engine.status != "off":
            self._engine.ask(message)
