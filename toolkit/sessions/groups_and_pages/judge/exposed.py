"""Checks of what a form shows to somebody who watches: lists of members, words, telephone numbers, places and times."""

from toolkit.review.findings import Check
from toolkit.sessions.groups_and_pages.judge.considered import Considered, clash, example

_LIST = "item 81; Bynet: A slippery weapon!, 18 December 2012"
_BESIDE = "our own advice, beside item 81"

_LISTS: tuple[Check[Considered], ...] = (
    Check(
        name="list-open",
        advice="Anybody can read who belongs to it.",
        why="In Belarus in 2011 the page of a group served as a list for arrests.",
        source=_LIST,
        find=clash("list-open"),
        flags=(example(members="anybody", setting="hostile"), example("risk", members="anybody")),
        leaves=(example(members="members", setting="hostile"), example(members="anybody")),
    ),
    Check(
        name="bell",
        advice="Strangers may ask to come in, and members see the list.",
        why="Whoever rings with a false name and is let in reads the whole list.",
        source=_BESIDE,
        better="By invitation only, small, and somebody vouches for each new person.",
        find=clash("bell"),
        flags=(example(members="members", joins="asks", setting="hostile"),),
        leaves=(example(members="members", joins="invited", setting="hostile"),),
    ),
    Check(
        name="list",
        advice="Every member sees who belongs to it.",
        why="One telephone, opened, shows them all. Keep it small, without real names, and say so to everybody in it.",
        source=_BESIDE,
        find=clash("list"),
        flags=(example(members="members", joins="invited", setting="hostile"),),
        leaves=(
            example(members="members", joins="asks", setting="hostile"),
            example(members="admins", setting="hostile"),
        ),
    ),
    Check(
        name="list-kept",
        advice="Readers do not see each other, but the list is there.",
        why="An administrator’s telephone shows it and the network keeps it. In October 2021 the police of Belarus "
        "announced that they could treat subscribers of a listed channel as members of an extremist formation; the "
        "resolution itself, as the press read it, did not say so.",
        source="press, October 2021, the resolution not checked at the source; beside item 81",
        better="Let people read without joining. Ask a lawyer first whether reading is punished, too.",
        find=clash("list-kept"),
        flags=(example(members="admins", setting="hostile"),),
        leaves=(example(members="admins", members_differ=True, setting="hostile"), example("risk", members="admins")),
    ),
    Check(
        name="list-differs",
        advice="On some networks anybody can read who follows it.",
        why="Elsewhere the list is closed, but those who run it see it, and the network keeps it. Look at it from "
        "outside before you ask anybody to follow.",
        source=_BESIDE,
        better="Let people read without following. Ask a lawyer first whether reading is punished, too.",
        find=clash("list-differs"),
        flags=(example(members="admins", members_differ=True, setting="hostile"),),
        leaves=(example(members="admins", setting="hostile"),),
    ),
)

_KNOWN: tuple[Check[Considered], ...] = (
    Check(
        name="reacts",
        advice="Who likes or comments can be read by anybody.",
        why="Comments and answers to invitations stand under names, even where the list is closed, and on most "
        "networks likes do. X has shown since June 2024 only to the author who likes a post; the company keeps it.",
        source="our own advice, beside item 81; on X: press, June 2024, not checked at the source",
        find=clash("reacts"),
        flags=(example("risk", reacts=True), example(reacts=True, setting="hostile")),
        leaves=(example("risk", reacts=False), example(reacts=True)),
    ),
    Check(
        name="numbers",
        advice="Members may see each other’s telephone number.",
        why="A telephone number leads to a name, and to a door. Some messengers let you hide it; with one that does "
        "not, each member hands over all the others.",
        source=_BESIDE,
        better="Hide the numbers before anybody comes in, and test it; if that cannot be done, take another messenger.",
        find=clash("numbers"),
        flags=(example("risk", numbers="members"),),
        leaves=(example("risk", numbers="nobody"), example("risk", numbers="sender"), example(numbers="members")),
    ),
    Check(
        name="map",
        advice="One telephone holds everybody’s number.",
        why="Whoever takes that telephone has the whole list, with names as the sender saved them.",
        source=_BESIDE,
        find=clash("map"),
        flags=(example(numbers="sender", setting="hostile"),),
        leaves=(example(numbers="nobody", setting="hostile"), example("risk", numbers="sender")),
    ),
    Check(
        name="sealed",
        advice="Only a chat with end-to-end encryption keeps the company out.",
        why="Not every messenger has it for groups. And one telephone, opened, shows every word that has not "
        "disappeared.",
        source=_BESIDE,
        better="End-to-end encryption, numbers hidden, messages that disappear after a time agreed on before.",
        find=clash("sealed"),
        flags=(example(sealed=True, setting="hostile"),),
        leaves=(example(sealed=False, setting="hostile"), example("risk", sealed=True)),
    ),
    Check(
        name="kept",
        advice="The network itself can read what is written here.",
        why="It keeps every word, and can be made to hand it over. People who train groups disagree: some take such a "
        "room, as it shows no telephone number; many take a chat with end-to-end encryption.",
        source=_BESIDE,
        find=clash("kept"),
        flags=(example(sealed=False, setting="hostile"),),
        leaves=(example(sealed=True, setting="hostile"), example(posts="anybody", setting="hostile")),
    ),
)

_PLANS: tuple[Check[Considered], ...] = (
    Check(
        name="plans",
        advice="Places and times would be read by strangers.",
        why="In Belarus in 2011 routes of protest stood in a group, and its page became a list for arrests.",
        source="items 75, 81",
        find=clash("plans"),
        flags=(example("plans", posts="anybody", setting="hostile"), example("plans", joins="asks")),
        leaves=(example("plans", joins="invited", setting="hostile"), example(posts="anybody")),
    ),
    Check(
        name="plans-kept",
        advice="Keep places and times out of it, even here.",
        why="What stands written can be read off one telephone. Place, day and hour can go by word of mouth.",
        source=_BESIDE,
        find=clash("plans-kept"),
        flags=(example("plans", joins="invited"),),
        leaves=(example("plans", posts="anybody"), example(joins="invited")),
    ),
)

EXPOSED = (*_LISTS, *_KNOWN, *_PLANS)
