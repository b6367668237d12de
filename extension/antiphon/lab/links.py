"""Links: the addresses that people are given."""

from __future__ import annotations

import ipaddress
import socket
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from jupyter_server.utils import url_path_join

_ANYWHERE = ("", "*", "0.0.0.0", "::")


def host_of(address: str) -> str:
    """The host for links to a server that listens at `address`: this machine's own in the local network where it
    listens everywhere.
    """
    if address in _ANYWHERE:
        return _local_network_address()
    try:
        return f"[{address}]" if ipaddress.ip_address(address).version == 6 else address
    except ValueError:
        return address


def _local_network_address() -> str:
    # Nothing is sent: connecting a datagram socket only chooses the route.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "localhost"


def lab_url(serverapp: Any, public_host: str) -> str:
    """The lab's address for people, ending in a slash.

    Args:
        serverapp: The Jupyter server.
        public_host: A host, or host and port, to use in place of the server's own; may be empty.
    """
    if serverapp.custom_display_url and not public_host:
        return url_path_join(str(serverapp.custom_display_url).partition("?")[0], "/")
    scheme = "https" if serverapp.certfile else "http"
    host = public_host or host_of(serverapp.ip)
    port = "" if _has_port(host) else f":{serverapp.port}"
    return f"{scheme}://{host}{port}{serverapp.base_url}"


def own_url(serverapp: Any) -> str:
    """The lab's address for our own processes on this machine, ending in a slash."""
    host = (
        {"::": "[::1]"}.get(serverapp.ip, "127.0.0.1") if serverapp.ip in _ANYWHERE else host_of(serverapp.ip)
    )
    scheme = "https" if serverapp.certfile else "http"
    return f"{scheme}://{host}:{serverapp.port}{serverapp.base_url}"


def hub_url(host: str, port: int, ticket: str) -> str:
    """The audience's address."""
    return f"{_hub(host, port)}/?{urlencode({'a': ticket})}"


def stage_url(host: str, port: int, ticket: str) -> str:
    """The stage's address."""
    return f"{_hub(host, port)}/stage?{urlencode({'s': ticket})}"


def join_url(lab: str, ticket: str) -> str:
    """The address that lets the holder of `ticket` in."""
    return f"{url_path_join(lab, 'antiphon/join')}?{urlencode({'ticket': ticket})}"


@lru_cache(64)
def qr_code(link: str) -> str:
    """A QR code as SVG text, which scales to where it is put."""
    import segno

    code: str = segno.make(link, error="l", micro=False).svg_inline(border=2, omitsize=True, light="#fff")
    return code


def piece_url(base: str, path: str) -> str:
    """The lab page that shows the piece at `path`."""
    return url_path_join(base, "lab/tree", quote(path))


def _hub(host: str, port: int) -> str:
    name = host.rpartition(":")[0] if _has_port(host) else host
    return f"http://{name}:{port}"


def _has_port(host: str) -> bool:
    return host.rpartition(":")[2].isdigit() and not host.endswith("]") and host.count(":") != 7
