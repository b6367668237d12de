"""A sound is heard in the browser before it is used."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from studio import Studio, until

from antiphon.lessons import pieces

pytestmark = pytest.mark.live

EAR = """
(() => {
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target === this.context.destination && this.context instanceof AudioContext) {
      const ear = this.context.createAnalyser();
      connect.call(this, ear);
      (window.ears ??= []).push(ear);
    }
    return connect.call(this, target, ...rest);
  };
})();
"""
"""Has what goes to the loudspeakers heard by us, too."""

PEAK = """
() => Math.max(0, ...(window.ears ?? []).map((ear) => {
  const samples = new Float32Array(ear.fftSize);
  ear.getFloatTimeDomainData(samples);
  return Math.max(...samples.map(Math.abs));
}))
"""


AUDITIONS = (
    "[...window.jupyterapp.shell.widgets('main')].find((each) => each.content?.auditions).content.auditions"
)


@pytest.mark.timeout(180)
def test_a_sound_is_heard_and_stopped(studio: Callable[[str], Studio]) -> None:
    page: Page = studio(pieces.path("antiphony").read_text()).person("teacher", "Ada")
    page.evaluate(EAR)
    for what in ("{preset: 'pluck-harp'}", "{instrument: 'glass-bells'}", "{demo: 'ring-modulation'}"):
        page.evaluate(f"{AUDITIONS}.play({what})")
        until(lambda: page.evaluate(PEAK) > 0.02)
        assert page.evaluate(f"{AUDITIONS}.playing") is not None
        page.evaluate(f"{AUDITIONS}.stop()")
        until(lambda: page.evaluate(PEAK) == 0)
    said = page.evaluate(
        f"{AUDITIONS}.play({{kind: 'osc.saw', values: {{freq: 1}}}}).catch((error) => error.message)"
    )
    assert said == "Frequency is from 20 to 12000 Hz, not 1."
