"""Drafts for the tests."""

from pathlib import Path

from wordpress.editor import paragraphs

SEED = (Path(__file__).parents[2] / "seeds" / "article.txt").read_text()
SEED_BLOCKS = paragraphs(*(line for line in SEED.split("\n") if line.strip()))

PIER = (
    "The old pier may reopen in May, Mayor Ana Ruiz said on Tuesday.",
    "“We will mend every plank,” she told reporters.",
    "A senior official said the repair could cost about 2 million pounds.",
    "The harbour was quiet.",
)
PIER_BLOCKS = paragraphs(*PIER)

FILLER = [f"Boat number {number} lay at the quay in the morning." for number in range(1, 41)]
LONG_BLOCKS = paragraphs(*FILLER, "The pier may reopen, Mayor Ana Ruiz said.", *FILLER)
"""A draft whose only hedge is far below what can be seen."""

HARBOR_TITLE = "Harbor repair may cost twice as much"
HARBOR = (
    "The repair of the old pier in Sala may cost twice as much as planned, a senior official said"
    " on Tuesday.",
    "Mayor Ana Ruiz told the council in March that the work would take a year and cost 2 million"
    " pounds. “We will mend every plank,” she said.",
    "The official said the contractor, Harbor Works, had found rot in every third pile, and that"
    " the figure in the contract could not hold.",
    "Harbor Works did not respond to a request for comment. The company has repaired three piers on"
    " this coast since 2019, according to its annual report.",
    "Omar Aziz, who rents out boats beside the pier, said he had lost half of his customers since"
    " the gates were closed. “Nobody tells us when they will open,” he said.",
    "The council will vote on the money next week. Ruiz said that she expected a majority, and"
    " that the pier would reopen in May of next year.",
    "Until then the ferry to the islands leaves from the fish market, where the queue reached the"
    " road on Saturday and the ticket office ran out of change before noon.",
)
HARBOR_BLOCKS = paragraphs(*HARBOR)
"""A draft with something to look at, for the picture in the documentation."""
