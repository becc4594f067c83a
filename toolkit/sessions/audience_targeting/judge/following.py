"""Judge a follow list: which of the six kinds of accounts it covers (item 29), and who could read it (item 25)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from toolkit.exercises.judges import Judge
from toolkit.exercises.questions import Question
from toolkit.exercises.scoring import Marks
from toolkit.review import Review
from toolkit.review.findings import Check, Hit
from toolkit.world.feed import load
from toolkit.world.profiles import kinds

FOLLOWED = 12
"""Accounts on a follow list: two of each of the six kinds, if they are shared out (item 29)."""
APART = ("bot", "business", "troll")
"""Kinds of accounts that share no interest with a field; for those who do, the list of item 29 is open."""


@dataclass(frozen=True)
class FollowList:
    """Of which kind each account on a list is (empty: nobody knows), and whether all can see who is followed."""

    kinds: tuple[str, ...]
    setting: str = "open"
    openly: bool = True

    @property
    def text(self) -> str:
        """The kinds, one after the other."""
        return " ".join(self.kinds)

    @property
    def missing(self) -> list[str]:
        """The kinds, of six, of which nobody is on the list, in words."""
        return [said for kind, said in kinds().items() if kind not in self.kinds]

    @property
    def strangers(self) -> int:
        """How many share no interest with a field."""
        return sum(kind in APART for kind in self.kinds)

    @property
    def more(self) -> int:
        """How many share an interest without being of the six kinds."""
        return sum(kind not in ("", *kinds(), *APART) for kind in self.kinds)

    @property
    def beyond(self) -> int:
        """How many of those stand there on top of the first twelve."""
        return min(self.more, max(0, len(self.kinds) - FOLLOWED))

    @property
    def share(self) -> float:
        """What the list is worth: each kind and each account counts, each stranger and each one on top costs."""
        covered = (len(kinds()) - len(self.missing)) / len(kinds()) * min(1.0, len(self.kinds) / FOLLOWED)
        return covered - (self.strangers + self.beyond) / FOLLOWED


def follow_list(handles: Iterable[str], setting: str, openly: bool = True) -> Marks:
    """Say which of the six kinds a follow list covers, and who could read it."""
    listed = list(dict.fromkeys(handles))
    return follow.marks(_listed(listed, setting, openly)) if listed else Marks(0.0)


def _listed(handles: list[str], setting: str, openly: bool = True) -> FollowList:
    known = load().accounts["kind"].reindex(handles).fillna("")
    return FollowList(tuple(known), setting, openly)


def _read(question: Question, answer: Any, _: Any) -> FollowList | None:
    listed = answer if isinstance(answer, list) else []
    chosen = dict.fromkeys(item for item in listed if isinstance(item, str) and item in question.options)
    return _listed([*chosen], question.about.get("setting", "open")) if chosen else None


def _missing(listed: FollowList) -> Iterator[Hit]:
    if listed.missing:
        yield Hit(fields={"missing": "; ".join(listed.missing)})


def _few(listed: FollowList) -> Iterator[Hit]:
    if len(listed.kinds) < FOLLOWED:
        yield Hit(fields={"number": len(listed.kinds), "wanted": FOLLOWED})


def _strangers(listed: FollowList) -> Iterator[Hit]:
    if listed.strangers:
        yield Hit(fields={"number": listed.strangers})


def _beyond(listed: FollowList) -> Iterator[Hit]:
    if listed.beyond:
        yield Hit(fields={"number": listed.beyond})


def _openly(listed: FollowList) -> Iterator[Hit]:
    if listed.openly:
        yield Hit()


def _hidden(listed: FollowList) -> Iterator[Hit]:
    if not listed.openly:
        yield Hit()


def _worth(listed: FollowList, _: Review) -> float:
    return listed.share


_SIX = ("government", "multilateral", "un-body", "think-tank", "rights-organisation", "civil-society")
_TWELVE = FollowList(_SIX * 2)

CHECKS: tuple[Check[FollowList], ...] = (
    Check(
        name="follow-kinds",
        advice="Nobody on your list is of this kind: {missing}.",
        why="Each kind brings you other news, and other people who may take up yours.",
        source="item 29",
        praise="All six kinds are on your list.",
        praise_why="You hear your field from six sides.",
        find=_missing,
        flags=(FollowList(("government", "journalist")), FollowList(_SIX[1:])),
        leaves=(_TWELVE,),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="follow-number",
        advice="{number} of {wanted} chosen.",
        why="Following announces you to your field (item 31): each of them is told that you exist.",
        source="item 29",
        find=_few,
        flags=(FollowList(_SIX),),
        leaves=(_TWELVE,),
        official="required",
        open="required",
        hostile="required",
    ),
    Check(
        name="follow-strangers",
        advice="Accounts on your list that share no interest with you: {number}.",
        why="They may be worth reading; they do not make you known in your field.",
        source="item 29",
        find=_strangers,
        flags=(FollowList((*_SIX, "bot", "troll")),),
        leaves=(_TWELVE, FollowList((*_SIX, "journalist"))),
    ),
    Check(
        name="follow-more",
        advice="{number} too many for your first twelve: other kinds may take a place among them, not on top.",
        why="We count six kinds; the text ends its list with “and so on”.",
        source="item 29",
        praise="{number} more may share your interests.",
        praised=lambda listed: {"number": listed.more},
        applies=lambda listed: listed.more > 0,
        find=_beyond,
        flags=(FollowList((*_SIX, *_SIX, "journalist")),),
        leaves=(_TWELVE, FollowList((*_SIX, *_SIX[1:], "journalist"))),
    ),
    Check(
        name="follow-seen",
        advice="Everybody can read whom you follow: a map of your field.",
        why="In Belarus in 2011 a group’s page became a list for arrests.",
        source="items 25, 81; Bynet: A slippery weapon!, 18 December 2012",
        better="Read their pages without following, and keep no list of them. Ask first: is reading punished?",
        praise="You read them without following.",
        praise_why="Nobody can read your field off your account. The company still knows, and your phone keeps what "
        "you read. In some places the reading itself is punished, or what a phone has stored: ask a lawyer there.",
        find=_openly,
        flags=(FollowList(_SIX, "hostile"),),
        leaves=(FollowList(_SIX, "hostile", openly=False), FollowList(_SIX)),
        official=None,
        open=None,
        hostile="danger",
    ),
    Check(
        name="follow-hidden",
        advice="Here you may be seen: following openly announces you.",
        why="Those you follow are told of you, and hopefully follow back (items 25, 31).",
        source="items 25, 81; Bynet: A slippery weapon!, 18 December 2012",
        find=_hidden,
        flags=(FollowList(_SIX, openly=False),),
        leaves=(FollowList(_SIX), FollowList(_SIX, "hostile", openly=False)),
        hostile=None,
    ),
)

follow = Judge(read=_read, checks=CHECKS, worth=_worth)
"""Who looks at a follow list."""
