"""Which server has a piece, and what it calls it."""

from pathlib import Path

import pytest

from antiphon.kernel.errors import JoinError
from antiphon.kernel.server import Server, choose, locate


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root" / "class").mkdir(parents=True)
    (tmp_path / "root" / "class" / "song.antiphon").touch()
    return tmp_path / "root"


def server(number: int, root: Path | None = None) -> Server:
    return Server(f"http://127.0.0.1:{8000 + number}/", f"token{number}", root, number)


def test_the_only_server_is_asked(root: Path) -> None:
    assert choose("song.antiphon", [server(1, root)], {}, root) == server(1, root)


def test_the_parent_of_this_kernel_comes_first(root: Path) -> None:
    servers = [server(1, root), server(2, root)]
    assert choose("song.antiphon", servers, {"JPY_PARENT_PID": "2"}, root).pid == 2


def test_of_several_the_one_whose_folder_holds_the_piece_is_asked(root: Path, tmp_path: Path) -> None:
    servers = [server(1, tmp_path / "elsewhere"), server(2, root)]
    assert choose("song.antiphon", servers, {}, root / "class").pid == 2


def test_several_that_would_do_are_said(root: Path) -> None:
    with pytest.raises(JoinError, match=r"several.*8001.*8002.*server="):
        choose("song.antiphon", [server(1, root), server(2, root)], {}, root)


def test_no_server_is_said_with_what_to_do(root: Path) -> None:
    with pytest.raises(JoinError, match=r"song\.antiphon.*no Jupyter server.*antiphon demo"):
        choose("song.antiphon", [], {}, root)


def test_a_server_that_is_named_is_asked_and_its_token_found(root: Path) -> None:
    servers = [server(1, root), server(2, root)]
    assert choose("s.antiphon", servers, {}, root, "http://127.0.0.1:8002") == Server(
        "http://127.0.0.1:8002", "token2", root, 2
    )
    assert choose("s.antiphon", servers, {}, root, "http://127.0.0.1:8002", "mine").token == "mine"
    elsewhere = choose("s.antiphon", servers, {"JUPYTER_TOKEN": "t"}, root, "https://lab.example/")
    assert elsewhere == Server("https://lab.example/", "t")


def test_the_environment_names_a_server(root: Path) -> None:
    environment = {"JUPYTER_SERVER_URL": "https://lab.example/", "JUPYTER_TOKEN": "t"}
    assert choose("s.antiphon", [server(1, root)], environment, root).url == "https://lab.example/"


def test_an_address_that_stands_for_all_is_asked_here() -> None:
    entry = {"url": "http://pc:8888/base/", "hostname": "0.0.0.0", "port": 8888, "pid": 1, "token": "t"}
    assert Server.of(entry).url == "http://127.0.0.1:8888/base/"


def test_a_path_is_taken_from_the_notebooks_folder(root: Path) -> None:
    assert locate("song.antiphon", server(1, root), {}, root / "class") == "class/song.antiphon"
    assert locate("../class/song.antiphon", server(1, root), {}, root / "class") == "class/song.antiphon"
    assert (
        locate(str(root / "class" / "song.antiphon"), server(1, root), {}, Path("/")) == "class/song.antiphon"
    )


def test_a_path_is_taken_from_the_notebook_where_the_kernel_went_elsewhere(root: Path) -> None:
    environment = {"JPY_SESSION_NAME": str(root / "class" / "sketch.ipynb")}
    assert locate("song.antiphon", server(1, root), environment, Path("/")) == "class/song.antiphon"


def test_a_path_may_be_from_the_servers_folder(root: Path) -> None:
    assert locate("class/song.antiphon", server(1, root), {}, Path("/")) == "class/song.antiphon"
    assert locate("RTC:class/song.antiphon", server(1), {}, Path("/")) == "class/song.antiphon"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("sog.antiphon", r"no such file.*did you mean song\.antiphon\?"),
        ("song.ipynb", r"ends in \.antiphon.*song\.antiphon"),
        ("../../outside.antiphon", "outside .*root"),
    ],
)
def test_a_path_that_will_not_do_is_said(root: Path, path: str, words: str) -> None:
    (root.parent / "outside.antiphon").touch()
    with pytest.raises(JoinError, match=words):
        locate(path, server(1, root), {}, root / "class")
