"""What an X archive needs beyond its rows: the rest of long posts, and what to tell the person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toolkit.own_posts.rows import odd_ones
from toolkit.own_posts.x_rows import Row
from toolkit.review.findings import Said

_LOOKED_AT = 30  # letters that two posts of the same second must share to be the same


def completed(made: Sequence[Row], long: Sequence[Row]) -> tuple[list[Row], int]:
    """Put the whole text of long posts in the place of the cut one; say how many there were.

    The two are matched by their second; where several posts share it, also by how they begin.
    """
    rows, done = list(made), 0
    seconds: dict[int | None, list[int]] = {each.created_utc: [] for each in long}
    for place, each in enumerate(rows if seconds else ()):
        if each.created_utc in seconds and not each.is_repost:
            seconds[each.created_utc].append(place)
    alike = Counter(note.created_utc for note in long)
    for note in long:
        places = seconds[note.created_utc]
        sure = len(places) == 1 == alike[note.created_utc]
        place = next((each for each in places if sure or _begins_alike(rows[each].text, note.text)), -1)
        if place >= 0:
            rows[place] = _whole(rows[place], note)
            done += 1
    return rows, done


def _begins_alike(cut: str, whole: str) -> bool:
    start = cut.partition("…")[0][:_LOOKED_AT].strip()
    return bool(start) and start in whole[: 2 * _LOOKED_AT + 20]


def _whole(row: Row, note: Row) -> Row:
    mentioned = max(row.mentions_count, note.mentions_count)
    return row._replace(text=note.text, tags=note.tags, links=note.links or row.links, mentions_count=mentioned)


def said(kept: Sequence[Row], *, odd: int, long: int, old: int, alone: str, zipped: bool) -> list[str]:
    """Tell what was found, what is missing and what was left out."""
    reposts = sum(row.is_repost for row in kept)
    told: list[str] = [Said("X does not say how often a post was seen: impressions and clicks are missing, not zero.")]
    if alone == "note_tweet":
        told.append(Said("This file holds only long posts, without likes and reposts. They stand in “tweets.js”."))
    elif alone:
        told.append(
            Said("Long posts are cut in this file. Put “note-tweet.js” into one ZIP with it to have them whole.")
        )
    if long:
        told.append(Said("Long posts that we completed from “note-tweet.js”: {n}.", n=long))
    if reposts:
        told.append(Said("Reposts of others: {n}. We kept when that was, not what they said.", n=reposts))
    if old:
        told.append(Said("Earlier versions of posts that you edited, which we left out: {n}.", n=old))
    told += odd_ones(odd)
    if not any(row.alt_texts for row in kept):
        told.append(Said("Descriptions of pictures (alt texts) are not in an X archive."))
    told.append(Said("Names, mentions and links to pages of others were taken out."))
    if zipped:
        told.append(
            Said(
                "An X archive also holds private messages and more; we opened none of it. Next time copy “tweets.js”, "
                "“note-tweet.js” and “account.js” from its folder “data” into a ZIP of their own, and bring only that."
            )
        )
    return told
