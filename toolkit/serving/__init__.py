"""What the course's Jupyter servers answer, and what they refuse: a server extension, the same for every role.

Jupyter opens whatever lies below its root, and runs it, for everybody who has the cookie. In a course there lies what
other people sent. So: nothing that was sent is shown, opened or run; other websites can open the front door and nothing
behind it; as an app run only the course's own forms.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Name the module in which Jupyter finds the two functions below."""
    return [{"module": "toolkit.serving"}]


def _link_jupyter_server_extension(server: Any) -> None:
    """Set what other extensions read while they are loaded; Jupyter calls this before it loads any of them."""
    with _safely(server):
        if server.jpserver_extensions.get("voila.server_extension"):
            import voila.server_extension

            from toolkit.serving.apps import as_app

            server.config.VoilaConfiguration.prelaunch_hook = as_app
            # Voila runs a `voila.py`, and obeys a `voila.json`, in the current folder, and has no switch against that.
            voila.server_extension.load_config_file = _nothing
        if server.jpserver_extensions.get("nbgrader.server_extensions.formgrader"):
            from nbgrader.apps.baseapp import NbGrader

            # nbgrader lets everything that is imported from then on be looked for in the current folder first.
            NbGrader.init_syspath = _nothing


def _nothing(*_: object) -> None:
    """Do nothing, and give nothing."""


def _load_jupyter_server_extension(server: Any) -> None:
    """Put our doors before everything that the server offers."""
    with _safely(server):
        from toolkit.serving.doors import doors

        app = server.web_app
        app.default_router.rules[:0] = doors(Path(server.root_dir), app.settings["base_url"])


@contextmanager
def _safely(server: Any) -> Iterator[None]:
    """Stop a server whose doors cannot be shut: Jupyter would only note it, and go on."""
    try:
        yield
    except Exception:
        server.log.exception("The course cannot be opened safely, so it is not opened.")
        server.exit(1)
