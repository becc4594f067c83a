"""Choose a tag by what stands under it: whether it is used, by whom, for what, and who reads along."""

from collections.abc import Iterator

from toolkit.review.choices import FEW, QUIET, SPAMMED, TAKEN_OVER, WATCHED, Choice
from toolkit.review.findings import Check, Hit
from toolkit.review.moments import moment


def _percent(share: float | None) -> str:
    return f"{round(100 * (share or 0))} %"


def _unused(choice: Choice) -> Iterator[Hit]:
    if not choice.posts:
        yield Hit(choice.text)


def _slip(choice: Choice) -> Iterator[Hit]:
    if choice.slip_of:
        yield Hit(choice.text, better=choice.slip_of, fields={"other": choice.slip_of})


def _taken_over(choice: Choice) -> Iterator[Hit]:
    if (choice.against or 0) >= TAKEN_OVER:
        yield Hit(choice.text, fields={"share": _percent(choice.against)})


def _tells_when(choice: Choice) -> Iterator[Hit]:
    found = moment(choice.text)
    if found and found.hour:
        told = "by word of mouth" if choice.setting == "hostile" else "in plain words"
        yield Hit(choice.text, better=f"A tag for the cause; day and hour {told}.")


def _watched(choice: Choice) -> Iterator[Hit]:
    if (choice.watched or 0) >= WATCHED:
        yield Hit(choice.text, fields={"share": _percent(choice.watched)})


def _gathers(choice: Choice) -> Iterator[Hit]:
    if choice.posts:
        yield Hit(choice.text)


def _spammed(choice: Choice) -> Iterator[Hit]:
    if (choice.spam or 0) >= SPAMMED:
        yield Hit(choice.text, fields={"share": _percent(choice.spam)})


def _strange(choice: Choice) -> Iterator[Hit]:
    if choice.is_strange:
        yield Hit(choice.text, fields={"share": _percent(choice.relevance)})


def _quiet(choice: Choice) -> Iterator[Hit]:
    if choice.posts and choice.quiet_days >= QUIET:
        yield Hit(choice.text, fields={"days": choice.quiet_days})


def _few(choice: Choice) -> Iterator[Hit]:
    if 0 < choice.accounts < FEW:
        yield Hit(choice.text)


def _broad(choice: Choice) -> Iterator[Hit]:
    if choice.posts and choice.relevance is not None and not choice.is_specific and not choice.is_strange:
        yield Hit(choice.text, fields={"share": _percent(choice.relevance)})


GOOD = Choice(text="#ClosedDoors", posts=120, accounts=40, quiet_days=1, relevance=0.9, spam=0.02, against=0.0)

