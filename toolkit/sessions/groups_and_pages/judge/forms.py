"""Say what speaks for and against a form of gathering, for a group in a setting."""

from collections.abc import Callable, Mapping

from toolkit.exercises.saying import marked, saying, says
from toolkit.review.findings import Finding
from toolkit.sessions.groups_and_pages.gatherings import Form, Group, clashes

_LIST = "item 81; Bynet: A slippery weapon!, 18 December 2012"
_BESIDE = "our own advice, beside item 81"
_FORM = "our own advice, beside item 48"


def form_findings(group: Group, form: Form, setting: str) -> list[Finding]:
    """Say what speaks against a form for a group in a setting; praise one against which nothing does."""
    found = clashes(group, form, setting)
    said = [_CLASH[one.kind](one.verdict) for one in found]
    if all(one.verdict == "advice" for one in found):
        why = "It does what this group needs. What it shows on your network, and to whom: look it up before you begin."
        said.append(says("good", "This form can do it.", why=why, source=_FORM))
    return list(marked(said, 0.0).findings)


_CLASH: Mapping[str, Callable[..., Finding]] = {
    "lost": saying(
        "Strangers need this group, and cannot find it here.",
        why="What no search finds is reached only by those who know somebody inside.",
        source=_FORM,
    ),
    "mute": saying(
        "Its people cannot write to each other here.",
        why="Here one side speaks. Those who have something to tell each other go elsewhere.",
        source=_FORM,
    ),
    "deaf": saying(
        "Somebody who asks cannot be answered here.",
        why="Whoever asks and gets no answer will ask in public why.",
        source="our own advice, beside item 35",
    ),
    "crowd": saying(
        "One voice is wanted, and here everybody writes.",
        why="One short text a week is lost between a hundred answers; and each answer names somebody.",
        source=_FORM,
    ),
    "alone": saying(
        "This hangs on one person.",
        why="It belongs to one person, and ends with that person’s account, telephone or liberty.",
        source="our own advice, beside item 82",
        better="Use a form that several can run.",
    ),
    "office": saying(
        "An office needs a page that names it.",
        why="An office changes its officers. Readers must see which office speaks, and who answers for it.",
        source=_FORM,
        better="A page that names the office; other forms may hang on it, with a link from the page.",
    ),
    "list-open": saying(
        "Anybody can read who belongs to it.",
        why="In Belarus in 2011 the page of a group served as a list for arrests.",
        source=_LIST,
    ),
    "bell": saying(
        "Strangers may ask to come in, and members see the list.",
        why="Whoever rings with a false name and is let in reads the whole list.",
        source=_BESIDE,
        better="By invitation only, small, and somebody vouches for each new person.",
    ),
    "list": saying(
        "Every member sees who belongs to it.",
        why="One telephone, opened, shows them all. Keep it small, without real names, and say so to everybody in it.",
        source=_BESIDE,
    ),
    "list-kept": saying(
        "Readers do not see each other, but the list is there.",
        why="An administrator’s telephone shows it and the network keeps it. In October 2021 the police of Belarus "
        "announced that they could treat subscribers of a listed channel as members of an extremist formation; the "
        "resolution itself, as the press read it, did not say so.",
        source="press, October 2021, the resolution not checked at the source; beside item 81",
        better="Let people read without joining. Ask a lawyer first whether reading is punished, too.",
    ),
    "list-differs": saying(
        "On some networks anybody can read who follows it.",
        why="Elsewhere the list is closed, but those who run it see it, and the network keeps it. Look at it from "
        "outside before you ask anybody to follow.",
        source=_BESIDE,
        better="Let people read without following. Ask a lawyer first whether reading is punished, too.",
    ),
    "map": saying(
        "One telephone holds everybody’s number.",
        why="Whoever takes that telephone has the whole list, with names as the sender saved them.",
        source=_BESIDE,
    ),
    "sealed": saying(
        "Only a chat with end-to-end encryption keeps the company out.",
        why="Not every messenger has it for groups. And one telephone, opened, shows every word that has not "
        "disappeared.",
        source=_BESIDE,
        better="End-to-end encryption, numbers hidden, messages that disappear after a time agreed on before.",
    ),
    "kept": saying(
        "The network itself can read what is written here.",
        why="It keeps every word, and can be made to hand it over. People who train groups disagree: some take such a "
        "room, as it shows no telephone number; many take a chat with end-to-end encryption.",
        source=_BESIDE,
    ),
    "reacts": saying(
        "Who likes or comments can be read by anybody.",
        why="Comments and answers to invitations stand under names, even where the list is closed, and on most "
        "networks likes do. X has shown since June 2024 only to the author who likes a post; the company keeps it.",
        source="our own advice, beside item 81; on X: press, June 2024, not checked at the source",
    ),
    "numbers": saying(
        "Members may see each other’s telephone number.",
        why="A telephone number leads to a name, and to a door. Some messengers let you hide it; with one that does "
        "not, each member hands over all the others.",
        source=_BESIDE,
        better="Hide the numbers before anybody comes in, and test it; if that cannot be done, take another messenger.",
    ),
    "plans": saying(
        "Places and times would be read by strangers.",
        why="In Belarus in 2011 routes of protest stood in a group, and its page became a list for arrests.",
        source="items 75, 81",
    ),
    "plans-kept": saying(
        "Keep places and times out of it, even here.",
        why="What stands written can be read off one telephone. Place, day and hour can go by word of mouth.",
        source=_BESIDE,
    ),
}
