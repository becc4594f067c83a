"""Is a search read as people mean it, and is it said kindly what could not be read?"""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from toolkit.posts.words import plain
from toolkit.world.queries import LONGEST, Either, Every, Not, Part, Query, Term, parse_query, words_of

JARGON = re.compile(r"\b(errors?|fail(ed|s|ure)?|invalid|assert\w*|exceptions?|illegal)\b", re.IGNORECASE)
NOTHING = Every(())
_PIECES = """clinic Hearing суд محكمة کلینک ٤٨ #Двери ＃ @ada_example OR AND or - -- ( ) -( )) " “ ” « » '
from: from:@ from:ada until:2026-03-17 since:2026-02-30 since: lang:ur title:x http://a.example.org :: {x} %s *"""
PIECES = _PIECES.split()
SIGNS = ["\ud800", "\0", "\u200f", "\u202e", "\ufeff", "\U0010ffff", "\n", "\x1b", "👩‍👩‍👧", "İ", "ß"]
ANY_TEXT = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=()), max_size=60),
    st.lists(st.sampled_from([*PIECES, *SIGNS]), max_size=20).map(" ".join),
    st.lists(st.sampled_from([*PIECES, *SIGNS]), max_size=20).map("".join),
)
LETTERS = st.one_of(
    *(
        st.characters(min_codepoint=first, max_codepoint=last, categories=("Lu", "Ll", "Lo", "Nd"))
        for first, last in ((0x30, 0x7A), (0x400, 0x45F), (0x620, 0x6FF))
    )
)


def term(kind: str, said: str) -> Term:
    """Make a term as the reader should."""
    if kind in ("since", "until"):
        return Term(kind, said, day=date.fromisoformat(said))
    return Term(kind, said, words_of(said) if kind == "words" else (plain(said),))


def w(said: str) -> Term:
    return term("words", said)


SIGN = {"tag": "#", "mention": "@", "words": ""}


def shown(part: Part) -> str:
    """Write a part of a search as somebody would type it."""
    if isinstance(part, Not):
        return f"-{_held(part, part.part)}"
    if isinstance(part, Every):
        return " ".join(_held(part, one) for one in part.parts)
    if isinstance(part, Either):
        return " OR ".join(_held(part, one) for one in part.parts)
    if part.kind == "words" and (not part.said.isalnum() or part.said in ("OR", "AND")):
        return f'"{part.said}"'
    return f"{SIGN.get(part.kind, f'{part.kind}:')}{part.said}"


def _held(outer: Part, part: Part) -> str:
    """Put brackets where they are needed; OR binds less than words side by side."""
    needs_none = {Not: (Term,), Every: (Term, Not), Either: (Term, Not, Every)}[type(outer)]
    return shown(part) if isinstance(part, needs_none) else f"({shown(part)})"


