"""Articles made up by rule, as many as wanted and always the same, for measuring.

Sentences are put together from the parts below, some with a source, some with a hedge; every third
article has some of the seed's paragraphs too, and if asked for each has names of its own.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SEED: Final = Path(__file__).parents[2] / "seeds" / "article.txt"
OUTLETS: Final = ("Harbour Post", "Valley Echo", "Mill Town Times")
SECTIONS: Final = ("politics", "business", "science", "sport")
WHO: Final = (
    "The mayor",
    "A council official",
    "The water company",
    "A spokeswoman for the port",
    "One of the engineers, who asked not to be named,",
    "The union",
    "People familiar with the plan",
    "The teachers' association",
)
SAID: Final = ("said", "told reporters", "warned", "argued", "wrote in a statement", "believed")
WHAT: Final = (
    "the new bridge would carry trams by the end of next year",
    "the harbour may need another dredger before winter",
    "about forty houses had been without water since Sunday",
    "nobody had been asked before the timetable was changed",
    "the cost could rise to roughly three million",
    "the school roof was safe, although it looked worse than it was",
    "a second survey would probably be needed in spring",
)
PLAIN: Final = (
    "The ferry leaves the island at seven in the morning and returns before dark.",
    "Some of the stalls on the market square have been there for longer than the town hall.",
    "It rained through most of the match, and the second half began late.",
    "The library holds maps of the valley that were drawn before the railway was built.",
    "Where the old road bends, there is a gap in the hedge that only walkers know.",
    "The museum has three rooms; the smallest of them is full of clocks.",
)
QUOTED: Final = (
    "We will not wait another year",
    "It was the only thing we could do",
    "Nobody told us anything",
    "The figures speak for themselves",
)


def articles(count: int, *, words: int = 500) -> Iterator[dict[str, str]]:
    """Yield articles of about so many words, with an id, an outlet, a section and a date."""
    seed = SEED.read_text(encoding="utf-8").split("\n")
    for number in range(count):
        chance = random.Random(number)
        text = _text(chance, seed if number % 3 == 0 else [], words)
        yield {
            "id": f"a{number:06}",
            "outlet": chance.choice(OUTLETS),
            "section": chance.choice(SECTIONS),
            "date": f"20{chance.randint(23, 25)}-{chance.randint(1, 12):02}-15",
            "text": text,
        }


def with_names(number: int, *, words: int) -> str:
    """Return an article with people in it that no other has: words that nobody saw before."""
    chance = random.Random(number)
    text = _text(chance, SEED.read_text(encoding="utf-8").split("\n"), words)
    people = [f"{_name(chance)} {_name(chance)}" for _ in range(max(1, words // 100))]
    said = [f"{who}, of {_name(chance)}, {chance.choice(SAID)} so." for who in people]
    return "\n".join([*said, text])


def _text(chance: random.Random, seed: list[str], words: int) -> str:
    paragraphs: list[str] = []
    found = 0
    while found < words:
        with_seed = seed and chance.random() < 0.5
        paragraphs.append(chance.choice(seed) if with_seed else _paragraph(chance))
        found += len(paragraphs[-1].split())
    return "\n".join(paragraphs)


def _name(chance: random.Random) -> str:
    letters = (chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4))
    return "".join(letters).capitalize()


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(1, 4)))


def _sentence(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.4:
        return chance.choice(PLAIN)
    who, said = chance.choice(WHO), chance.choice(SAID)
    if kind < 0.8:
        return f"{who} {said} that {chance.choice(WHAT)}."
    return f"“{chance.choice(QUOTED)},” {who[0].lower()}{who[1:]} said."
