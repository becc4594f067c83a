"""Make the ZIP for trainees: workbooks, exercises, package, how to start; and look that no key is in it."""

import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from toolkit.course.belongings import pages
from toolkit.course.blank import blank
from toolkit.facilitator.bundling import words
from toolkit.facilitator.bundling.keys import found_keys, keys_of
from toolkit.facilitator.grading.release import assignments
from toolkit.privacy import share

NAME = "hashtag-to-action"
FILES = ("pyproject.toml", "requirements.txt", "environment.yml", "Makefile", "start", "LICENSE", "LICENSE-texts")
# What only facilitators, translators and contributors need; no module of the trainee's side looks at it.
NOT_FOR_TRAINEES = ("facilitator", "making")
_DATE = (2026, 1, 1, 0, 0, 0)  # the same for every file, so that the same course gives the same bytes
_PROGRAMS = {"start", "start-linux.sh", "start-mac.command"}
Content = dict[str, bytes]


@dataclass(frozen=True)
class Bundle:
    """A ZIP that was made: where it is, what is in it and what is not, its size in bytes and its SHA-256."""

    path: Path
    files: tuple[str, ...]
    size: int
    digest: str
    left_out: tuple[str, ...] = ()


def bundle(folder: Path, target: Path) -> Bundle:
    """Make the ZIP of a course; `target` is its place, or a folder to put it into.

    Raises LookupError, in words for a facilitator and with nothing written, if a part is missing, or if a key, a
    rubric or a model answer was found in it.
    """
    content = _content(folder)
    data = _packed(content)
    _without_keys(folder, _unpacked(data))
    path = target / f"{NAME}.zip" if target.is_dir() else target
    _write(path, data)
    return Bundle(path, tuple(content), len(data), sha256(data).hexdigest(), left_out(folder))


def handed_out(folder: Path) -> Content:
    """Gather what is in the ZIP, by name. Raises LookupError as `bundle` does."""
    content = _content(folder)
    _without_keys(folder, content.items())
    return content


def left_out(folder: Path) -> tuple[str, ...]:
    """Name the notebooks beside the workbooks that are none of the course's pages: notes about people, perhaps."""
    found = set((folder / "workbooks").glob("[!.]*.ipynb")) - set(pages(folder))
    return tuple(sorted(f"workbooks/{path.name}" for path in found))


def _without_keys(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    if faults := found_keys(keys_of(folder), files):
        raise LookupError("This was not written, because a key would have been in it:\n" + "\n".join(faults))


def _content(folder: Path) -> Content:
    if not assignments(folder):
        raise LookupError(f"There are no solutions in {folder}, so nobody can tell whether a key is handed out.")
    found: Content = {}
    for name in FILES:
        found[name] = plain(folder / name if (folder / name).exists() else _package().parent / name)
    for path in (one for one in pages(folder) if one.parent.name == "workbooks"):
        if not _is_facilitators(notebook := page(path)):
            found[f"workbooks/{path.name}"] = notebook
    for name in assignments(folder):
        found[f"exercises/{name}/{name}.ipynb"] = page(folder / "exercises" / name / f"{name}.ipynb")
    found |= {f"toolkit/{place.relative_to(_package()).as_posix()}": plain(place) for place in _modules(_package())}
    return dict(sorted((found | words.files()).items()))


def _package() -> Path:
    return Path(__file__).parents[2]


def plain(path: Path) -> bytes:
    """Read a file that is one. Raises LookupError if it is missing, or only a pointer."""
    if path.is_symlink() or not path.is_file():
        raise LookupError(f"{path} is missing (or only a pointer), so nothing was written. Run: toolkit exercises")
    return path.read_bytes()


def page(path: Path) -> bytes:
    """Read a notebook as it is handed out. Raises LookupError if it is missing, or none that can be read."""
    try:
        return clean(plain(path))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as problem:
        if isinstance(problem, LookupError) and not isinstance(problem, KeyError | IndexError):
            raise
        said = f"{path} is damaged, no notebook that can be read; nothing was written. Put it back (toolkit exercises)."
        raise LookupError(said) from None


def _modules(package: Path) -> Iterator[Path]:
    """List the files of the package that trainees need; nothing hidden, nothing that Python or an editor left."""
    left_out = {package / name for name in NOT_FOR_TRAINEES}
    for base, folders, names in os.walk(package):
        here = Path(base)
        folders[:] = sorted(one for one in folders if _is_kept(here / one) and here / one not in left_out)
        yield from (path for name in sorted(names) if _is_kept(path := here / name) and path not in left_out)


def _is_kept(path: Path) -> bool:
    hidden = path.name.startswith((".", "__pycache__")) or path.name.endswith((".pyc", "~", ".orig", ".swp"))
    return not hidden and not path.is_symlink()


def _is_facilitators(notebook: bytes) -> bool:
    """Tell whether a workbook is for facilitators: its cells use what trainees do not get."""
    cells = json.loads(notebook)["cells"]
    source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return any(f"toolkit.{part}" in source for part in NOT_FOR_TRAINEES)


def clean(notebook: bytes) -> bytes:
    """Take outputs, and what programs noted of a run, out of a notebook: somebody's answers may stand there."""
    return json.dumps(blank(json.loads(notebook)), ensure_ascii=False, indent=1).encode() + b"\n"


def _packed(content: Content) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in content.items():
            about = zipfile.ZipInfo(f"{NAME}/{name}", _DATE)
            about.create_system = 3  # also where it is made on Windows: the rights of the programs are kept
            about.external_attr = (0o100755 if name in _PROGRAMS else 0o100644) << 16
            archive.writestr(about, data, zipfile.ZIP_DEFLATED, 9)
    return file.getvalue()


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Open the ZIP as a trainee would: what is looked through is what is handed out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def _write(path: Path, data: bytes) -> None:
    handle, half = tempfile.mkstemp(prefix=".bundle-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        share(Path(half))
        os.replace(half, path)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise
