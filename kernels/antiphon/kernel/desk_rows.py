"""Lines of the artist's desk: something that is asked or steered each, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

import ipywidgets as widgets

if TYPE_CHECKING:
    from antiphon.kernel.audience import LiveAudience
    from antiphon.kernel.desk import Desk

RANGES = {"×": (0.25, 4.0), "dB": (-24.0, 12.0)}
"""Between which values a hand moves what has no envelope, by its unit."""

Entry = Mapping[str, Any]


class Row(Protocol):
    """A line of a list, for one thing of what the session tells."""

    box: widgets.Widget

    def show(self, entry: Entry, state: Entry) -> None:
        """Show the thing as it is now, out of the state that tells of it."""


class Rows:
    """A list whose lines stay the same while their things do: what is held by a hand is not taken out of it."""

    def __init__(self, make: Callable[[Entry], Row], key: str, empty: str) -> None:
        self._make, self._key = make, key
        self._rows: dict[str, Row] = {}
        self._empty = widgets.HTML(f"<i>{escape(empty)}</i>")
        self.box = widgets.VBox([self._empty], layout=wide())

    def show(self, entries: list[Entry], state: Entry) -> None:
        """Show these things of a state, in their order."""
        before = list(self._rows)
        rows = {}
        for entry in entries:
            id = str(entry[self._key])
            rows[id] = self._rows.get(id) or self._make(entry)
            rows[id].show(entry, state)
        self._rows = rows
        if list(rows) != before:
            self.box.children = [row.box for row in rows.values()] or [self._empty]


class TextRow:
    """Words, and what can be done about them."""

    def __init__(self, words: Callable[[Entry, Entry], str], *buttons: widgets.Button) -> None:
        self._words = words
        self._text = widgets.HTML(layout=widgets.Layout(flex="1 1 16rem"))
        self.box = widgets.HBox([self._text, *buttons], layout=wrapping())

    def show(self, entry: Entry, state: Entry) -> None:
        """Show it as it is now."""
        self._text.value = escape(self._words(entry, state))


class Target:
    """Something that is steered, with a hand on it."""

    def __init__(self, desk: Desk, audience: LiveAudience, target: Entry) -> None:
        key = str(target["target"])
        self._said, t = desk.words, desk.words.t
        self._text = widgets.HTML()
        self._hand = self._handle(target, t("Your hand"))
        self._hand.observe(desk.changed(lambda value: audience.hand(key, value)), "value")
        self._freeze = widgets.ToggleButton(description=t("Freeze"), layout=fitting())
        self._freeze.observe(desk.changed(lambda on: audience.freeze(on, key)), "value")
        self._veto = desk.button(t("Veto"), lambda: audience.veto(key))
        self.box = widgets.VBox(
            [
                self._text,
                widgets.HBox(
                    [
                        self._hand,
                        self._freeze,
                        self._veto,
                        desk.button(t("As written"), lambda: audience.written(key)),
                    ],
                    layout=wrapping(),
                ),
            ]
        )

    def _handle(self, target: Entry, called: str) -> Any:
        envelope = target.get("envelope") or {}
        value = _held(target)
        if isinstance(value, int | float) and not isinstance(value, bool):
            low, high = RANGES.get(str(target.get("unit")), (0.0, 1.0))
            low, high = float(envelope.get("minimum", low)), float(envelope.get("maximum", high))
            # What sounds may be outside of what the audience is let.
            low, high = min(low, value), max(high, value)
            step = float(envelope.get("step") or (high - low) / 100 or 0.01)
            words = str(target.get("name", ""))
            return widgets.FloatSlider(
                value, min=low, max=high, step=min(step, 0.05), description=called, tooltip=words,
                continuous_update=False,
            )  # fmt: skip
        known = [*(envelope.get("choices") or []), target.get("written"), value]
        choices = dict.fromkeys(str(each) for each in known if each is not None)
        options = [(self._value(each), each) for each in choices]
        return widgets.Dropdown(options=options, value=str(value), description=called)

    def show(self, entry: Entry, state: Entry) -> None:
        """Show it as it is now."""
        name = self._said.told(entry.get("name", entry["target"]), state)
        self._text.value = f"<b>{escape(name)}</b> {escape(self._sounds(entry, state))}"
        value = _held(entry)
        if value is not None and value != self._hand.value:
            if isinstance(self._hand, widgets.FloatSlider):
                self._hand.min = min(self._hand.min, float(value))
                self._hand.max = max(self._hand.max, float(value))
                self._hand.value = float(value)
            else:
                if str(value) not in [each for _, each in self._hand.options]:
                    self._hand.options = [*self._hand.options, (self._value(value), str(value))]
                self._hand.value = str(value)
        self._freeze.value = bool(entry.get("frozen"))
        self._veto.disabled = not (entry.get("pending") or entry.get("waiting"))

    def _sounds(self, target: Entry, state: Entry) -> str:
        t, number = self._said.t, self._value
        parts = [f"{number(target.get('value'))} {target.get('unit') or ''}".strip()]
        if coming := target.get("pending"):
            parts.append(t("then %1 in %2 s", number(coming.get("value")), _seconds(coming)))
        if coming := target.get("waiting"):
            parts.append(t("waits for your veto: %1 in %2 s", number(coming.get("value")), _seconds(coming)))
        if target.get("cooling"):
            parts.append(t("rests for %1 s", round(float(target["cooling"]))))
        if target.get("reason"):
            parts.append(self._said.told(target["reason"], state))
        return " · ".join(parts)

    def _value(self, value: object) -> str:
        if isinstance(value, int | float):
            return self._said.number(value)
        t = self._said.t
        ours = {
            "written": t("as written"),
            "major": t("major"),
            "minor": t("minor"),
            "dorian": t("dorian"),
            "phrygian": t("phrygian"),
            "lydian": t("lydian"),
            "mixolydian": t("mixolydian"),
            "locrian": t("locrian"),
            "on": t("on as written"),
            "again": t("this section again"),
            "ending": t("to the ending"),
        }
        return ours.get(str(value), str(value))


def _held(target: Entry) -> Any:
    """Where the artist's own hand has it."""
    return target.get("written") if target.get("hand") is None else target["hand"]


def wide() -> widgets.Layout:
    """As wide as the page."""
    return widgets.Layout(width="100%")


def fitting() -> widgets.Layout:
    """As wide as its words, in whatever language."""
    return widgets.Layout(width="auto")


def wrapping() -> widgets.Layout:
    """One beside the other, as far as there is room."""
    return widgets.Layout(flex_flow="row wrap")


def _seconds(coming: Entry) -> float:
    return round(float(coming.get("seconds", 0)), 1)