def trees(terms: st.SearchStrategy[Term]) -> st.SearchStrategy[Part]:
    """Draw searches that are made of some terms."""

    def grown(inner: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.one_of(inner.map(Not), several.map(Every), several.map(Either))

    return st.recursive(terms, grown, max_leaves=8)


ANY_WORD = st.text(LETTERS, min_size=1, max_size=8).filter(words_of)
ANY_DAY = st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(date.isoformat)
ANY_TERM = st.one_of(
    st.lists(ANY_WORD, min_size=1, max_size=3).map(" ".join).map(w),
    st.sampled_from(["OR", "AND", "don't", "a-b", "#tag", "from:x", "(", "34,000"]).filter(words_of).map(w),
    st.builds(term, st.sampled_from(["tag", "mention", "from", "lang"]), ANY_WORD.filter(plain)),
    st.builds(term, st.sampled_from(["since", "until"]), ANY_DAY),
)


def parts_of(part: Part) -> Iterator[Part]:
    yield part
    inner = (part.part,) if isinstance(part, Not) else () if isinstance(part, Term) else part.parts
    for one in inner:
        yield from parts_of(one)


def remarks(text: str) -> str:
    return " ".join(parse_query(text).notes)


@settings(deadline=None, max_examples=80)
@given(trees(ANY_TERM))
def test_a_search_that_is_written_out_is_read_back_as_it_was(tree: Part) -> None:
    assume(len(shown(tree)) <= LONGEST)
    assert parse_query(shown(tree)) == Query(tree)


@settings(deadline=None, max_examples=100)
@given(ANY_TEXT)
def test_no_text_is_too_odd(text: str) -> None:
    query = parse_query(text)
    assert all(isinstance(part, Term | Not | Every | Either) for part in parts_of(query.part))
    for part in parts_of(query.part):
        if isinstance(part, Term):
            assert part.day if part.kind in ("since", "until") else any(part.sought)
        elif isinstance(part, Every | Either):
            assert len(part.parts) > 1 or part == query.part == NOTHING


@settings(deadline=None, max_examples=60)
@given(ANY_TEXT)
def test_notes_are_warm_sentences_and_each_is_said_once(text: str) -> None:
    query = parse_query(text)
    assert len(set(query.notes)) == len(query.notes)
    for note in query.notes:
        assert note.template[0].isupper() or note.template[0] == "“"
        assert note.template.endswith(".") and note.endswith(".")
        assert not JARGON.search(note.template)
        assert note == (note.template.format(**note.fields) if note.fields else note.template)


@settings(deadline=None, max_examples=60)
@given(ANY_TEXT, ANY_TEXT)
def test_the_same_text_is_read_the_same_way_whatever_was_read_before(text: str, other: str) -> None:
    read = parse_query(text)
    parse_query(other)
    assert parse_query(text) == read


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", NOTHING),
        (" \n\t", NOTHING),
        ("clinic", w("clinic")),
        ("Clinic DOCTOR", Every((w("Clinic"), w("DOCTOR")))),
        ("clinic AND doctor", Every((w("clinic"), w("doctor")))),
        ("clinic or doctor", Every((w("clinic"), w("or"), w("doctor")))),
        ("clinic OR doctor", Either((w("clinic"), w("doctor")))),
        ("a b OR c d", Either((Every((w("a"), w("b"))), Every((w("c"), w("d")))))),
        ("a (b OR c) d", Every((w("a"), Either((w("b"), w("c"))), w("d")))),
        ("(a b) c", Every((Every((w("a"), w("b"))), w("c")))),
        ("((clinic))", w("clinic")),
        ('"nobody asked"', w("nobody asked")),
        ('"OR"', w("OR")),
        ("-football", Not(w("football"))),
        ("--football", Not(w("-football"))),
        ('-"football club"', Not(w("football club"))),
        ("-(a OR b)", Not(Either((w("a"), w("b"))))),
        ("-(-a)", Not(Not(w("a")))),
        ("a - b", Every((w("a"), w("b")))),
        ("a-b", w("a-b")),
        ("-from:ada_example", Not(term("from", "ada_example"))),
        ("#ClosedDoors", term("tag", "ClosedDoors")),
        ("＃ClosedDoors", term("tag", "ClosedDoors")),
        ("-#ClosedDoors", Not(term("tag", "ClosedDoors"))),
        ('"#ClosedDoors"', w("#ClosedDoors")),
        ("@ada_example", term("mention", "ada_example")),
        ("from:Ada_Example", term("from", "Ada_Example")),
        ("from:@ada_example", term("from", "ada_example")),
        ('from:"ada_example"', term("from", "ada_example")),
        ("lang:ur", term("lang", "ur")),
        ("since:2026-03-17", term("since", "2026-03-17")),
        ('until:"2026-03-17"', term("until", "2026-03-17")),
        ("since:٢٠٢٦-٠٣-١٧", Term("since", "٢٠٢٦-٠٣-١٧", day=date(2026, 3, 17))),
        ("until:۲۰۲۶-۰۳-۱۷", Term("until", "۲۰۲۶-۰۳-۱۷", day=date(2026, 3, 17))),
        ("a OR", w("a")),
        ("OR a", w("a")),
        ("a OR OR b", Either((w("a"), w("b")))),
        ("OR AND OR", NOTHING),
        ("()", NOTHING),
        ("a ()", w("a")),
        ("a -()", w("a")),
        ("# @ - ! …", NOTHING),
        ("10:30", w("10:30")),
        ("محكمة OR суд", Either((w("محكمة"), w("суд")))),
        ("#حق_الدفاع -#Двери", Every((term("tag", "حق_الدفاع"), Not(term("tag", "Двери"))))),
        ('"حق الدفاع" суд', Every((w("حق الدفاع"), w("суд")))),
    ],
)
def test_reads(text: str, part: Part) -> None:
    assert parse_query(text) == Query(part)


