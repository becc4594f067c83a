"""Does the cost grow in step with what is read? Texts that regular expressions stumble over, a few times as long."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import count

from benchmarks.measuring import Line, Result, Times, asked, compared, either, in_turn, ratio, worked
from toolkit.facilitator.erasing.sought import look, wanted
from toolkit.posts import hashtags_on, is_link, length, parse
from toolkit.review import review
from toolkit.review.drafts import Draft
from toolkit.world.scenarios import document

ROUNDS = either(5, 3)
SHORT, MOST = 5_000, 2  # characters of the shorter post; times as long for each character of the longer one
# What a draft is filled with, and how long the shorter one is.
DRAFTS = {
    "word ": 4_000, "#tag ": 4_000, "https://a.example.org/b ": 4_000, "1 200 ": 1_000, "Tue 17 ": 2_000,
    "+44 ": 1_000, "a@b.org ": 4_000, "“quoted ": 4_000, "не ": 4_000, "!": 4_000, "#": 1_000,
    "Dalvik ": 4_000, "\ud800": 4_000, "a": 1_000, "«": 1_000,
}  # fmt: skip
_PIECES = """a. # @ #a https://a.co/( a.co/(((( ( a.com-. a.comé-. é 😀 👍\u200d \u200d a@a @a@b. #a_ . a- / ?
http:// #é\u0301 １. xn-- a.xn-- a.co?!! e\u0301 🇧 ²# あ.com /a.com/"""
POSTS = dict.fromkeys(_PIECES.split(), SHORT)
NAMES, TEXTS, PAGE = 5_000, 9_000, either(60_000, 20_000)


def measure() -> Result:
    """Read short and long texts in turn; the table shows the filling whose cost grows fastest."""
    works = {
        "post, 8 times as long, for each sign": partial(_grows, filled=POSTS, times=8, work=_read),
        "draft, 4 times as long, for each sign": partial(_grows, filled=DRAFTS, times=4, work=_reviewed),
        f"{NAMES + TEXTS:,} traces sought": _searched,
    }
    return Result(tuple(line for name, work in works.items() if asked(name) for line in work(name)))


def _grows(name: str, filled: Mapping[str, int], times: int, work: Callable[[str], object]) -> Iterator[Line]:
    taken = {piece: _both(piece, size, times, work) for piece, size in filled.items()}
    steepest = max(taken, key=lambda piece: ratio(*taken[piece]))
    yield compared(name, *taken[steepest], f"the shorter one, of {steepest!a}", MOST)


def _both(piece: str, size: int, times: int, work: Callable[[str], object]) -> tuple[Times, Times]:
    """Time the longer and the shorter text in turn, each at a text never seen before."""
    numbers = count()

    def each(long: int) -> float:
        text = f"{next(numbers)} {piece * long}"[:long]
        return worked(lambda: work(text)) / long

    return in_turn(ROUNDS, partial(each, size * times), partial(each, size))


def _read(text: str) -> None:
    parse(text)
    for platform in ("x", "mastodon", "threads"):
        length(text, platform)
    for platform in ("mastodon", "bluesky"):
        hashtags_on(text, platform)
    is_link("https://" + text)


def _reviewed(text: str) -> None:
    review(Draft(text, brief=document("marenia/clinics.en"), others=("34 clinics closed",)))


def _searched(name: str) -> Iterator[Line]:
    """Search a page for a whole cohort's names and sentences, beside a search for one person's."""
    page = " ".join(f"some-thing {n} more words" for n in range(PAGE)).encode()
    one = wanted(["quiet-otter"], ["we counted every mill ourselves"])
    sentences = [f"we counted {n} mills ourselves" for n in range(TEXTS)]
    many = wanted([f"quiet-otter{n}" for n in range(NAMES)], sentences)
    mine, beside = in_turn(ROUNDS, *(lambda what=what: worked(lambda: look(page, what)) for what in (many, one)))
    yield compared(name, mine, beside, "two traces", MOST)
