"""Where sentences end: a bar stands between the sentences of each text."""

import time

import numpy as np
import pytest

from scoring.model.sentences import starts
from scoring.pipeline import Pipeline
from scoring.text.tokens import tokenise
from scoring.types import Article

TEXTS = {
    "abbreviations": [
        "Mr. Okafor met Gen. Holt in St. Eliza.|He left at noon.",
        "The U.S. envoy left.|So did the U.N. team.",
        "The firm, Aziz Bros. Inc., was sold to Holt & Co. in March.",
        "They sell nails, screws, etc. at the pier.|Nobody buys.",
        "Prices rose 3 p.m. on Friday, traders said.",
        "He lives in the U.S.|She does not.",
        "The vote is on Jan. 6 at 9 a.m. in the hall.",
        "Sen. Lena Holt, R-Fla., voted no.",
        "The bridge, i.e. the old one, is closed.|The new one is not.",
        "It weighs 4 lbs. and costs approx. $12.",
    ],
    "initials": [
        "J. K. Okafor wrote it.|W. H. Holt read it.",
        "George W. Aziz spoke first.",
    ],
    "decimals": [
        "Prices rose 3.5 percent in May.|Wages rose 1.2 percent.",
        "The fee is $1.50 a day.|It was $.75.",
    ],
    "ellipses": [
        "“We waited … and nobody came,” she said.",
        "“We waited... and nobody came,” she said.",
        "He paused … Then he left.",
    ],
    "quotations": [
        "“Who knew?” she asked.|Nobody answered.",
        "“It is over!” he shouted from the pier.",
        "“It is over.|Go home,” the captain said.",
        "The sign read “Closed.”|We left.",
        "“We won.”|The hall fell silent.",
        "He asked “why now?” and left.",
        "(The pier was closed.)|It opened in May.",
    ],
    "lines": [
        "MAYOR TO REBUILD PIER\n|Mayor Ana Ruiz said it would open.",
        "By Lena Holt\n|The pier is closed.",
        "PORT ELIZA (AP) — The pier is closed.|It opens in May.",
        "The plan has three parts:\n|- a new pier\n|- a new mill\n|- a new dam",
        "The ship at dawn on Monday.|(Photo: Lena Holt)\n|The crew was safe.",
        "Ana Ruiz, left, and Tom Okafor at the pier\n|The pier is closed.",
        "1. The pier opens.\n|2. The mill closes.",
    ],
    "marks": [
        "The pier; the mill; the dam: all closed.",
        "Was it closed?|Yes.|Why?!|Nobody said.",
        "The dam — built in 1910 — held.",
        "Visit example.org for more.|Or call.",
        "Yahoo! bought the mill in May.",
    ],
}
TEXTS["lower case"] = [
    "The port sold the boat.|eBay said it would pay.",
    "The group fled north.|al-Qaida claimed the attack.",
    "The mayor left.|de Blasio said nothing.",
    "Mr. de Blasio met Gen. al-Sisi in Rome.",
    "“Is it over?” al-Jazeera asked.",
    "She sold an iPhone on eBay.|Then she left.",
]
TEXTS["sums"] = [
    "The fund is empty.|$5 million is needed by June.",
    "She spent $5 million on it, approx. £4 million.",
]
TEXTS["abbreviations at the end"] = [
    "He moved to the U.S.|The port paid.",
    "It was sold to Holt Inc.|A spokesman would not say why.",
    "It opens at 6 p.m.|Children come in free.",
    "The U.S. Senate meets at 9 a.m. Monday.",
    "Apple Inc. said so.|Holt Corp. Chairman Lena Ray did not.",
    "The call is at 8 p.m. Paris time.",
]
TEXTS["emoji"] = [
    "The pier opened. 🎉|Crowds came. 😀|The mayor cheered.",
    "The pier may open in May. 😀|The city has ordered new planks.",
    "The band played 🎉 Carnival 🎉 until dawn.",
]
EXAMPLES = [(kind, text) for kind, texts in TEXTS.items() for text in texts]


@pytest.mark.parametrize(("kind", "marked"), EXAMPLES, ids=[f"{k}: {t}"[:50] for k, t in EXAMPLES])
def test_sentence_ends(pipeline: Pipeline, kind: str, marked: str) -> None:
    """Each sentence is as marked; what has no word may stand with its neighbour."""
    del kind
    text = marked.replace("\n|", "\n").replace("|", " ")
    found = [sentence.text.strip() for sentence in pipeline.parse(Article(text=text)).doc.sents]
    expected = [part.strip() for part in marked.split("|")]
    assert [s for s in found if any(map(str.isalnum, s))] == [
        s for s in expected if any(map(str.isalnum, s))
    ]


def test_the_longest_run_of_emoji_takes_no_time() -> None:
    """Each run is gone through once, not from each of its emoji."""
    tokens = tokenise("It fell. " + "🎉 " * 66_000)
    began = time.thread_time()
    starts(tokens, np.zeros(len(tokens.words), dtype=bool))
    assert time.thread_time() - began < 2
