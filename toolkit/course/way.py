"""The way through the course: four weeks, where I am, what is open, and one button that wipes it all."""

from collections.abc import Callable, Collection
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as w

from toolkit.course.gates import Gates
from toolkit.course.path import Session, Standing, course
from toolkit.course.progress import Progress
from toolkit.course.wiping import others, wipe
from toolkit.exercises.asking import button, html
from toolkit.faces.html import WEEK_WORDS, apart, auto, chip, framed
from toolkit.faces.i18n import t
from toolkit.posts.words import printable

_CLOSED = (
    "“{week}” opens when you have passed the gate before it. You can go on without it; some of it may then be harder, "
    "and what the week before says about safety you should know first."
)
_WIPES = (
    "Your answers, drafts and attempts go, with saved work and feedback in this folder, what Jupyter remembers, and "
    "the copies in these pages. This cannot be undone. What you downloaded to another place or sent stays: delete it "
    "there, too."
)
_CLOSE = "Close every other page of the course first: what is open still holds what you wrote, and can write it again."
_WIPED = "Files wiped: {count}."
_AGAIN = (
    "Was another page of the course open? Close it, then wipe once more: it holds what you wrote, and can write it "
    "again. If a page asks what to do about a file that has changed, choose “Revert”."
)
_LEFT = (
    "These could not be wiped; something of yours may still stand in them. Are they open elsewhere, for reading only, "
    "or do they only point to another place?"
)
_OTHERS = "These did not come with the course, so they stay. Look at them yourself:"


class Way(w.VBox):  # type: ignore[misc]
    """The weeks with their sessions, and a way into a week that is not open yet."""

    def __init__(self, progress: Progress, there: Collection[str]) -> None:
        self.progress, self.there = progress, there
        self.map, self.more = w.HTML(), w.VBox()
        super().__init__([html(""), self.map, self.more])
        self.add_class("hta-form")
        self.renew()

    def renew(self, _: Any = None) -> None:
        """Draw the way anew."""
        _, said = self.progress.values()
        now = self.progress.standing()
        self.map.value = framed(f"{auto(said, 'hta-finding hta-advice') if said else ''}{self._steps(now)}")
        closed = [week for week in course().weeks if not now.is_open(week)]
        self.more.children = [self._entrance(closed[0])] if closed else []

    def _steps(self, now: Standing) -> str:
        return way_html(now, self.progress.gates, self.there)

    def _entrance(self, week: str) -> w.VBox:
        """Offer to go on all the same: nobody is locked out for good."""
        said = t(_CLOSED, week=t(WEEK_WORDS[week]))
        name = t(WEEK_WORDS[week])
        anyway = button("Go on to “{week}” all the same", lambda _: self._enter(week, "went on alone"), week=name)
        let = button(
            "My facilitator let me through to “{week}”",
            lambda _: self._enter(week, "let through by a facilitator"),
            week=name,
        )
        return w.VBox([html(auto(said, "hta-help")), w.HBox([anyway, let], layout={"flex_flow": "row wrap"})])

    def _enter(self, week: str, reason: str) -> None:
        with suppress(OSError):
            self.progress.enter(week, reason)
        self.renew()


class Wipe(w.VBox):  # type: ignore[misc]
    """One button, pressed twice: everything that was written in this course is wiped from this folder."""

    def __init__(self, folder: Path, after: Callable[[], None]) -> None:
        self.folder, self.after = folder, after
        self.button, self.said = button("Wipe everything I wrote here", self._pressed), w.HTML()
        self.asked = False
        super().__init__([html(""), self.button, self.said])
        self.add_class("hta-form")

    def _pressed(self, _: Any) -> None:
        if self.asked:
            self._wipe()
            self.after()
            return
        self.asked = True
        self.button.description, self.button.button_style = t("Press again to wipe everything"), "danger"
        told = "".join(auto(words, "hta-finding hta-required") for words in (t(_WIPES), t(_CLOSE)))
        self.said.value = framed(told + _named(t(_OTHERS), others(self.folder), "hta-advice"))

    def _wipe(self) -> None:
        self.asked = False
        gone, left = wipe(self.folder)
        self.button.description, self.button.button_style = t("Wipe everything I wrote here"), ""
        told = auto(t(_WIPED, count=gone), "hta-finding hta-good") + auto(t(_AGAIN), "hta-finding hta-required")
        stays = _named(t(_LEFT), left, "hta-danger") + _named(t(_OTHERS), others(self.folder), "hta-advice")
        self.said.value = framed(told + stays)


def _named(words: str, files: list[str], kind: str) -> str:
    """Say something about files, and name each; nothing where there is none."""
    rows = "".join(f"<li>{apart(printable(name))}</li>" for name in files)
    return f'<div class="hta-finding {kind}">{escape(words)}<ul>{rows}</ul></div>' if files else ""


def way_html(now: Standing, gates: Gates, there: Collection[str]) -> str:
    """Show the four weeks as steps: what is passed, where I am, what is open, what is closed, what is there yet."""
    here = now.here()
    steps = "".join(_week(week, now, here, gates, there) for week in course().weeks)
    return f'<ol class="hta-way">{steps}</ol>'


def _week(week: str, now: Standing, here: str, gates: Gates, there: Collection[str]) -> str:
    is_open = now.is_open(week)
    rows = "".join(f"<li>{_session(one, is_open, one.id in there)}</li>" for one in course().weeks[week])
    words = t("The gate at the end of this week")
    gate = _link(f"gate-{week}.ipynb", words) if is_open else escape(words)
    current = ' aria-current="step"' if week == here else ""
    return (
        f"<li{current}><strong>{escape(t(WEEK_WORDS[week]))}</strong> {_state(week, now, here)}"
        f"<ul>{rows}{f'<li>{gate}</li>' if gates.has(week) else ''}</ul></li>"
    )


def _state(week: str, now: Standing, here: str) -> str:
    if week in now.passed:
        return chip("good", t("passed"))
    if week == here:
        return chip("advice", t("you are here"))
    if now.is_open(week):
        return chip("advice", t("open"))
    return f'<span class="hta-small">{escape(t("still closed"))}</span>'


def _session(one: Session, is_open: bool, is_there: bool) -> str:
    if not is_there:
        return f'{escape(t(one.title))} <span class="hta-small">({escape(t("on its way"))})</span>'
    return _link(f"{one.id}.ipynb", t(one.title)) if is_open else escape(t(one.title))


def _link(target: str, words: str) -> str:
    # Relative to the page of the notebook: the other notebooks lie beside it.
    return f'<a href="{escape(target)}">{escape(words)}</a>'
