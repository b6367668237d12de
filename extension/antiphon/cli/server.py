"""The labs that run on this machine."""

from dataclasses import dataclass
from pathlib import Path

from jupyter_server.serverapp import list_running_servers

from antiphon.cli.problem import Problem


@dataclass(frozen=True)
class RunningServer:
    """A Jupyter server of this user on this machine."""

    url: str
    token: str
    root: Path
    port: int

    @property
    def headers(self) -> dict[str, str]:
        """What a request of its owner carries."""
        return {"Authorization": f"token {self.token}"}


def running_server(port: int | None = None) -> RunningServer:
    """The lab that runs here.

    Args:
        port: which one, where several run.

    Raises:
        Problem: there is none, or more than one and no port was named.
    """
    servers = [
        RunningServer(entry["url"], entry["token"], Path(entry["root_dir"]), int(entry["port"]))
        for entry in list_running_servers()
        if port is None or int(entry["port"]) == port
    ]
    if not servers:
        where = f"on port {port} " if port else ""
        raise Problem(
            f"No lab of yours runs {where}on this machine; start one with: antiphon demo, or: jupyter lab"
        )
    if len(servers) > 1:
        ports = ", ".join(str(server.port) for server in servers)
        raise Problem(f"Several labs run here (ports {ports}); choose one with --port.")
    return servers[0]
