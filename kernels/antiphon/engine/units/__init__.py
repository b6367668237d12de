"""Units: the nodes of the catalogue that are no instruments, built of pyo objects; a module a family."""

from collections.abc import Mapping
from types import MappingProxyType

from antiphon.engine.units import control, delays, dynamics, filters, live, oscillators, pitch, space
from antiphon.engine.units.builder import Builder

BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        **oscillators.UNITS,
        **filters.UNITS,
        **dynamics.UNITS,
        **delays.UNITS,
        **pitch.UNITS,
        **space.UNITS,
        **control.UNITS,
        **live.UNITS,
    }
)
"""The builder of every kind that is not an instrument."""
