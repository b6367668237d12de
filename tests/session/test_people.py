import pytest

from antiphon.session.people import NAME_LENGTH, NameRefused, clean_name, is_person_id, mint_id
from antiphon.session.role import INVITED, Role


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada", "Ada"),
        ("  Ada\t\n Lovelace  ", "Ada Lovelace"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("\u202egnp.\u0000x", "gnp.x"),
        ("小泽 征尔", "小泽 征尔"),
        ("<b>Bo</b>", "<b>Bo</b>"),
    ],
)
def test_names_are_one_clean_line(typed: str, kept: str):
    assert clean_name(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u200d", "...", "a" * (NAME_LENGTH + 1)])
def test_names_nobody_could_be_told_by_are_refused(typed: str):
    with pytest.raises(NameRefused, match="Please give a name"):
        clean_name(typed)


def test_ids_are_unique_and_recognised():
    ids = {mint_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(map(is_person_id, ids))
    assert not is_person_id("a" * 32)


def test_only_teachers_and_players_write():
    assert [role for role in Role if role.writes] == [Role.TEACHER, Role.PLAYER]
    assert Role.ENGINE not in INVITED
    assert Role.GUEST.may == ("listen",)
    assert set(Role.PLAYER.may) < set(Role.TEACHER.may)
