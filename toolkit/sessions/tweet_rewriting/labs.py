"""The labs of tweet rewriting: from a document to a post, and three versions of one post compared."""

from typing import Any

import ipywidgets as w

from toolkit.exercises.answered import prompt_html
from toolkit.exercises.asking import LONGEST, Room, html, text_area
from toolkit.exercises.questions import Question, said
from toolkit.faces.i18n import t
from toolkit.labs.desks import Bench, Desk
from toolkit.labs.faces import versions_html
from toolkit.review import review
from toolkit.review.drafts import Draft


class Versions(Bench):
    """Three versions of one post, with what hooks each and how alike they are."""

    name = "versions"

    def build(self, saved: dict[str, Any]) -> list[w.Widget]:
        """Put three text areas above the comparison."""
        texts = saved.get("texts")
        kept = [said(text) for text in texts] if isinstance(texts, list) else []
        kept = [*kept, "", "", ""][:3]
        self.areas = [text_area(text, t("Version {number}", number=n + 1)) for n, text in enumerate(kept)]
        self.live = w.HTML()
        for area in self.areas:
            area.rows = 3
            area.observe(self._changed, "value")
        rows = [one for area in self.areas for one in (area, Room(area))]
        question = Question(id="versions", kind="text", prompt=t("One document, one link, three ways in"))
        return [html(prompt_html(question)), self.chooser, self.setting, *rows, self.live]

    def look(self) -> None:
        """Compare the versions."""
        self.live.value = versions_html(self._versions(self.setting.value))
        self.setting.tell(self._verdicts)

    def _versions(self, setting: str) -> list[Draft]:
        texts = [area.value[:LONGEST] for area in self.areas]
        return [
            Draft(text, "x", setting, self.brief, tuple(texts[:n] + texts[n + 1 :])) for n, text in enumerate(texts)
        ]

    def _verdicts(self, setting: str) -> list[str]:
        written = [draft for draft in self._versions(setting) if draft.text.strip()]
        return [one.verdict for draft in written for one in review(draft).findings]

    def drafts(self) -> dict[str, Any]:
        """Get the three texts."""
        return {"texts": [area.value[:LONGEST] for area in self.areas]}


LABS = {"desk": Desk, "versions": Versions}
