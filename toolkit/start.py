"""Open JupyterLab on the course: calm for trainees, with the grading tools for facilitators.

Our settings lie in folders that Jupyter reads beside its own; nothing is written to the home folder or
into the installed packages. What Jupyter wants to keep (settings somebody changed, which notebooks to trust)
goes into `.jupyter` inside the course folder, so that whoever deletes the course deletes that too.
"""

import argparse
import os
import sys
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from shutil import copyfile

from toolkit.privacy import OWN_WORK, keep_private
from toolkit.serving.places import among_sent

SETTINGS = Path(__file__).parent / "serving" / "lab"


def course_folder(start: Path) -> Path:
    """Return the nearest folder from `start` upwards that holds workbooks, else the package's own."""
    for folder in (start, *start.parents, Path(__file__).parents[1]):
        # What somebody sent may look like a course, with settings that we would run.
        if (folder / "workbooks").is_dir() and not among_sent(folder):
            return folder
    return start


def environment(role: str, state: Path, base: Mapping[str, str]) -> dict[str, str]:
    """Return the variables under which Jupyter reads our settings for a role and keeps its own in `state`."""
    config = [str(settings_of(role)), str(SETTINGS / "everyone"), base.get("JUPYTER_CONFIG_PATH", "")]
    share = [str(SETTINGS / "share"), base.get("JUPYTER_PATH", "")]
    return {
        "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, config)),
        "JUPYTER_PATH": os.pathsep.join(filter(None, share)),
        "JUPYTER_CONFIG_DIR": str(state),
        "JUPYTER_DATA_DIR": str(state / "data"),
        "IPYTHONDIR": str(state / "ipython"),
        # The page knows what was typed in it: sending every key press back would only delay the advice.
        "JUPYTER_WIDGETS_ECHO": "0",
        # What kernels and other children import never lies in the folder that they happen to work in.
        "PYTHONSAFEPATH": "1",
    }


def settings_of(role: str) -> Path:
    """Tell where a role's own settings lie; a trainee's copy has no facilitator's part."""
    return Path(__file__).parent / "facilitator" / "lab" if role == "facilitator" else SETTINGS / role


def arguments(folder: Path, port: int | None = None, browser: bool = True) -> list[str]:
    """Return the arguments for `jupyter lab`."""
    given = [f"--ServerApp.root_dir={folder}"]
    if port is not None:
        given.append(f"--ServerApp.port={port}")
    return given if browser else [*given, "--no-browser"]


def prepare(role: str, folder: Path) -> None:
    """Make this process, and all it starts, see the course's Jupyter settings for a role."""
    keep_private(folder, *OWN_WORK)
    # A role's own: what hides a trainee's code would hide it from the facilitator in the same folder.
    state = folder / ".jupyter" if role == "trainee" else folder / ".jupyter" / role
    os.environ.update(environment(role, state, os.environ))
    look, place = settings_of(role) / "custom.css", state / "custom" / "custom.css"
    # The one thing that Jupyter reads from its own folder only.
    if look.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        copyfile(look, place)
    trust(folder)


def trust(folder: Path) -> None:
    """Tell Jupyter that pages without saved output are safe to show, so that it need not ask the trainee."""
    from nbformat import NO_CONVERT, read
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()
    for path in (*folder.glob("workbooks/*.ipynb"), *folder.glob("exercises/*/*.ipynb")):
        # A file that is no notebook must not keep the others from opening.
        with suppress(OSError, ValueError, LookupError, AttributeError, TypeError):
            notebook = read(path, NO_CONVERT)
            if not any(cell.get("outputs") for cell in notebook.cells):
                notary.sign(notebook)


def main(role: str = "trainee", argv: Sequence[str] | None = None) -> int:
    """Run JupyterLab for a role until it is stopped; options we do not know are passed on to it."""
    parser = argparse.ArgumentParser(prog="toolkit", description=f"Open the course in JupyterLab, as {role}.")
    parser.add_argument("--folder", type=Path, help="the folder that holds workbooks/ (default: found)")
    parser.add_argument("--port", type=int, help="the port to listen on")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    options, others = parser.parse_known_args(argv)
    folder = (options.folder or course_folder(Path.cwd())).resolve()
    prepare(role, folder)
    os.chdir(folder)
    # Keys of running kernels do not belong into a folder that may lie on a stick or be synchronised.
    with tempfile.TemporaryDirectory(prefix="jupyter-") as runtime:
        os.environ["JUPYTER_RUNTIME_DIR"] = runtime
        run_lab([*arguments(folder, options.port, not options.no_browser), *others])
    return 0


def run_lab(argv: list[str]) -> None:
    """Run JupyterLab in this process, without its notes to programmers."""
    # Jupyter looks at the environment while it is being imported; Voila switches the notes on at that moment.
    import voila  # noqa: F401
    from jupyterlab.labapp import LabApp

    warnings.filterwarnings("ignore", "ServerApp.token config", DeprecationWarning)
    LabApp.launch_instance(argv)


def run_under(argv: Sequence[str]) -> None:
    """Become another command, such as the server that Binder starts, with the trainee's settings."""
    prepare("trainee", course_folder(Path.cwd()))
    os.execvp(argv[0], list(argv))


if __name__ == "__main__":
    run_under(sys.argv[1:])
