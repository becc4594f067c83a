"""The sections of the cohort page: what to look at first, then each picture with its table."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from toolkit.faces.html import apart, sentence
from toolkit.faces.i18n import t
from toolkit.facilitator.cohort import described, pictures, tables
from toolkit.facilitator.cohort.naming import clean
from toolkit.facilitator.cohort.standing import Standing
from toolkit.facilitator.cohort.topics import topics

Part = str | tuple[str, go.Figure]
"""A piece of HTML, or a picture with its title."""


@dataclass(frozen=True)
class Section:
    """One section: its id and title, and what stands in it."""

    id: str
    title: str
    parts: tuple[Part, ...]


def every(now: Standing, *, names: bool) -> list[Section]:
    """Make all sections that there is something to say in."""
    made = (
        Section("talk", t("Three things to talk about next time"), tuple(_talk(now))),
        Section("waiting", t("Who waits for you"), tuple(_waiting(now, names))),
        Section("gates", t("Weeks and gates"), tuple(_gates(now))),
        Section("questions", t("Questions"), tuple(_questions(now))),
        Section("findings", t("What was noticed most"), tuple(_findings(now))),
        Section("confidence", t("How sure, and how right"), tuple(_confidence(now))),
        Section("countries", t("Countries"), tuple(_groups(now.countries, t("Country")))),
        Section("zones", t("Time zones"), tuple(_groups(now.zones, t("Time zone")))),
        Section("change", t("Before and after"), tuple(_change(now))),
        Section("promise", t("What this page does not show"), tuple(_promise(names))),
    )
    return [section for section in made if section.parts]


def _said(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def _talk(now: Standing) -> Iterator[Part]:
    chosen = topics(now)
    yield _said(
        t(
            "People in the cohort: {people}. Have handed in something: {begun}. Submissions: {submissions}.",
            people=now.people,
            begun=now.begun,
            submissions=now.submissions,
        )
    )
    if not chosen:
        yield _said(t("There is not enough to go by yet. Come back when five people have handed in something."))
        return
    more = escape(t("See below"))
    rows = "".join(f'<li>{sentence(topic.said)} <a href="#{topic.section}">{more}</a></li>' for topic in chosen)
    yield f'<ol class="cohort-talk">{rows}</ol>'


def _waiting(now: Standing, names: bool) -> Iterator[Part]:
    if not now.waiting:
        yield _said(t("Nobody: everything that was handed in is judged."))
        return
    yield _said(
        t(
            "Submissions with a text that a person has to read: {count}, from {people} people. Read these first: until "
            "then nobody can pass.",
            count=now.waiting,
            people=len(now.waiting_for_you),
        )
    )
    if names:
        rows = "".join(f"<li>{apart(clean(who))}</li>" for who in now.waiting_for_you)
        label = escape(t("Code names, in the order of the alphabet"))
        yield (
            f'<div class="cohort-box hta-scroll" role="region" tabindex="0" aria-label="{label}">'
            f'<ul class="cohort-names">{rows}</ul></div>'
        )


def _gates(now: Standing) -> Iterator[Part]:
    yield _said(
        t(
            "Look first at the longest “not yet”. Passed means 80 % of the points; for a week, all its sessions handed "
            "in and 80 % of their points together. The gate at the end of a week is a trainee’s own; the last two "
            "columns count those who sent along how it went. You can always let somebody through."
        )
    )
    weeks, sessions = described.weeks(now.weeks), described.sessions(now.sessions)
    if now.weeks["begun"].any():
        yield t("Weeks, of those who handed in all of it"), pictures.progress(weeks, now.weeks, now.people)
    yield tables.told(weeks, now.weeks)
    if now.sessions["handed_in"].any():
        yield t("Sessions"), pictures.progress(sessions, now.sessions, now.people)
    yield tables.told(sessions, now.sessions)
    if len(now.days):
        yield t("Submissions over time"), pictures.days(now.days)
        yield tables.days(now.days)
    if now.undated:
        yield _said(t("Without a date, and so in no day: {count}.", count=now.undated))


def _questions(now: Standing) -> Iterator[Part]:
    if now.items.empty:
        yield _said(t("Nothing is graded yet."))
        return
    yield _said(
        t(
            "Look first at what stands low and to the left. “How well it tells” is the correlation of a question with "
            "all other points of the same session, from −1 to 1: from about 0.2 on, those who do well elsewhere do "
            "well here too; below 0 it is turned round. With few people both numbers change a lot from one more "
            "person; of fewer than ten the second, of fewer than five neither is told."
        )
    )
    yield tables.items_first(now.items)
    if now.items["discrimination"].notna().any():
        yield t("Questions: how hard, and how well they tell"), pictures.items(now.items)
    yield tables.items(now.items)
    yield tables.readings(now.items)


def _findings(now: Standing) -> Iterator[Part]:
    if now.findings.empty:
        yield _said(t("Nothing had to be said to anybody."))
        return
    yield _said(
        t(
            "Look first at danger, however few it concerns. Each person is counted once for each thing, under the "
            "gravest that was said; an early try counts like a late one."
        )
    )
    yield t("What was said to most people"), pictures.findings(now.findings)
    yield tables.findings(now.findings)
    left = len(now.findings) - len(tables.shown_findings(now.findings))
    if left:
        yield _said(t("And {count} things that were said to fewer people.", count=left))


def _confidence(now: Standing) -> Iterator[Part]:
    known = now.confidence["right"].notna()
    if not known.any():
        yield _said(t("Fewer than five people have said how sure they are: too few to say."))
        return
    yield _said(
        t(
            "Look first at the right end: what people are certain of and have wrong, they pass on. Points below the "
            "dotted line are surer than right, points above it know more than they think."
        )
    )
    yield _said(_calibrated(now))
    yield t("Stated and right"), pictures.confidence(now.confidence)
    yield tables.confidence(now.confidence)


def _calibrated(now: Standing) -> str:
    score = t(
        "Brier score: {score}. 0 is perfect; saying “fifty-fifty” to everything gives about 0.25.",
        score=f"{now.brier:.2f}",
    )
    points = round(100 * abs(now.overconfidence))
    if points < 3:
        return f"{t('On average people are as sure as they are right.')} {score}"
    if now.overconfidence > 0:
        return f"{t('On average people are {points} points of 100 surer than right.', points=points)} {score}"
    return f"{t('On average people are {points} points of 100 less sure than right.', points=points)} {score}"


def _groups(table: pd.DataFrame | None, name: str) -> Iterator[Part]:
    if table is None:
        return
    if table.empty:
        yield _said(t("The groups are too small to be shown: somebody could be read off."))
        return
    yield _said(
        t(
            "Look first at where people have not begun: ask about time, the line, and safety. Groups of fewer than "
            "five are counted together."
        )
    )
    groups = described.groups(name)
    yield name, pictures.drawn(groups, table)
    yield tables.told(groups, table)


def _change(now: Standing) -> Iterator[Part]:
    if not now.changes["people"].any():
        yield _said(
            t(
                "Nobody has sent along both measures yet. Ask people to answer the ten questions before the course and "
                "after it (“Before and after” in *Start here*), and to tick “Also send how far I am on the path” where "
                "they save their work."
            )
        )
        return
    yield _said(
        t(
            "Only people who did both are compared. Without a group that did not take the course, a difference may "
            "have other reasons too."
        )
    )
    if now.changes["before"].notna().any():
        yield t("Before and after"), pictures.changes(described.changes(), now.changes)
    yield tables.told(described.changes(), now.changes)


def _promise(names: bool) -> Iterator[Any]:
    yield _said(t("Nobody is ranked, and no points of any person stand here."))
    if names:
        yield _said(t("This page holds code names: keep it to yourself."))
    else:
        yield _said(t("No code name stands here: the page can be sent on."))
