"""Keep people safe: what must never go out, and what may not go out when somebody is watching."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from toolkit.posts.words import apart, names_in, phrase, plain, where
from toolkit.review.drafts import Brief, Draft, Gathering, Protected
from toolkit.review.findings import Check, Hit, pattern

_BRIEF = Brief(
    id="b",
    title="",
    text="Call the helpline: 0800 12345678",
    protected=(Protected(names=("Sana Merik", "Merik"), why="She asked."),),
    gathering=Gathering(place=("Brenna Square", "~Lorvik"), time=("18:00",), day=("24 April",)),
)
_PHONE = re.compile(r"(?<![\w/.,-])\+?(?:\(\d{1,4}\)[ -]?)?\d(?:[ \-()./]{0,2}\d){7,14}(?![\w/])")
_E_MAIL = pattern(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{0,253}\w")
_ON_A_MAP = pattern(r"-?\d{1,2}\.\d{3,}°?\s*[NS]?[,،;\s]\s*-?\d{1,3}\.\d{3,}|\d{1,2}°\s?\d{1,2}[′']")
_FINE = re.compile(r"[.°]\s?\d")
_DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}")
_NOW = plain("i'm|i am|we're|we are|right n|live f|happen|police|meet me|on my|я |мы |прям|الآن|هنا|ابھی|وقت").split(
    "|"
)
_LIVE = pattern(
    r"(?<!\w)(?:i(?:'|’| a)m (?:now )?(?:at|in|outside)|we(?:'|’| a)re (?:now )?(?:at|in|outside|here)|"
    r"right now|live from|happening now|police (?:are|is) at|meet me|on my way to|"
    r"я (?:сейчас )?(?:на|в|у|возле)|мы (?:сейчас )?(?:на|в|у|возле|здесь)|прямо сейчас|"
    r"أنا الآن|نحن الآن|الآن في|من هنا|میں ابھی|ہم ابھی|اس وقت ہم|ابھی یہاں)(?!\w)",
    flags=re.IGNORECASE,
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
    for person in draft.brief.protected if draft.brief else ():
        likely = [name for name in person.names if phrase(name)[0][:3] in draft.folded]
        if named := next((name for name in likely if names_in(draft.spaced, name)), None):
            span = next(iter(where(draft.text, person.names)), None)
            found = draft.text[slice(*span)] if span else named
            yield Hit(found, span, fields={"reason": person.why})


# By language: letters to look for first, because that is fast; what invites; what tells a time or a place. Dangerous
# side by side only: a report may have come out on a Friday. Own lists of 2026, not yet read by native speakers.
_WORDS = (
    (
        "come|meet|gather|join|see you|be there|stand |invit|hand|place|protest|vigil|rally|turn up",
        r"(?:^|[,—–-] *|\b(?:please|and|then|let's|everybody|everyone|all) )(?:(?:come|meet|gather|turn up)(?= *$|,|"
        r" (?:us|me|to|and|on|at|in|with|along|together|there|here|by|outside|this|tomorrow|tonight|today|\d|"
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)day))|(?:protest|vigil|rally|handover)(?= on| at| tomorrow| tonight))|"
        r"\bjoin (?:us|me|in|(?:the|our) (?:vigil|protest|rally|march|handover|meeting|gathering))\b|\bsee you\b|"
        r"\bbe there\b|\bstand with us\b|\b(?:we|we'll|we're|let's|people will) (?:all |will |shall |are |going to )*"
        r"(?:meet|gather|rally|protest|stand (?:outside|at|in|on)|hand (?:it |the report )?over)|\binvite[sd]?\b|"
        r"\bwill be handed over|\b(?:will take|takes) place",
        r"(?<!since )(?<!last )(?<!every )(?<!each )\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:fri|tonight|"
        r"tomorrow|noon|midday|midnight|(?<!every )evening|this (?:morning|afternoon)|square|outside|in front of)\b|"
        r"\bat the court\b|(?<!\d)\d{1,2}:\d\d(?!\d)|\b\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\b|h\b|o'clock)|"
        r"\bat (?:\d{1,2}|five|six|seven|eight|nine|ten)(?= *(?:$|,| on| in))|\b(?:at|in|on|by|near|before|to) "
        r"(?:the |our )?(?:\w+ )?(?:square|library|hall|courthouse|station|park|bridge|steps|entrance|street|church)\b",
    ),
    (
        "при|соб|встре|жд|увид|выход|состо|сбор|митинг|пикет|акци",
        r"(?<!\w)(?:(?:приход|прид|выход)(?:и|ите)(?!\w)|присоедин[яи]|собира(?:емся|йтесь)|собер[её]мся|встретимся|"
        r"встреча(?:емся|й)|жд[её]м (?:вас|всех)|увидимся|приглаша|состоится|(?:сбор|митинг|пикет|акция) (?:в|на|у) )",
        r"(?<!с )(?<!\w)(?:понедельник|вторник|сред[уы]|четверг|пятниц[уы]|суббот[уы]|воскресень[ея])(?!\w)|"
        r"(?<!\w)(?:завтра|вечером|утром|в полдень|полседьмого|в \d{1,2} (?:час|утра|вечера|дня))|"
        r"(?<!\d)\d{1,2}[:.]\d\d(?![.\d])|(?<!\w)(?:на|в|во|у|возле|около|перед|напротив|к) "
        r"(?:\w+ )?(?:площад|сквер|парк|улиц|библиотек|вокзал|станци|метро|здани|вход|мэри|памятник)\w*",
    ),
    (
        "انضم|تعال|احضر|شارك|لتق|جتمع|تجمع|موعد|دعو|كونوا|نراكم|قفوا|نقف|نعتصم|تظاهر|وقفة|اعتصام|مظاهر",
        r"(?<!\w)[وفل]?س?(?:انضم|تعال|احضر|شاركونا|شاركوا (?:معنا|في)|[نت]لتق|[نت]جتمع|تجمع|نتجمع|موعدنا|[نت]دعوكم|"
        r"ندعو الجميع|كونوا (?:معنا|هناك)|نراكم|قفوا معنا|نقف|نعتصم|نتظاهر|وقفة|اعتصام|تظاهرة|مظاهرة)",
        r"(?<!منذ )(?<!منذ يوم )(?:ال(?:اثنين|ثلاثاء|أربعاء|خميس|جمعة|سبت|أحد))(?!\w)|(?<!\d)\d{1,2}:\d\d(?!\d)|"
        r"(?<!\w)(?:غدا|الليلة|صباحا|ظهرا|عصرا|(?:ال)?مساء)(?!\w)|الساعة (?:\d|ال(?:رابعة|خامسة|سادسة|سابعة|ثامنة))|"
        r"(?<!\w)(?:[وفبل]?(?:ال|ل)?(?:ساحة|ميدان|شارع|قاعة|محطة|حديقة|دوار)(?!\w)|"
        r"أمام (?:ال)?(?:محكمة|مبنى|وزارة|مقر|برلمان|سفارة|بلدية))",
    ),
    (
        " آئیں|\nآئیں| آ جائیں|آئیے|آؤ|شامل|شریک|شرکت|ملتے|ملیں|جمع ہو|اکٹھے|پہنچ|لائیں|دعوت|منعقد|تقریب",
        r"(?<!\w)(?:آئیں|آئیے|آؤ(?!\w)|آ ?جائیں|شامل ہوں|شریک ہوں|شرکت (?:کریں|کیجی)|ملتے ہیں|ہم ملیں|(?:جمع|اکٹھے) ہو|"
        r"پہنچیں|تشریف لائیں|دعوت ہے|منعقد ہو ?گی|تقریب .{0,80}ہو ?گی)",
        r"(?<!\w)(?:(?:منگل|بدھ|جمعرات|جمعہ|جمعے|اتوار|(?:پیر|ہفتے) کو)(?!\w)(?!.{0,14} سے)|\d{1,2}:\d\d(?!\d)|"
        r"(?:(?:\d{1,2}|پانچ|چھ|گیارہ) بجے(?! (?:سے|تک))|شام|کل صبح|آج رات|چوک|میدان|لائبریری|کے سامنے|پارک)(?!\w))",
    ),
)
_INVITING = [(tuple(plain(letters).split("|")), re.compile(plain(come)), plain(told)) for letters, come, told in _WORDS]
_START = r"(?:(?<![^\W\d_])|(?<=\b[وفبلک])|(?<=\bال)|(?<=\bلل)|(?<=\b[وفبلک]ال))"
_invites = lru_cache(maxsize=1024)(lambda piece, come: come.search(piece) is not None)  # most pieces stay as they are
_BY_MOUTH = {"hostile": "“People ask for an answer.” Place, day and hour go by word of mouth."}
_PIECES = re.compile(r"[.!?:;؟۔…]+(?=\s|$)|\n")


def _where_and_when(draft: Draft) -> Iterator[Hit]:
    """Notice all of it at once: who takes out the square only would leave the hour."""
    meeting = draft.brief.gathering if draft.brief else Gathering()
    sure, beside = _names(meeting)
    tags = (plain(apart(tag.text)) for tag in (*draft.post.hashtags, *draft.post.mentions))
    text = f" {draft.folded}\n\n{' '.join(tags)}"
    found = [hit.span() for name, whole in sure if name in text and (hit := whole.search(text, text.index(name)))]
    for letters, come, told in beside:
        if any(map(text.__contains__, letters)):
            found += _called(text, come, told)
    if found:
        folded = dict.fromkeys(text[start:end].strip() for start, end in _outermost(found))
        yield Hit(" · ".join(_as_typed(draft.text, words) for words in folded), better=_BY_MOUTH.get(draft.setting, ""))


def _outermost(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    reached = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end > reached:
            yield start, end
            reached = end


@lru_cache(maxsize=64)
def _names(meeting: Gathering) -> tuple[Any, Any]:
    """Make patterns: those that tell alone, and what tells beside an invitation (with ~ in the document)."""
    listed = [plain(name) for name in (*meeting.place, *meeting.time, *meeting.day)]
    weak = [_whole(name[1:]) for name in listed if name.startswith("~")]
    sure = tuple((name, re.compile(_whole(name))) for name in listed if not name.startswith("~"))
    return sure, tuple((letters, come, re.compile("|".join((*weak, told)))) for letters, come, told in _INVITING)


def _whole(name: str) -> str:
    """Find a name from the start of a word, after what Arabic writes on to it; with digits it also ends there."""
    start = r"(?<!\d)(?<!\d[.,:])" if name[0].isdigit() else _START
    end = r"(?!\d)" if name[-1].isdigit() else r"(?!\w)" if name[0].isdigit() else ""
    return start + re.escape(name) + end


def _called(text: str, come: re.Pattern[str], beside: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Find times and places in a sentence that invites, or beside one in words that are no sentence."""
    ends = [*(match.span() for match in _PIECES.finditer(text)), (len(text), len(text))]
    pieces = [(start, stop) for start, (stop, _) in zip([0, *(end for _, end in ends)], ends, strict=False)]
    coming = [_invites(text[start:stop].strip(), come) for start, stop in pieces]
    for at in (n for n in range(len(pieces)) if any(coming[max(0, n - 1) : n + 2])):
        told = [match.span() for match in beside.finditer(text, *pieces[at])]
        others = len(text[slice(*pieces[at])].split()) - sum(len(text[slice(*span)].split()) for span in told)
        if coming[at] or others <= 3:
            yield from told


