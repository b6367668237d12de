"""The audience's pages: their widgets, and the hub that serves them.

A notebook shows the widgets with `from antiphon.apps import NowPlaying, LiveScore, Poll, Canvas, Reactions, Listen` and so on;
`follow(link)` makes them live in its cells.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from antiphon.apps.following import follow
    from antiphon.apps.widgets import (
        Ask,
        Canvas,
        Captions,
        Invitation,
        Listen,
        LiveScore,
        NowPlaying,
        Poll,
        PollBoard,
        Reactions,
        ReactionsView,
        Suggest,
    )

__all__ = [
    "Ask",
    "Canvas",
    "Captions",
    "Invitation",
    "Listen",
    "LiveScore",
    "NowPlaying",
    "Poll",
    "PollBoard",
    "Reactions",
    "ReactionsView",
    "Suggest",
    "follow",
]


def __getattr__(name: str) -> Any:
    # The hub imports this package too, and needs none of what the widgets load.
    if name == "follow":
        from antiphon.apps.following import follow

        return follow
    if name in __all__:
        from antiphon.apps import widgets

        return getattr(widgets, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
