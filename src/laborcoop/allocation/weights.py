"""Several goals in one number, only where that is provably exact.

A goal's weight exceeds twice everything that the goals after it could add up to, so that no sum of lesser goals ever
outweighs one unit of a greater one, and each goal's share can be read off the sum again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Numbers = TypeVar("Numbers", int, "NDArray[Any]")


def radices(reaches: Sequence[int]) -> list[int]:
    """The weight of each goal, the most important first.

    ``reaches`` bounds by how much two answers can differ in each goal.
    """
    weights = []
    below = 0
    for reach in reversed(reaches):
        weight = 2 * below + 1
        weights.append(weight)
        below += weight * reach
    return weights[::-1]


def digits(number: Numbers, weights: Sequence[int]) -> tuple[Numbers, ...]:
    """The goals' own values in a weighted sum, or in each of many; they may be negative, within their reach."""
    found = []
    for weight in weights:
        # Whatever the lesser goals add up to is less than half of this weight, in either direction.
        digit = (2 * number + weight) // (2 * weight)
        found.append(digit)
        number -= digit * weight
    return tuple(found)


def shares(price: int, weights: Sequence[int], largest: Sequence[int]) -> tuple[int, ...]:
    """About what a price that need not be whole in any goal is worth to each; ``largest`` bounds what a pair adds.

    Where half a point of a greater goal is rounded, half its weight is left. That is more than an opening could bring
    in the lesser goals, and says nothing of them: they get 0.
    """
    found = []
    for at, weight in enumerate(weights):
        share = (2 * price + weight) // (2 * weight)
        found.append(share)
        price -= share * weight
        if abs(price) > sum(below * most for below, most in zip(weights[at + 1 :], largest[at + 1 :], strict=True)):
            price = 0
    return tuple(found)


def batches(reaches: Sequence[int], largest: Sequence[int], limit: int) -> list[range] | None:
    """Runs of consecutive goals whose weighted coefficients stay within ``limit``; None if one goal alone does not.

    ``largest`` bounds the coefficients of each goal.
    """
    found: list[range] = []
    first = 0
    while first < len(reaches):
        last = first
        while last < len(reaches):
            run = range(first, last + 1)
            weights = radices([reaches[goal] for goal in run])
            if sum(weight * largest[goal] for weight, goal in zip(weights, run, strict=True)) > limit:
                break
            last += 1
        if last == first:
            return None
        found.append(range(first, last))
        first = last
    return found
