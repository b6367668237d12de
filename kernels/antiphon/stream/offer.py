"""A listener's offer (SDP, RFC 8866), checked before any of it is acted on."""

from dataclasses import dataclass
from ipaddress import ip_address

from aiortc import sdp

LONGEST = 16 * 1024
"""Characters an offer may have."""

CANDIDATES = 32
"""Addresses an offer may name."""


class Refusal(Exception):
    """An offer that is not taken; its text is a sentence for the person who listens."""


@dataclass(frozen=True)
class Offer:
    """A good offer.

    Attributes:
        sdp: The description without addresses that need a look-up.
        named: Those addresses (`candidate:…`), which a browser hides behind a multicast DNS name. They are
            looked up after the answer: where there is no multicast it takes a second, and is seldom needed.
    """

    sdp: str
    named: tuple[str, ...]


def check(text: object) -> Offer:
    """Check an offer.

    Raises:
        Refusal: It is not one that asks to hear one Opus stream.
    """
    if not isinstance(text, str) or len(text) > LONGEST:
        raise Refusal("The browser's offer to listen is too long or not text; reload the page and try again.")
    try:
        description = sdp.SessionDescription.parse(text)
    except Exception as error:
        raise Refusal(
            "The browser's offer to listen could not be read; reload the page and try again."
        ) from error
    media = description.media
    if len(media) != 1 or media[0].kind != "audio":
        raise Refusal("The browser's offer to listen must ask for one sound and nothing else.")
    if media[0].direction not in ("recvonly", "sendrecv"):
        raise Refusal("The browser offers to send but not to listen.")
    if not any(codec.mimeType.lower() == "audio/opus" for codec in media[0].rtp.codecs):
        raise Refusal("This browser cannot play Opus, the format of the stream; use a current browser.")
    ice, dtls = media[0].ice, media[0].dtls
    if dtls is None or not dtls.fingerprints or ice is None or not ice.usernameFragment:
        raise Refusal("The browser's offer to listen is not encrypted; use a current browser.")
    if len(media[0].ice_candidates) > CANDIDATES:
        raise Refusal("The browser's offer to listen names too many addresses.")
    kept, named = [], []
    for line in text.splitlines():
        if not line.startswith("a=candidate:"):
            if line != "a=end-of-candidates":
                kept.append(line)
        elif (host := line.split()[4]).endswith(".local"):
            named.append(line.removeprefix("a="))
        elif _is_address(host):
            kept.append(line)
    return Offer("\r\n".join(kept) + "\r\n", tuple(named))


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
