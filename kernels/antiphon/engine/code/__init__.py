"""A graph as Python: cable and code are one thing. The text is read, and never run."""

from antiphon.engine.code.changing import Reading, Write, changes, read_graph
from antiphon.engine.code.printing import Printed, print_graph
from antiphon.engine.code.program import Program
from antiphon.engine.code.reader import make_program
from antiphon.engine.code.syntax import At, Keyword, Problem, Statement, Term, Value

__all__ = [
    "At",
    "Keyword",
    "Printed",
    "Problem",
    "Program",
    "Reading",
    "Statement",
    "Term",
    "Value",
    "Write",
    "changes",
    "make_program",
    "print_graph",
    "read_graph",
]
