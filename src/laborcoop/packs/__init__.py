"""Rule packs: the rules and dated, cited parameters of a country, a region or a programme, as a `RuleBook`.

`national` is a book; the others are overlays, functions of a book, that `RuleBook.diff` explains.
"""

from laborcoop.packs.china import national
from laborcoop.packs.epidemic_2020 import epidemic_2020
from laborcoop.packs.guangdong import guangdong
from laborcoop.packs.iris import iris
from laborcoop.packs.local_practice import local_practice
from laborcoop.packs.open_questions import OPEN_QUESTIONS, OpenQuestion, Reading, answered
from laborcoop.packs.programmes import china_with_regions, zhuhai_nujiang, zhuhai_zunyi
from laborcoop.packs.yunnan import yunnan

__all__ = [
    "OPEN_QUESTIONS",
    "OpenQuestion",
    "Reading",
    "answered",
    "china_with_regions",
    "epidemic_2020",
    "guangdong",
    "iris",
    "local_practice",
    "national",
    "yunnan",
    "zhuhai_nujiang",
    "zhuhai_zunyi",
]