@pytest.mark.parametrize("quoted", ["“{}”", "„{}“", "«{}»", "‟{}”", "″{}″", '"{}"', "“{}“", '“{}"'])
@pytest.mark.parametrize("phrase", ["nobody asked", "никто не спросил", "لم يسألنا أحد", "کسی نے نہیں پوچھا"])
def test_quotation_marks_of_every_keyboard_make_a_phrase(quoted: str, phrase: str) -> None:
    assert parse_query(quoted.format(phrase)) == Query(w(phrase))
    assert parse_query(f"a -{quoted.format(phrase)}") == Query(Every((w("a"), Not(w(phrase)))))


@pytest.mark.parametrize(
    ("text", "part", "said"),
    [
        ('clinic "closed doors', Every((w("clinic"), w("closed doors"))), "A quotation mark has no partner."),
        ('closed doors"', Every((w("closed"), w("doors"))), "A quotation mark has no partner."),
        ("“closed doors", w("closed doors"), "We read “closed doors” as one phrase."),
        ("(a OR b", Either((w("a"), w("b"))), "A bracket is open and never closed."),
        ("a OR b)", Either((w("a"), w("b"))), "A closing bracket has no partner."),
        ("a) b OR c", Every((w("a"), Either((w("b"), w("c"))))), "A closing bracket has no partner."),
        (")(", NOTHING, "A closing bracket has no partner."),
        ("title:clinic", w("title clinic"), "We do not know “title:” here, so we looked for the words."),
        ('title:"closed doors"', w("title closed doors"), "We do not know “title:” here"),
        ("-title:clinic", Not(w("title clinic")), "We do not know “title:” here"),
        ("https://a.example.org/b", w("https //a.example.org/b"), "We do not know “https:” here"),
        ("since:yesterday", NOTHING, "We left “yesterday” out."),
        ("a -until:yesterday", w("a"), "We left “yesterday” out."),
    ],
)
def test_says_what_it_could_not_read(text: str, part: Part, said: str) -> None:
    query = parse_query(text)
    assert query.part == part
    assert said in remarks(text)


NO_DATES = """2026-02-30 2026-13-01 0000-01-01 17.3.2026 03/17/2026 2026 2026-3-7 2026-03-17T10:00 2026-03-17x
yesterday вчера أمس -1 99999-01-01 ²⁰²⁶-03-17x 2026–03–17"""


@pytest.mark.parametrize("said", NO_DATES.split())
@pytest.mark.parametrize("operator", ["since", "until"])
def test_a_date_that_is_none_is_left_out_and_an_example_is_given(operator: str, said: str) -> None:
    query = parse_query(f"clinic {operator}:{said}")
    assert query.part == w("clinic")
    assert query.notes[0].startswith(f"“{operator}:” wants a date, written like {operator}:2026-03-17.")


def test_the_same_slip_is_named_once() -> None:
    assert len(parse_query("a) b) c) title:x title:y").notes) == 2


LONG = ["clinic ", "#Tag ", "a OR ", "-", "суд ", "محكمة ", "since:x ", "x:y ", "“", '"', "\ud800", "ﷺ"]


@pytest.mark.parametrize("piece", [*LONG, "(", ")", "-(", ")(", "((a OR b) "], ids=ascii)
def test_ten_thousand_characters_are_read_up_to_a_limit_and_it_is_said(piece: str) -> None:
    query = parse_query((piece * 10_000)[:10_000])
    assert query.notes[0] == "Your search is very long. We looked at its first 500 characters."
    assert len(query.notes) <= 4
    assert sum(isinstance(part, Term) for part in parts_of(query.part)) <= LONGEST


def test_what_stands_after_the_limit_is_not_looked_for() -> None:
    assert parse_query(f"clinic {' ' * LONGEST} doctor").part == w("clinic")
    assert parse_query("clinic" + " " * (LONGEST - 6)).notes == ()


