"""Keep people safe: what must never go out, and what may not go out when somebody is watching."""

import re
from collections.abc import Iterator

from toolkit.drafts import Brief, Draft, Gathering, Protected
from toolkit.findings import Check, Hit, pattern
from toolkit.words import names_in, phrase, plain, where

_BRIEF = Brief(
    id="b",
    title="",
    text="Call the helpline: 0800 12345678",
    protected=(Protected(names=("Sana Merik", "Merik"), why="She asked."),),
    gathering=Gathering(place=("Brenna Square",), time=("18:00",), day=("24 April",)),
)
_PHONE = re.compile(r"(?<![\w/.,-])\+?(?:\(\d{1,4}\)[ -]?)?\d(?:[ \-()./]{0,2}\d){7,14}(?![\w/])")
_DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}")
_HERE = (
    r"(?<!\w)(?:i(?:'|’| a)m (?:now )?(?:at|in|outside)|we(?:'|’| a)re (?:now )?(?:at|in|outside|here)|"
    r"right now|live from|happening now|police (?:are|is) at|meet me|on my way to|"
    r"я (?:сейчас )?(?:на|в|у|возле)|мы (?:сейчас )?(?:на|в|у|возле|здесь)|прямо сейчас|"
    r"أنا الآن|نحن الآن|الآن في|من هنا|میں ابھی|ہم ابھی|اس وقت ہم|ابھی یہاں)(?!\w)"
)


def _phone(draft: Draft) -> Iterator[Hit]:
    """Notice telephone numbers, except one that the document itself gives to the public."""
    public = draft.brief.digits if draft.brief else ""
    for match in _PHONE.finditer(draft.text):
        digits = re.sub(r"\D", "", plain(match.group()))
        inside_link = any(link.start <= match.start() < link.end for link in draft.post.links)
        grouped = re.fullmatch(r"\d{1,3}(?:[ .]\d{3})+", match.group())
        if not (inside_link or grouped or _DATE.search(match.group()) or digits in public):
            yield Hit(match.group(), match.span())


def _protected(draft: Draft) -> Iterator[Hit]:
    if draft.brief is None:
        return
    for person in draft.brief.protected:
        if not any(phrase(name)[0][:3] in draft.folded for name in person.names):
            continue
        named = next((name for name in person.names if names_in(draft.spaced, name)), None)
        if named:
            span = next(iter(where(draft.text, person.names)), None)
            found = draft.text[slice(*span)] if span else named
            yield Hit(found, span, fields={"reason": person.why})


def _where_and_when(draft: Draft) -> Iterator[Hit]:
    if draft.brief is None:
        return
    meeting = draft.brief.gathering
    folded = draft.folded
    for name in (*meeting.place, *meeting.time, *meeting.day):
        if phrase(name)[0] in folded:
            yield Hit(name)
            return


CHECKS = (
    Check(
        name="protected-name",
        advice="Take “{found}” out. {reason}",
        why="A name cannot be taken back, and the person pays for it, not the writer.",
        source="items 79, 81",
        better="“a nurse who knows the file”",
        find=_protected,
        flags=(Draft("Merik gave us the letter", brief=_BRIEF),),
        leaves=(Draft("A nurse gave us the letter", brief=_BRIEF),),
        official="danger",
        open="danger",
        hostile="danger",
    ),
    Check(
        name="phone",
        advice="“{found}” looks like a telephone number. Leave private numbers out; give an office address.",
        why="A private number in public is a door for anybody, for years.",
        source="item 81",
        better="press@open-gate.example.org is no better in public: point to the contact page",
        find=_phone,
        flags=("Call +44 7700 900123 now", "اتصل ٠٧٧٠٠٩٠٠١٢٣"),
        leaves=("61,000 people, 1 200 000 more", "On 2026-03-17", Draft("Call 0800 12345678", brief=_BRIEF)),
        official="danger",
        open="danger",
        hostile="danger",
    ),
    Check(
        name="e-mail",
        advice="“{found}” is an e-mail address. Leave it out and point to a contact page.",
        why="Addresses in posts are collected within minutes, by sellers and by watchers.",
        source="item 81",
        better="“Write to us through the contact page of the report”",
        find=pattern(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{0,253}\w"),
        flags=("Write to marta@example.org",),
        leaves=("Write to @marta", "example.org"),
        official="danger",
        open="danger",
        hostile="danger",
    ),
    Check(
        name="coordinates",
        advice="“{found}” is an exact place on the map. Name the region, if you must name a place.",
        why="Coordinates lead to a door, and to the people behind it.",
        source="items 75, 81",
        better="“in the north of Marenia”",
        find=pattern(r"-?\d{1,2}\.\d{3,}°?\s*[NS]?[,،;\s]\s*-?\d{1,3}\.\d{3,}|\d{1,2}°\s?\d{1,2}[′']"),
        flags=("at 52.2297, 21.0122", "52°13′N"),
        leaves=("48.5 hours, 3.25 percent",),
        official="danger",
        open="danger",
        hostile="danger",
    ),
    Check(
        name="live-location",
        advice="“{found}” tells where somebody is at this moment. Post it later, from elsewhere.",
        advice_in={"open": "“{found}” tells where you are at this moment. Fine if everybody with you agrees."},
        why="What guides your friends guides everybody: live posts were used to find and arrest people.",
        source="items 14, 77, 81; B, 2012",
        better="After you have left: “This morning people asked for the criteria.”",
        find=pattern(_HERE, flags=re.IGNORECASE),
        flags=("We are at the square", "Мы сейчас на площади", "نحن الآن في الساحة"),
        leaves=("The report was handed over in April",),
        official=None,
        open="advice",
        hostile="danger",
    ),
    Check(
        name="where-and-when",
        advice="“{found}” tells everybody where people will meet. Here it would be a list for arrests: leave it out.",
        advice_in={
            "official": "“{found}”: people can find you. Who invites the public must say where and when.",
            "open": "“{found}” lets people come, and lets everybody know. Ask those who will stand there.",
        },
        better="“People will ask the authority for its reasons this week.” Place and hour go by word of mouth.",
        why="The same sentence is an invitation in one country and evidence in another.",
        source="items 14, 16 against 77, 81; M and B, 2012",
        find=_where_and_when,
        flags=(Draft("Friday 18:00, Brenna Square", setting="hostile", brief=_BRIEF),),
        leaves=(Draft("Read the report", setting="hostile", brief=_BRIEF), "Friday 18:00"),
        official="good",
        open="advice",
        hostile="danger",
    ),
)
