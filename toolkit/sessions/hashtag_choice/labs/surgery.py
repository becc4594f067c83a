"""The smaller labs of hashtag choice: tag surgery, what each network makes of a tag, and tags that say when."""

from datetime import date, time
from html import escape
from typing import Any

import ipywidgets as w

from toolkit.answers import Store
from toolkit.exercises.asking import html
from toolkit.faces.html import advice_html, framed
from toolkit.faces.i18n import t
from toolkit.labs.desks import Desk
from toolkit.labs.setting import Setting
from toolkit.labs.workbook import workbook
from toolkit.review.choices import Choice
from toolkit.review.moments import moment, tag_for
from toolkit.sessions.hashtag_choice.faces import networks_html, samples_html
from toolkit.world.choosing import choice, looked_at
from toolkit.world.feed import load

_MOST = 20  # tags at a time
_WATCHED = "1104v1900"


class Surgery(Desk):
    """A post with too many tags beside its document: take out what leads elsewhere."""

    name = "surgery"
    scenario, opens_with = "veltara", "hrconf.en"

    def __init__(self, store: Store) -> None:
        self.first = workbook(__file__)["surgery"]
        super().__init__(store)


class Networks(w.VBox):  # type: ignore[misc]
    """Type tags and see what each network makes of them."""

    def __init__(self, _: Store) -> None:
        self.field = w.Text(value=workbook(__file__)["networks"], description=t("Type tags, with spaces between"))
        self.shown = w.HTML()
        super().__init__([html(""), self.field, self.shown])
        self.add_class("hta-form")
        self.field.observe(self._look, "value")
        self._look()

    def _look(self, _: Any = None) -> None:
        tags = [f"#{word.lstrip('#＃')}" for word in self.field.value.split()[:_MOST] if word.strip("#＃")]
        self.shown.value = networks_html(tags)


class Moments(w.VBox):  # type: ignore[misc]
    """Make a tag of a day and an hour, read one, and see who else reads it."""

    def __init__(self, store: Store) -> None:
        self.day = w.DatePicker(value=date(2011, 6, 22), description=t("Day"))
        self.hour = w.TimePicker(value=time(19), description=t("Hour"), step=60)
        self.made = w.HTML()
        self.tag = w.Text(value=f"#{_WATCHED}", description=t("Read a tag"))
        self.setting = Setting(store)
        self.read = w.HTML()
        super().__init__([html(""), self.day, self.hour, self.made, self.tag, self.setting, self.read])
        self.add_class("hta-form")
        for one in (self.day, self.hour):
            one.observe(self._make, "value")
        for one in (self.tag, self.setting):
            one.observe(self._read, "value")
        self._make()
        self._read()

    def _make(self, _: Any = None) -> None:
        if self.day.value and self.hour.value:
            said = t(
                "{tag} says: {day}, at {hour}.",
                tag=tag_for(self.day.value, self.hour.value),
                day=f"{self.day.value:%d.%m.}",
                hour=f"{self.hour.value:%H:%M}",
            )
            self.made.value = framed(f'<div class="hta-prompt" role="status">{escape(said)}</div>')

    def _read(self, _: Any = None) -> None:
        feed, tag = load(), self.tag.value.strip()[:40]
        found = moment(tag)
        said = t("This tag tells no day.")
        if found:
            hour = t(", at {hour}", hour=f"{found.hour:%H:%M}") if found.hour else ""
            said = t("Day {day}, month {month}", day=found.day, month=found.month) + hour
        looked = looked_at(choice(feed, tag, None, self.setting.value)) if tag else None
        self.setting.tell(lambda name: _verdicts(choice(feed, tag, None, name)) if tag else ())
        state = feed.accounts.index[feed.accounts["kind"] == "state"]
        watching = feed.posts[feed.under(tag) & feed.posts["account"].isin(state).to_numpy()].head(3)
        posts = (
            f'<div class="hta-prompt">{escape(t("Under this tag, from the authorities"))}</div>{samples_html(watching)}'
        )
        self.read.value = framed(
            f'<div class="hta-prompt">{escape(said)}</div>{advice_html(looked.findings) if looked else ""}'
            f"{posts if len(watching) else ''}"
        )


def _verdicts(chosen: Choice) -> list[str]:
    return [one.verdict for one in looked_at(chosen).findings]
