"""Draw at random from nothing but `random.Random.random()`, so that the same seed gives the same feed anywhere."""

import math
from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")

_MANY = 60.0  # from here on a Poisson count is as good as a rounded normal one


def stream(seed: int, *names: object) -> Random:
    """Open a stream of numbers of its own for each purpose: a new text must not shift everybody's followers."""
    return Random("/".join(str(part) for part in (seed, *names)))


def pick(rng: Random, things: Sequence[Thing]) -> Thing:
    """Take one of several things, all equally likely."""
    return things[int(rng.random() * len(things))]


def weighted(rng: Random, weights: Mapping[Thing, float]) -> Thing:
    """Take one key, as likely as its value is large. Raises LookupError if there is nothing to take."""
    rest = rng.random() * math.fsum(weights.values())  # the same in every Python
    last = None
    for thing, weight in weights.items():
        if weight <= 0:
            continue
        rest -= weight
        last = thing
        if rest < 0:
            return thing
    if last is None:
        raise LookupError("There is nothing to choose from.")
    return last


def whole(rng: Random, low: int, high: int) -> int:
    """Draw a whole number from low to high, both included."""
    return low + int(rng.random() * (high - low + 1))


def normal(rng: Random) -> float:
    """Draw from the standard normal distribution (Box and Muller 1958)."""
    return math.sqrt(-2.0 * math.log(1.0 - rng.random())) * math.cos(2.0 * math.pi * rng.random())


def poisson(rng: Random, mean: float) -> int:
    """Draw a count with this mean."""
    if mean > _MANY:
        return max(0, round(mean + math.sqrt(mean) * normal(rng)))
    count, chance = 0, math.exp(-mean)
    rest = rng.random() - chance
    while rest > 0 and chance > 0:
        count += 1
        chance *= mean / count
        rest -= chance
    return count


def scattered(rng: Random, mean: float, shape: int) -> int:
    """Draw a negative binomial count: variance = mean + mean^2 / shape; shape is a whole number."""
    gamma = -math.fsum(math.log(1.0 - rng.random()) for _ in range(shape)) / shape
    return poisson(rng, mean * gamma)


def binomial(rng: Random, of: int, chance: float) -> int:
    """Count how many of so many people do something that each does with this chance."""
    return sum(rng.random() < chance for _ in range(of))
