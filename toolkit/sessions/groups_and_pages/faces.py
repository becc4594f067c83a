"""The still faces of groups and pages: who sees what of a form, what one arrest changes, profiles side by side."""

from collections.abc import Mapping, Sequence
from html import escape

from toolkit.faces.html import SETTING_WORDS, apart, auto, chip, table_html
from toolkit.faces.i18n import t
from toolkit.sessions.groups_and_pages.gatherings import THINGS, VIEWERS, Form, Group, clashes, groups, sight, words
from toolkit.sessions.groups_and_pages.judge.presence import FIELD_WORDS
from toolkit.sessions.groups_and_pages.presence import FIELDS, Showing

SIGHT_WORDS = {
    "sees": ("●", "yes", ""),
    "inside": ("◐", "inside", "inside: once let in under any name, or with one member’s telephone"),
    "taken": ("◑", "telephone", "telephone: with that of somebody who runs it"),
    "no": ("○", "no", ""),
    "keeps": ("■", "keeps", "keeps: on its own computers; look up who can demand it there"),
    "sealed": ("?", "look up", "look up: some networks cannot read the words of a chat, and still know who is in it"),
}
OPPONENT_WORDS = {
    "official": "Somebody who wants to embarrass you",
    "open": "Somebody who wants you to stop",
    "hostile": "Somebody who watches",
}
# “Good” would promise too much: a form that can do it is not safe for that.
_FITS = {"good": "can do it", "required": "not as it is", "danger": "Danger"}


def group_html(group: Group) -> str:
    """Show who looks for a form, and what they need."""
    needs = " · ".join(t(words("needs")[one]) for one in group.needs)
    return (
        f'<div class="hta-post">{auto(t(group.name), "hta-prompt")}{auto(t(group.about))}'
        f"{auto(t('What matters: {needs}', needs=needs), 'hta-small')}</div>"
    )


def matrix_html(form: Form, setting: str) -> str:
    """Show who sees what of a form: a visitor, a member, an opponent, the network."""
    heads = (t("What there is"), t("Visitor"), t("Member"), t("Against you"), t("Network"))
    rows = [
        (escape(t(words("things")[thing])), *(_cell(sight(form, thing, viewer, setting)) for viewer in VIEWERS))
        for thing in THINGS
    ]
    caption = t("{form}: who sees what", form=t(form.name))
    seen = {sight(form, thing, viewer, setting) for thing in THINGS for viewer in VIEWERS}
    legend = [t("Against you: {who}", who=t(OPPONENT_WORDS[setting]).lower())]
    legend += [t(said) for name, (_, _, said) in SIGHT_WORDS.items() if name in seen and said]
    leaves = auto(" · ".join(legend), "hta-small") + auto(
        t("After leaving: {leaves}", leaves=t(form.leaves)), "hta-small"
    )
    return _sideways(table_html(caption, heads, rows)) + leaves


def _cell(seen: str) -> str:
    sign, said, _ = SIGHT_WORDS[seen]
    return f"{sign} {escape(t(said))}"


def worst(group: Group, form: Form, setting: str) -> str:
    """Name the gravest verdict on a form for a group; “good” if nothing has to be changed."""
    found = {one.verdict for one in clashes(group, form, setting)}
    return next((verdict for verdict in ("danger", "required") if verdict in found), "good")


def _fits(verdict: str) -> str:
    return chip(verdict, t(_FITS[verdict]))


def settings_html(group: Group, form: Form) -> str:
    """Show the same form in the three settings."""
    rows = [(escape(t(said)), _fits(worst(group, form, setting))) for setting, said in SETTING_WORDS.items()]
    return table_html(t("The same form, for the same group, in three settings"), (t("Setting"), t("This form")), rows)


def evidence_html(form: Form) -> str:
    """Show what is dated about a form, and how to look up the rest on one's own network."""
    dated = "".join(
        f'<li class="hta-auto" dir="auto"><strong>{escape(t(words("things")[one.thing]))}.</strong> '
        f'{escape(t(one.says))} <span class="hta-small">({escape(one.source)}; {one.as_of:%d.%m.%Y})</span></li>'
        for one in form.dated
    )
    known = {one.thing for one in form.dated}
    checks = "".join(
        f'<li class="hta-auto" dir="auto"><strong>{escape(t(words("things")[thing]))}.</strong> {escape(t(check))}</li>'
        for thing, check in words("checks").items()
        if thing not in known
    )
    said = f'<div class="hta-prompt">{escape(t("What is on record"))}</div><ul>{dated}</ul>' if dated else ""
    note = t("No dated source here says what your network shows today. Look it up like this:")
    looked = f"<summary>{escape(t('Look it up on your network'))}</summary>{auto(note, 'hta-help')}<ul>{checks}</ul>"
    return f"{said}<details>{looked}</details>"


def chosen_html(kept: Mapping[str, str], forms: Mapping[str, Form]) -> str:
    """Show for each group which form was chosen, and what is said of it in the group's own setting."""
    rows = [
        (escape(t(one.name)), escape(t(forms[kept[id_]].name)), _fits(worst(one, forms[kept[id_]], one.setting)))
        for id_, one in groups().items()
        if kept.get(id_) in forms
    ]
    said = t("{n} of {all} groups have a form.", n=len(rows), all=len(groups()))
    heads = (t("Group"), t("Form"), t("In its own setting"))
    table = table_html(t("Your choices so far"), heads, rows) if rows else ""
    return f'<div class="hta-small" role="status">{escape(said)}</div>{table}'


def showings_html(showings: Sequence[Showing], words_of: Mapping[str, Mapping[str, str]]) -> str:
    """Show profiles side by side; `words_of` names the choices of a field."""
    heads = (t("What it shows"), *(one.network for one in showings))
    rows = []
    for field in FIELDS:
        values = [str(getattr(one, field)) for one in showings]
        shown = [apart(t(words_of[field][value]) if value in words_of.get(field, ()) else value) for value in values]
        rows.append(
            (
                escape(t(FIELD_WORDS[field])),
                *(cell if value else "–" for cell, value in zip(shown, values, strict=True)),
            )
        )
    rows.append((escape(t("length of the description")), *(str(len(one.about)) for one in showings)))
    note = t("How long may a description be there? We have no dated source; the settings of the profile tell.")
    table = table_html(t("Three networks side by side"), heads, rows)
    return _sideways(table) + auto(note, "hta-small")


def _sideways(table: str) -> str:
    """Let a wide table be pushed sideways on a narrow page; all of its rows stay in sight."""
    return f'<div class="hta-scroll" tabindex="0" style="max-height:none">{table}</div>'
