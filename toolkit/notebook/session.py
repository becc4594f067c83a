"""A training session as its workbook plays it: recall, worked example, lab, reflection."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.answers import Store
from toolkit.course.glossary import cards, met_in
from toolkit.course.progress import Progress
from toolkit.exercises.questions import Question
from toolkit.faces.html import Face
from toolkit.privacy import own_folder
from toolkit.sessions.room import content, gates, labs, questions


@dataclass(frozen=True)
class Session:
    """One session, and the folder beside the workbook in which the trainee's own drafts are kept."""

    name: str
    store: Store

    def recall(self) -> Any:
        """Show what is due from earlier sessions, then a few quick questions of this one; nothing is graded."""
        from toolkit.course.recall import begun

        progress = Progress(self.store.folder.parent.parent, gates())
        return begun(self.name, content(self.name)["recall"], progress)

    def words(self) -> Face:
        """Say what the unusual words of this session mean, in the order in which one should meet them (item 45)."""
        from toolkit.course.cards import words_html

        met, more = met_in(self._texts()), content(self.name).get("words", ())
        return Face(words_html([card for card in cards() if card in met or card.id in more]))

    def _texts(self) -> str:
        """Gather what a trainee reads here: the notebook, where it lies in this folder, what it shows, the exercise."""
        read = [json.dumps(content(self.name), ensure_ascii=False)]
        with suppress(LookupError):
            read += [f"{one.prompt} {one.help} {[*one.options.values()]}" for one in questions(self.name).values()]
        with suppress(OSError, ValueError):
            notebook = json.loads((self.store.folder.parent.parent / f"{self.name}.ipynb").read_text("utf-8"))
            read[:0] = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
        return "\n".join(read)

    def worked_example(self) -> Face:
        """Show one post three times: bad, better, best, each with its reason and its review."""
        from toolkit.labs.faces import worked_html

        return Face(worked_html(content(self.name)["worked"]))

    def lab(self, name: str) -> Any:
        """Show one of the session's labs."""
        return labs(self.name)[name](self.store)

    def reflect(self) -> Any:
        """Show the closing question; the answer stays on this computer."""
        from toolkit.exercises.forms import show

        return show(Question(id="reflect", kind="reflection", **content(self.name)["reflection"]), self.store)


def session(name: str) -> Session:
    """Open a session's workbook; drafts are kept in `my-work` beside the notebook."""
    content(name)
    folder = Path.cwd() / "my-work" / name
    with suppress(OSError):  # where nothing can be kept, the workbook still plays
        own_folder(folder)
    return Session(name, Store(folder, name))
