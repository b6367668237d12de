"""A graph as Python: cable and code are one thing. The text is read, and never run."""

from antiphon.engine.code.changing import Reading, Write, changes, read_graph
from antiphon.engine.code.printing import Printed, print_graph
from antiphon.engine.code.program import Made, Program
from antiphon.engine.code.syntax import At, Problem

__all__ = [
    "At",
    "Made",
    "Printed",
    "Problem",
    "Program",
    "Reading",
    "Write",
    "changes",
    "print_graph",
    "read_graph",
]
