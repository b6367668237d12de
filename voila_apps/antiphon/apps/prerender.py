"""Executing a page's notebook once, with Voilà's own renderer: `python -m antiphon.apps.prerender NOTEBOOK`.

Prints one line of JSON: `{"html": …, "modules": {name: JavaScript}}`, or ends with 1 and a sentence on standard error.
A process of its own: whatever the notebook does, the hub goes on serving; afterwards the kernel is gone.
"""

import asyncio
import hashlib
import json
import mimetypes
import os
import sys
from base64 import b64encode
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config
from voila.configuration import VoilaConfiguration
from voila.notebook_renderer import NotebookRenderer

from antiphon.apps.bundle import dressed, is_ours, on_page, together
from antiphon.apps.template import early, folder, page_style
from antiphon.session.pipe import claim_output

_VIEW = "application/vnd.jupyter.widget-view+json"
_STATE = "application/vnd.jupyter.widget-state+json"
_STATIC = Path(__file__).parent / "static"
_LEFT_OUT = {"layout", "tabbable", "tooltip", "session", "words", "language", "engraving"}


class Folder:
    """The notebook's folder, as much of a contents manager as the renderer needs."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def _path(self, path: str) -> Path:
        return (self._root / path).resolve()

    def file_exists(self, path: str) -> bool:
        """Whether `path` is a picture inside the folder."""
        kind = mimetypes.guess_type(path)[0] or ""
        found = self._path(path)
        return kind.startswith("image/") and found.is_relative_to(self._root) and found.is_file()

    def get(self, path: str, format: str | None = None) -> dict[str, Any]:
        """Return the notebook at `path`, or with format `base64` a picture."""
        if format == "base64":
            return {"content": b64encode(self._path(path).read_bytes()).decode("ascii")}
        notebook = nbformat.read(self._path(path), as_version=4)  # type: ignore[no-untyped-call]
        return {"type": "notebook", "path": path, "content": notebook}


class Models:
    """Takes the widgets' state out of an executed notebook, for a page without a kernel.

    What several models carry alike goes out of them: each JavaScript module is named by its content, so that a
    browser keeps it for ever, and each style sheet is there once; that of a widget that waits for something (`when`) comes
    with its module. Models are numbered: a notebook that is executed again makes the same page.

    Attributes:
        modules: JavaScript by name.
    """

    def __init__(self) -> None:
        self.modules: dict[str, str] = {}

    def lift(self, notebook: Any) -> dict[str, Any]:
        """Take the anywidgets of a notebook out of it.

        Returns:
            `{"models": {name: {module, part, state}}, "names": {id: name}, "styles": [CSS], "early": JavaScript}`; those of our
            widgets that wait for nothing are parts of one module.
        """
        models: dict[str, Any] = {}
        names: dict[str, str] = {}
        styles: list[str] = []
        first: dict[str, str] = {}
        stored = notebook.metadata.get("widgets", {}).get(_STATE, {}).get("state", {})
        for id, model in stored.items():
            state = model["state"]
            if "_esm" not in state:
                continue
            source, style = on_page(state["_esm"], _STATIC), state.get("_css") or ""
            waits = bool(state.get("when"))
            if waits:
                for known in styles:
                    style = style.removeprefix(known)
                source = dressed(source, style)
            elif style and style not in styles:
                styles.append(style)
            part = _name(source)
            if is_ours(source) and not waits:
                first[part] = source
            else:
                self.modules[f"{part}.js"] = source
            kept = {key: value for key, value in state.items() if key[0] != "_" and key not in _LEFT_OUT}
            names[id] = f"widget-{len(models) + 1}"
            models[names[id]] = {"module": f"{part}.js", "part": part, "state": kept}
        if first:
            source = together(first)
            self.modules[whole := f"{_name(source)}.js"] = source
            for model in models.values():
                if model["part"] in first:
                    model["module"] = whole
        return {"models": models, "names": names, "styles": [page_style(), *styles], "early": early()}


def _name(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()[:16]


async def render(notebook: Path) -> tuple[str, dict[str, str]]:
    """Execute a notebook and return its page and the page's JavaScript modules by name.

    Raises:
        CellExecutionError: A cell failed.
        Exception: Whatever else Voilà, the kernel or the file came across.
    """
    template = folder()
    # A notebook names a template in vain: this one goes with the hub, without a kernel behind it.
    configuration = VoilaConfiguration(
        template="antiphon", allow_template_override="NO", allow_theme_override="NO"
    )
    kernels = KernelSpecManager()
    renderer = NotebookRenderer(
        voila_configuration=configuration,
        traitlet_config=Config({"VoilaExecutor": {"timeout": 30}}),
        notebook_path=notebook.name,
        template_paths=[str(template)],
        contents_manager=Folder(notebook.parent),
        kernel_spec_manager=kernels,
        base_url="/",
        page_config={},
    )
    await renderer.initialize()
    models = Models()
    renderer.exporter.register_filter("lift_models", models.lift)
    with TemporaryDirectory() as sockets:
        # Over socket files, which need no ports and which nobody else can open.
        kernel = AsyncKernelManager(
            kernel_name=renderer.notebook.metadata.kernelspec.name,
            kernel_spec_manager=kernels,
            transport="ipc",
            ip=f"{sockets}/kernel",
        )
        await kernel.start_kernel(cwd=str(notebook.parent.resolve()))
        try:
            return await renderer.generate_content_str("page", kernel), models.modules
        finally:
            await kernel.shutdown_kernel(now=True)


def _last_line(error: CellExecutionError) -> str:
    return f"{error.ename}: {error.evalue}".strip()


def main() -> int:
    """Render the notebook that the first argument names; 0 if that worked."""
    output = claim_output()
    notebook = Path(sys.argv[1])
    try:
        html, modules = asyncio.run(asyncio.wait_for(render(notebook), 60))
    except CellExecutionError as error:
        print(f"A cell of {notebook.name} failed: {_last_line(error)}", file=sys.stderr)
        return 1
    except Exception as error:
        print(
            f"{notebook.name} could not be turned into a page: {error or type(error).__name__}",
            file=sys.stderr,
        )
        return 1
    with os.fdopen(output, "w", encoding="utf-8") as pipe:
        json.dump({"html": html, "modules": modules}, pipe)
    return 0


if __name__ == "__main__":
    sys.exit(main())
