"""Scores of other programs: a document to and from MusicXML and MIDI, and to SVG for the audience's page.

`reading.read` and `writing.write` are the two ways; importing this package alone does not load music21.
"""

from antiphon.score.loss import Loss, ScoreError, losses_text

__all__ = ["Loss", "ScoreError", "losses_text"]
