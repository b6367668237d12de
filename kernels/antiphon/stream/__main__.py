"""`python -m antiphon.stream`: see the pipe protocol in docs/architecture.md."""

import asyncio
import logging

from antiphon.session.pipe import Parent, claim_output


async def main() -> None:
    """Connect the pipe and serve."""
    from antiphon.stream.service import serve

    await serve(await Parent.connect())


if __name__ == "__main__":
    claim_output()
    logging.basicConfig(level=logging.WARNING, format="stream: %(message)s")
    asyncio.run(main())
