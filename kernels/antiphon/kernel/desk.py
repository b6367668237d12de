"""The artist's desk in a notebook: asking, what is asked, steering, questions, and what the audience may do, each a widget.

What the session tells is shown as it comes, on the connection's thread; what a button does, it does in the kernel's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

import ipywidgets as widgets

from antiphon.kernel.errors import PieceError
from antiphon.kernel.line import Line
from antiphon.session.verdict import verdict

if TYPE_CHECKING:
    from antiphon.kernel.audience import LiveAudience

KINDS = {
    "The tempo": "tempo",
    "One choice": "single",
    "Several choices": "multiple",
    "A ranking": "ranked",
    "A number": "scale",
    "A place on a square": "pad",
    "A tempo that people tap": "tap",
}
"""What can be asked, in the words of the Audience panel."""

OPEN_TO = {"reactions": "Reactions", "questions": "Questions", "suggestions": "Melodies"}
"""What the audience may be allowed, besides gestures."""

RANGES = {"×": (0.25, 4.0), "dB": (-24.0, 12.0)}
"""Between which values a hand moves what has no envelope, by its unit."""

_Entry = Mapping[str, Any]


class Row(Protocol):
    """A line of a list, for one thing of what the session tells."""

    box: widgets.Widget

    def show(self, entry: _Entry) -> None:
        """Show the thing as it is now."""


class Rows:
    """A list whose lines stay the same while their things do: what is held by a hand is not taken out of it."""

    def __init__(self, make: Callable[[_Entry], Row], key: str, empty: str) -> None:
        self._make, self._key = make, key
        self._rows: dict[str, Row] = {}
        self._empty = widgets.HTML(f"<i>{escape(empty)}</i>")
        self.box = widgets.VBox([self._empty], layout=_wide())

    def show(self, entries: list[_Entry]) -> None:
        """Show these things, in their order."""
        before = list(self._rows)
        rows = {}
        for entry in entries:
            id = str(entry[self._key])
            rows[id] = self._rows.get(id) or self._make(entry)
            rows[id].show(entry)
        self._rows = rows
        if list(rows) != before:
            self.box.children = [row.box for row in rows.values()] or [self._empty]


class Desk:
    """What the artist has of the audience. Made by `LiveAudience.desk`; each attribute is a widget to put into a cell.

    Attributes:
        notice: What went wrong with what was done last.
        links: The ways to the stage, and to what the phones see.
        asking: To ask the audience something.
        polls: What is asked, and what came out.
        steering: What the audience may steer, with one's own hand on it: freeze, veto, undo.
        questions: What people ask.
        allowing: What people may do.
    """

    def __init__(self, audience: LiveAudience, line: Line) -> None:
        """Use `LiveAudience.desk`."""
        self._audience = audience
        self.notice = widgets.HTML()
        ways = {"Open the stage": audience.stage_link, "Open the phones’ page": audience.link}
        self.links = widgets.HTML(
            " · ".join(
                f'<a href="{escape(link)}" target="_blank" rel="noopener" style="text-decoration: underline">{words}</a>'
                for words, link in ways.items()
            )
        )
        self._open = Rows(self._poll, "id", "Nothing is asked.")
        self._ended = Rows(self._result, "id", "No results yet.")
        self._targets = Rows(
            self._target, "target", "Nothing is steered: in the lab, under Audience, choose what may be."
        )
        self._questions = Rows(self._question, "id", "Nobody asks anything.")
        self.asking = self._ask_form()
        self.polls = widgets.VBox([_heading("Asked"), self._open.box, _heading("Results"), self._ended.box])
        self._frozen = widgets.ToggleButton(description="Freeze all", tooltip="No vote changes anything")
        self._frozen.observe(self._changed(lambda on: audience.freeze(on)), "value")
        self._undo = self._button("Undo the last", audience.undo)
        self.steering = widgets.VBox(
            [
                widgets.HBox(
                    [
                        self._frozen,
                        self._button("Veto what waits", audience.veto),
                        self._undo,
                        self._button("Back to the score", audience.written),
                    ]
                ),
                self._targets.box,
            ]
        )
        self.questions = self._questions.box
        self._allowed = {
            name: widgets.Checkbox(description=words, indent=False) for name, words in OPEN_TO.items()
        }
        self._allowed["gestures"] = widgets.Checkbox(description="Shaking", indent=False)
        for name, box in self._allowed.items():
            box.observe(self._changed(partial(self._allow, name)), "value")
        self.allowing = widgets.HBox(list(self._allowed.values()))
        self._telling = False
        self._hear(line.state)
        line.listen(self._hear)

    def _ipython_display_(self) -> None:
        """All of it, one below the other."""
        from IPython.display import display

        parts = [self.links, self.asking, self.polls, self.steering, self.questions, self.allowing]
        display(widgets.VBox([self.notice, *parts]))  # type: ignore[no-untyped-call]

    def _hear(self, word: _Entry) -> None:
        if word.get("type") == "error":
            self._say(str(word["message"]))
        if word.get("type") != "state":
            return
        steering = word.get("steering") or {}
        self._telling = True
        try:
            self._open.show(list(word.get("polls", [])))
            self._ended.show(list(word.get("results", [])))
            self._targets.show(list(steering.get("targets", [])))
            self._questions.show(list(word.get("questions", [])))
            self._frozen.value = bool(steering.get("frozen"))
            self._undo.disabled = not steering.get("undo")
            self._undo.tooltip = str(steering.get("undo") or "Nothing to undo")
            for name, box in self._allowed.items():
                box.value = bool((word.get("allowed") or {}).get(name))
        finally:
            self._telling = False

    def _say(self, sentence: str) -> None:
        self.notice.value = f'<p role="alert">{escape(sentence)}</p>' if sentence else ""

    def _do(self, act: Callable[[], object]) -> None:
        self._say("")
        try:
            act()
        except PieceError as error:
            self._say(str(error))

    def _button(self, words: str, act: Callable[[], object], **options: Any) -> widgets.Button:
        button = widgets.Button(description=words, layout=widgets.Layout(width="auto"), **options)
        button.on_click(lambda _: self._do(act))
        return button

    def _changed(self, act: Callable[[Any], object]) -> Callable[[Any], None]:
        """What to call when a widget's value changes, by a hand and not by what the session told."""

        def changed(change: Any) -> None:
            if not self._telling:
                self._do(lambda: act(change["new"]))

        return changed

    def _allow(self, name: str, on: bool) -> None:
        self._audience.allow(**{name: ("shake" if on else None) if name == "gestures" else on})

    def _ask_form(self) -> widgets.VBox:
        kind = widgets.Dropdown(options=KINDS, description="Ask for")
        question = widgets.Text(description="Question", layout=widgets.Layout(width="auto"))
        options = widgets.Textarea(
            description="Options", placeholder="One on each line", rows=4, layout=widgets.Layout(width="auto")
        )
        seconds = widgets.IntSlider(30, 5, 180, description="Seconds")
        live = widgets.Checkbox(description="Everybody sees how it stands", indent=False)
        beside = widgets.Checkbox(description="Beside what is asked already", indent=False)

        def fit(change: Any = None) -> None:
            question.layout.display = "none" if kind.value == "tempo" else None
            options.layout.display = None if kind.value in ("single", "multiple", "ranked") else "none"

        def ask() -> None:
            more = {"live": live.value} | ({"beside": True} if beside.value else {})
            if kind.value == "tempo":
                self._audience.ask_tempo(seconds.value, **more)
                return
            lines = [line.strip() for line in options.value.splitlines() if line.strip()]
            listed = lines if options.layout.display is None else []
            scale = {"low": 0, "high": 10, "step": 1} if kind.value == "scale" else {}
            self._audience.ask(
                question.value, listed, kind=kind.value, seconds=seconds.value, **scale, **more
            )

        kind.observe(fit, "value")
        fit()
        button = self._button("Ask", ask, button_style="primary")
        button.layout.align_self = "flex-start"
        return widgets.VBox(
            [kind, question, options, seconds, widgets.HBox([live, beside]), button], layout=_wide()
        )

    def _poll(self, poll: _Entry) -> Row:
        id = str(poll["id"])
        return _Line(
            _asked,
            self._button("Close now", lambda: self._audience.close(id)),
            self._button("Ask again", lambda: self._audience.again(id), tooltip="Without these votes"),
            self._button("Take away", lambda: self._audience.drop(id), tooltip="Without a result"),
        )

    def _result(self, poll: _Entry) -> Row:
        id = str(poll["id"])
        return _Line(_came_out, self._button("Take away", lambda: self._audience.drop(id)))

    def _question(self, question: _Entry) -> Row:
        id = str(question["id"])
        return _Line(
            lambda entry: ("On the stage: " if entry.get("shown") else "") + str(entry["text"]),
            self._button("Show", lambda: self._audience.show(id), tooltip="On the stage"),
            self._button("Hide", lambda: self._audience.show(None)),
            self._button("Done", lambda: self._audience.answered(id)),
        )

    def _target(self, target: _Entry) -> Row:
        return _Target(self, self._audience, target)


