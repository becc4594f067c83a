"""Judge what is written for several networks at once, and the words that go with a film."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolkit.exercises.saying import filled, marked, says
from toolkit.exercises.scoring import Mark, Marks
from toolkit.posts import hashtags_on, parse
from toolkit.posts.rules import Rule, rule
from toolkit.posts.words import names_in, plain
from toolkit.posts.words import says as mentioned
from toolkit.review import Review, review
from toolkit.review.drafts import Brief, Draft, Fact
from toolkit.review.findings import Finding

if TYPE_CHECKING:
    from toolkit.exercises.questions import Question

NAMES = {"x": "X", "mastodon": "Mastodon", "bluesky": "Bluesky", "threads": "Threads", "telegram": "Telegram"}
"""The networks that a message is written for, by platform."""
_EVERYWHERE = "Each network counts for itself: a text that fits one can be too long for the next."


def brief(about: Mapping[str, Any]) -> Brief:
    """Make a brief of what a question tells about its message."""
    facts = tuple(
        Fact(
            id=row["id"],
            label=row["label"],
            accept=tuple(row["accept"]),
            kind=row.get("kind", "other"),
            about=tuple(row.get("about", ())),
        )
        for row in about["facts"]
    )
    return Brief(id="message", title="", text=about["text"], link=about["link"], facts=facts)


def fits(question: "Question", answer: Any, _: Any) -> Marks:
    """Judge one message, written for each of several networks: it fits there and keeps the same facts (49)."""
    given, source = filled(answer), brief(question.about)
    setting = question.about.get("setting", "open")
    looked = {
        platform: (draft := Draft(given.get(platform, ""), platform, setting, source), review(draft))
        for platform in question.about["platforms"]
    }
    if not any(draft.text for draft, _ in looked.values()):
        return Marks(0.0)
    # a name of its own for each, since advice with one name is shown as one
    said = [replace(_network(draft, one), check=f"{platform}-fits") for platform, (draft, one) in looked.items()]
    parts = [Mark(NAMES[platform], one.share == 1.0) for platform, (_, one) in looked.items()]
    return marked(said, sum(one.share for _, one in looked.values()) / len(looked), parts)


def _network(draft: Draft, looked: Review) -> Finding:
    """Say of one network what to mend first there, or that all is well."""
    name, first = NAMES[draft.platform], next((one for one in looked.findings if one.verdict in _GRAVE), None)
    source = f"beside items 8, 49; {rule(draft.platform, 'text-limit').source}"
    if not draft.text:
        return says("required", "{network}: nothing yet.", why=_EVERYWHERE, source=source, network=name)
    if first is None:
        sentence = "{network}: {used} of {limit}, and all facts are there."
        return says(
            "good", sentence, why=_EVERYWHERE, source=source, network=name, used=draft.length, limit=draft.limit
        )
    if first.check == "length":
        over = draft.length - (draft.limit or 0)
        sentence = "{network}: {over} too many for {limit}. Cut the least useful words; keep the facts and the link."
        return says("required", sentence, why=_EVERYWHERE, source=source, network=name, over=over, limit=draft.limit)
    return _other(name, first)


_GRAVE = ("danger", "required")


def _other(name: str, first: Finding) -> Finding:
    """Say with the network's name what a check found."""
    fields = {"source": first.source, "better": first.better, "network": name, "found": first.found}
    why = str(first.why)
    if first.check == "facts-kept":
        return says(first.verdict, "{network}: not there yet: {found}.", why=why, **fields)
    if first.check == "one-link":
        return says(first.verdict, "{network}: the address of the document is missing.", why=why, **fields)
    if first.check == "tag-whole":
        return says(first.verdict, "{network} does not keep “{found}” whole: join the words.", why=why, **fields)
    if first.check == "tag-count":
        fields["better"] = "" if name == NAMES["threads"] else first.better  # its example has two tags
        return says(first.verdict, "{network}: too many tags: {found}", why=why, **fields)
    return says(first.verdict, "{network}: look at “{found}” again.", why=why, **fields)


# ---- the words that go with a film: title, description, tags

_SHOWN = "YouTube shows the first three tags above the title."
_TITLE = "In a list of films people see the title and nothing else."
_ALONE = "Whoever cannot hear the film, or searches for it, has only these words."
_LEAST = 12  # words of a description that says something


def video(question: "Question", answer: Any, _: Any) -> Marks:
    """Judge title, description and tags of a film on YouTube (item 65)."""
    given = filled(answer)
    if not given:
        return Marks(0.0)
    said, rights = film(question.about, given)
    return marked(said, rights / 3)


