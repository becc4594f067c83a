"""Is nothing opened but plain files, wherever a name leads, however large, and whoever swaps them meanwhile?"""

import os
import shutil
import stat
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile_files import IN_ITS_PLACE, can_make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.facilitator import plain_files
from toolkit.facilitator.plain_files import CHANGED, NO_FILE, NO_FOLDER, POINTER, SOMEBODYS, TOO_LARGE, NotPlain

SECRET = b"of somebody else"
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has neither pipes nor links for everybody")


@pytest.fixture(params=[True, False], ids=["by-handle", "by-path"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Both ways to open: the second is all that Windows has."""
    by_handle = bool(request.param) and plain_files.BY_HANDLE
    monkeypatch.setattr(plain_files, "BY_HANDLE", by_handle)
    return by_handle


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "place" / "inner").mkdir(parents=True)
    (tmp_path / "place" / "plain.txt").write_bytes(b"plain")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "plain.txt").write_bytes(SECRET)
    return tmp_path / "place"


def refused(work: Callable[[], object]) -> str:
    """Say why something is left alone; fail if it waits."""
    said: list[str] = []

    def trying() -> None:
        try:
            said.append(f"opened: {work()!r:.80}")
        except NotPlain as problem:
            said.append(str(problem))

    thread = threading.Thread(target=trying, daemon=True)
    thread.start()
    thread.join(20)
    assert said, "It waits."
    return said[0]


def test_a_plain_file_is_read(place: Path) -> None:
    assert plain_files.read(place / "plain.txt", 5) == b"plain"
    with plain_files.plain_file(place / "plain.txt") as file:
        assert plain_files.start(file, 2) == b"pl"
    with plain_files.folder(place) as here:
        assert here.names() == ["inner", "plain.txt"]
        assert here.is_folder("inner") and not here.is_folder("plain.txt") and not here.is_folder("nothing")
        with here.inside("inner") as inner:
            assert inner.names() == [] and inner.path == place / "inner"


@POSIX
@pytest.mark.parametrize("kind", [*IN_ITS_PLACE, "file"])
def test_nothing_else_is_opened_and_nobody_waits(place: Path, kind: str) -> None:
    odd = place / "odd"
    if kind == "file":
        odd.write_bytes(b"x" * 9)
    elif can_make(kind, place):
        IN_ITS_PLACE[kind](odd, place.parent / "elsewhere" / "plain.txt")
    else:
        pytest.skip("This cannot be made here.")
    pointer = kind in ("link", "dangling", "loop")
    large = kind in ("sparse", "file")
    assert refused(lambda: plain_files.read(odd, 8)) == (POINTER if pointer else TOO_LARGE if large else NO_FILE)
    with plain_files.folder(place) as here:
        inside = refused(lambda: _enter(here, "odd"))
        assert inside == (POINTER if pointer else "opened: []" if kind == "folder" else NO_FOLDER)
        assert here.is_folder("odd") == (kind == "folder")


def _enter(here: plain_files.Folder, name: str) -> list[str]:
    with here.inside(name) as inner:
        return inner.names()


@POSIX
def test_a_link_to_a_folder_is_a_pointer_but_for_the_folder_that_was_named(place: Path) -> None:
    (place.parent / "named").symlink_to(place)
    (place / "linked").symlink_to(place.parent / "elsewhere")
    assert plain_files.read(place.parent / "named" / "plain.txt", 9) == b"plain"
    with plain_files.folder(place.parent / "named") as here:
        assert refused(lambda: _enter(here, "linked")) == POINTER
    for below, why in ((1, "opened"), (2, POINTER), (3, POINTER)):
        assert refused(lambda below=below: _open(place.parent / "named" / "inner", below)).startswith(why)
    for path, below, away in (
        (place / "linked", 1, True),
        (place / "linked" / "plain.txt", 1, False),
        (place / "linked" / "plain.txt", 2, True),
        (place / "nothing" / "at" / "all", 3, False),
    ):
        assert plain_files.is_pointed_away(path, below) == away


def _open(path: Path, below: int) -> list[str]:
    with plain_files.folder(path, below) as here:
        return here.names()


@pytest.mark.parametrize("name", ["..", "", ".", "inner/..", "../place/plain.txt", "/etc/passwd"])
def test_a_name_is_a_name_and_no_way(place: Path, name: str) -> None:
    with plain_files.folder(place) as here, pytest.raises(NotPlain), here.file(name):
        pass
    with plain_files.folder(place) as here, pytest.raises(NotPlain), here.inside(name):
        pass


def test_what_is_not_there_is_not_there(place: Path) -> None:
    for path in (place / "nothing", place / "nothing" / "inner"):
        with pytest.raises(FileNotFoundError):
            plain_files.read(path, 9)
    with pytest.raises(FileNotFoundError), plain_files.folder(place / "nothing"):
        pass
    with pytest.raises(NotADirectoryError), plain_files.folder(place / "plain.txt"):
        pass


# --- whoever owns it swaps it while we look --------------------------------------------------------------------------


@POSIX
@pytest.mark.parametrize("kind", ["link", "dangling", "pipe", "socket", "folder", "another"])
def test_a_file_that_is_swapped_after_the_look_is_not_read(
    place: Path, monkeypatch: pytest.MonkeyPatch, way: bool, kind: str
) -> None:
    opened, other = os.open, place.parent / "elsewhere" / "plain.txt"
    another = Path(shutil.copy(other, place.parent / "another.txt"))

    def swapping(path: "str | Path", *rest: int, **more: "int | None") -> int:
        victim = place / "plain.txt"
        if Path(path).name == victim.name and victim.exists() and victim.read_bytes() == b"plain":
            victim.unlink()
            another.rename(victim) if kind == "another" else IN_ITS_PLACE[kind](victim, other)
        return opened(path, *rest, **more)

    monkeypatch.setattr(os, "open", swapping)
    if kind == "another" and not way:  # as plain as the one before it
        assert plain_files.read(place / "plain.txt", 99) == SECRET
    else:
        assert refused(lambda: plain_files.read(place / "plain.txt", 99)) == CHANGED


@POSIX
def test_a_folder_that_is_swapped_is_still_the_one_that_was_opened(place: Path, way: bool) -> None:
    with plain_files.folder(place.parent) as above, above.inside("place") as here:
        place.rename(place.parent / "moved")
        place.symlink_to(place.parent / "elsewhere")
        if way:
            assert here.read("plain.txt", 99) == b"plain"
            assert here.names() == ["inner", "plain.txt"]


@POSIX
def test_a_folder_that_is_swapped_after_the_look_is_not_entered(
    place: Path, monkeypatch: pytest.MonkeyPatch, way: bool
) -> None:
    if not way:
        pytest.skip("Without handles this cannot be seen.")
    opened = os.open
    for swap in (Path.symlink_to, lambda new, old: shutil.copytree(old, new)):

        def swapping(path: "str | Path", *rest: int, swap: Callable[..., object] = swap, **more: "int | None") -> int:
            if path == "inner":
                (place / "inner").rename(place / f"gone-{swap}")
                swap(place / "inner", place.parent / "elsewhere")
            return opened(path, *rest, **more)

        with monkeypatch.context() as patch, plain_files.folder(place) as here:
            patch.setattr(os, "open", swapping)
            assert refused(lambda here=here: _enter(here, "inner")) == CHANGED
        shutil.rmtree(place / "inner") if not (place / "inner").is_symlink() else (place / "inner").unlink()
        (place / "inner").mkdir()


# --- whose file it is ------------------------------------------------------------------------------------------------

NOBODY = 65534


@pytest.fixture
def theirs() -> Iterator[Path]:
    """A folder that belongs to another account; only root can make one."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("Files of another account can only be made by root.")
    made = Path(tempfile.mkdtemp())
    os.chown(made, NOBODY, NOBODY)
    yield made
    shutil.rmtree(made)


def test_a_second_name_for_somebody_elses_file_is_not_opened(theirs: Path, place: Path, way: bool) -> None:
    with tempfile.TemporaryDirectory(dir=theirs.parent) as other:
        mine = Path(other, "mine.txt")
        mine.write_bytes(SECRET)
        os.link(mine, theirs / "theirs.txt")
        if way:
            assert refused(lambda: plain_files.read(theirs / "theirs.txt", 99)) == SOMEBODYS
        assert plain_files.read(mine, 99) == SECRET
    # One name, or two in a folder of the same account, is how files are copied and kept.
    os.link(place / "plain.txt", place / "twice.txt")
    assert plain_files.read(place / "twice.txt", 99) == b"plain"
    assert plain_files.read(theirs / "theirs.txt", 99) == SECRET


def test_what_may_not_be_read_raises_what_the_system_says(theirs: Path) -> None:
    (theirs / "open").mkdir()
    for path in (theirs / "closed.txt", theirs / "open" / "inner.txt"):
        path.write_bytes(b"closed")
        path.chmod(0)
    (theirs / "passed").mkdir()
    (theirs / "passed" / "plain.txt").write_bytes(b"plain")
    (theirs / "passed").chmod(0o711)
    theirs.chmod(stat.S_IRWXU | 0o055)
    os.seteuid(NOBODY)
    try:
        for path in (theirs / "closed.txt", theirs / "open" / "inner.txt"):
            with pytest.raises(PermissionError):
                plain_files.read(path, 99)
        if hasattr(os, "O_PATH") or not plain_files.BY_HANDLE:
            if plain_files.BY_HANDLE:
                assert plain_files.read(theirs / "passed" / "plain.txt", 99) == b"plain"
            with pytest.raises(PermissionError), plain_files.folder(theirs / "passed") as here:
                here.names()
    finally:
        os.seteuid(0)


@given(name=st.text(max_size=12).filter(lambda name: "\0" not in name), below=st.integers(0, 3))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_for_by_name_nothing_above_is_opened(place: Path, name: str, below: int) -> None:
    name = name.encode("utf-8", "surrogateescape" if name.isascii() else "replace").decode("utf-8", "replace")
    with plain_files.folder(place / "inner", below) as here:
        try:
            with here.file(name) as file:
                raise AssertionError(f"opened {file}")
        except (OSError, ValueError) as problem:
            assert not isinstance(problem, AssertionError)
