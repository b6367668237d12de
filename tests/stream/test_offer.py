import pytest
from aiortc import RTCConfiguration, RTCPeerConnection

from antiphon.stream.offer import LONGEST, Refusal, check


async def offer(direction: str = "recvonly", kind: str = "audio") -> str:
    peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    peer.addTransceiver(kind, direction)
    await peer.setLocalDescription(await peer.createOffer())
    text = peer.localDescription.sdp
    await peer.close()
    return text


async def test_a_good_one_keeps_its_addresses_but_those_that_need_a_look_up():
    text = await offer()
    line = "a=candidate:1 1 udp 2113937151 0f6fa8a2-b21e-4a0e-96ee-7f1c0aa10bd5.local 50000 typ host"
    checked = check(text.replace("a=end-of-candidates\r\n", "") + line + "\r\na=end-of-candidates\r\n")
    assert checked.named == (line.removeprefix("a="),)
    assert ".local" not in checked.sdp
    assert "end-of-candidates" not in checked.sdp
    assert checked.sdp.count("a=candidate:") == text.count("a=candidate:")


@pytest.mark.parametrize("text", [None, 5, "", "v=0", "x" * (LONGEST + 1), "\x00" * 100, "m=audio 9 X 0\r\n"])
def test_what_is_no_offer_is_refused(text):
    with pytest.raises(Refusal, match=r"\.$"):
        check(text)


async def test_what_is_not_one_sound_to_hear_is_refused():
    with pytest.raises(Refusal, match="one sound"):
        check(await offer(kind="video"))
    with pytest.raises(Refusal, match="to send but not to listen"):
        check(await offer("sendonly"))
    with pytest.raises(Refusal, match="Opus"):
        check((await offer()).replace("opus/48000/2", "other/48000/2"))
    with pytest.raises(Refusal, match="not encrypted"):
        check("".join(f"{line}\r\n" for line in (await offer()).splitlines() if "fingerprint" not in line))


async def test_addresses_are_bounded_and_are_addresses():
    line = "a=candidate:1 1 udp 1 10.0.0.1 5000 typ host\r\n"
    with pytest.raises(Refusal, match="too many addresses"):
        check(await offer() + line * 33)
    assert (
        "a=candidate:1 1 udp 1 db.internal"
        not in check(await offer() + line.replace("10.0.0.1", "db.internal")).sdp
    )
