"""Exploration: which of several variants the audience hears next, so that the better ones come up more and more often."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping


class Exploration:
    """Thompson sampling of variants that people like or do not: Beta–Bernoulli bandits.

    Of each variant a rate of liking is drawn from what is known of it (a Beta distribution, uniform before the first
    answer), and the variant with the highest is played. What nobody has heard comes up as often as not; what is liked
    comes up more, the surer that is.

    Source: W. R. Thompson, *On the likelihood that one unknown probability exceeds another in view of the evidence of two
    samples*, Biometrika 25, 1933; D. Russo et al., *A tutorial on Thompson sampling*, Foundations and Trends in Machine
    Learning 11, 2018, algorithm 3.2.

    >>> tried = Exploration(["soft", "loud"], seed=7)
    >>> tried.learn("soft", liked=9, heard=10)
    >>> tried.learn("loud", liked=1, heard=10)
    >>> tried.choose(), tried.expected()["soft"] > 0.8
    ('soft', True)
    """

    def __init__(self, variants: Iterable[str], seed: int) -> None:
        """Know nothing yet.

        Args:
            variants: Their ids.
            seed: Of the draws, so that a performance can be played again as it was.

        Raises:
            ValueError: if there is no variant.
        """
        self._known = {variant: [0, 0] for variant in variants}
        if not self._known:
            raise ValueError("There is nothing to explore without variants.")
        self._random = random.Random(seed)

    def choose(self) -> str:
        """Draw the variant to be heard next."""
        drawn = {
            variant: self._random.betavariate(1 + liked, 1 + disliked)
            for variant, (liked, disliked) in self._known.items()
        }
        return max(drawn, key=drawn.__getitem__)

    def learn(self, variant: str, liked: int, heard: int) -> None:
        """Take what people said: so many of those who heard it liked it.

        Raises:
            ValueError: if there is no such variant, or more like it than heard it.
        """
        if variant not in self._known:
            raise ValueError(f"There is no variant {variant}.")
        if not 0 <= liked <= heard:
            raise ValueError("Nobody can like what they have not heard.")
        self._known[variant][0] += liked
        self._known[variant][1] += heard - liked

    def expected(self) -> Mapping[str, float]:
        """How much each variant is liked, as far as is known: the mean of its distribution, 0 to 1."""
        return {
            variant: (1 + liked) / (2 + liked + disliked)
            for variant, (liked, disliked) in self._known.items()
        }

    def heard(self) -> Mapping[str, int]:
        """How many people said of each variant whether they liked it."""
        return {variant: liked + disliked for variant, (liked, disliked) in self._known.items()}
