"""Understand what people type into a search box: words, "phrases", OR, minus, from:, since:, until:, lang:, # and @."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from toolkit.posts.words import plain
from toolkit.review.findings import Said

LONGEST = 500  # characters; nobody types more, and what is pasted by accident should not take long
_DEEPEST = 20  # brackets within brackets


@dataclass(frozen=True)
class Term:
    """One thing to look for: `kind` is words, tag, mention, from, lang, since or until."""

    kind: str
    said: str  # as it was typed, without its sign
    sought: tuple[str, ...] = ()  # folded words, in their order
    day: date | None = None


@dataclass(frozen=True)
class Not:
    """Posts that a part of the search does not find."""

    part: "Part"


@dataclass(frozen=True)
class Every:
    """Posts that every part finds; without parts, every post."""

    parts: tuple["Part", ...]


@dataclass(frozen=True)
class Either:
    """Posts that at least one part finds."""

    parts: tuple["Part", ...]


Part = Term | Not | Every | Either


@dataclass(frozen=True)
class Query:
    """A search as we read it, and what we have to say about how it was typed."""

    part: Part
    notes: tuple[Said, ...] = ()


_QUOTES = str.maketrans('“”„‟«»″"', '""""""""')
_PIECE = re.compile(
    r"""(?P<minus>-(?=\S))?
        (?:(?P<operator>[A-Za-z_]+):(?=\S))?
        (?:"(?P<phrase>[^"]*)(?P<closed>"?) | (?P<bracket>[()]) | (?P<word>[^\s()"]+) )""",
    re.VERBOSE,
)
_BEHIND = ",.;:!?…،؛؟"  # what people put behind a tag in a list
BETWEEN = "\0"  # stands between texts that are cut together: in none of them is it part of a word
_WORD = re.compile(r"\w+")
_WORD_OR_BETWEEN = re.compile(rf"\w+|{BETWEEN}")
_APART = str.maketrans({n: " " for n in range(128) if not (chr(n).isalnum() or chr(n) == "_")})
_APART_BUT_BETWEEN = {sign: space for sign, space in _APART.items() if chr(sign) != BETWEEN}
_OPERATORS = ("from", "since", "until", "lang")


def words_of(text: str) -> tuple[str, ...]:
    """Fold a text and cut it into its words, as a search compares them.

    >>> words_of("No doctor, nobody ASKED: #ClosedDoors")
    ('no', 'doctor', 'nobody', 'asked', 'closeddoors')
    """
    if text.isascii():  # the same, three times as fast
        return tuple(text.lower().translate(_APART).split())
    return tuple(_WORD.findall(plain(text)))


def words_of_all(texts: Sequence[str]) -> list[str]:
    """Cut many texts as `words_of` cuts each, in half the time, with `BETWEEN` from one to the next.

    >>> [word for word in words_of_all(["No doctor", "Никто не пришёл"]) if word != BETWEEN]
    ['no', 'doctor', 'никто', 'не', 'пришёл']
    """
    joined = f" {BETWEEN} ".join(text.replace(BETWEEN, " ") for text in texts)
    if joined.isascii():
        return joined.lower().translate(_APART_BUT_BETWEEN).split()
    return _WORD_OR_BETWEEN.findall(plain(joined))


def parse_query(text: str) -> Query:
    """Read a search as people type it. Never raises: what cannot be read is left out, and a note says so.

    Words side by side must all occur; OR stands between alternatives and binds less than words side by side,
    as X documents it (docs.x.com, "Build a query", 2026); a minus takes away.

    >>> parse_query('clinic -"football club"').part
    Every(parts=(Term(kind='words', said='clinic', sought=('clinic',), day=None), \
Not(part=Term(kind='words', said='football club', sought=('football', 'club'), day=None))))
    """
    reader = _Reader()
    if len(text) > LONGEST:
        reader.note("Your search is very long. We looked at its first {most} characters.", most=LONGEST)
    reader.pieces = list(_PIECE.finditer(text[:LONGEST].translate(_QUOTES)))
    parts = list(reader.alternatives())
    return Query(_one(parts, Every), tuple(reader.notes))


def _one(parts: list[Part], many: type[Every] | type[Either]) -> Part:
    return parts[0] if len(parts) == 1 else many(tuple(parts))


@dataclass
class _Reader:
    """Goes through the pieces of a search from left to right."""

    pieces: list[re.Match[str]] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)
    at: int = 0
    depth: int = 0

    def note(self, template: str, **fields: object) -> None:
        said = Said(template, **fields)
        if said not in self.notes:
            self.notes.append(said)

    def alternatives(self) -> Iterator[Part]:
        """Read to the end; a closing bracket too many is left out."""
        while self.at < len(self.pieces):
            read = self.either()
            if read != Every(()):
                yield read
            if self.at < len(self.pieces):
                self.note("A closing bracket has no partner. We left it out.")
                self.at += 1

    def either(self) -> Part:
        """Read parts between OR, up to the end or a closing bracket."""
        choices: list[list[Part]] = [[]]
        while self.at < len(self.pieces) and self.pieces[self.at]["bracket"] != ")":
            piece = self.pieces[self.at]
            self.at += 1
            if piece["word"] == "OR" and not piece["operator"] and not piece["minus"]:
                choices.append([])
            elif piece["word"] != "AND" or piece["operator"] or piece["minus"]:
                choices[-1] += self.part(piece)
        return _one([_one(parts, Every) for parts in choices if parts], Either) if any(choices) else Every(())

    def part(self, piece: re.Match[str]) -> list[Part]:
        """Read one piece, with what stands in its brackets if it opens some."""
        if piece["bracket"] and piece["operator"]:
            self.note(
                "“{operator}:” takes one word, no brackets. We read the brackets alone.", operator=piece["operator"]
            )
        read = self.bracket() if piece["bracket"] else self.term(piece)
        if read is None:
            return []
        return [Not(read)] if piece["minus"] else [read]

    def bracket(self) -> Part | None:
        """Read what stands between brackets."""
        if self.depth >= _DEEPEST:
            self.note("There are brackets within brackets within brackets. We left the innermost out.")
            self.skip()
            return None
        self.depth += 1
        read = self.either()
        self.depth -= 1
        if self.at < len(self.pieces):
            self.at += 1
        else:
            self.note("A bracket is open and never closed. We read it as closed at the end.")
        return None if read == Every(()) else read

    def skip(self) -> None:
        """Go on behind the bracket that closes the one just opened."""
        still_open = 1
        while self.at < len(self.pieces) and still_open:
            still_open += {"(": 1, ")": -1}.get(self.pieces[self.at]["bracket"] or "", 0)
            self.at += 1

    def term(self, piece: re.Match[str]) -> Part | None:
        """Read a word, a phrase or an operator with its value."""
        if piece["phrase"] == "" and not piece["closed"]:
            self.note("A quotation mark has no partner. We left it out.")
        elif piece["phrase"] and not piece["closed"]:
            self.note("A quotation mark has no partner. We read “{phrase}” as one phrase.", phrase=piece["phrase"])
        said = (piece["phrase"] if piece["phrase"] is not None else piece["word"]).strip()
        operator = (piece["operator"] or "").lower()
        if not operator and said[:-1].lower() in _OPERATORS and said.endswith(":"):
            operator, said = said[:-1].lower(), ""
        if operator in ("since", "until"):
            return self.day(operator, said)
        if operator in _OPERATORS:
            return self.named(operator, said.removeprefix("@"))
        if operator:
            self.note("We do not know “{operator}:” here, so we looked for the words.", operator=operator)
            said = f"{operator} {said}"
        return _words(said, is_phrase=piece["phrase"] is not None)

    def named(self, operator: str, name: str) -> Part | None:
        """Read the name of from: or lang:."""
        if folded := plain(name).strip():
            return Term(operator, name, (folded,))
        self.note("“{operator}:” wants a word right behind it, without a space. We left it out.", operator=operator)
        return None

    def day(self, operator: str, said: str) -> Part | None:
        """Read the date of since: or until:."""
        try:
            return Term(operator, said, day=date.fromisoformat(plain(said)))
        except ValueError:
            self.note(
                "“{operator}:” wants a date, written like {operator}:2026-03-17. We left “{said}” out.",
                operator=operator,
                said=said,
            )
            return None


def _words(said: str, is_phrase: bool) -> Part | None:
    kind = "words" if is_phrase else {"#": "tag", "＃": "tag", "@": "mention"}.get(said[:1], "words")
    named = said if kind == "words" else said[1:].rstrip(_BEHIND)
    sought = words_of(named) if kind == "words" else (plain(named),)
    return Term(kind, named, sought) if any(sought) else None
