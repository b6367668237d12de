"""Voices: which of an instrument's voices plays a note."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Voices:
    """Shares a fixed number of voices among notes.

    A note takes the voice that has been free the longest; where none is free, the one that was let go first;
    where all are held, the one that has been held the longest. A key holds one voice at most: struck again, it
    lets its first voice go.

    >>> voices = Voices(2)
    >>> voices.take(60), voices.take(64)
    (0, 1)
    >>> voices.release(64), voices.take(67)     # 64 was let go: its voice is stolen before that of 60
    (1, 1)
    >>> voices.take(72), voices.release(60)     # 60 was the oldest: it has no voice any more
    (0, None)
    >>> voices.release(67), voices.free(1), voices.take(69)
    (1, None, 1)
    """

    count: int
    _free: list[int] = field(init=False)
    _released: list[int] = field(init=False, default_factory=list)
    _held: dict[int, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"an instrument needs a voice, not {self.count}")
        self._free = list(range(self.count))

    def take(self, key: int) -> int:
        """Give a voice to a note.

        Args:
            key: What `release` will name the note by.

        Returns:
            The voice, 0 to count - 1.
        """
        self.release(key)
        if self._free:
            voice = self._free.pop(0)
        elif self._released:
            voice = self._released.pop(0)
        else:
            voice = self._held.pop(next(iter(self._held)))
        self._held[key] = voice
        return voice

    def release(self, key: int) -> int | None:
        """Let a note go: its voice may be stolen, but sounds on.

        Returns:
            The voice; None where the note has none (any more).
        """
        voice = self._held.pop(key, None)
        if voice is not None:
            self._released.append(voice)
        return voice

    def free(self, voice: int) -> None:
        """Take a voice back that was let go, or whose note has died away by itself."""
        if voice in self._released:
            self._released.remove(voice)
        else:
            for key, held in self._held.items():
                if held == voice:
                    del self._held[key]
                    break
            else:
                return
        self._free.append(voice)

    def voice(self, key: int) -> int:
        """The voice that a held note has."""
        return self._held[key]

    def held(self) -> list[int]:
        """Keys of the notes that are held, oldest first."""
        return list(self._held)
