"""Files that our processes map into memory: in ``/dev/shm``, for this user only, gone with their owner.

The name holds the owner's process id, so that whoever comes next removes what a killed owner left behind.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import secrets
import sys
import tempfile
import time
from pathlib import Path

_PREFIX = "antiphon-"


def folders() -> list[Path]:
    """Where shared files go, the best first: memory, then the disk's temporary folder."""
    memory = Path("/dev/shm")
    disk = Path(tempfile.gettempdir())
    return [memory, disk] if os.access(memory, os.W_OK | os.X_OK) else [disk]


def beside(kind: str, path: Path) -> Path:
    """Where the file of a kind is that lies beside another one."""
    return path.with_name(f"{path.name}.{kind}")


def create(kind: str, size: int, beside: Path | None = None) -> tuple[Path, mmap.mmap]:
    """Make a file of `size` bytes, all zero, with its memory set aside, readable by this user only.

    Args:
        kind: The end of its name, such as ``stems``.
        size: In bytes.
        beside: Another shared file of this process, under whose name it is found.

    Raises:
        OSError: if no folder has room; the message says how much is needed.
    """
    remove_leftovers()
    reason: OSError | None = None
    for folder in folders() if beside is None else [beside.parent]:
        name = beside.name if beside else f"{_PREFIX}{os.getpid()}-{secrets.token_hex(4)}"
        path = folder / f"{name}.{kind}"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(descriptor, 0, size)
            else:
                os.ftruncate(descriptor, size)
            return path, mmap.mmap(descriptor, size)
        except OSError as error:
            reason = error
            path.unlink()
        finally:
            os.close(descriptor)
    places = " or ".join(map(str, folders()))
    raise OSError(f"No {size / 1e6:.0f} MB of shared memory in {places} ({reason}): free some there.")


def attach(path: str | os.PathLike[str], kind: str, magic: int, header: int) -> mmap.mmap:
    """Map the file at `path`, for reading and writing.

    Args:
        path: The file.
        kind: What it is, as a sentence says it, such as ``stem ring``.
        magic: The number that its first eight bytes are, by which its kind and version are known.
        header: Bytes that it has at least.

    Raises:
        OSError: if it is not there, or not ours.
        ValueError: if it is not one of this kind and version.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        size = os.fstat(descriptor).st_size
        if size >= header:
            memory = mmap.mmap(descriptor, size)
            if int.from_bytes(memory[:8], sys.byteorder) == magic:
                return memory
    finally:
        os.close(descriptor)
    article = "an" if kind[0] in "aeiou" else "a"
    raise ValueError(f"{path} is not {article} {kind} of this version of Antiphon; restart the engine.")


def remove_leftovers() -> list[Path]:
    """Remove the shared files whose owner is gone, and return their paths."""
    removed = []
    for folder in folders():
        for path in folder.glob(f"{_PREFIX}[0-9]*-*.*"):
            owner = path.name.removeprefix(_PREFIX).partition("-")[0]
            if owner.isdigit() and not _lives(int(owner)):
                with contextlib.suppress(OSError):
                    path.unlink()
                    removed.append(path)
    return removed


def remove_leftovers_of_parent(parent: int) -> None:
    """Wait for `parent`, which is ending, to be gone, up to a second, and remove what it left behind."""
    for _ in range(100):
        if os.getppid() != parent:
            break
        time.sleep(0.01)
    remove_leftovers()


def _lives(pid: int) -> bool:
    """Whether a process runs; one that has ended and was not yet waited for does not."""
    with contextlib.suppress(OSError, IndexError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
