"""Features: what the audience can do, each in a module of its own; the hub is made of them.

A feature shows keys of the phones' frames (`antiphon.apps.scene`), takes messages of phones and of the lab, and tells the crowd
when what it shows has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from antiphon.session.pipe import Message

if TYPE_CHECKING:
    from antiphon.apps.crowd import Crowd, Phone


@dataclass(frozen=True)
class Ground:
    """What every feature stands on.

    Attributes:
        crowd: All phones.
        send: Tells the lab something.
        complain: Tells the lab in a sentence what went wrong; empty once it is well again.
        clock: The time, in seconds.
    """

    crowd: Crowd
    send: Callable[[Mapping[str, Any]], None]
    complain: Callable[[str], None]
    clock: Callable[[], float]


class Feature:
    """A feature that shows nothing and takes nothing.

    Attributes:
        shared: What everybody sees: the keys of a frame, and what gives their values at this moment.
        own: What a person sees of themselves: likewise, of the person.
    """

    shared: Mapping[str, Callable[[], Any]] = {}
    own: Mapping[str, Callable[[str], Any]] = {}

    def hear(self, phone: Phone, message: Mapping[str, Any]) -> bool:
        """Take a message of a phone; returns whether it was this feature's."""
        return False

    def obey(self, message: Message) -> bool:
        """Take a message of the lab; returns whether it was this feature's.

        Raises:
            Exception: It lacks something.
        """
        return False

    def look(self, people: int) -> None:
        """Take that so many look at the page now."""

    def forget(self, phone: Phone) -> None:
        """Take that a connection is gone."""

    def close(self) -> None:
        """Stop."""
