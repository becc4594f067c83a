"""The one switch of the setting: who speaks, and who watches. Set once, it is set in every lab, and tomorrow, too."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as w
from traitlets import HasTraits, Unicode

from toolkit.answers import Refused, Store
from toolkit.exercises.asking import radio
from toolkit.faces.html import SETTING_WORDS, VERDICT_WORDS, framed
from toolkit.faces.i18n import t
from toolkit.privacy import own_folder
from toolkit.review.drafts import SETTINGS

USUAL = "open"
NAME = "setting"
_HOME = "my-work"
_PAUSE = 0.3  # seconds without a change before all three settings are looked at
SHORT_WORDS = {"official": "Official", "open": "Open", "hostile": "Hostile"}
COUNTED_WORDS = {"danger": "{count} danger", "required": "{count} needed", "advice": "{count} to try"}


class _Here(HasTraits):  # type: ignore[misc]
    """What all switches of this kernel show beside the work that lies in one folder."""

    value = Unicode(USUAL)

    def __init__(self, folder: Path) -> None:
        # One for all sessions, beside the drafts of each. Elsewhere nothing is kept.
        self.store = Store(folder.parent / NAME, NAME) if folder.parent.name == _HOME else None
        super().__init__(value=_kept(self.store) or USUAL)
        self.observe(self._keep, "value")

    def _keep(self, change: Any) -> None:
        if self.store:
            with suppress(OSError):  # where nothing can be written, the switch still works
                own_folder(self.store.folder)
                self.store.put(NAME, change["new"])


class Setting(w.VBox):  # type: ignore[misc]
    """The switch, and below it what the same work gets in each setting. `value` is official, open or hostile."""

    value = Unicode(USUAL)

    def __init__(self, store: Store) -> None:
        self._due: asyncio.TimerHandle | None = None
        self._here = _here(store.folder.absolute())
        self.value = self._here.value
        options = {name: t(SETTING_WORDS[name]) for name in SETTINGS}
        self.choice = radio(options, self.value, t("The setting: who speaks, who watches?"))
        self.told = w.HTML()
        super().__init__([self.choice, self.told])
        self.add_class("hta-switch")
        self.choice.observe(lambda change: self._set(change["new"]), "value")
        self._here.observe(lambda change: self._set(change["new"]), "value")
        self.observe(lambda change: self._set(change["new"]), "value")

    def tell(self, verdicts: Callable[[str], Iterable[str]]) -> None:
        """Say what the same work gets in each setting: `verdicts` names those that it gets in one.

        It is said after a pause, so that no key press waits for what the other settings would say.
        """
        if self._due:
            self._due.cancel()
        try:
            self._due = asyncio.get_running_loop().call_later(_PAUSE, self._say, verdicts)
        except RuntimeError:  # without a loop nobody types either
            self._say(verdicts)

    def _say(self, verdicts: Callable[[str], Iterable[str]]) -> None:
        found = {name: Counter(verdicts(name)) for name in SETTINGS}
        self.told.value = framed(_told_html(found)) if any(found.values()) else ""

    def _set(self, name: str) -> None:
        self.choice.value = self._here.value = self.value = name


def _told_html(found: dict[str, Counter[str]]) -> str:
    rows = "".join(
        f'<li><span class="hta-small">{escape(t(SHORT_WORDS[name]))}</span> {_counts(counts)}</li>'
        for name, counts in found.items()
    )
    return (
        f'<p class="hta-sr">{escape(t("What the same gets in each setting:"))}</p><ul class="hta-settings">{rows}</ul>'
    )


def _counts(counts: Counter[str]) -> str:
    grave = [(verdict, t(words, count=counts[verdict])) for verdict, words in COUNTED_WORDS.items() if counts[verdict]]
    shown = grave or [("good", t("nothing to mend"))]
    return " ".join(
        f'<span class="hta-chip hta-{verdict}">{VERDICT_WORDS[verdict][0]} {escape(said)}</span>'
        for verdict, said in shown
    )


@cache
def _here(folder: Path) -> _Here:
    return _Here(folder)


def _kept(store: Store | None) -> str:
    with suppress(OSError, Refused):
        found = store.open()[0].values.get(NAME) if store else None
        return found if isinstance(found, str) and found in SETTINGS else ""
    return ""