class _Line:
    """Words, and what can be done about them."""

    def __init__(self, words: Callable[[_Entry], str], *buttons: widgets.Button) -> None:
        self._words = words
        self._text = widgets.HTML(layout=widgets.Layout(flex="1 1 16rem"))
        self.box = widgets.HBox([self._text, *buttons], layout=widgets.Layout(flex_flow="row wrap"))

    def show(self, entry: _Entry) -> None:
        """Show it as it is now."""
        self._text.value = escape(self._words(entry))


class _Target:
    """Something that is steered, with a hand on it."""

    def __init__(self, desk: Desk, audience: LiveAudience, target: _Entry) -> None:
        key = str(target["target"])
        self._text = widgets.HTML()
        self._hand = self._handle(target)
        self._hand.observe(desk._changed(lambda value: audience.hand(key, value)), "value")
        self._freeze = widgets.ToggleButton(description="Freeze", layout=widgets.Layout(width="auto"))
        self._freeze.observe(desk._changed(lambda on: audience.freeze(on, key)), "value")
        self._veto = desk._button("Veto", lambda: audience.veto(key), button_style="warning")
        self.box = widgets.VBox(
            [
                self._text,
                widgets.HBox(
                    [
                        self._hand,
                        self._freeze,
                        self._veto,
                        desk._button("As written", lambda: audience.written(key)),
                    ],
                    layout=widgets.Layout(flex_flow="row wrap"),
                ),
            ]
        )

    @staticmethod
    def _handle(target: _Entry) -> Any:
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
                value, min=low, max=high, step=min(step, 0.05), description="Hand", tooltip=words,
                continuous_update=False,
            )  # fmt: skip
        known = [*(envelope.get("choices") or []), target.get("written"), value]
        choices = list(dict.fromkeys(str(each) for each in known if each is not None))
        return widgets.Dropdown(options=choices, value=str(value), description="Hand")

    def show(self, entry: _Entry) -> None:
        """Show it as it is now."""
        self._text.value = (
            f"<b>{escape(str(entry.get('name', entry['target'])))}</b> {escape(_sounds(entry))}"
        )
        value = _held(entry)
        if value is not None and value != self._hand.value:
            if isinstance(self._hand, widgets.FloatSlider):
                self._hand.min = min(self._hand.min, float(value))
                self._hand.max = max(self._hand.max, float(value))
                self._hand.value = float(value)
            else:
                if str(value) not in self._hand.options:
                    self._hand.options = [*self._hand.options, str(value)]
                self._hand.value = str(value)
        self._freeze.value = bool(entry.get("frozen"))
        self._veto.disabled = not (entry.get("pending") or entry.get("waiting"))


