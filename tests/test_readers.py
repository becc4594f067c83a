"""Who can read this message? Is every cell of the table answered, reasoned, kept by setting, and safe to follow?"""

import re
from pathlib import Path
from typing import Any

import pytest

from toolkit.answers import Store
from toolkit.review.drafts import SETTINGS
from toolkit.sessions.safety_first.faces.readers import dated_html, notes_html
from toolkit.sessions.safety_first.labs.readers import Readers
from toolkit.sessions.safety_first.readers import USE, asks, message, notes, verdict, ways

CELLS = [(way, ask, setting) for way in ways() for ask in asks() for setting in SETTINGS]


@pytest.fixture
def lab(tmp_path: Path) -> Readers:
    return Readers(Store(tmp_path, "safety-first"))


def words_of(widget: Any) -> str:
    return re.sub(r"<[^>]+>", "", widget.value)


@pytest.mark.parametrize(("way", "ask", "setting"), CELLS)
def test_every_cell_has_an_answer_and_a_reason(way: str, ask: str, setting: str) -> None:
    accepted = ways()[way].accepted(ask, setting)
    assert accepted and set(accepted) <= set(asks()[ask].options)
    assert len(accepted) < len(asks()[ask].options), "Something must be less fitting."
    why = ways()[way].reason(ask, setting)
    assert why.lstrip("“")[0].isupper() and why.endswith(".") and len(why) < 300


@pytest.mark.parametrize("way", ways())
def test_where_somebody_is_watching_nothing_that_others_can_read_is_sent(way: str) -> None:
    """The message names a place where a witness sleeps: a way that the company or anybody reads is never the answer."""
    one = ways()[way]
    if set(one.accepted("content", "hostile")) & {"anybody", "room", "company"}:
        assert one.accepted(USE, "hostile") == ("no",)
        assert verdict(one, USE, "yes", "hostile") == "danger"


def test_an_office_keeps_what_it_says() -> None:
    assert ways()["vanishing"].accepted(USE, "official") == ("no",)
    assert ways()["post"].accepted(USE, "official") == ("yes",)


def test_where_experts_differ_two_answers_stand_and_the_reason_says_so() -> None:
    sealed = ways()["sealed"]
    assert set(sealed.accepted(USE, "hostile")) == {"careful", "no"}
    assert "differ" in sealed.reason(USE, "hostile")
    assert len(sealed.accepted("contact", "open")) == 2


def test_encryption_is_never_said_to_protect_a_phone_that_is_open() -> None:
    assert ways()["sealed"].accepted("seized", "hostile") == ("all",)


@pytest.mark.parametrize("one", [*notes(), *(fact for way in ways().values() for fact in way.dated)])
def test_what_is_said_of_a_service_has_a_source_a_day_and_says_if_we_did_not_read_it(one) -> None:
    shown = dated_html(one)
    assert one.source and one.as_of.isoformat() in shown
    assert ("not checked at the source" in shown) is not one.checked


@pytest.mark.parametrize("word", ["End-to-end", "Metadata", "Passkey", "Spyware", "Linked devices"])
def test_the_words_that_belong_here_stand_below(word: str) -> None:
    assert word in notes_html()


def test_a_word_at_the_door_is_heard_by_those_it_is_for() -> None:
    """The way holds a slip of paper and a spoken word; the exercise, too, counts what is said face to face so."""
    paper = ways()["paper"]
    assert verdict(paper, "content", "ends", "hostile") == verdict(paper, "content", "finder", "hostile") == "good"
    assert "Both answers hold" in paper.reason("content", "hostile")


def test_what_has_disappeared_is_not_said_to_be_gone_from_the_phone() -> None:
    """Special programs bring back what the screen no longer shows: the lab and the gate speak of what is shown."""
    from toolkit.sessions.room import gates

    said = ways()["vanishing"].reason("seized", "hostile")
    assert "no longer shown" in said and "special programs" in said
    asked = next(item for item in gates().bank("crawl") if item["id"] == "phone-in-other-hands")["variant"][1]
    assert "show?" in asked["question"]
    assert "no longer shown" in next(option["why"] for option in asked["options"] if option["right"])


