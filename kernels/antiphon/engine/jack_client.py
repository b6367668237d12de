"""A JACK client of ours: opened at the engine's rate, or refused with a sentence that says what to do."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from antiphon.engine import urgency


def open_client(name: str, rate: int, otherwise: str) -> tuple[Any, threading.Event]:
    """Open a client, which is not active yet.

    Args:
        name: What it is called in JACK's patchbay.
        rate: The engine's, frames a second.
        otherwise: What to do instead of starting a server.

    Returns:
        The client, and what is set when the server has ended or thrown it out.

    Raises:
        OSError: There is no JACK, or its server runs at another rate; the message says what to do.
    """
    advice = f"start a JACK server at {rate} Hz (jackd -d alsa -r {rate}), or {otherwise}"
    try:
        import jack
    except OSError as error:
        raise OSError(f"JACK is not installed: install and {advice}.") from error
    jack.set_error_function(lambda message: None)
    jack.set_info_function(lambda message: None)
    try:
        client = jack.Client(name, no_start_server=True)
    except jack.JackOpenError as error:
        raise OSError(f"No JACK server answers: {advice}.") from error
    if client.samplerate != rate:
        runs = client.samplerate
        client.close()
        raise OSError(f"The JACK server runs at {runs} Hz: {advice}.")
    gone = threading.Event()
    client.set_shutdown_callback(lambda status, reason: gone.set())
    return client, gone


def on_each_block(client: Any, callback: Callable[[int], None]) -> None:
    """Have JACK call `callback` with the size of each block, in a thread of its own, which goes before others."""
    hurried = False

    def process(size: int) -> None:
        nonlocal hurried
        if not hurried:
            hurried = True
            urgency.hurry(urgency.PASSING)
        callback(size)

    client.set_process_callback(process)