def _held(target: _Entry) -> Any:
    """Where the artist's own hand has it."""
    return target.get("written") if target.get("hand") is None else target["hand"]


def _wide() -> widgets.Layout:
    return widgets.Layout(width="100%")


def _heading(words: str) -> widgets.HTML:
    return widgets.HTML(f"<h4>{escape(words)}</h4>")


def _votes(total: object) -> str:
    return "1 vote" if total == 1 else f"{total or 0} votes"


def _asked(poll: _Entry) -> str:
    return f"{poll['question']} {_votes(poll.get('total'))}, {round(float(poll.get('remaining', 0)))} s left"


def _came_out(poll: _Entry) -> str:
    effect = f". {poll['effect']}" if poll.get("effect") else ""
    return f"{poll['question']} {verdict(poll, poll)}{effect}"


def _sounds(target: _Entry) -> str:
    unit = str(target.get("unit") or "")
    parts = [f"{_number(target.get('value'))} {unit}".strip()]
    for key, words in (("pending", "then"), ("waiting", "waits for your veto:")):
        if coming := target.get(key):
            parts.append(f"{words} {_number(coming.get('value'))} in {float(coming.get('seconds', 0)):.1f} s")
    if target.get("cooling"):
        parts.append(f"rests for {float(target['cooling']):.0f} s")
    if target.get("reason"):
        parts.append(str(target["reason"]))
    return " · ".join(parts)


def _number(value: object) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)
