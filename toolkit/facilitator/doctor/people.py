"""What the doctor looks at for the sake of people: who could read the list of them, and where copies may lie."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from nbgrader.exchange.default.exchange import Exchange

from toolkit.facilitator.cohort.roster import FILE, NoCohort, Unusable, read_cohort
from toolkit.facilitator.doctor.lines import GOOD, MISSING, RISK, UNKNOWN, Line
from toolkit.facilitator.erasing.history import is_repository, tracked
from toolkit.facilitator.grading.course import open_course
from toolkit.privacy import OF_PEOPLE

_WHY = "A gradebook is a list of people who speak up: whoever gets it knows whom to look for."
_CLOSE = "Run: chmod o-rwx '{folder}'"
_CLOUDS = (
    *("dropbox", "onedrive", "google drive", "googledrive", "my drive", "icloud", "icloud drive", "mobile documents"),
    *("cloudstorage", "nextcloud", "owncloud", "pclouddrive", "megasync", "yandex.disk", "yandexdisk", "seafile"),
    *("box sync", "syncthing", "tresorit", "proton drive"),
)
_MARKS = (".dropbox", ".dropbox.cache", ".stfolder", ".owncloudsync.log", ".nextcloudsync.log")
_NAME = re.compile(r" - | \(")  # “OneDrive - Office”, “Dropbox (Personal)”
_FAR = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "davfs", "fuse.rclone"}


def rights(folder: Path) -> Iterator[Line]:
    """Look whether other accounts of this computer can read what is kept about people."""
    if os.name == "nt":
        yield Line("Who can read it", UNKNOWN, "On Windows this is not looked at: keep the course in your own folder.")
        return
    there = [path for pattern in OF_PEOPLE for path in sorted(folder.glob(pattern))]
    open_ = list(dict.fromkeys(path.name for path in there if _is_open(path)))
    if open_:
        said = f"Everybody with an account on this computer can read {', '.join(open_)}. {_WHY}"
        yield Line("Who can read it", RISK, said, _CLOSE.format(folder=folder.resolve()))
    elif _is_open(folder):
        said = "Everybody with an account on this computer can look into this folder; submissions will lie in it."
        yield Line("Who can read it", RISK, said, _CLOSE.format(folder=folder.resolve()))
    else:
        yield Line("Who can read it", GOOD, "Other accounts of this computer cannot read what is in here.")


def _is_open(path: Path) -> bool:
    """Tell whether others may read a file or folder, and go through every folder on the way."""
    if not path.exists():
        return False
    real = path.resolve()
    on_the_way = all(place.stat().st_mode & stat.S_IXOTH for place in real.parents)
    return on_the_way and bool(real.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH))


def copies(folder: Path) -> Iterator[Line]:
    """Look whether the folder is copied to somebody else's computer, or lies there."""
    real = folder.resolve()
    cloud = next((name for name in real.parts if _NAME.split(name.lower())[0] in _CLOUDS), "")
    cloud = cloud or next((mark for place in (real, *real.parents) for mark in _MARKS if (place / mark).exists()), "")
    cloud = cloud or next((name for name in _set_by_onedrive() if real.is_relative_to(name)), "")
    if cloud:
        said = f"This folder is synchronised (“{cloud}”): a company holds copies, of what you delete, too. {_WHY}"
        yield Line("Copies elsewhere", RISK, said, "Move the course to a folder that is not synchronised.")
    elif kind := _kind_of_disk(real):
        said = f"This folder lies on another computer ({kind}). Gradebooks in one file get stuck there. {_WHY}"
        yield Line("Copies elsewhere", RISK, said, "Move the course to a disk of this computer.")
    else:
        yield Line("Copies elsewhere", GOOD, "No sign that this folder is synchronised. Backups we cannot see.")


def _set_by_onedrive() -> list[str]:
    names = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
    return [str(Path(os.environ[name]).resolve()) for name in names if os.environ.get(name)]


def _kind_of_disk(folder: Path) -> str:
    """Name the file system of a folder if it is one of another computer."""
    table = Path("/proc/mounts")
    if not table.is_file():
        return ""
    rows = [line.split() for line in table.read_text("utf-8", "replace").splitlines()]
    holding = [row for row in rows if len(row) > 2 and folder.is_relative_to(row[1].replace("\\040", " "))]
    nearest = max(holding, key=lambda row: len(row[1]), default=["", "", ""])
    return nearest[2] if nearest[2] in _FAR else ""


def in_git(folder: Path) -> Iterator[Line]:
    """Look whether git keeps what people sent."""
    if not is_repository(folder):
        yield Line("git", GOOD, "This folder is in no repository.")
        return
    theirs = tracked(folder, *(f":(glob){name}{below}" for name in OF_PEOPLE for below in ("", "/**")))
    if theirs:
        said = f"git keeps {len(theirs)} files about people, such as “{theirs[0]}”; a push would publish them. {_WHY}"
        do = f"Run: git rm -r --cached {' '.join(sorted({Path(one).parts[0] for one in theirs}))}"
        yield Line("git", RISK, said, f"{do} (and never push what was committed before)")
    else:
        yield Line("git", GOOD, "git keeps nothing that people sent.")


def cohort(folder: Path) -> Iterator[Line]:
    """Look whether the list of code names can be read, if there is one."""
    try:
        yield Line("Cohort", GOOD, f"{len(read_cohort(folder).members)} code names were given out.")
    except NoCohort:
        yield Line("Cohort", GOOD, "No code names were made here; that is needed only for cards and dates.")
    except Unusable as problem:
        do = f"Put your copy of {FILE} back; or move it to another folder, and make the code names anew."
        yield Line("Cohort", MISSING, str(problem), do)


def exchange(folder: Path) -> Iterator[Line]:
    """Look whether the folder through which nbgrader hands over can be used, if there is one."""
    _, config = open_course(folder)
    root = Path(str(Exchange(config=config).root))
    if not root.exists():
        said = f"None is set up ({root}). Trainees send you files; that is all it takes on one computer."
        yield Line("Shared folder", GOOD, said)
    elif os.access(root, os.W_OK | os.X_OK):
        yield Line("Shared folder", GOOD, f"{root} can be used.")
    else:
        do = f"Ask whoever looks after this computer for the right to write in {root}."
        yield Line("Shared folder", MISSING, f"{root} is there, but we may not write in it.", do)
