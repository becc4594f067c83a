"""Collect from a shared folder on a server, and put feedback there: to each what is theirs, and to nobody more.

nbgrader takes a name from a folder's name, and follows links with the facilitator's rights: with it, somebody could
hand in for another person, or have another's answers copied into their own submission and read them in the feedback.
"""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from stat import S_ISREG
from typing import Any

from nbgrader.exchange.default.collect import ExchangeCollect
from nbgrader.exchange.default.release_feedback import ExchangeReleaseFeedback
from nbgrader.utils import notebook_hash

from toolkit.handing_in import CODE_NAME

LARGEST = 20 * 1024 * 1024  # bytes in one file; ours has some kilobytes
_MOST = 20  # files in one submission; ours has four
_NO_DATE = datetime(1970, 1, 1)  # of a folder whose name tells none: never the latest
_SECRET = "submission_secret.txt"


class Collect(ExchangeCollect):  # type: ignore[misc]
    """What `nbgrader collect` and the formgrader's button do in this course."""

    def _path_to_record(self, path: str) -> dict[str, Any]:
        folder = Path(path)
        return {"username": sender(folder), "filename": folder.name, "timestamp": handed_in(folder)}

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy the files of one submission, without folders, links or pipes; `log` is nbgrader's, not needed here."""
        del log
        found = dict(files(Path(src)))
        # When feedback is given out, one submission without these two, or with others, would keep it from everybody.
        found["timestamp.txt"] = f"{handed_in(Path(src)):%Y-%m-%d %H:%M:%S.%f} UTC".encode()
        if not re.fullmatch(rb"[0-9a-f]{128}", found.get(_SECRET, b"")):
            found[_SECRET] = secrets.token_hex(64).encode()
        Path(dest).mkdir(parents=True)
        for name, content in found.items():
            (Path(dest) / name).write_bytes(content)


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """What `nbgrader release_feedback` and the formgrader's button do in this course."""

    def copy_files(self) -> None:
        """Put each page where only who holds the secret of its submission finds it; without one it stays here."""
        course, meant = self.coursedir, Path(self.src_path)  # feedback/<code name, or *>/<assignment>
        for page in sorted(meant.parents[1].glob(f"{meant.parent.name}/{meant.name}/*.html")):
            who = page.parent.parent.name
            kept = Path(course.format_path(course.submitted_directory, who, course.assignment_id), _SECRET)
            if kept.is_file():
                publish(page, Path(self.dest_path), kept.read_text("ascii"))
            else:
                self.log.warning("%s did not hand in here: give them their feedback another way.", who)


def publish(page: Path, folder: Path, secret: str) -> None:
    """Copy a page into a folder that nobody can list, under a name that only the secret tells; whole or not at all."""
    target = folder / f"{notebook_hash(secret=secret, notebook_id=page.stem)}.html"
    half = target.with_suffix(".half")
    half.write_bytes(page.read_bytes())
    half.chmod(0o644)
    half.replace(target)


def sender(folder: Path) -> str:
    """Name who handed in a folder: the account it belongs to, or the code name on it where no account is known."""
    said = folder.name.split("+")[0]
    return account(folder) or (said if CODE_NAME.fullmatch(said) else "somebody-unknown")


def handed_in(folder: Path) -> datetime:
    """Read from the name of a folder when it was handed in, in UTC."""
    try:
        return datetime.strptime(folder.name.split("+")[2], "%Y-%m-%d %H:%M:%S.%f UTC")
    except (ValueError, IndexError):
        return _NO_DATE


def account(path: Path) -> str:
    """Name the account that a folder belongs to; "" if this computer does not know it, as in a container."""
    import pwd  # not on Windows, where there is no exchange

    try:
        return pwd.getpwuid(path.lstat().st_uid).pw_name
    except (KeyError, OSError):
        return ""


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Read the files that lie in a folder themselves; whoever owns it may swap them while we look."""
    with _opened(str(folder), os.O_DIRECTORY) as here:
        for name in sorted(one.name for one in os.scandir(here))[:_MOST] if here is not None else ():
            with _opened(name, os.O_NONBLOCK, here) as file:
                # Looked at only when it is open: then it is what it is.
                if file is not None and S_ISREG(os.fstat(file).st_mode) and os.fstat(file).st_size <= LARGEST:
                    yield name, os.read(file, LARGEST)


@contextmanager
def _opened(name: str, how: int, where: int | None = None) -> Iterator[int | None]:
    """Open something itself, not what it points to, by its name in an open folder; None if that cannot be."""
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | how, dir_fd=where)
    except OSError:
        yield None
        return
    try:
        yield handle
    finally:
        os.close(handle)
