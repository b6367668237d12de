"""The audience's page: its widgets, and the hub that serves it.

A notebook shows the widgets with `from antiphon.apps import NowPlaying, Listen, Poll, LiveScore`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from antiphon.apps.widgets import Listen, LiveScore, NowPlaying, Poll

__all__ = ["Listen", "LiveScore", "NowPlaying", "Poll"]


def __getattr__(name: str) -> Any:
    # The hub imports this package too, and needs none of what the widgets load.
    if name in __all__:
        from antiphon.apps import widgets

        return getattr(widgets, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
