"""The labs of “they use it too”: a timeline to order, decks of cards, a share to work out, a plan for a bad day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import ipywidgets as w

from toolkit.answers import Store
from toolkit.exercises.forms import OrderForm
from toolkit.exercises.questions import Field, Question
from toolkit.exercises.scoring import number
from toolkit.exercises.sheets import SheetForm
from toolkit.faces.html import framed
from toolkit.faces.i18n import t
from toolkit.labs.cards import Card, Cards
from toolkit.labs.decks import DeckOfData
from toolkit.labs.pictures import Picture
from toolkit.labs.setting import Setting
from toolkit.labs.workbook import workbook
from toolkit.sessions.they_use_it_too import faces
from toolkit.sessions.they_use_it_too.computable import Quantity, share
from toolkit.sessions.they_use_it_too.decks import deck, events, in_order, read
from toolkit.sessions.they_use_it_too.judge import blocked

_ID = "they-use-it-too"


class Timeline(OrderForm):
    """Events to put in order; then their dates, and what became possible for whom, as a picture and a table."""

    def __init__(self, store: Store) -> None:
        words = workbook(__file__)["timeline"]
        options = {one.id: t(one.what) for one in events()}
        super().__init__(Question(id="timeline", kind="order", options=options, **words), store)
        self.add_class("hta-wide")

    def build(self) -> Sequence[w.Widget]:
        """Make the rows, and a button below them that shows the dates."""
        rows = super().build()
        self.said, self.table, self.picture = w.HTML(), w.HTML(), Picture()
        self.picture.layout.display = "none"
        self.button = w.Button(description=t("Show the dates"))
        self.button.on_click(self._show)
        return [*rows, self.said, self.button, self.picture, self.table]

    def keep(self, answer: Any) -> None:
        """Save the order, and say how much of it is that of time."""
        super().keep(answer)
        self.said.value = framed(faces.order_html(in_order(answer), len(answer) - 1))

    def _show(self, _: Any) -> None:
        self.said.value = framed(faces.order_html(in_order(self.order), len(self.order) - 1))
        self.picture.show(faces.events_figure(events()), t("Who acted when; the table says the same."))
        self.picture.layout.display = ""
        self.table.value = framed(faces.events_html(events(), read("events")["later"]))


class Hands(DeckOfData):
    """A deck of this session: its cards show posts, traces, limits and numbers."""

    def read(self) -> Cards:
        """Read the deck; numbers are worked out."""
        return deck(self.name)

    def face(self, card: Card) -> str:
        """Show a card with what belongs to it."""
        return faces.card_html(card, *self.place())

    def says_also(self, card: Card, given: Mapping[str, Any]) -> str:
        """Show the limit of every answer, or part and whole of a share, once the last question is answered."""
        return faces.also_html(card) if [*self.asks][-1] in given else ""


class Moves(Hands):
    """What an authority does: does it watch, stop or steer?"""

    name, in_settings = "moves", False


class Pairs(Hands):
    """Two posts of one office, a fist and a smile: what each wants, and what to do instead."""

    name = "pairs"


class Controls(Hands):
    """Four kinds of control, and for each an answer that fits, one that harms, and a limit."""

    name = "controls"


class Messages(Hands):
    """Three messages about one event with their traces: what to check first, and what to pass on."""

    name = "messages"


class Numbers(Hands):
    """Statements about numbers: can that be computed? And a share of one's own to work out."""

    name, in_settings = "numbers", False

    def below(self) -> list[w.Widget]:
        """Make the fields of a share."""
        self.part = w.Text(description=t("How many did it?"))
        self.whole = w.Text(description=t("Of how many?"))
        self.same_people = w.Checkbox(description=t("Both numbers are of the same people"), indent=False)
        self.same_time = w.Checkbox(description=t("Both numbers are of the same time"), indent=False)
        self.some = w.Checkbox(description=t("Only some of them were asked"), indent=False)
        self.result = w.HTML()
        own = [self.part, self.whole, self.same_people, self.same_time, self.some]
        for one in own:
            one.observe(self._work_out, "value")
        head = w.HTML(framed(f'<div class="hta-prompt">{t("A share of your own")}</div>'))
        return [head, *own, self.result]

    def _work_out(self, _: Any) -> None:
        part = Quantity(what="part", value=number(self.part.value), people="they", time="then")
        people, time = "they" if self.same_people.value else "others", "then" if self.same_time.value else "later"
        whole = Quantity(what="whole", value=number(self.whole.value), people=people, time=time, asked=self.some.value)
        self.result.value = framed(faces.computed_html(share(part, whole)))


class Blocked(SheetForm):
    """The plan for the day the platform is blocked, looked at while it is written, in three settings."""

    def __init__(self, store: Store) -> None:
        words = workbook(__file__)["blocked"]
        about = {"groups": words["groups"], "setting": "hostile"}
        fields = plan_fields(words["groups"], words["asks"])
        asked = {"prompt": words["prompt"], "help": words["help"], "judge": "blocked", "look": blocked}
        super().__init__(Question(id="blocked", kind="sheet", fields=fields, about=about, **asked), store)

    def build(self) -> Sequence[w.Widget]:
        """Make the switch of the setting above the fields."""
        self.setting = Setting(self.store)
        self.question = self._asked_in(self.setting.value)
        self.setting.observe(self._switched, "value")
        return [self.setting, *super().build()]

    def _switched(self, _: Any) -> None:
        self.question = self._asked_in(self.setting.value)
        self._look()

    def _asked_in(self, setting: str) -> Question:
        return replace(self.question, about={**self.question.about, "setting": setting})


def plan_fields(groups: Mapping[str, str], asks: Mapping[str, str]) -> tuple[Field, ...]:
    """Make the fields of a plan: two ways for each group, then what everybody must know."""
    ways = {id_: row["words"] for id_, row in read("ways")["ways"].items()}
    places = {"first": t("first way"), "second": t("second way")}
    reach = [
        Field(id=f"{group}.{place}", label=f"{t(words)}: {said}", kind="choice", options=ways)
        for group, words in groups.items()
        for place, said in places.items()
    ]
    tables = {"list": "lists", "trial": "trials"}
    kinds = {"list": "choice", "trial": "choice", "decides": "line", "deputy": "line"}
    rest = [
        Field(
            id=id_,
            label=t(words),
            kind=kinds.get(id_, "text"),
            options={key: row["words"] for key, row in read("ways")[tables[id_]].items()} if id_ in tables else {},
        )
        for id_, words in asks.items()
    ]
    return (*reach, *rest)


LABS = {
    "timeline": Timeline,
    "moves": Moves,
    "pairs": Pairs,
    "controls": Controls,
    "numbers": Numbers,
    "messages": Messages,
    "blocked": Blocked,
}
