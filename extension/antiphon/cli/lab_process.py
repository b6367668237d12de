"""A JupyterLab with Antiphon as a child process: start it, wait until it answers, stop it."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from antiphon.cli.problem import Problem
from antiphon.cli.server import RunningServer

READY_SECONDS = 90.0
STOP_SECONDS = 15.0


def free_port(address: str, preferred: int) -> int:
    """The preferred port of this address if it is free, else one that the system gives."""
    for number in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, number))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise Problem(f"No port is free at {address}.")


def check_port(address: str, number: int) -> int:
    """A port that the person asked for by number.

    Raises:
        Problem: something else uses it.
    """
    if free_port(address, number) != number:
        raise Problem(f"Port {number} is in use; stop what uses it, or name another port.")
    return number


@dataclass
class LabProcess:
    """A running lab of ours."""

    process: subprocess.Popen[bytes]
    server: RunningServer
    log: Path

    @classmethod
    def start(
        cls,
        root: Path,
        log: Path,
        address: str,
        port: int,
        options: Sequence[str] = (),
        token: str | None = None,
    ) -> "LabProcess":
        """Start `jupyter lab` on a folder and wait until it answers.

        Args:
            root: the folder it shows.
            log: where its log goes; begun anew.
            address: the address it listens at.
            port: the port it listens at.
            options: further words of its command line.
            token: the owner's token; a random one by default.

        Raises:
            Problem: it ended, or did not answer in time; the log's last line is in the sentence.
        """
        token = token or secrets.token_urlsafe(32)
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.root_dir={root}"]
        command += [f"--ServerApp.ip={address}", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--allow-root")
        environment = os.environ | {"JUPYTER_TOKEN": token}
        with log.open("wb") as sink:
            process = subprocess.Popen(
                [*command, *options],
                stdout=sink,
                stderr=sink,
                stdin=subprocess.DEVNULL,
                env=environment,
                start_new_session=True,  # a Ctrl+C is for us, who stop it in order
            )
        host = "127.0.0.1" if address in ("0.0.0.0", "") else address
        lab = cls(process, RunningServer(f"http://{host}:{port}/", token, root, port), log)
        try:
            lab._wait_until_it_answers()
        except BaseException:
            lab.stop()
            raise
        return lab

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise Problem(f"The lab ended at once: {self.last_words()} (all of it in {self.log})")
            try:
                answer = httpx.get(
                    f"{self.server.url}api/status", headers=self.server.headers, trust_env=False
                )
                if answer.status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise Problem(
            f"The lab did not answer in {READY_SECONDS:.0f} s: {self.last_words()} (all of it in {self.log})"
        )

    def last_words(self) -> str:
        """The last line of the log that says anything."""
        lines = [line.strip() for line in self.log.read_text(errors="replace").splitlines() if line.strip()]
        return lines[-1] if lines else "it said nothing"

    def stop(self) -> None:
        """Ask it to stop, wait, then end it; the room's store on disk holds every note either way."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()