def test_lawyers_differ_on_messages_to_a_client_that_disappear() -> None:
    vanishing = ways()["vanishing"]
    assert set(vanishing.accepted(USE, "open")) == {"yes", "careful"}
    assert "differ" in vanishing.reason(USE, "open")


def test_nobody_is_told_to_reach_for_the_phone_before_those_who_stop_them() -> None:
    """What is to be switched off is switched off before."""
    forced = next(one for one in notes() if one.word == "Opened by force")
    assert "if you are stopped" not in forced.says and "dangerous" in forced.says


@pytest.mark.parametrize("word", ["community", "channel", "switched that on", "further devices"])
def test_what_is_said_of_the_messenger_that_most_people_use_is_whole(word: str) -> None:
    """Communities, channels, what is saved elsewhere, further devices."""
    said = [fact.says for way in ways().values() for fact in way.dated if "WhatsApp" in fact.says]
    assert any(word in one for one in said)


def test_the_message_stands_above_its_questions(lab: Readers) -> None:
    assert "above" in lab.asks[USE].field.description and "below" not in lab.asks[USE].field.description
    assert lab.children.index(lab.sending) < lab.children.index(lab.asks[USE].field)


def test_every_named_service_is_dated() -> None:
    """What we say of a service outside a dated fact is a definition of ours, or general."""
    named = re.compile(r"Telegram|Facebook|VK|Threads|Instagram|WhatsApp|Signal")
    for way in ways().values():
        said = [
            way.name,
            way.means,
            *(text for ask in asks() for setting in SETTINGS for text in [way.reason(ask, setting)]),
        ]
        assert not [text for text in said if named.search(text)]


def test_the_setting_changes_message_and_use_and_nothing_else(lab: Readers) -> None:
    lab.setting.value = "hostile"
    lab.asks["content"].field.value = "anybody"
    lab.asks[USE].field.value = "no"
    assert "witness" in words_of(lab.sending)
    lab.setting.value = "official"
    assert "hearing" in words_of(lab.sending)
    assert (lab.asks["content"].field.value, lab.asks[USE].field.value) == ("anybody", None)
    lab.asks[USE].field.value = "no"
    assert "We say: “Yes”" in words_of(lab.said[USE])
    lab.setting.value = "hostile"
    assert lab.asks[USE].field.value == "no"
    assert "We say" not in words_of(lab.said[USE])


def test_the_table_fills_as_one_goes_and_is_there_again(lab: Readers) -> None:
    assert "0 of 40" in words_of(lab.table)
    for _ in ways():
        for ask, field in ((ask, one.field) for ask, one in lab.asks.items()):
            way = list(ways().values())[lab.at]
            field.value = way.accepted(ask, lab.setting.value)[0]
        lab.after.click()
    assert "40 of 40" in words_of(lab.table)
    assert "→" not in words_of(lab.table) and "✕" not in words_of(lab.table)
    again = Readers(lab.store)
    assert "40 of 40" in words_of(again.table)


def test_a_trusting_answer_in_a_dangerous_place_is_told_as_danger(lab: Readers) -> None:
    lab.setting.value = "hostile"
    while list(ways())[lab.at] != "sms":
        lab.after.click()
    lab.asks["content"].field.value = "ends"
    lab.asks[USE].field.value = "yes"
    assert "This can harm" in words_of(lab.said["content"])
    assert "This can harm" in words_of(lab.said[USE])
    assert "✕" in words_of(lab.table)


@pytest.mark.parametrize(
    "kept", [None, 3, [], {"sms": 3}, {"sms": {"content": "x", "use hostile": ["yes"]}}, {"setting": {}}]
)
def test_the_lab_opens_on_whatever_was_kept(tmp_path: Path, kept: object) -> None:
    store = Store(tmp_path, "safety-first")
    store.put("readers", kept)
    assert "0 of 40" in words_of(Readers(store).table)


def test_messages_name_nobody() -> None:
    for setting in SETTINGS:
        text, company = message(setting)
        assert text and company
        assert not re.search(r"[a-z] [A-Z][a-z]+ [A-Z][a-z]+", text)
