"""Say what speaks for and against a form of gathering, for a group in a setting."""

from collections.abc import Callable, Mapping

from toolkit.findings import Finding
from toolkit.gatherings import Form, Group, clashes
from toolkit.judges._saying import marked, says

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


def _lost(verdict: str) -> Finding:
    why = "What no search finds is reached only by those who know somebody inside."
    return says(verdict, "Strangers need this group, and cannot find it here.", why=why, source=_FORM)


def _mute(verdict: str) -> Finding:
    why = "Here one side speaks. Those who have something to tell each other go elsewhere."
    return says(verdict, "Its people cannot write to each other here.", why=why, source=_FORM)


def _deaf(verdict: str) -> Finding:
    why = "Whoever asks and gets no answer will ask in public why."
    return says(verdict, "Somebody who asks cannot be answered here.", why=why, source="our own advice, beside item 35")


def _crowd(verdict: str) -> Finding:
    why = "One short text a week is lost between a hundred answers; and each answer names somebody."
    return says(verdict, "One voice is wanted, and here everybody writes.", why=why, source=_FORM)


def _alone(verdict: str) -> Finding:
    why = "It belongs to one person, and ends with that person’s account, telephone or liberty."
    better = "Use a form that several can run."
    return says(verdict, "This hangs on one person.", why=why, source="our own advice, beside item 82", better=better)


def _office(verdict: str) -> Finding:
    why = "An office changes its officers. Readers must see which office speaks, and who answers for it."
    better = "A page that names the office; other forms may hang on it, with a link from the page."
    return says(verdict, "An office needs a page that names it.", why=why, source=_FORM, better=better)


def _list_open(verdict: str) -> Finding:
    why = "In Belarus in 2011 the page of a group served as a list for arrests."
    return says(verdict, "Anybody can read who belongs to it.", why=why, source=_LIST)


def _bell(verdict: str) -> Finding:
    why = "Whoever rings with a false name and is let in reads the whole list."
    better = "By invitation only, small, and somebody vouches for each new person."
    return says(
        verdict, "Strangers may ask to come in, and members see the list.", why=why, source=_BESIDE, better=better
    )


def _list(verdict: str) -> Finding:
    why = "One telephone, opened, shows them all. Keep it small, without real names, and say so to everybody in it."
    return says(verdict, "Every member sees who belongs to it.", why=why, source=_BESIDE)


def _list_kept(verdict: str) -> Finding:
    why = (
        "An administrator’s telephone shows it and the network keeps it. In Belarus, since October 2021, whoever "
        "subscribes to a listed channel can be treated as a member of an extremist formation."
    )
    source = "Meduza, 13 October 2021; beside item 81"
    return says(verdict, "Readers do not see each other, but the list is there.", why=why, source=source)


def _reacts(verdict: str) -> Finding:
    why = "Likes, comments and answers to invitations stand under names, even where the list is closed."
    return says(verdict, "Who likes or comments can be read by anybody.", why=why, source=_BESIDE)


def _numbers(verdict: str) -> Finding:
    why = "A telephone number leads to a name, and to a door. Some networks let you hide it: look it up, then test it."
    return says(verdict, "Members may see each other’s telephone number.", why=why, source=_BESIDE)


def _plans(verdict: str) -> Finding:
    why = "In Belarus in 2011 routes of protest stood in a group, and its page became a list for arrests."
    return says(verdict, "Places and times would be read by strangers.", why=why, source="items 75, 81")


def _plans_kept(verdict: str) -> Finding:
    why = "What stands written can be read off one telephone. Place, day and hour can go by word of mouth."
    return says(verdict, "Keep places and times out of it, even here.", why=why, source=_BESIDE)


_CLASH: Mapping[str, Callable[[str], Finding]] = {
    "lost": _lost,
    "mute": _mute,
    "deaf": _deaf,
    "crowd": _crowd,
    "alone": _alone,
    "office": _office,
    "list-open": _list_open,
    "bell": _bell,
    "list": _list,
    "list-kept": _list_kept,
    "reacts": _reacts,
    "numbers": _numbers,
    "plans": _plans,
    "plans-kept": _plans_kept,
}
