"""What whoever runs a lab may choose: `c.AntiphonApp.… = …`, or `--AntiphonApp.…=…`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from traitlets import Bool, Enum, Float, HasTraits, Int, TraitError, Unicode, default, validate

from antiphon.lab.scribe import BEHIND
from antiphon.lab.state_folder import state_folder


class Options(HasTraits):
    """The options of the extension application.

    Attributes:
        serverapp: The server that the application is an extension of.
    """

    serverapp: Any

    output = Unicode(
        "null",
        config=True,
        help="Where the engine sounds on the server itself: nowhere (null), through JACK (jack) or a sound card "
        "(portaudio), or into a file (file:PATH, .wav or .flac).",
    )

    input = Enum(
        ("null", "jack", "portaudio"),
        default_value="null",
        config=True,
        help="What live inputs of pieces hear: nothing (null), or what comes in through JACK or the sound card. "
        "Whoever may edit a piece can then switch on the microphone of the server.",
    )

    link = Bool(
        False,
        config=True,
        help="Whether the engine keeps together with an Ableton Link session; needs the package aalink (GPL), which you install.",
    )

    channels = Enum(
        ("mix", "stems"),
        default_value="mix",
        config=True,
        help="What goes to JACK or the sound card: the mix, or the mix and every part by itself.",
    )

    @validate("output")
    def _valid_output(self, proposal: dict[str, Any]) -> str:
        output = str(proposal["value"])
        if output in ("null", "jack", "portaudio") or output.startswith("file:"):
            return output
        raise TraitError(f"There is no output {output}: it is null, jack, portaudio, or file:PATH.")

    idle_seconds = Float(60.0, config=True, help="Seconds until the engine is stopped once nobody needs it.")

    ledger_seconds = Float(
        BEHIND, config=True, help="Seconds that the ledgers are behind what is edited at most."
    )

    audience = Bool(
        False, config=True, help="Whether the audience's page opens as soon as somebody opens a piece."
    )

    audience_port = Int(0, config=True, help="Port of the audience's page; 0 for any that is free.")

    audience_address = Unicode(
        config=True, help="Address the audience's page listens at. Default: that of the lab."
    )

    public_host = Unicode(
        "",
        config=True,
        help="""Host name or address for the links that people are given. Default: the address the lab listens at,
        or this machine's address in the local network where it listens everywhere.""",
    )

    invitation_days = Float(7.0, config=True, help="Days for which an invitation is good.")

    state_dir = Unicode(
        config=True,
        help="""Folder of what Antiphon remembers: people, votes, and the history of each piece. Default: a folder
        for each root folder of the lab, under `antiphon` in Jupyter's data folder.""",
    )

    @default("audience_address")
    def _default_audience_address(self) -> str:
        return str(self.serverapp.ip)

    @default("state_dir")
    def _default_state_dir(self) -> str:
        return str(state_folder(Path(self.serverapp.root_dir)))

    @property
    def root(self) -> Path:
        """The lab's root folder."""
        return Path(self.serverapp.root_dir)
