"""The shared document: schema, codec, Y document, migrations, projection, room peer.

`jupyter_ydoc` is imported here because it loads `antiphon.document.ydoc` through its entry point while it is
itself being imported: whoever imported that module first would otherwise find it half there.
"""

import jupyter_ydoc  # noqa: F401
