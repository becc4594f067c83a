"""The explorer: search a feed, compare its tags, read what stands under one, switch the setting."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import ipywidgets as w
import numpy as np
import pandas as pd

from toolkit.answers import Refused, Store
from toolkit.exercises.asking import html, radio
from toolkit.faces import charts
from toolkit.faces.html import framed
from toolkit.faces.i18n import t
from toolkit.labs.kept import beside
from toolkit.labs.pictures import Picture
from toolkit.labs.setting import Setting
from toolkit.labs.workbook import workbook
from toolkit.sessions.hashtag_choice.faces import (
    TAG_WORDS,
    choice_html,
    counts_html,
    query_html,
    samples_html,
    tags_html,
)
from toolkit.sessions.hashtag_choice.labs.own_archive import OwnArchive
from toolkit.world.choosing import choice, looked_at, verdict
from toolkit.world.feed import Feed, load

_MOST = 40  # tags in the list and in the picture
_SAMPLES = 6
_LINES = 3  # the chosen tag beside the two fullest
VIEWS = {"volume": "How much, and how much of it for you", "time": "Day by day", "together": "Together with"}


class Explorer(w.VBox):  # type: ignore[misc]
    """A topic, a setting, a search; a list of tags, and all about the one that is chosen."""

    def __init__(self, store: Store) -> None:
        self.store = store
        kept = self._kept()
        self.feed, self.topics = load(), workbook(__file__)["topics"]
        self.topic = _dropdown(t("You want to write about"), self.topics, kept.get("topic"))
        self.setting = Setting(store)
        said = kept.get("search")
        self.search = w.Text(value=said if isinstance(said, str) else "", description=t("Search the posts"))
        self.search.placeholder = t(
            "clinic OR doctor · “nobody asked” · -football · from:opngate_example · since:2026-04-01"
        )
        self.found, self.verdict, self.table, self.samples = w.HTML(), w.HTML(), w.HTML(), w.HTML()
        self.tags = w.Select(options=[], description=t("Tags, the fullest first"), rows=12)
        self.view = radio({name: t(words) for name, words in VIEWS.items()}, "volume", t("The picture"))
        self.view.add_class("hta-row")
        self.picture = Picture()
        super().__init__([html(""), *self._arranged()])
        self.add_class("hta-form").add_class("hta-wide")
        self._recount()
        for one in (self.topic, self.setting, self.search):
            one.observe(self._recount, "value")
        for one in (self.tags, self.view):
            one.observe(self._look, "value")

    def use(self, feed: Feed) -> None:
        """Put somebody's own posts in the place of the course's feed; relevance is measured by the search then."""
        self.feed, self.topics = feed, {}
        self.topic.layout.display = "none"
        self._recount()

    def _arranged(self) -> list[w.Widget]:
        both = beside([self.tags, self.verdict], [self.view, self.picture, self.table])
        return [self.topic, self.setting, self.search, self.found, both, self.samples, OwnArchive(self.use)]

    def _recount(self, _: Any = None) -> None:
        """Count again: the topic, the setting or the search has changed."""
        hits = self.feed.search(self.search.value)
        searched = bool(self.search.value.strip())
        self.about = self.feed.about(self.topic.value) if self.topics else hits.posts if searched else None
        within = hits.posts if self.topics or not searched else np.ones(len(self.feed.posts), bool)
        self.within = within
        table = self.feed.tag_table(self.about, within)
        if not searched and self.about is not None:
            table = table[table["relevance"] > 0]  # without a search: the tags of the topic
        self.counted = table.head(_MOST)
        self.verdicts = {key: verdict(looked_at(self._choice(key)).findings) for key in self.counted.index}
        self.found.value = query_html(hits.query, len(hits), len(self.feed.posts), list(self.counted["tag"].head(6)))
        self._list()
        self._look()
        self._keep()

    def _list(self) -> None:
        chosen = self.tags.value
        # Isolates keep a tag in its own direction beside its number.
        options = [(f"\u2068#{row.tag}\u2069 · {row.posts}", row.Index) for row in self.counted.itertuples()]
        known = [key for _, key in options]
        self.listing = True  # what is chosen changes twice here, and is looked at once
        self.tags.options = options
        self.tags.value = chosen if chosen in known else known[0] if known else None
        self.listing = False

    def _choice(self, key: str, setting: str = "") -> Any:
        return choice(self.feed, key, self.about, setting or self.setting.value)

    def _verdicts(self, key: str | None, setting: str) -> list[str]:
        return [one.verdict for one in looked_at(self._choice(key, setting)).findings] if key else []

    def _look(self, _: Any = None) -> None:
        """Show all about the chosen tag."""
        if self.listing:
            return
        key = self.tags.value
        self.setting.tell(lambda setting: self._verdicts(key, setting))
        if key is None:
            self.verdict.value = framed(t("Nothing found. Take a word out of your search, or put OR between two."))
            self.samples.value = self.table.value = ""
            return
        chosen = self._choice(key)
        self._draw(key)
        self.verdict.value = choice_html(
            chosen,
            looked_at(chosen).findings,
            self.feed.spellings(key).to_dict(),
            self.counted["with_tags"][key],
        )
        self.samples.value = framed(
            f'<div class="hta-prompt">{t("Read before you choose")}</div>{samples_html(self._sampled(key))}'
        )

    def _sampled(self, key: str) -> pd.DataFrame:
        """Take posts from all over a tag's time, the latest first."""
        places = np.flatnonzero(self.feed.under(key) & self.within)
        return self.feed.posts.iloc[places[np.linspace(len(places) - 1, 0, min(_SAMPLES, len(places))).astype(int)]]

    def _draw(self, key: str) -> None:
        drawn: dict[str, Callable[[str], None]] = {
            "volume": self._volume,
            "time": self._time,
            "together": self._together,
        }
        drawn[self.view.value](key)

    def _volume(self, key: str) -> None:
        words = {name: t(word) for name, word in TAG_WORDS.items()}
        axes = (t("posts under the tag"), t("about your topic"))
        asked = t("Search for your topic first; then we can say how much of each tag is about it.")
        note = asked if self.about is None else ""
        figure = charts.volume_relevance(self.counted, self.verdicts, words, key, axes, note)
        self.picture.show(figure, t("Tags by volume and relevance; the table says the same."))
        self.table.value = tags_html(self.counted, self.verdicts)

    def _time(self, key: str) -> None:
        beside = [other for other in self.counted.index if other != key][: _LINES - 1]
        names = [self.counted["tag"][one] for one in (key, *beside)]
        counted = self.feed.trend(names)
        self.picture.show(charts.trends(counted, t("Posts a day")), t("Posts a day; the table says the same by week."))
        weeks = self.feed.trend(names, "W")
        weeks.index = [f"{day:%d %b}" for day in weeks.index]
        weeks.columns = [f"#{name}" for name in names]
        self.table.value = counts_html(t("Posts a week"), t("Week from"), weeks)

    def _together(self, key: str) -> None:
        shares = self.feed.beside(key).head(10)
        self.picture.show(
            charts.together(
                shares, t("Of the posts under #{tag}, this share also carries", tag=self.counted["tag"][key])
            ),
            t("Tags used together; the table says the same."),
        )
        table = pd.DataFrame(
            {t("share of its posts"): [f"{round(100 * share)} %" for share in shares]},
            index=[f"#{tag}" for tag in shares.index],
        )
        self.table.value = counts_html(t("Used together with"), t("Tag"), table)

    def _kept(self) -> dict[str, Any]:
        with suppress(OSError, Refused):
            value = self.store.open()[0].values.get("explorer")
            return value if isinstance(value, dict) else {}
        return {}

    def _keep(self) -> None:
        if self.topics:  # what somebody looks for in an archive of their own is not written down
            kept = {"topic": self.topic.value, "setting": self.setting.value, "search": self.search.value[:500]}
            with suppress(OSError):
                self.store.put("explorer", kept)


def _dropdown(words: str, options: dict[str, str], chosen: Any) -> w.Dropdown:
    pairs = [(t(said), id_) for id_, said in options.items()]
    made = w.Dropdown(options=pairs, value=chosen if chosen in options else pairs[0][1], description=words)
    made.add_class("hta-choose")
    return made
