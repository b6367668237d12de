"""Units: the nodes of the catalogue that are no instruments, built of pyo objects; a module a family."""

from collections.abc import Mapping
from types import MappingProxyType

from antiphon.engine.units import (
    control,
    convolution,
    delays,
    dynamics,
    envelopes,
    filters,
    live,
    maths,
    meters,
    oscillators,
    pitch,
    samplers,
    space,
    wavetable,
)
from antiphon.engine.units.builder import Builder


def warm_units(rate: float) -> None:
    """Make the tables of all units ahead; a server must have been booted.

    Args:
        rate: Sample rate, Hz.
    """
    samplers.warm(rate)
    convolution.warm(rate)
    wavetable.shape_table(rate)


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        **oscillators.UNITS,
        **filters.UNITS,
        **dynamics.UNITS,
        **delays.UNITS,
        **pitch.UNITS,
        **space.UNITS,
        **control.UNITS,
        **envelopes.UNITS,
        **maths.UNITS,
        **samplers.UNITS,
        **convolution.UNITS,
        **meters.UNITS,
        **live.UNITS,
    }
)
"""The builder of every kind that is not an instrument."""
