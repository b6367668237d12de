"""The tempo's own poll: slower, the same, or faster; what a poll is where the artist asks nothing else."""

from __future__ import annotations

from antiphon.session.ballot import Option
from antiphon.session.target import TEMPO

SLOWER, SAME, FASTER = "slower", "same", "faster"

TEMPO_QUESTION = "How shall it go on?"
TEMPO_OPTIONS = (Option(SLOWER, "Slower"), Option(SAME, "The same"), Option(FASTER, "Faster"))
TEMPO_STEERS = {"target": TEMPO, "by": {SLOWER: -1, SAME: 0, FASTER: 1}}
