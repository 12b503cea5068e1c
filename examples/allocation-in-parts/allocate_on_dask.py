"""Eight counties' workers, each county read and placed where its file lies: on a local Dask cluster of two workers.

python examples/allocation-in-parts/allocate_on_dask.py [--people 20000] [--posts 200]

The people are invented. They are written to a temporary folder first, a file for each county; nothing but the paths is
handed out, and only ids and numbers come back.
"""

from __future__ import annotations

import argparse
import csv
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from attrs import frozen
from distributed import Client, LocalCluster

from laborcoop.allocation import PairRule, Preference, Progress, allocate_in_parts

COUNTIES = 8


@frozen
class Seeker:
    """What the rules below read of a worker."""

    id: str
    age: int
    schooling: int
    lowest_wage: int


@frozen
class Vacancy:
    """What they read of a post."""

    id: str
    openings: int
    oldest: int
    schooling: int
    wage: int


# What is sent to other processes stands at the top of a module.
def age(one: Seeker) -> int:
    """What the rule on age reads of a worker."""
    return one.age


def oldest(post: Vacancy) -> int:
    """What it reads of a post."""
    return post.oldest


def young_enough(has: int, most: int) -> bool:
    """Whether they go together."""
    return has <= most


def schooling(one: Seeker | Vacancy) -> int:
    """Years of school, had or asked for."""
    return one.schooling


def enough(has: int, asked: int) -> bool:
    """Whether they go together."""
    return has >= asked


def closeness(has: int, asked: int) -> int:
    """Points for a post that asks for what a worker has."""
    return max(0, 10 - abs(has - asked))


def lowest_wage(one: Seeker) -> int:
    """What a worker wants at least, in yuan a month."""
    return one.lowest_wage


def wage(post: Vacancy) -> int:
    """What a post pays, in yuan a month."""
    return post.wage


def gain(least: int, pay: int) -> int:
    """A point for each 50 yuan above the least, up to 40."""
    return min(40, max(0, (pay - least) // 50))


RULES = (PairRule("age", age, oldest, young_enough), PairRule("schooling", schooling, schooling, enough))
PREFERENCES = (
    Preference("schooling", schooling, schooling, closeness),
    Preference("wage", lowest_wage, wage, gain),
)


def read(path: Path) -> list[Seeker]:
    """The workers of one county; called wherever the cluster does that county's work."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Seeker(row["id"], int(row["age"]), int(row["schooling"]), int(row["lowest_wage"]))
            for row in csv.DictReader(file)
        ]


def write_counties(folder: Path, people: int) -> list[Path]:
    """Invented workers, a file for each county."""
    chance = Random(1)  # noqa: S311 - to be repeated, not to be secret
    paths = [folder / f"county-{number}.csv" for number in range(COUNTIES)]
    for number, path in enumerate(paths):
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "age", "schooling", "lowest_wage"])
            for one in range(people // COUNTIES):
                floor = 100 * chance.randint(30, 75)
                writer.writerow([f"W-{number}-{one:05}", chance.randint(18, 59), chance.randint(0, 16), floor])
    return paths


def vacancies(posts: int, people: int) -> list[Vacancy]:
    """Invented posts, with openings for four in five of the people."""
    chance = Random(2)  # noqa: S311 - to be repeated, not to be secret
    return [
        Vacancy(
            id=f"P-{number:04}",
            openings=max(1, round(0.8 * people / posts * chance.uniform(0.2, 1.8))),
            oldest=chance.choice((40, 45, 50, 55, 59)),
            schooling=chance.choice((0, 6, 9, 12)),
            wage=50 * chance.randint(70, 170),
        )
        for number in range(posts)
    ]


def tell(now: Progress) -> None:
    """A line for each round."""
    print(f"score {now.value}, cannot be above {now.bound}")


def main() -> None:
    """Write the files, start the cluster, allocate, check."""
    parser = argparse.ArgumentParser(description="Allocate in parts on a local Dask cluster of two workers.")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--posts", type=int, default=200)
    asked = parser.parse_args()
    with (
        TemporaryDirectory() as folder,
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        executor = client.get_executor()
        result = allocate_in_parts(
            [partial(read, path) for path in write_counties(Path(folder), asked.people)],
            vacancies(asked.posts, asked.people),
            rules=RULES,
            preferences=PREFERENCES,
            executor=executor,
            per_task=asked.people // 4,
            progress=tell,
        )
        print(f"{len(result.placed)} placed, {len(result.unplaced)} nowhere, each with a reason")
        print(
            f"certified gap {float(result.gap):.4%} ({result.status}; at most {float(result.most_gap):.1%} was asked)"
        )
        faults = result.verify(executor)
        print("checked on the cluster: sound" if not faults else "\n".join(map(str, faults)))


if __name__ == "__main__":
    main()
