import pytest

from antiphon.session.role import Role
from antiphon.session.ticket import Ticket, TicketRefused, read, sign

SECRET = b"s" * 32
CLASS = Ticket("t1", None, Role.PLAYER, None, "pieces/Dämmerung.antiphon", 1000.0)


def test_a_ticket_survives_the_link():
    ada = Ticket("t2", "antiphon-ada", Role.GUEST, "Ada ✿", "a.antiphon", 1000.0)
    assert read(SECRET, sign(SECRET, CLASS), 10.0) == CLASS
    assert read(SECRET, sign(SECRET, ada), 10.0) == ada


def test_a_ticket_expires():
    text = sign(SECRET, CLASS)
    read(SECRET, text, 1000.0)
    with pytest.raises(TicketRefused, match="expired"):
        read(SECRET, text, 1000.1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "2|1:0|10:1",
        sign(b"another secret", CLASS),
        sign(SECRET, CLASS)[:-1] + "x",
        "é" * 100,
        "a" * 5000,
    ],
)
def test_anything_else_is_refused_in_words(text: str):
    with pytest.raises(TicketRefused, match="ask for a new link"):
        read(SECRET, text, 10.0)
