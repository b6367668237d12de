"""What the audience is asked for: what the artist lets it do now beside voting.

```
asked      {reactions, questions, suggestions, gestures: shake|null}
```
"""

from antiphon.apps.feature import Feature, Ground
from antiphon.session.allowed import Allowed
from antiphon.session.pipe import Message


class Asked(Feature):
    """The feature; others ask it what may be done.

    Attributes:
        now: What is allowed.
    """

    def __init__(self, ground: Ground) -> None:
        self._crowd = ground.crowd
        self.now = Allowed()
        self.shared = {"asked": lambda: self.now.describe()}

    def obey(self, message: Message) -> bool:
        """Take `allow`."""
        if message["type"] != "allow":
            return False
        self.now = self.now.change(message)
        self._crowd.show("asked")
        return True
