"""Look into what was packed: a ZIP, a ZIP in a ZIP, a saved mail with what is attached to it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from toolkit.answers import Refused
from toolkit.facilitator.collecting import dates
from toolkit.facilitator.collecting.around import DEEPEST, NOBODYS, Around, Found
from toolkit.facilitator.collecting.contents import may_hold
from toolkit.facilitator.collecting.dates import NEVER, Moment
from toolkit.facilitator.collecting.mails import is_mail, parts
from toolkit.facilitator.collecting.zips import Member, Zip, is_zip
from toolkit.own_posts.limits import CHUNK
from toolkit.own_posts.packed import Spent

NO_ANSWERS = "There are no answers in this mail, neither attached nor in its text."
TWICE = "This is packed several times over. Please unpack it, and collect the folder."


def in_content(found: Found, around: Around, spent: Spent, now: float) -> Iterator[Found]:
    """Look into a mail; any other file is what it is. Raises Refused for a mail in which there is nothing."""
    if not is_mail(found.content):
        yield found
        return
    sent, inside = parts(found.content, now)
    moment = found.moment if found.moment.stated or not sent.seconds else sent
    here = around.unpacking(found.path[-1], moment)
    worth = [part for part in inside if part.name or may_hold(part.content)]
    for number, part in enumerate(worth, 1):
        one = replace(here.file(part.name or f"text {number}"), moment=moment, content=part.content)
        if is_zip(part.content):
            into = here.unpacking(one.path[-1], moment)
            yield from _guarded(one, in_zip(BytesIO(part.content), into, spent, now, inner=True))
        else:
            yield one
    if not worth:
        raise Refused(NO_ANSWERS)


def _guarded(found: Found, inside: Iterator[Found]) -> Iterator[Found]:
    try:
        yield from inside
    except Refused as refused:
        yield replace(found, refused=str(refused))


def in_zip(stream: BinaryIO, around: Around, spent: Spent, now: float, inner: bool = False) -> Iterator[Found]:
    """Look into a ZIP, and into the ZIPs in it unless it is `inner` itself. Raises Refused if it is damaged."""
    box = Zip(stream, spent)
    members = [member for member in box if not any(map(NOBODYS.fullmatch, member.parts[:-1]))]
    stamps = _stamps(box, members, now)
    for member in members:
        if NOBODYS.fullmatch(member.parts[-1]):
            continue
        here = _beside(around, member, stamps, now)
        moment = here.moment(member.parts[-1], dates.packed(member.info, now), now)
        found = replace(here.file(member.parts[-1]), moment=moment)
        try:
            content = box.read(member)
            if not is_zip(content):
                yield from in_content(replace(found, content=content), here, spent, now)
            elif inner:
                raise Refused(TWICE)
            else:
                into = here.unpacking(member.parts[-1], moment)
                yield from in_zip(BytesIO(content), into, spent, now, inner=True)
        except Refused as refused:
            yield replace(found, refused=str(refused))


def _stamps(box: Zip, members: Sequence[Member], now: float) -> dict[tuple[str, ...], Moment]:
    """Read the timestamps of an exchange that was packed into a ZIP, by folder."""
    found = {}
    for member in members:
        if member.parts[-1] == "timestamp.txt" and member.info.file_size < CHUNK:
            try:
                found[member.parts[:-1]] = dates.written(box.read(member)[:100].decode("utf-8", "replace"), now)
            except Refused:
                continue
    return found


def _beside(around: Around, member: Member, stamps: dict[tuple[str, ...], Moment], now: float) -> Around:
    """Go into the folders of a member; a name that was made to point elsewhere tells nothing about whose it is."""
    if len(member.parts) > DEEPEST:
        return replace(around, path=(*around.path, "…"), folders=())
    for depth, folder in enumerate(member.parts[:-1], 1):
        around = around.inside(folder, now).said(stamps.get(member.parts[:depth], NEVER))
    return replace(around, folders=()) if member.tricky else around
