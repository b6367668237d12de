"""The names of sliders: ipywidgets writes a slider's description beside it, and tells it to no screen reader."""

from __future__ import annotations

import anywidget

_NAMING = """
export default {
  render({ el }) {
    el.hidden = true;
    const name = () => {
      for (const slider of document.querySelectorAll('.widget-slider')) {
        const label = slider.querySelector('.widget-label');
        const words = [slider.title || label?.title, label?.textContent].filter(Boolean);
        for (const handle of slider.querySelectorAll('[role=slider]')) {
          handle.setAttribute('aria-label', [...new Set(words)].join(', '));
        }
      }
    };
    const observer = new MutationObserver(name);
    observer.observe(document.body, { childList: true, subtree: true });
    name();
    return () => observer.disconnect();
  },
};
"""


class SliderNames(anywidget.AnyWidget):
    """Shows nothing, and tells all sliders of the page their descriptions and tooltips, also those that come later."""

    _esm = _NAMING
