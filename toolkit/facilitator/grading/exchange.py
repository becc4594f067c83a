"""Collect from a shared folder on a server, and put feedback there: to each what is theirs, and to nobody more.

nbgrader takes a name from a folder's name, and follows links with the facilitator's rights: with it, somebody could
hand in for another person, or have another's answers copied into their own submission and read them in the feedback.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange.default.collect import ExchangeCollect
from nbgrader.exchange.default.fetch_assignment import ExchangeFetchAssignment
from nbgrader.exchange.default.fetch_feedback import ExchangeFetchFeedback
from nbgrader.exchange.default.release_feedback import ExchangeReleaseFeedback
from nbgrader.utils import notebook_hash

from toolkit.facilitator import plain_files
from toolkit.facilitator.grading.single import own_place
from toolkit.facilitator.grading.submitted import LARGEST_NOTE, SECRET, STAMP, opened
from toolkit.facilitator.grading.submitted import LARGEST_NOTEBOOK as LARGEST
from toolkit.facilitator.plain_files import NotPlain
from toolkit.notebook.handing_in import CODE_NAME
from toolkit.privacy import close, keep_private, share

_MOST = 20  # files in one submission; ours has four
_IS_SECRET = re.compile(rb"[0-9a-f]{128}")
_NO_DATE = datetime(1970, 1, 1)  # of a folder whose name tells none: never the latest


class Collect(ExchangeCollect):  # type: ignore[misc]
    """What `nbgrader collect` and the formgrader's button do in this course."""

    def _path_to_record(self, path: str) -> dict[str, Any]:
        folder = Path(path)
        return {"username": sender(folder), "filename": folder.name, "timestamp": handed_in(folder)}

    def init_src(self) -> None:
        """Choose what is to be collected; whose own folder here is a link is named and left out."""
        keep_private(Path(self.coursedir.root))
        super().init_src()
        self.src_records: list[Any] = [one for one in self.src_records if self._stays_here(one["username"])]

    def _stays_here(self, who: str) -> bool:
        course = self.coursedir
        try:
            own_place(Path(course.format_path(course.submitted_directory, who, course.assignment_id)))
        except NotPlain as problem:
            self.log.error("%s: %s", who, problem)
            return False
        return True

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy the files of one submission, without folders, links or pipes; `log` is nbgrader's, not needed here."""
        del log
        found = dict(files(Path(src)))
        # When feedback is given out, one submission without these two, or with others, would keep it from everybody.
        found[STAMP] = f"{handed_in(Path(src)):%Y-%m-%d %H:%M:%S.%f} UTC".encode()
        if not _IS_SECRET.fullmatch(found.get(SECRET, b"")):
            found[SECRET] = secrets.token_hex(64).encode()
        Path(dest).mkdir(parents=True)
        for name, content in found.items():
            (Path(dest) / name).write_bytes(content)


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """What `nbgrader release_feedback` and the formgrader's button do in this course."""

    def copy_files(self) -> None:
        """Put each page where only who holds the secret of its submission finds it; without one it stays here."""
        meant = Path(self.src_path)  # feedback/<code name, or *>/<assignment>
        for made in sorted(meant.parents[1].glob(f"{meant.parent.name}/{meant.name}")):
            who = made.parent.name
            try:
                secret = self._secret(who)
                with opened(made) as here:
                    for name in (one for one in here.names() if one.endswith(".html")):
                        publish(name, here.read(name, LARGEST), Path(self.dest_path), secret)
            except FileNotFoundError:
                self.log.warning("%s did not hand in here: give them their feedback another way.", who)
            except (OSError, ValueError) as problem:
                self.log.error("The feedback of %s was not given out: %s", who, problem)

    def _secret(self, who: str) -> str:
        """Read the secret that came with somebody's submission. Raises OSError or ValueError if it cannot be had."""
        course = self.coursedir
        with opened(Path(course.format_path(course.submitted_directory, who, course.assignment_id))) as here:
            secret = here.read(SECRET, LARGEST_NOTE)
        if not _IS_SECRET.fullmatch(secret):
            raise ValueError("the secret that came with it is none of an exchange")
        return secret.decode("ascii")


class FetchAssignment(ExchangeFetchAssignment):  # type: ignore[misc]
    """What a trainee's list of exercises does with *Fetch*: everybody may read what lies there, and nobody the copy."""

    def copy_files(self) -> None:
        """Copy an exercise, and close it: it is answered in."""
        super().copy_files()
        _close(Path(self.dest_path))


class FetchFeedback(ExchangeFetchFeedback):  # type: ignore[misc]
    """What a trainee's list of exercises does with *Fetch Feedback*."""

    def copy_files(self) -> None:
        """Copy the pages, and close them."""
        super().copy_files()
        _close(Path(self.dest_path))


def _close(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        close(path)


def publish(name: str, page: bytes, folder: Path, secret: str) -> None:
    """Put a page into a folder that nobody can list, under a name that only the secret tells; whole or not at all."""
    target = folder / f"{notebook_hash(secret=secret, notebook_id=Path(name).stem)}.html"
    half = target.with_suffix(".half")
    half.write_bytes(page)
    share(half)
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
    with suppress(OSError), plain_files.folder(folder, below=1) as here:
        for name in here.names()[:_MOST]:
            with suppress(OSError):
                yield name, here.read(name, LARGEST)
