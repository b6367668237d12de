"""The scene: what a phone is told, put together of what the features show.

The phones' frames are objects of the features' keys, each with its whole value; a frame holds those that changed.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from antiphon.apps.feature import Feature


class Scene:
    """The keys of all features.

    Attributes:
        features: What it is made of, in the order of the keys.
        packed: How often it was packed for everybody: who caught up after that may know better.
    """

    def __init__(self, features: Iterable[Feature] = ()) -> None:
        self.features: list[Feature] = []
        self.packed = 0
        self._shared: dict[str, Callable[[], Any]] = {}
        self._own: dict[str, Callable[[str], Any]] = {}
        for feature in features:
            self.add(feature)

    @property
    def keys(self) -> Collection[str]:
        """All keys: a phone that comes is told them."""
        return [*self._shared, *self._own]

    def add(self, feature: Feature) -> None:
        """Show what a feature has to show, too."""
        self.features.append(feature)
        self._shared.update(feature.shared)
        self._own.update(feature.own)

    def shared(self, keys: Iterable[str]) -> dict[str, Any]:
        """The values of keys that are the same for everybody, at this moment."""
        return {key: self._shared[key]() for key in keys}

    def seen_by(self, person: str, keys: Collection[str]) -> dict[str, Any]:
        """The values of keys as one person sees them, at this moment, in the scene's own order."""
        frame = self.shared(key for key in self._shared if key in keys)
        return frame | {key: see(person) for key, see in self._own.items() if key in keys}
