"""What lies in a folder, a ZIP or an exchange: every file with what stands in it, or with why nobody opened it."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

from toolkit.answers import Refused
from toolkit.facilitator import plain_files
from toolkit.facilitator.collecting import dates, senders
from toolkit.facilitator.collecting.around import DEEPEST, NOBODYS, Around, Found
from toolkit.facilitator.collecting.dates import NEVER, Moment
from toolkit.facilitator.collecting.unpacking import in_content, in_zip
from toolkit.facilitator.collecting.zips import is_zip, whole
from toolkit.facilitator.plain_files import Folder, NotPlain
from toolkit.own_posts.packed import Spent

Opening = AbstractContextManager[Folder]


def arrivals(sources: Sequence[Path], leave: Path, now: float) -> Iterator[Found]:
    """Find every file in folders, ZIPs and single files; what lies in the folder `leave` is left out.

    Follows no link, opens nothing but plain files, waits for nobody. Raises LookupError if a source is not there.
    """
    for source in sources:
        try:
            source.stat()
        except (OSError, ValueError):
            raise LookupError(f"There is no folder or file {source}.") from None
    for source in sources:
        if source.is_dir():  # its own name tells no code name, but it may be one of the exchange's
            path = (source.name,) if len(sources) > 1 else ()
            around = replace(Around().inside(source.name, now), path=path, folders=())
            yield from _in_folder(plain_files.folder(source), partial(_same, around), leave.resolve(), now)
        else:
            real = source.resolve()
            with plain_files.folder(real.parent) as here:
                yield from _in_file(here, real.name, Around().file(source.name), Around(), now)


def _same(around: Around, _: str) -> Around:
    return around


def _in_folder(opening: Opening, around_of: Callable[[str], Around], leave: Path, now: float) -> Iterator[Found]:
    """Go through a folder; `around_of` tells what is known of its surroundings, given the account it belongs to."""
    unopened = around_of("").file("…")
    if len(unopened.path) > DEEPEST + 1:
        yield replace(unopened, refused="There are more folders in folders here than we look through.")
        return
    with ExitStack() as stack:
        try:
            here = stack.enter_context(opening)
            names = here.names()
        except NotPlain as problem:
            yield replace(unopened, refused=str(problem))
            return
        except OSError as problem:
            yield replace(unopened, refused=f"This folder could not be opened ({problem.strerror}).")
            return
        around = around_of(here.owner() if senders.of_exchange([here.path.name]) else "")
        around = around.said(_timestamp(here, now))
        for name in names:
            if NOBODYS.fullmatch(name):
                continue
            if not here.is_folder(name):
                yield from _in_file(here, name, around.file(name), around, now)
            elif (here.path / name).resolve() != leave:
                yield from _in_folder(here.inside(name), partial(around.inside, name, now), leave, now)


def _timestamp(here: Folder, now: float) -> Moment:
    try:
        with here.file("timestamp.txt") as file:
            return dates.written(file.read(100).decode("utf-8", "replace"), now)
    except OSError:
        return NEVER


def _in_file(here: Folder, name: str, found: Found, around: Around, now: float) -> Iterator[Found]:
    try:
        with here.file(name) as file:
            moment = around.moment(found.path[-1], dates.known(os.fstat(file.fileno()).st_mtime, now), now)
            found = replace(found, moment=moment)
            if is_zip(file.read(4)):
                yield from in_zip(file, around.unpacking(found.path[-1], moment), Spent(), now)
            else:
                file.seek(0)
                yield from in_content(replace(found, content=whole(file.read)), around, Spent(), now)
    except Refused as refused:
        yield replace(found, refused=str(refused))
    except NotPlain as problem:
        yield replace(found, refused=str(problem))
    except OSError as problem:
        yield replace(found, refused=f"This file could not be opened ({problem.strerror or 'it gave no reason'}).")
