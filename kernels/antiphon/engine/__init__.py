"""The engine: the sound of a piece, live and offline, by pyo."""
