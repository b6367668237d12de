"""Listening on the phone: its browser's offers go to the lab, whose stream answers them."""

import secrets
from collections import defaultdict, deque
from collections.abc import Mapping
from typing import Any

from antiphon.apps.allowance import Allowance
from antiphon.apps.crowd import Phone
from antiphon.apps.feature import Feature, Ground
from antiphon.session.pipe import Message

STREAMS = 4
"""Streams one person may listen to."""


class Listening(Feature):
    """The feature. Who listened goes on listening when their connection breaks: the stream sees by itself when they are gone."""

    def __init__(self, ground: Ground) -> None:
        self._send = ground.send
        self._allowance = Allowance(6, 0.2, ground.clock)
        self._streams: defaultdict[str, deque[str]] = defaultdict(deque)
        self._listening: dict[str, Phone] = {}

    def hear(self, phone: Phone, message: Mapping[str, Any]) -> bool:
        """Take `offer` and `hangup`."""
        match message:
            case {"type": "offer", "sdp": str(sdp)}:
                self._offer(phone, sdp)
            case {"type": "hangup"}:
                if streams := self._streams.get(phone.person):
                    self._send({"type": "hangup", "id": streams.pop()})
            case _:
                return False
        return True

    def obey(self, message: Message) -> bool:
        """Take `answer` and `refused`."""
        match message:
            case {"type": "answer" | "refused" as kind, "id": str(id)}:
                if phone := self._listening.get(id):
                    phone.reply({kind: message.get("sdp" if kind == "answer" else "message")})
                return True
        return False

    def forget(self, phone: Phone) -> None:
        """Answer a phone no more."""
        if phone in self._listening.values():
            self._listening = {id: other for id, other in self._listening.items() if other is not phone}

    def _offer(self, phone: Phone, sdp: str) -> None:
        if not self._allowance.take(phone.person):
            phone.reply({"refused": "That was a bit often; try again in half a minute."})
            return
        # Not numbered: streams go on when a hub dies, and its successor must not take one for its own.
        id = f"phone-{secrets.token_hex(6)}"
        streams = self._streams[phone.person]
        streams.append(id)
        if len(streams) > STREAMS:
            self._send({"type": "hangup", "id": streams.popleft()})
        self.forget(phone)
        self._listening[id] = phone
        self._send({"type": "offer", "id": id, "sdp": sdp})
