import xml.etree.ElementTree as ElementTree
from types import SimpleNamespace

import httpx
import pytest

from antiphon.lab.links import host_of, hub_url, join_url, lab_url, own_url, piece_url, qr_code


def server(**changes):
    made = {"ip": "127.0.0.1", "port": 8888, "certfile": "", "base_url": "/", "custom_display_url": ""}
    return SimpleNamespace(**{**made, **changes})


@pytest.mark.parametrize(
    ("changes", "host", "url"),
    [
        ({}, "", "http://127.0.0.1:8888/"),
        ({"ip": "localhost", "base_url": "/lab/"}, "", "http://localhost:8888/lab/"),
        ({"ip": "::1"}, "", "http://[::1]:8888/"),
        ({"ip": "0.0.0.0", "certfile": "x"}, "music.example", "https://music.example:8888/"),
        ({}, "music.example:80", "http://music.example:80/"),
        ({"custom_display_url": "https://proxy.example/x/?token=y"}, "", "https://proxy.example/x/"),
    ],
)
def test_the_labs_address(changes, host, url):
    assert lab_url(server(**changes), host) == url


def test_a_server_that_listens_everywhere_names_this_machine():
    for anywhere in ("0.0.0.0", "::", "", "*"):
        assert host_of(anywhere) not in ("", "*", "0.0.0.0", "::")
    assert own_url(server(ip="0.0.0.0")) == "http://127.0.0.1:8888/"
    assert own_url(server(ip="::")) == "http://[::1]:8888/"
    assert own_url(server(ip="192.0.2.7", base_url="/x/")) == "http://192.0.2.7:8888/x/"


def test_what_is_in_a_link_comes_out_as_it_went_in():
    ticket = "2|1:0|10:17|a=b&c"
    assert httpx.URL(join_url("http://h:1/x/", ticket)).params["ticket"] == ticket
    assert httpx.URL(hub_url("h", 9, ticket)).params["a"] == ticket
    assert hub_url("music.example:80", 9, "t") == "http://music.example:9/?a=t"
    assert piece_url("/x/", "a b/ü?#.antiphon") == "/x/lab/tree/a%20b/%C3%BC%3F%23.antiphon"


def test_a_qr_code_is_a_picture():
    picture = ElementTree.fromstring(qr_code("http://example.org/"))
    assert picture.tag.endswith("svg")
    assert picture.get("viewBox")
    assert picture.get("width") is None
