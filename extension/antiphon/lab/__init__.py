"""The Jupyter Server extension: rooms with roles, people, sessions, and the processes that sound."""

from __future__ import annotations


def _jupyter_server_extension_points() -> list[dict[str, object]]:
    from antiphon.lab.app import AntiphonApp

    return [{"module": "antiphon.lab", "app": AntiphonApp}]
