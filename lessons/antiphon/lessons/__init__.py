"""Lessons and the pieces that come with Antiphon."""
