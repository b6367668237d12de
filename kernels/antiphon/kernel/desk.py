"""The artist's desk in a notebook: asking, what is asked, steering, questions, and what the audience may do, each a widget.

What the session tells is shown as it comes, on the connection's thread; what a button does, it does in the kernel's own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from antiphon.kernel.desk_rows import Entry, Row, Rows, Target, TextRow, fitting, wide, wrapping
from antiphon.kernel.errors import PieceError
from antiphon.kernel.line import Line
from antiphon.kernel.slider_names import SliderNames
from antiphon.session.saying import sentence_of, with_sayings
from antiphon.session.verdict import verdict
from antiphon.session.words import Words

if TYPE_CHECKING:
    from antiphon.kernel.audience import LiveAudience


class Desk:
    """What the artist has of the audience. Made by `LiveAudience.desk`; each attribute is a widget to put into a cell.

    Attributes:
        words: What the desk says, in its language.
        notice: What went wrong with what was done last.
        links: The ways to the stage, and to what the phones see.
        asking: To ask the audience something.
        polls: What is asked, and what came out.
        steering: What the audience may steer, with one's own hand on it: freeze, veto, undo.
        questions: What people ask.
        allowing: What people may do.
    """

    def __init__(self, audience: LiveAudience, line: Line, words: Words) -> None:
        """Use `LiveAudience.desk`."""
        self._audience = audience
        self.words = words
        t = words.t
        self.notice = widgets.HTML()
        ways = {t("Open the stage"): audience.stage_link, t("Open the phones’ page"): audience.link}
        self.links = widgets.HTML(
            " · ".join(
                f'<a href="{escape(link)}" target="_blank" rel="noopener" style="text-decoration: underline">{escape(way)}</a>'
                for way, link in ways.items()
            )
        )
        self._open = Rows(self._poll, "id", t("Nothing is asked."))
        self._ended = Rows(self._result, "id", t("No results yet."))
        self._targets = Rows(
            self._target, "target", t("Nothing is steered: in the lab, under Audience, choose what may be.")
        )
        self._questions = Rows(self._question, "id", t("Nobody asks anything."))
        self.asking = self._ask_form()
        self.polls = widgets.VBox(
            [_heading(t("Asked")), self._open.box, _heading(t("Results")), self._ended.box]
        )
        self._frozen = widgets.ToggleButton(
            description=t("Freeze all"), tooltip=t("No vote changes anything"), layout=fitting()
        )
        self._frozen.observe(self.changed(lambda on: audience.freeze(on)), "value")
        self._undo = self.button(t("Undo the last"), audience.undo)
        self.steering = widgets.VBox(
            [
                SliderNames(),
                widgets.HBox(
                    [
                        self._frozen,
                        self.button(t("Veto what waits"), audience.veto),
                        self._undo,
                        self.button(t("Back to the score"), audience.written),
                    ],
                    layout=wrapping(),
                ),
                self._targets.box,
            ]
        )
        self.questions = self._questions.box
        open_to = {
            "reactions": t("Reactions"),
            "questions": t("Questions"),
            "suggestions": t("Melodies"),
            "gestures": t("Shaking the phone"),
        }
        self._allowed = {
            name: widgets.Checkbox(description=called, indent=False, layout=fitting())
            for name, called in open_to.items()
        }
        for name, box in self._allowed.items():
            box.observe(self.changed(partial(self._allow, name)), "value")
        self.allowing = widgets.HBox(list(self._allowed.values()), layout=wrapping())
        self._telling = False
        self._hear(line.state)
        line.listen(self._hear)

    def heading(self, of: str) -> widgets.HTML:
        """The heading of a section of the page, in the desk's language.

        Args:
            of: `asking`, `steering`, `people` or `hall`; anything else stands as it is.
        """
        t = self.words.t
        ours = {
            "asking": t("Ask the audience"),
            "steering": t("Steering"),
            "people": t("What people say"),
            "hall": t("What the hall sees"),
        }
        return widgets.HTML(f"<h2>{escape(ours.get(of, of))}</h2>")

    def _ipython_display_(self) -> None:
        """All of it, one below the other."""
        from IPython.display import display

        parts = [self.links, self.asking, self.polls, self.steering, self.questions, self.allowing]
        display(widgets.VBox([self.notice, *parts]))  # type: ignore[no-untyped-call]

    def _hear(self, word: Entry) -> None:
        if word.get("type") == "error":
            self._say(self.words.told(word["message"], word))
        if word.get("type") != "state":
            return
        steering = word.get("steering") or {}
        self._telling = True
        try:
            self._open.show(list(word.get("polls", [])), word)
            self._ended.show(list(word.get("results", [])), word)
            self._targets.show(list(steering.get("targets", [])), word)
            self._questions.show(list(word.get("questions", [])), word)
            self._frozen.value = bool(steering.get("frozen"))
            self._undo.disabled = not steering.get("undo")
            undo = self.words.told(steering.get("undo") or "", word)
            self._undo.tooltip = undo or self.words.t("Nothing to undo")
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
            sentence = sentence_of(error)
            self._say(self.words.told(sentence, with_sayings({"message": sentence})))

    def button(self, words: str, act: Callable[[], object], **options: Any) -> widgets.Button:
        """A button, and what it does; what is refused is said in `notice`."""
        button = widgets.Button(description=words, layout=fitting(), **options)
        button.on_click(lambda _: self._do(act))
        return button

    def changed(self, act: Callable[[Any], object]) -> Callable[[Any], None]:
        """What to call when a widget's value changes, by a hand and not by what the session told."""

        def changed(change: Any) -> None:
            if not self._telling:
                self._do(lambda: act(change["new"]))

        return changed

    def _allow(self, name: str, on: bool) -> None:
        self._audience.allow(**{name: ("shake" if on else None) if name == "gestures" else on})

    def _ask_form(self) -> widgets.VBox:
        t = self.words.t
        kinds = {
            t("The tempo"): "tempo",
            t("One choice"): "single",
            t("Several choices"): "multiple",
            t("A ranking"): "ranked",
            t("A number"): "scale",
            t("A place on a square"): "pad",
            t("A tempo, tapped"): "tap",
        }
        style = {"description_width": "7rem"}
        kind = widgets.Dropdown(options=kinds, description=t("Ask for"), style=style)
        question = widgets.Text(description=t("Question"), style=style, layout=fitting())
        options = widgets.Textarea(
            description=t("Options"),
            placeholder=t("One on each line"),
            rows=4,
            style=style,
            layout=fitting(),
        )
        seconds = widgets.IntSlider(30, 5, 180, description=t("Seconds"), style=style)
        live = widgets.Checkbox(description=t("Everybody sees how it stands"), indent=False, layout=fitting())
        beside = widgets.Checkbox(
            description=t("Beside what is asked already"), indent=False, layout=fitting()
        )

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
        button = self.button(t("Ask"), ask, button_style="primary")
        button.layout.align_self = "flex-start"
        return widgets.VBox(
            [
                SliderNames(),
                kind,
                question,
                options,
                seconds,
                widgets.HBox([live, beside], layout=wrapping()),
                button,
            ],
            layout=wide(),
        )

    def _poll(self, poll: Entry) -> Row:
        id, t = str(poll["id"]), self.words.t
        return TextRow(
            self._asked,
            self.button(t("Close now"), lambda: self._audience.close(id)),
            self.button(t("Ask again"), lambda: self._audience.again(id), tooltip=t("Without these votes")),
            self.button(t("Take away"), lambda: self._audience.drop(id), tooltip=t("Without a result")),
        )

    def _result(self, poll: Entry) -> Row:
        id = str(poll["id"])
        return TextRow(
            self._came_out, self.button(self.words.t("Take away"), lambda: self._audience.drop(id))
        )

    def _question(self, question: Entry) -> Row:
        id, t = str(question["id"]), self.words.t
        return TextRow(
            lambda entry, _: (
                t("On the stage: %1", entry["text"]) if entry.get("shown") else str(entry["text"])
            ),
            self.button(t("Show"), lambda: self._audience.show(id), tooltip=t("On the stage")),
            self.button(t("Hide"), lambda: self._audience.show(None)),
            self.button(t("Done"), lambda: self._audience.answered(id)),
        )

    def _target(self, target: Entry) -> Row:
        return Target(self, self._audience, target)

    def _asked(self, poll: Entry, state: Entry) -> str:
        votes = self.words.n("%1 vote", "%1 votes", int(poll.get("total") or 0))
        left = self.words.t("%1 s left", round(float(poll.get("remaining", 0))))
        return f"{self.words.told(poll['question'], state)} {votes}, {left}"

    def _came_out(self, poll: Entry, state: Entry) -> str:
        told = self.words.told
        labels = {each["id"]: told(each["label"], state) for each in poll.get("options", ())}
        options = [{**each, "label": labels[each["id"]]} for each in poll.get("options", ())]
        ended = verdict({**poll, "options": options} if options else poll, poll)
        effect = f". {told(poll['effect'], state)}" if poll.get("effect") else ""
        return f"{told(poll['question'], state)} {told(ended, with_sayings({'ended': ended}))}{effect}"


def _heading(words: str) -> widgets.HTML:
    return widgets.HTML(f"<h4>{escape(words)}</h4>")
