"""Start the server of one person with the course's settings; the hub runs this as that person."""

import os
import sys
from pathlib import Path
from shutil import copytree

from toolkit.start import prepare

HERE = Path(__file__).resolve().parent


def lay_out(handout: Path, folder: Path) -> None:
    """Put what is new in the handout into somebody's folder; what they have written in stays as it is."""
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / "exercises").mkdir(exist_ok=True)

    def known(source: str, names: list[str]) -> list[str]:
        there = folder / Path(source).relative_to(handout)
        return [name for name in names if (there / name).is_file()]

    copytree(handout, folder, ignore=known, dirs_exist_ok=True)


def main(role: str, place: str, handout: str, *options: str) -> None:
    """Become a JupyterHub server in a folder, with the settings of a role."""
    folder = Path(place).expanduser()
    if role == "trainee":
        lay_out(Path(handout), folder)
    os.chdir(folder)
    prepare(role, folder)
    if role == "trainee":
        # On a server exercises come and go through the exchange: what shows it goes before the course's own settings.
        os.environ["JUPYTER_CONFIG_PATH"] = f"{HERE / 'trainee'}{os.pathsep}{os.environ['JUPYTER_CONFIG_PATH']}"
        os.environ["TOOLKIT_FOLDER"] = str(folder)
    os.execv(sys.executable, [sys.executable, "-P", "-m", "jupyterhub.singleuser", *options])


if __name__ == "__main__":
    main(*sys.argv[1:])