def film(about: Mapping[str, Any], given: Mapping[str, str]) -> tuple[list[Finding], int]:
    """Look at the words of a film; return what is to be said, and how many of title, description and tags are right."""
    title, description, tags = (given.get(name, "") for name in ("title", "description", "tags"))
    groups = [list(_title(about, title)), list(_description(about, description)), list(_tags(about, tags))]
    right = sum(all(one.verdict in ("good", "advice") for one in group) for group in groups)
    return [*_protected(about, given.values()), *(one for group in groups for one in group)], right


def _dated(found: Rule) -> str:
    return f"{found.source}, looked up {found.as_of}; beside item 65"


def _title(about: Mapping[str, Any], title: str) -> Iterator[Finding]:
    most = rule("youtube", "title-limit")
    source, n = _dated(most), len(title)
    if n > most.value:
        sentence = "The title has {n} characters; YouTube takes {most}."
        yield says("required", sentence, why=_TITLE, source=source, n=n, most=most.value)
    if not mentioned(plain(title), about["subject"]):
        sentence = "The title does not say what the film is about."
        yield says("required", sentence, why=_TITLE, source=source, better=about.get("better_title", ""))
    elif title.upper() == title != title.lower() or "!!" in title:
        yield says("required", "The title shouts. Say the same calmly.", why=_TITLE, source=source)
    elif n <= most.value:
        yield says("good", "The title fits ({n} of {most}).", why=_TITLE, source=source, n=n, most=most.value)


def _description(about: Mapping[str, Any], text: str) -> Iterator[Finding]:
    most = rule("youtube", "text-limit")
    source, missing = _dated(most), []
    if len(text) > most.value:
        sentence = "The description has {n} characters; YouTube takes {most}."
        yield says("required", sentence, why=_ALONE, source=source, n=len(text), most=most.value)
    if about["link"] not in [link.text.rstrip("/") for link in parse(text).links]:
        missing.append(about["link"])
        sentence = "The address where people can go on is missing in the description."
        yield says("required", sentence, why=_ALONE, source=source, better=about["link"])
    if len(text.split()) < _LEAST or not mentioned(plain(text), about["number"]):
        missing.append("number")
        sentence = "The description does not say yet what is seen, with its number."
        yield says("required", sentence, why=_ALONE, source=source)
    if not missing and len(text) <= most.value:
        yield says("good", "The description says what is seen, and where to read on.", why=_ALONE, source=source)


def _tags(about: Mapping[str, Any], text: str) -> Iterator[Finding]:
    most, shown = rule("youtube", "tags-max"), rule("youtube", "tags-shown")
    works = [tag.text for tag in hashtags_on(text, "youtube")]
    source = _dated(shown)
    wrong = [tag for tag in works if plain(tag) in {plain(one) for one in about["misleading"]}]
    wanted = {plain(one) for one in about["wanted"]}
    strange = [tag for tag in works[: shown.value] if plain(tag) not in wanted and tag not in wrong]
    if not works:
        yield says("required", "There is no tag yet: # and a word, without a space.", why=_SHOWN, source=source)
    if len(works) > most.value:
        sentence = "{n} tags: with more than {most} YouTube ignores all of them."
        yield says("required", sentence, why=_SHOWN, source=_dated(most), n=len(works), most=most.value)
    if wrong:
        sentence = "{found} has nothing to do with the film. YouTube acts against misleading tags."
        yield says("required", sentence, why=_SHOWN, source=source, found=_listed(wrong))
    if strange:
        sentence = (
            "Among the first three, {found} leads nobody to this film. Put its subject, its river or its country there."
        )
        yield says("required", sentence, why=_SHOWN, source=source, found=_listed(strange))
    if works and not wrong and not strange and len(works) <= most.value:
        yield says(
            "good", "The first tags lead to this film: {found}", why=_SHOWN, source=source, found=_listed(works[:3])
        )


_RULE = "our own rule, beside item 81"


def _listed(tags: Iterable[str]) -> str:
    return " ".join(f"#{tag}" for tag in tags)


def _protected(about: Mapping[str, Any], texts: Iterable[str]) -> Iterator[Finding]:
    folded = plain(" ".join(texts))
    found = next((name for name in about["protected"] if names_in(folded, name)), None)
    if found:
        yield says("danger", "Take “{found}” out.", why=about["why_protected"], source=_RULE, found=found)


JUDGES = {"fits": fits, "video": video}
