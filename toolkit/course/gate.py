"""A gate: a week's questions one after the other, how sure one is of each, then what came of it and why."""

from collections.abc import Sequence
from datetime import date
from html import escape
from math import ceil
from typing import Any

import ipywidgets as w

from toolkit.course.along import MEASURES
from toolkit.course.gates import MEASURE, Asked, Given, Outcome, calibration, outcome
from toolkit.course.path import PASSED
from toolkit.course.progress import Progress
from toolkit.exercises.asking import button, html, radio
from toolkit.exercises.questions import CONFIDENCE
from toolkit.faces.html import auto, chip, framed, table_html
from toolkit.faces.i18n import t
from toolkit.labs.faces import recalled_html

_HOW = "Say with each answer how sure you are. Nobody sees this but you, unless you choose to send it along."
_OFTEN = "You may try as often as you like."
_OPEN = "The gate is open."
_SHUT = "The gate opens at {needed} of {count}. Read why, and try again with new questions."


class Gate(w.VBox):  # type: ignore[misc]
    """The questions of one week, or of a measure (`before`, `after`, `later`): new variants at every attempt."""

    def __init__(self, progress: Progress, name: str) -> None:
        self.progress, self.name = progress, name
        self.head, self.place = w.HTML(), w.VBox()
        super().__init__([html(""), self.head, self.place])
        self.add_class("hta-form")
        self._show_head()
        self.begin = button(self._words(), self._begin, "primary")
        self.place.children = [self.begin]

    @property
    def is_measure(self) -> bool:
        """Whether this looks at the whole course and opens nothing."""
        return self.name in MEASURES

    def _words(self) -> str:
        if not self.progress.attempts(self._kept_as()):
            return "Begin"
        return "Begin again" if self.is_measure else "Begin with new questions"

    def _kept_as(self) -> str:
        return MEASURES.get(self.name, self.name)

    def _show_head(self) -> None:
        said = t(_HOW) if self.is_measure else f"{t(_HOW)} {t(_OFTEN)}"
        before = self.progress.attempts(self._kept_as())
        rows = [(f"{one.day:%d %b}", f"{one.share:.0%}", _passed(one.passed)) for one in before]
        heads = (t("Day"), t("Right"), t("Gate"))
        table = table_html(t("Your attempts"), heads, rows) if rows and not self.is_measure else ""
        self.head.value = framed(f"{auto(said, 'hta-help')}{table}")

    def _begin(self, _: Any = None) -> None:
        """Ask an attempt's questions; a measure has one variant for each of its moments."""
        turn = list(MEASURES).index(self.name) if self.is_measure else len(self.progress.attempts(self.name))
        self.turn, self.given = turn, list[Given]()
        self.questions = self.progress.gates.asked(MEASURE if self.is_measure else self.name, turn)
        self._ask()

    def _ask(self) -> None:
        question, number = self.questions[len(self.given)], len(self.given) + 1
        count = t("Question {number} of {count}", number=number, count=len(self.questions))
        self.choice = radio(
            {str(place): option.text for place, option in enumerate(question.options)}, None, question.question
        )
        self.sure = radio({key: t(words) for key, words in CONFIDENCE.items()}, None, t("How sure are you?"))
        self.sure.add_class("hta-row")
        self.hint = w.HTML()
        going = button("Next", self._next, "primary")
        self.place.children = [html(auto(count, "hta-small")), self.choice, self.sure, going, self.hint]

    def _next(self, _: Any = None) -> None:
        if self.choice.value is None or self.sure.value is None:
            self.hint.value = framed(auto(t("Choose an answer, and say how sure you are of it."), "hta-help"))
            return
        self.given.append(Given(int(self.choice.value), int(self.sure.value) / 100))
        if len(self.given) < len(self.questions):
            self._ask()
        else:
            self._end()

    def _end(self) -> None:
        came, today = outcome(self.questions, self.given), date.today()
        items = [question.item for question in self.questions]
        kept = ""
        try:
            if not (self.is_measure and self.progress.attempts(self._kept_as())):  # a measure counts the first time
                self.progress.keep(self._kept_as(), self.turn, items, self.given, came, today)
            self.progress.all_recalled(dict(zip(items, came.right, strict=True)), today)
        except OSError:
            kept = auto(t("This could not be kept here; look at it now."), "hta-finding hta-required")
        self._show_head()
        again = [] if self.is_measure else [button("Try again with new questions", self._begin)]
        self.place.children = [html(kept + ended_html(self.name, self.questions, self.given, came)), *again]


def _passed(passed: bool) -> str:
    return chip("good", t("open")) if passed else chip("advice", t("not yet"))


def ended_html(name: str, questions: Sequence[Asked], given: Sequence[Given], came: Outcome) -> str:
    """Show what came of an attempt: the share, how sure and how right, and every question with its why."""
    right = sum(came.right)
    said = t("{right} of {count} are right.", right=right, count=len(questions))
    if name not in MEASURES:
        needed = ceil(PASSED * len(questions))
        said = f"{said} {t(_OPEN) if came.passed else t(_SHUT, needed=needed, count=len(questions))}"
    told = "".join(_told(question, one) for question, one in zip(questions, given, strict=True))
    return (
        f'<div role="status" class="hta-prompt">{escape(said)}</div>{calibration_html(given, came)}'
        f'<div class="hta-prompt">{escape(t("Question by question"))}</div>{told}'
    )


def _told(question: Asked, one: Given) -> str:
    chosen = question.options[one.chosen]
    answer = recalled_html(
        {"right": chosen.right, "why": chosen.why}, t("invented, after {source}", source=question.source)
    )
    return f"{auto(question.question, 'hta-prompt')}{auto(chosen.text, 'hta-answer')}{answer}"


def calibration_html(given: Sequence[Given], came: Outcome) -> str:
    """Show how sure somebody was beside how often that was right, as a table with bars, and say what it means."""
    counted = calibration([(one.sure, right) for one, right in zip(given, came.right, strict=True)])
    words = {int(key) / 100: t(said) for key, said in CONFIDENCE.items()}
    rows = [
        (escape(words.get(sure, f"{sure:.0%}")), str(count), f"{sure:.0%}", f"{share:.0%} {_bar(share, sure)}")
        for sure, (count, share) in counted.items()
    ]
    heads = (t("You said"), t("Answers"), t("That means"), t("Right"))
    table = table_html(t("How sure, and how right"), heads, rows)
    mean, right = sum(one.sure for one in given) / len(given), sum(came.right) / len(given)
    said = t("You were about as sure as you were right.")
    if mean - right > 0.1:
        said = t("You were surer than you were right. Before you press Send, ask: how would I know if I am mistaken?")
    elif right - mean > 0.1:
        said = t("You know more than you think.")
    line = t("In each bar the line shows how sure you were, and the green how often you were right.")
    return f"{table}{auto(line, 'hta-small')}{auto(said, 'hta-help')}"


def _bar(share: float, sure: float) -> str:
    """Draw how often somebody was right, with a line that it would reach if that were as often as stated."""
    line = f'<i style="inset-inline-start:{round(100 * sure)}%"></i>'
    return f'<span class="hta-bar hta-sure"><span style="width:{round(100 * share)}%"></span>{line}</span>'
