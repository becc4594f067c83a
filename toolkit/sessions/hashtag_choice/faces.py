"""The still faces of tags: a verdict with its reasons, a table, sample posts, what networks make of a tag."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

import pandas as pd

from toolkit.faces.html import advice_html, apart, auto, chip, framed, table_html
from toolkit.faces.i18n import t
from toolkit.posts import hashtags_on
from toolkit.review.choices import Choice
from toolkit.review.findings import Finding
from toolkit.world.people_faces import post_html
from toolkit.world.queries import Query

# What a verdict means for a tag: RiteTag's four colours, with a sign and a word each.
TAG_WORDS = {"good": "Use it", "advice": "With care", "required": "Look again", "danger": "Danger"}
NETWORKS = {"x": "X", "mastodon": "Mastodon", "bluesky": "Bluesky"}


def percent(share: float | None) -> str:
    """Write a share as people read it; one that nobody knows is a dash."""
    return "–" if share is None or pd.isna(share) else f"{round(100 * share)} %"


def choice_html(
    chosen: Choice, findings: Sequence[Finding], spellings: Mapping[str, int], with_tags: Sequence[str] = ()
) -> str:
    """Show one tag: its verdict, what is counted, and why."""
    verdict = findings[0].verdict if findings else "good"
    written = ", ".join(f"#{name} ({n})" for name, n in spellings.items())
    rows = [
        (t("Posts"), str(chosen.posts)),
        (t("Accounts"), str(chosen.accounts)),
        (t("About your topic"), percent(chosen.relevance)),
        (t("Advertising"), percent(chosen.spam)),
        (t("Mocking or threatening, lately"), percent(chosen.against)),
        (t("From the authorities, lately"), percent(chosen.watched)),
        *([(t("Written as"), apart(written))] if len(spellings) > 1 else []),
        *([(t("Often together with"), " ".join(apart(f"#{other}") for other in with_tags))] if with_tags else []),
    ]
    name = apart(chosen.text)
    counted = table_html(t("What the feed says"), (t("What"), t("How much")), rows)
    said = advice_html(findings)
    return framed(f'<div class="hta-prompt">{name} {chip(verdict, t(TAG_WORDS[verdict]))}</div>{said}{counted}')


def tags_html(table: pd.DataFrame, verdicts: Mapping[str, str]) -> str:
    """Show the table of tags that the picture shows as dots."""
    heads = [t("Tag"), t("Verdict"), t("Posts"), t("Accounts"), t("About your topic")]
    rows = [
        (
            apart("#" + row.tag),
            chip(verdicts[row.Index], t(TAG_WORDS[verdicts[row.Index]])),
            str(row.posts),
            str(row.accounts),
            percent(row.relevance),
        )
        for row in table.itertuples()
    ]
    shown = table_html(t("The same as a table"), heads, rows)
    return framed(f'<div class="hta-scroll hta-tight" tabindex="0">{shown}</div>')


def counts_html(caption: str, first: str, frame: pd.DataFrame) -> str:
    """Show numbers by row and column as a table."""
    rows = [
        (escape(str(name)), *map(str, values))
        for name, values in zip(frame.index, frame.to_numpy().tolist(), strict=True)
    ]
    heads = [first, *map(str, frame.columns)]
    return framed(f'<div class="hta-scroll" tabindex="0">{table_html(caption, heads, rows)}</div>')


def samples_html(posts: pd.DataFrame) -> str:
    """Show posts of a feed, the latest first, and say of which nobody knows the time."""
    rows = zip(posts["text"], posts["account"], posts["created_utc"], posts["lang"], strict=True)
    shown = [
        post_html(text, str(account), "" if pd.isna(when) else f"{when:%d %b %Y, %H:%M} UTC", str(lang))
        for text, account, when, lang in rows
    ]
    return "".join(shown)


def query_html(query: Query, found: int, of: int, first: Sequence[str]) -> str:
    """Say how a search was read, and how much it found."""
    notes = "".join(auto(t(note), "hta-finding hta-advice") for note in query.notes)
    tags = f" {t('Tags in them')}: " + " ".join(apart("#" + tag) for tag in first) if first else ""
    said = t("{found} of {of} posts.", found=f"{found:,}", of=f"{of:,}")
    return framed(f'{notes}<div role="status" class="hta-small">{escape(said)}{tags}</div>')


def networks_html(tags: Iterable[str]) -> str:
    """Show what each network makes of tags as they are written."""
    rows = [(apart(tag), *(_made(tag, platform) for platform in NETWORKS)) for tag in dict.fromkeys(tags)]
    heads = [t("You write"), *NETWORKS.values()]
    shown = table_html(t("What each network makes of it"), heads, rows)
    return framed(f'<div class="hta-scroll" tabindex="0">{shown}</div>') if rows else ""


def _made(tag: str, platform: str) -> str:
    seen = [span.text for span in hashtags_on(tag, platform)]
    if seen == [tag.lstrip("#＃")]:
        return chip("good", t("works"))
    if seen:
        return f"{chip('required', t('cut'))} {apart('#' + seen[0])}"
    return chip("danger", t("no tag"))
