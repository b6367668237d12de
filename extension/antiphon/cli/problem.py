"""What a command says when it cannot go on."""


class Problem(Exception):
    """One clear sentence for the person at the keyboard: what was wrong, where, and what to do."""
