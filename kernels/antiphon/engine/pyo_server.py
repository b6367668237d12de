"""pyo, imported without a window, and its server."""

import os

os.environ["PYO_GUI_WX"] = "0"

import pyo

__all__ = ["pyo"]
