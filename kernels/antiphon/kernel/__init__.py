"""A live piece in a notebook cell."""