CHECKS: tuple[Check[Choice], ...] = (
    Check(
        name="choice-taken-over",
        advice="{share} of the latest posts under {found} mock or threaten. Your readers would meet those first.",
        why="A tag belongs to whoever writes under it: #myNYPD was meant for praise and drew complaints.",
        source="item 17; #myNYPD, 22 April 2014 (Jackson and Foucault Welles, 2015)",
        better="Found a tag of your own and say in one post why; where somebody is watching, do without.",
        find=_taken_over,
        flags=(Choice(text="#AskUs", posts=9, accounts=9, against=0.6),),
        leaves=(GOOD,),
        official="danger",
        open="danger",
        hostile="danger",
    ),
    Check(
        name="choice-tells-when",
        advice="{found} says day and hour to everybody.",
        advice_in={
            "hostile": "{found} tells the police as well as your friends when people will be there.",
            "official": "{found} says day and hour to everybody; a name would be easier to read aloud.",
        },
        why="In June 2011 a protest tweet carried #2206v1900, read as 22 June, 19:00; the Minsk police tweeted, too.",
        source="items 78, 85; Bynet: A slippery weapon!, 18 December 2012",
        find=_tells_when,
        flags=(Choice(text="#2206v1900"),),
        leaves=(GOOD, Choice(text="#Aug14"), Choice(text="#3113v1900")),
        hostile="danger",
    ),
    Check(
        name="choice-watched",
        advice="{share} of the latest posts under {found} come from the authorities.",
        advice_in={"hostile": "{share} of the latest posts under {found} come from the authorities: they read it too."},
        why="What gathers people under one word also shows who they are to those who watch.",
        source="items 81, 83, 85, as we read them",
        better="Say it without a tag, or tell it in person to people whom you know.",
        find=_watched,
        flags=(Choice(text="#Walk", posts=50, accounts=9, watched=0.2),),
        leaves=(GOOD,),
        official=None,
        hostile="danger",
    ),
    Check(
        name="choice-gathers",
        advice="Whoever writes under {found} stands in one list with all the others, and it can be read in silence.",
        why="We count only authorities that write there. Those who read and say nothing are in no number.",
        source="item 81, as we read it",
        better="Ask those whom your post is about; where that list can be used against people, take no tag at all.",
        find=_gathers,
        flags=(Choice(text="#Walk", setting="hostile", posts=50, accounts=9),),
        leaves=(Choice(text="#MyVeryOwnTag", setting="hostile"),),
        official=None,
        open=None,
    ),
    Check(
        name="choice-unused",
        advice="Nobody in these eight weeks used {found}.",
        why="People find a post by a tag that they already follow.",
        source="item 11",
        better="Search for your topic first, and see what others use.",
        find=_unused,
        flags=(Choice(text="#MyVeryOwnTag"),),
        leaves=(GOOD,),
        official="required",
        open="required",
        hostile="required",
        costs=0.5,
    ),
    Check(
        name="choice-slip",
        advice="{found} looks like a typing mistake: most people write {other}.",
        why="Under a misspelt tag you only meet others who misspelt it.",
        source="items 11, 17",
        find=_slip,
        flags=(Choice(text="#DetentionBil", posts=20, accounts=4, slip_of="#DetentionBill"),),
        leaves=(GOOD,),
        official="required",
        open="required",
        hostile="required",
        costs=0.5,
    ),
    Check(
        name="choice-spammed",
        advice="{share} of the posts under {found} advertise something. The number of posts says nothing here.",
        why="The fullest tag is not the most used one: machines post a lot, and nobody reads them.",
        source="item 17; trap of the invented feed",
        better="Look at how many accounts use a tag, and read five of its posts.",
        find=_spammed,
        flags=(Choice(text="#OpenHearing", posts=400, accounts=5, spam=0.8),),
        leaves=(GOOD,),
        official="required",
        open="required",
        hostile="required",
        costs=0.5,
    ),
    Check(
        name="choice-strange",
        advice="Only {share} of the posts under {found} are about your topic; the word means something else to most.",
        why="The same word can name a bill, a hearing aid and a song. Five posts to read show it.",
        source="item 11",
        find=_strange,
        flags=(Choice(text="#Hearing", posts=90, accounts=30, relevance=0.2, elsewhere=0.7),),
        leaves=(GOOD, Choice(text="#Marenia", posts=900, accounts=80, relevance=0.2, elsewhere=0.15)),
        official="required",
        open="required",
        hostile="required",
        costs=0.5,
    ),
    Check(
        name="choice-quiet",
        advice="Nobody used {found} in the last {days} days, while others went on writing about it.",
        why="Nobody stands at a door that has long been closed.",
        source="item 11",
        find=_quiet,
        flags=(Choice(text="#OldDays", posts=60, accounts=20, quiet_days=40),),
        leaves=(GOOD,),
        official="required",
        open="required",
        hostile="required",
        costs=0.5,
    ),
    Check(
        name="choice-few",
        advice="Only one or two accounts use {found} so far.",
        why="A new tag grows only if others take it up: ask them first.",
        source="items 11, 17",
        find=_few,
        flags=(Choice(text="#BrandNew", posts=12, accounts=1, relevance=1.0),),
        leaves=(GOOD,),
    ),
    Check(
        name="choice-broad",
        advice="{share} of the posts under {found} are about your topic. Take a specific tag beside it.",
        praise="Most posts under this tag are about your topic.",
        applies=lambda choice: choice.posts > 0 and choice.relevance is not None and not choice.is_strange,
        why="A broad tag lets many people see you; a specific one lets the right people find you.",
        source="items 12, 13, as we read them",
        find=_broad,
        flags=(Choice(text="#Marenia", posts=900, accounts=80, relevance=0.2, elsewhere=0.15),),
        leaves=(GOOD,),
    ),
)
