"""Whose answers are these? The code name in them counts, then that of the answers file or the folder around them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property

from toolkit.answers import FILE
from toolkit.facilitator.collecting import senders
from toolkit.facilitator.collecting.contents import Content
from toolkit.facilitator.collecting.dates import STEP, Moment
from toolkit.facilitator.collecting.keeping import Version
from toolkit.notebook.handing_in import CODE_NAME, answered

_MOST_BESIDE = 200  # answers files in a folder; among thousands, to look for the one that says the same takes long
NAMELESS = "No code name in it. Put the file into a folder named like the code name, and collect again."
NOTHING = "No answers in it, and no code name. If somebody answered in it, please ask for the file of “Save my work”."
BY_FOLDER = "The code name was read from the folder’s name."
BY_CONTENT = "Its folder is called otherwise; the code name in the file counts."
CLASH = "The code name in it is not that of the folder or account it came from. Please ask who sent it."
BY_FILE = "The code name was read from the answers file beside it, which counts."
ALIKE = "The answers file beside it holds all that is in it."
UNKNOWN = "The code name in it is none of this cohort.{meant} Please ask who sent it."


@dataclass(frozen=True)
class Sent:
    """Answers that were found in a file; `path` and `folders` are those of `Found`, `file` names it in the report.

    `who` is "" as long as nobody knows; `why` is what the facilitator should know. `beside` says that an answers file
    beside it holds the same.
    """

    file: str
    path: tuple[str, ...]
    packed: bool
    content: Content
    moment: Moment
    who: str = ""
    why: str = ""
    beside: bool = False

    @property
    def assignment(self) -> str:
        """The exercise that was answered."""
        return self.content.answers.assignment

    @cached_property
    def version(self) -> Version:
        """What is to be kept of it."""
        return Version.of(replace(self.content.answers, who=self.who or None), self.moment)


def whose(sent: Sent, folders: Sequence[str], cohort: Collection[str]) -> Sent:
    """Find the code name in the answers, or else in the name of the folder that they lie in."""
    said = sent.content.answers.who
    inside = said if said and CODE_NAME.fullmatch(said) and not senders.is_exercise(said) else ""
    # Where a learning platform gave the names, people's own stand in them.
    around = "" if senders.of_platform(sent.path) and not cohort else senders.named_by(folders, sent.assignment, cohort)
    if inside and cohort and inside not in cohort:
        close = get_close_matches(inside, cohort, 1)
        return replace(sent, why=UNKNOWN.format(meant=f" Perhaps {close[0]} is meant." if close else ""))
    clash = inside and around not in ("", inside)
    if clash and (cohort or senders.of_exchange(sent.path)):
        return replace(sent, why=CLASH)
    if inside:
        return replace(sent, who=inside, why=BY_CONTENT if clash else "")
    return replace(sent, who=around, why=BY_FOLDER if around else NAMELESS if sent.version.answered else NOTHING)


def together(sent: Iterable[Sent]) -> Iterator[Sent]:
    """Bring notebooks together with the answers files that lie beside them: a notebook holds no code name."""
    sent = list(sent)
    files: dict[tuple[tuple[str, ...], str], list[Sent]] = {}
    for one in sent:
        if one.content.kind == "answers":
            files.setdefault((_place(one), one.assignment), []).append(one)
    for one in sent:
        beside = files.get((_place(one), one.assignment), ()) if one.content.kind == "notebook" else ()
        yield _paired(one, beside) if beside else one


def _place(sent: Sent) -> tuple[str, ...]:
    """Name what a file shares with the others of its sending, or else with the others in its folder."""
    return senders.sending(sent.path) or sent.path[:-1]


def _paired(notebook: Sent, files: Sequence[Sent]) -> Sent:
    """Let a notebook go with an answers file, if both are surely one sending, or the notebook says nothing else.

    The answers file is written at every change, the notebook when it is saved: so the file counts.
    """
    given = {form: value for form, value in notebook.content.answers.values.items() if answered(value)}
    usual = [file for file in files if _usual(file, notebook)]
    one_sending = bool(senders.sending(notebook.path)) or (notebook.packed and usual)
    near = files if len(files) <= _MOST_BESIDE else ()
    alike = [file for file in near if given and given.items() <= file.content.answers.values.items()]
    alike = alike or (usual if not given else [])
    named = [file for file in (files if one_sending else alike) if file.who and notebook.who in ("", file.who)]
    if notebook.who:
        named = [file for file in files if file.who == notebook.who]
    if len({file.who for file in named}) != 1:
        return notebook
    if not given or any(file is one for file in named for one in alike):
        return replace(notebook, who=named[0].who, why=ALIKE, beside=True)
    newest = max(file.moment.seconds for file in named)
    before = replace(notebook.moment, seconds=min(notebook.moment.seconds, max(0, newest - STEP)))
    return replace(notebook, who=named[0].who, moment=before, why=notebook.why if notebook.who else BY_FILE)


def _usual(file: Sent, notebook: Sent) -> bool:
    """Tell whether both are called as in the folder of an exercise."""
    return file.path[-1] == FILE and notebook.path[-1] == f"{notebook.assignment}.ipynb"
