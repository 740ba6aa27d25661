"""Measure all there is to measure in one run, some minutes: ``make bench``.

On one core: articles of several lengths, new and with a paragraph changed, the stages of the flow,
the encoder by operator and beside its ceiling, words a second beside other programs. On all cores:
the service under 1 to 16 clients, what HTTP adds, its memory and start-up. Run it on a machine that
does nothing else.
"""

import os
import resource
import sys
import time

import articles
import beside
import clients
import edited
import machine
import operators
import stages

from scoring.engine import Engine


def title(text: str) -> None:
    """Print a heading."""
    sys.stdout.write(f"\n{text}\n{'-' * len(text)}\n")
    sys.stdout.flush()


def main() -> None:
    """Print all tables."""
    cores = os.sched_getaffinity(0)
    sys.stdout.write(f"{machine.describe()}\n")
    os.sched_setaffinity(0, {min(cores)})
    title("Articles, on one core")
    began = time.perf_counter()
    engine = Engine.load(threads=1)
    sys.stdout.write(f"the library and the model load in {time.perf_counter() - began:.2f} s\n\n")
    articles.show(engine)
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"\nresident after that: {resident:.0f} MB\n")
    del engine
    title("Articles that come again with a paragraph changed, on one core")
    edited.show()
    title("Stages, on one core")
    stages.show()
    title("The encoder, on one core")
    operators.show()
    title("Beside other programs and plain products, on one core")
    beside.show()
    os.sched_setaffinity(0, cores)
    title(f"The service, on {len(cores)} cores, the seed article")
    clients.show()


if __name__ == "__main__":
    main()
