"""Use the tags that lead people where the post wants them: the event's own, and none that misleads."""

from collections.abc import Iterator

from toolkit.posts.words import plain
from toolkit.review.drafts import Brief, Draft, Tagging
from toolkit.review.findings import Check, Hit
from toolkit.review.moments import moment


def _tags(draft: Draft) -> list[tuple[str, str]]:
    return [(f"#{tag.text}", plain(tag.text)) for tag in draft.post.hashtags]


def _folded(tags: tuple[str, ...]) -> set[str]:
    return {plain(tag) for tag in tags}


def _no_event_tag(draft: Draft) -> Iterator[Hit]:
    wanted = draft.brief.tagging.event if draft.brief else ()
    if wanted and not {key for _, key in _tags(draft)} & _folded(wanted):
        yield Hit("", better=f"#{wanted[0]}", fields={"tag": f"#{wanted[0]}"})


def _traps(draft: Draft) -> Iterator[Hit]:
    known = {plain(tag): why for tag, why in draft.brief.tagging.traps} if draft.brief else {}
    for written, key in _tags(draft):
        if key in known:
            yield Hit(written, fields={"reason": known[key]})


def _all_broad(draft: Draft) -> Iterator[Hit]:
    broad = _folded(draft.brief.tagging.broad) if draft.brief else set()
    tags = _tags(draft)
    if tags and all(key in broad for _, key in tags):
        yield Hit(" ".join(written for written, _ in tags))


def _says_when(draft: Draft) -> Iterator[Hit]:
    for written, _ in _tags(draft):
        found = moment(written)
        if found and found.hour:
            yield Hit(written)


_CONF = Brief(
    id="conf",
    title="Conference",
    text="Conference",
    tagging=Tagging(event=("HRConf",), broad=("Veltara",), traps=(("HRCnof", "it is a typing mistake"),)),
)

CHECKS: tuple[Check[Draft], ...] = (
    Check(
        name="tag-says-when",
        advice="{found} says day and hour to everybody who reads it. Leave it out here.",
        why="A tweet from a protest in Belarus carried #2206v1900, which can be read as 22 June, 19:00: by anybody.",
        source="item 78; Bynet: A slippery weapon!, 18 December 2012",
        better="A tag for the cause; day and hour by word of mouth.",
        find=_says_when,
        flags=(Draft("We walk. #2206v1900", setting="hostile"),),
        leaves=(Draft("We walk. #SilentWalk", setting="hostile"), "Today #Aug14"),
        official=None,
        open=None,
        hostile="danger",
    ),
    Check(
        name="tag-event",
        advice="The tag of the event is missing. Its people follow {tag}.",
        advice_in={"hostile": "The tag of the event, {tag}, is missing. First ask who may know that you were there."},
        why="Everybody at an event, and everybody who follows it from far away, reads its tag.",
        source="items 13, 17",
        find=_no_event_tag,
        flags=(Draft("The doors are open. #Veltara", brief=_CONF),),
        leaves=(Draft("The doors are open. #hrconf", brief=_CONF), "No event at all"),
        applies=lambda draft: bool(draft.brief and draft.brief.tagging.event),
        official="required",
        open="required",
        costs=0.2,
    ),
    Check(
        name="tag-trap",
        advice="{found} leads your readers elsewhere: {reason}.",
        why="Under a wrong tag a post meets nobody, or the wrong people.",
        source="items 11, 17",
        better="Look it up in the feed: how many posts and accounts, and five posts to read.",
        find=_traps,
        flags=(Draft("The doors are open. #HRCnof #HRConf", brief=_CONF),),
        leaves=(Draft("The doors are open. #HRConf", brief=_CONF),),
        applies=lambda draft: bool(draft.brief and draft.brief.tagging.traps),
        official="required",
        open="required",
        hostile="required",
        costs=0.2,
    ),
    Check(
        name="tag-all-broad",
        advice="{found} is broad, and nothing beside it is specific.",
        why="A broad tag lets many people see you; a specific one lets the right people find you.",
        source="items 12, 13, as we read them",
        better="One broad and one specific tag: #Veltara #HRConf",
        find=_all_broad,
        flags=(Draft("The doors are open. #Veltara", brief=_CONF),),
        leaves=(Draft("The doors are open. #Veltara #HRConf", brief=_CONF), Draft("No tag", brief=_CONF)),
        applies=lambda draft: bool(draft.brief and draft.brief.tagging.broad),
        official="required",
        open="required",
        costs=0.1,
    ),
)
