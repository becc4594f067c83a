"""Grade a cohort: one after the other here, or shared out among processes and machines."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any

from nbgrader.coursedir import CourseDirectory

from toolkit.facilitator.grading.course import open_course
from toolkit.facilitator.grading.gradebook import open_gradebook
from toolkit.facilitator.grading.single import Graded, grade_one, open_desk
from toolkit.facilitator.grading.submitted import nobody
from toolkit.faults import Stopped

__all__ = ["Graded", "grade", "grade_with", "handed_in", "helpers"]
_NO_CLUSTER = "Nobody answers at {scheduler}. Look whether the cluster runs; without --scheduler this computer does it."
_AT_ONCE = 25  # submissions that a helper takes at a time: few enough to show progress, enough to share one opening
_WORTH_IT = 150  # fewer than this are done sooner than a second process has started


def handed_in(course: CourseDirectory, assignment: str) -> list[str]:
    """Name the people of whom a submission of an assignment is there, or something in its place."""
    everybody = Path(course.format_path(course.submitted_directory, "*", assignment))
    # Only what stands below the course is a pattern: the folder of a course may be called “Spring [2027]”.
    below = everybody.relative_to(course.root).parent
    return sorted(one.name for one in Path(course.root).glob(str(below)) if _is_there(one / assignment))


def _is_there(place: Path) -> bool:
    """Tell whether anything stands in a place, also a link to nowhere, or behind a door that is closed to us."""
    try:
        place.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        pass
    return True


def grade(course: CourseDirectory, assignment: str, force: bool = False) -> Iterator[Graded]:
    """Grade every submission of an assignment, one after the other; yields a line for each.

    What is graded already, against the same key, is left alone unless `force`. A submission that cannot be
    graded is a line with `points` None; it stops none of the others. Raises LookupError, in words for a
    facilitator, if the assignment was not released.
    """
    yield from _graded(course, assignment, handed_in(course, assignment), force)


def grade_with(helping: Executor | None, folder: Path, assignment: str, force: bool = False) -> Iterator[Graded]:
    """Grade like `grade`, shared out among an executor's processes; lines come as they are ready.

    Every process writes into the gradebook and the course folder by itself, so on several machines both must be
    reachable under the same names. `helping` is any `concurrent.futures.Executor`; None grades in this process.
    """
    course, _ = open_course(folder)
    names = handed_in(course, assignment)
    if helping is None:
        yield from _graded(course, assignment, names, force)
        return
    with open_gradebook(course) as gradebook:
        open_desk(course, gradebook, assignment, ())  # says here, once, if it is not released
    shares = [names[n : n + _AT_ONCE] for n in range(0, len(names), _AT_ONCE)]
    begun = {helping.submit(grade_share, str(folder), assignment, share, force): share for share in shares}
    try:
        for done in as_completed(begun):
            yield from _lines(done, begun[done])
    finally:
        for waiting in begun:  # where one stopped, the others would too
            waiting.cancel()


def _lines(done: Any, share: Sequence[str]) -> list[Graded]:
    """Take the lines of a share; if its process was lost, its people stay ungraded until the next run."""
    try:
        return list(done.result())
    except Stopped:
        raise
    except Exception as problem:
        said = f"The process that graded this was lost ({type(problem).__name__}). Grade again."
        return [Graded(who, None, 0.0, (said,)) for who in share]


def grade_share(folder: str, assignment: str, names: Sequence[str], force: bool) -> list[Graded]:
    """Grade the submissions of some people; what a process of an executor runs."""
    course, _ = open_course(Path(folder))
    return list(_graded(course, assignment, names, force))


def _graded(course: CourseDirectory, assignment: str, names: Sequence[str], force: bool) -> Iterator[Graded]:
    with open_gradebook(course) as gradebook:
        desk = open_desk(course, gradebook, assignment, [who for who in names if not nobody(who)])
        for who in names:
            yield Graded(who, None, 0.0, (why,)) if (why := nobody(who)) else grade_one(desk, who, force)


@contextmanager
def helpers(count: int, workers: int | None = None, scheduler: str = "") -> Iterator[Executor | None]:
    """Open what shares the work of grading `count` submissions; None where this process alone is quickest.

    With `scheduler`, the address of a Dask cluster, its workers do it; they need the extra `dask`, the course's
    package, its folder and its gradebook. Otherwise `workers` processes (one for each core, if none is named).
    """
    if scheduler:
        from distributed import Client

        try:
            client = Client(scheduler)
        except (OSError, ValueError):
            raise LookupError(_NO_CLUSTER.format(scheduler=scheduler)) from None
        with client:
            yield client.get_executor(pure=False)
        return
    many = (os.cpu_count() or 1 if count >= _WORTH_IT else 1) if workers is None else workers
    if many <= 1:
        yield None
        return
    with ProcessPoolExecutor(many, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        yield pool


def _end_with_parent() -> None:
    """Let a process end when the one that it works for is gone, however that ended."""
    Thread(target=_follow, args=(parent_process(),), daemon=True).start()


def _follow(parent: Any) -> None:
    parent.join()
    os._exit(1)