@pytest.mark.parametrize("depth", [1, 5, 20])
def test_brackets_within_brackets_change_nothing(depth: int) -> None:
    assert parse_query("(" * depth + "clinic" + ")" * depth) == Query(w("clinic"))
    assert parse_query("-(" * depth + "clinic" + ")" * depth).notes == ()


@pytest.mark.parametrize("text", ["(" * 21 + "clinic" + ")" * 21, "(" * 400, "(a " * 160, "-(" * 250], ids=len)
def test_brackets_that_are_too_deep_are_left_out_and_it_is_said(text: str) -> None:
    assert "There are brackets within brackets within brackets. We left the innermost out." in remarks(text)


@settings(deadline=None, max_examples=60)
@given(st.text(LETTERS, max_size=30), st.text(LETTERS, max_size=30))
def test_words_of_two_texts_are_the_words_of_each(one: str, other: str) -> None:
    """In whatever script the neighbour is written: a plain English text has a way of its own."""
    assert words_of(f"{one} {other}") == words_of(one) + words_of(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("!? …", ()),
        ("Don't stop: 48 hours!", ("don", "t", "stop", "48", "hours")),
        ("Don't stop: 48 часов!", ("don", "t", "stop", "48", "часов")),
        ("#Closed_Doors,@Ada_Example", ("closed_doors", "ada_example")),
        ("a\x00b\x1fc\nd", ("a", "b", "c", "d")),
        ("على علي ٤٨ ۴۸", ("علی", "علی", "48", "48")),
        ("МОЛЧАНИЕ громче", ("молчание", "громче")),
        ("می‌خواهم", ("میخواهم",)),
    ],
)
def test_words(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "part", "operator"),
    [
        ("from:(ada_example OR mhr_example)", Either((w("ada_example"), w("mhr_example"))), "from"),
        ("-lang:(ur ar)", Not(Every((w("ur"), w("ar")))), "lang"),
        ("since:(2026-03-17)", w("2026-03-17"), "since"),
        ("title:(clinic)", w("clinic"), "title"),
    ],
)
def test_an_operator_before_a_bracket_is_left_out_and_it_is_said(text: str, part: Part, operator: str) -> None:
    assert parse_query(text).part == part
    assert remarks(text) == f"“{operator}:” takes one word, no brackets. We read the brackets alone."


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("clinic from:@", w("clinic")),
        ('clinic from:""', w("clinic")),
        ("from: ada_example", w("ada_example")),
        ("lang: ur", w("ur")),
        ("since: 2026-03-17", w("2026-03-17")),
        ("clinic until:", w("clinic")),
    ],
)
def test_an_operator_without_a_value_is_left_out_and_it_is_said(text: str, part: Part) -> None:
    query = parse_query(text)
    assert query.part == part
    assert len(query.notes) == 1 and re.match("“(from|lang|since|until):” wants a", query.notes[0])


_CAPITALS = "From:ada_example FROM:ada_example Since:2026-03-17 Until:2026-03-17 Lang:ur"


@pytest.mark.parametrize("text", _CAPITALS.split())
def test_an_operator_may_have_a_capital(text: str) -> None:
    """Telephones begin a text with one."""
    operator, said = text.split(":")
    assert parse_query(text) == Query(term(operator.lower(), said))


@pytest.mark.parametrize("between", [", ", "; ", "، ", "؛ ", ". ", "! ", "? ", "؟ ", "… ", ",; "])
def test_what_stands_between_tags_is_no_part_of_a_tag(between: str) -> None:
    tags = Every((term("tag", "ClosedDoors"), term("tag", "ourclinic")))
    assert parse_query(f"#ClosedDoors{between}#ourclinic") == Query(tags)
    assert parse_query(f"@ada_example{between}clinic").part == Every((term("mention", "ada_example"), w("clinic")))


def test_what_was_to_be_taken_away_is_never_looked_for() -> None:
    """Not even where brackets are too deep; what stands behind them is read again."""
    text = "(" * 20 + "clinic -(football (club) team) doctor" + ")" * 20
    assert parse_query(text).part == Every((w("clinic"), w("doctor")))
    assert len(parse_query(text).notes) == 1
