"""The labs in which something is written: one message on several networks, and the words that go with a film."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as w

from toolkit.exercises.asking import LONGEST, Room, html, radio, text_area
from toolkit.faces.html import advice_html, auto, framed
from toolkit.faces.i18n import t
from toolkit.labs.kept import Kept
from toolkit.labs.setting import Setting
from toolkit.labs.workbook import workbook
from toolkit.review import review
from toolkit.review.drafts import Draft
from toolkit.sessions.platforms_and_counters.advice import change
from toolkit.sessions.platforms_and_counters.faces import network_words, side_by_side_html
from toolkit.sessions.platforms_and_counters.judge import film
from toolkit.sessions.platforms_and_counters.meters import seen

SESSION = "platforms-and-counters"
NETWORKS = ("x", "mastodon", "bluesky", "threads", "facebook", "instagram", "youtube", "telegram")
FIRST_FIVE = ("x", "mastodon", "bluesky", "threads", "youtube")
WHEN = {"today": "Today", "then": "Until 2017 (140)", "both": "Then and now, side by side"}


class SideBySide(Kept):
    """Type one message and see it on five networks at once, then and now."""

    name = "side_by_side"

    def build(self) -> list[w.Widget]:
        """Put the message and what is chosen above what the networks make of it."""
        words = workbook(__file__)
        text = self.kept.get("text")
        self.area = text_area(text if isinstance(text, str) else words["examples"]["English"], t("Your message"))
        self.examples = [w.Button(description=name) for name in words["examples"]]
        for button in self.examples:
            button.on_click(lambda pressed: setattr(self.area, "value", words["examples"][pressed.description]))
        chosen = self.kept.get("networks")
        chosen = chosen if isinstance(chosen, list) else list(FIRST_FIVE)
        self.boxes = {
            one: w.Checkbox(value=one in chosen, description=network_words(one), indent=False) for one in NETWORKS
        }
        for box in self.boxes.values():
            box.layout.width = "auto"
        when = self.kept.get("when")
        self.when = radio(
            {name: t(said) for name, said in WHEN.items()}, when if when in WHEN else "both", t("X: when?")
        )
        self.when.add_class("hta-row")
        self.setting = Setting(self.store)
        self.live = w.HTML()
        for one in (self.area, self.when, self.setting, *self.boxes.values()):
            one.observe(self._changed, "value")
        self._look()
        wrapped = w.Layout(flex_flow="row wrap")
        examples, boxes = w.HBox(self.examples, layout=wrapped), w.HBox([*self.boxes.values()], layout=wrapped)
        choose = html(auto(t("At most five networks: untick one before you tick another."), "hta-help"))
        return [self.setting, self.when, choose, boxes, examples, self.area, Room(self.area), self.live]

    def platforms(self) -> list[str]:
        """List what is shown: X of the chosen time first, then the other networks."""
        chosen = [name for name, box in self.boxes.items() if box.value]
        x = {"today": ["x"], "then": ["x-2013"], "both": ["x-2013", "x"]}[self.when.value]
        return [one for name in chosen for one in (x if name == "x" else [name])]

    def _changed(self, _: Any) -> None:
        self._look()
        self.kept = {
            "text": self.area.value[:LONGEST],
            "networks": [name for name, box in self.boxes.items() if box.value],
            "when": self.when.value,
        }
        self.keep()

    def _look(self) -> None:
        full = sum(box.value for box in self.boxes.values()) >= len(FIRST_FIVE)
        for box in self.boxes.values():
            box.disabled = full and not box.value
        text = self.area.value[:LONGEST]
        shown = [
            (one, change(one, review(Draft(text, one.platform, self.setting.value)).findings))
            for one in (seen(text, platform) for platform in self.platforms())
        ]
        self.setting.tell(lambda setting: self._verdicts(text, setting))
        self.live.value = side_by_side_html(shown, workbook(__file__))

    def _verdicts(self, text: str, setting: str) -> list[str]:
        """Name what the message gets; said of each network, most of it is the same."""
        drafts = [Draft(text, seen(text, platform).platform, setting) for platform in self.platforms()]
        return [verdict for _, verdict in {(f.check, f.verdict) for d in drafts for f in review(d).findings}]


class Film(Kept):
    """Title, description and tags of a film, looked at while they are written."""

    name = "film"

    def build(self) -> list[w.Widget]:
        """Put three fields below what the film shows."""
        words = workbook(__file__)["video"]
        self.about = words["brief"]
        self.fields = {
            "title": w.Text(value=self._kept("title", words), description=t("Title")),
            "description": text_area(self._kept("description", words), t("Description")),
            "tags": w.Text(value=self._kept("tags", words), description=t("Tags, the best first")),
        }
        self.live = w.HTML()
        for one in self.fields.values():
            one.observe(self._changed, "value")
        self._look()
        rows = [one for field in self.fields.values() for one in (field, Room(field))]
        return [html(auto(t(self.about["prompt"]), "hta-quote")), *rows, self.live]

    def _kept(self, name: str, words: Mapping[str, Any]) -> str:
        value = self.kept.get(name)
        return value if isinstance(value, str) else str(words[name])

    def _changed(self, _: Any) -> None:
        self.kept = {name: one.value[:LONGEST] for name, one in self.fields.items()}
        self._look()
        self.keep()

    def _look(self) -> None:
        said, _ = film(self.about, {name: one.value[:LONGEST] for name, one in self.fields.items()})
        self.live.value = framed(advice_html(sorted(said, key=lambda one: one.verdict == "good")))