def _as_typed(text: str, folded: str) -> str:
    typed = re.search(re.escape(folded), text, re.IGNORECASE)
    return typed.group() if typed else folded


CHECKS: tuple[Check[Draft], ...] = (
    Check(
        name="protected-name",
        advice="Take “{found}” out. {reason}",
        why="A name cannot be taken back, and the person pays for it, not the writer.",
        source="our own rule, beside items 22, 81",
        better="“somebody who asked not to be named”",
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
        advice_in={"hostile": "“{found}” looks like a telephone number. Leave it out, and addresses as well."},
        why="A private number in public is a door for anybody, for years.",
        source="our own rule, beside item 81",
        better="“You reach us through the contact page”",
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
        why="Addresses in posts can be collected, by sellers and by watchers.",
        source="our own rule, beside item 81",
        better="“Write to us through the contact page”",
        find=lambda draft: _E_MAIL(draft) if "@" in draft.text else (),
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
        source="our own rule, beside item 81",
        better="“in the north of the country”",
        find=lambda draft: _ON_A_MAP(draft) if _FINE.search(draft.text) else (),
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
        why="What guides your friends guides everybody: in Belarus a group’s page became a list for arrests.",
        source="item 14 beside item 81; Bynet: A slippery weapon!, 18 December 2012",
        better="After everybody has left, and without “we”: “This morning people stood there.”",
        find=lambda draft: _LIVE(draft) if any(map(draft.folded.__contains__, _NOW)) else (),
        flags=("We are at the square", "Мы сейчас на площади", "نحن الآن في الساحة"),
        leaves=("The report was handed over in April",),
        official=None,
        open="advice",
        hostile="danger",
    ),
    Check(
        name="where-and-when",
        advice="“{found}” tells all where and when people will meet. Here that is a list for arrests: leave it out.",
        advice_in={
            "official": "“{found}”: people can find you. Who invites the public must say where and when.",
            "open": "“{found}” lets people come, and lets everybody know. Ask those who will stand there.",
        },
        why="The same sentence is an invitation in one country and evidence in another.",
        source="items 14, 16 against 75, 81; Bynet: A slippery weapon!, 18 December 2012",
        find=_where_and_when,
        flags=(Draft("Meet us in Lorvik", setting="hostile", brief=_BRIEF), Draft("At 18:00", brief=_BRIEF)),
        leaves=(Draft("It came out on Friday in Lorvik", setting="hostile", brief=_BRIEF), "Friday 18:00"),
        official="good",
        open="advice",
        hostile="danger",
    ),
)
