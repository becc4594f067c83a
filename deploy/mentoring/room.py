"""Open a room in which people write to each other, and nothing else: no notebooks, no programs, no files but the chat.

    python deploy/mentoring/room.py FOLDER [options of Jupyter]

Needs the extra `mentoring`; docs/mentoring.md says when this is wise, and when it is not.
"""

import os
import sys
from pathlib import Path
from shutil import copyfile

from toolkit.privacy import keep_private
from toolkit.start import SETTINGS, environment, run_lab

HERE = Path(__file__).resolve().parent
ROOM = "room.chat"
EMPTY = '{"messages": [], "users": {}, "attachments": {}, "metadata": {}}\n'


def lay_out(folder: Path) -> None:
    """Make a folder with one empty chat in it; what was written there before stays."""
    custom = folder / ".jupyter" / "custom"
    custom.mkdir(mode=0o700, parents=True, exist_ok=True)
    copyfile(HERE / "settings" / "custom.css", custom / "custom.css")
    if not (folder / ROOM).exists():
        (folder / ROOM).write_text(EMPTY, "utf-8")


def settings(folder: Path) -> dict[str, str]:
    """Return the variables under which Jupyter is this room: our settings go before those of the course."""
    path = os.pathsep.join([str(HERE / "settings"), str(SETTINGS / "everyone")])
    return environment("everyone", folder / ".jupyter", os.environ) | {"JUPYTER_CONFIG_PATH": path}


def main(place: str, *options: str) -> None:
    """Run the room until it is stopped; a hub that starts it says who comes in."""
    keep_private()
    folder = Path(place).expanduser().resolve()
    lay_out(folder)
    os.environ.update(settings(folder))
    os.chdir(folder)
    page = f"/doc/tree/{ROOM}"
    given = [f"--ServerApp.root_dir={folder}", f"--LabApp.default_url={page}", *options]
    if "JUPYTERHUB_SERVICE_PREFIX" in os.environ:
        os.environ["JUPYTERHUB_DEFAULT_URL"] = page
        os.execv(sys.executable, [sys.executable, "-P", "-m", "jupyterhub.singleuser", *given])
    run_lab(given)


if __name__ == "__main__":
    main(*sys.argv[1:])
