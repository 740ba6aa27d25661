"""Show the packaged profiles: ``python -m training.profile_page``.

Writes ``docs/profiles.svg``, and the table in ``docs/profiles.md``. In the picture there is a panel for each scorer and a row for each profile, with the middle half, the median and
the middle nine tenths of the reference articles. The seed is a dashed line. SVG is written directly:
there is little to draw, and so the file is the same on every machine.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from scoring.calibration.distribution import Distribution
from scoring.calibration.profile import Profile, load_profiles

DOCS: Final = Path(__file__).parents[1] / "docs"
PICTURE: Final = DOCS / "profiles.svg"
PAGE: Final = DOCS / "profiles.md"
TABLE: Final = re.compile(r"^\| profile \| articles \|.*\n(?:\|.*\n)*", re.M)
COLUMNS: Final = {
    "attribution": ("statements per 100 words", 1),
    "anonymity": ("% from unnamed sources", 0),
    "hedging": ("hedges per 100 words", 1),
    "readability": ("school grade", 1),
}
"""What the table calls a scorer's value, and its decimals."""

TITLES: Final = {
    "attribution": "Attribution: statements per 100 words",
    "anonymity": "Anonymity: share of sourced statements from unnamed sources, %",
    "hedging": "Hedging: hedge cues per 100 words",
    "readability": "Readability: US school grade",
}
SCALES: Final = {"anonymity": 100.0}
"""What the values of a scorer are multiplied by."""

WIDE: Final = 760
LEFT: Final = 130
RIGHT: Final = 20
ROW: Final = 24
TOP: Final = 34
BOTTOM: Final = 44
"""Pixels of the picture: its width, its margins, and the height of a row."""
LEVELS: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles that are drawn."""
STEPS: Final = (0.25, 0.5, 1, 2, 5, 10, 20)
MOST_TICKS: Final = 8
"""Distances between the ticks of an axis, in its unit, and how many ticks it may have."""
STYLE: Final = """\
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.title { font-weight: 600; }
.small { font-size: 12px; fill: #59636e; }
.grid { stroke: #d1d9e0; }
.range { stroke: #8c959f; stroke-width: 2; }
.band { fill: #218bff; opacity: .55; }
.median { stroke: #1f2328; stroke-width: 3; }
.seed { stroke: #bc4c00; stroke-width: 1.5; stroke-dasharray: 4 3; }
.seed-name { font-size: 12px; fill: #bc4c00; }
.paper { fill: #ffffff; }
@media (prefers-color-scheme: dark) {
  text, .title { fill: #f0f6fc; }
  .small { fill: #9198a1; }
  .grid { stroke: #3d444d; }
  .median { stroke: #ffffff; }
  .seed { stroke: #f0883e; }
  .seed-name { fill: #f0883e; }
  .paper { fill: #0d1117; }
}
"""


def draw(profiles: Mapping[str, Profile]) -> str:
    """Return the picture as SVG."""
    names = in_order(profiles)
    high = TOP + ROW * len(names) + BOTTOM
    panels = [
        f'<g transform="translate(0 {number * high})">{"".join(_panel(scorer, names, profiles))}</g>'
        for number, scorer in enumerate(TITLES)
    ]
    height = high * len(panels)
    label = "Typical values of each score by profile; the same figures are in the tables."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height}" width="{WIDE}" '
        f'height="{height}" role="img" aria-label="{label}">\n<style>\n{STYLE}</style>\n'
        f'<rect class="paper" width="{WIDE}" height="{height}"/>\n'
        + "\n".join(panels)
        + "\n</svg>\n"
    )


def in_order(profiles: Mapping[str, Profile]) -> list[str]:
    """Return the names of the profiles, with the default first."""
    return sorted(profiles, key=lambda name: (name != "default", name))


def levels(profile: Profile, scorer: str) -> list[float]:
    """Return the values at ``LEVELS``, in the unit of the picture."""
    reference = Distribution(profile.scores[scorer].quantiles, falling=False)
    return [SCALES.get(scorer, 1.0) * reference.at(level) for level in LEVELS]


def _panel(scorer: str, names: Sequence[str], profiles: Mapping[str, Profile]) -> Iterator[str]:
    rows = {name: levels(profiles[name], scorer) for name in names}
    seed = SCALES.get(scorer, 1.0) * profiles["default"].scores[scorer].anchors[0].value
    ticks = _ticks(
        min(row[0] for row in rows.values()), max(seed, *(row[-1] for row in rows.values()))
    )

    def at(value: float) -> str:
        share = (value - ticks[0]) / (ticks[-1] - ticks[0])
        return f"{LEFT + share * (WIDE - LEFT - RIGHT):.1f}"

    end = TOP + ROW * len(names)
    yield f'<text class="title" x="8" y="20">{escape(TITLES[scorer])}</text>\n'
    for tick in ticks:
        yield f'<line class="grid" x1="{at(tick)}" x2="{at(tick)}" y1="{TOP}" y2="{end}"/>'
        yield f'<text class="small" text-anchor="middle" x="{at(tick)}" y="{end + 16}">{tick:g}</text>\n'
    for name, top in zip(names, count(TOP, ROW), strict=False):
        low, first, median, third, high = rows[name]
        middle = top + ROW / 2
        width = max(1.0, float(at(third)) - float(at(first)))
        yield f'<text x="8" y="{middle + 4}">{escape(name)}</text>'
        yield f'<line class="range" x1="{at(low)}" x2="{at(high)}" y1="{middle}" y2="{middle}"/>'
        yield f'<rect class="band" x="{at(first)}" y="{middle - 7}" width="{width:.1f}" height="14"/>'
        yield f'<line class="median" x1="{at(median)}" x2="{at(median)}" y1="{middle - 8}" y2="{middle + 8}"/>\n'
    yield f'<line class="seed" x1="{at(seed)}" x2="{at(seed)}" y1="{TOP - 4}" y2="{end}"/>'
    yield f'<text class="seed-name" text-anchor="end" x="{at(seed)}" dx="-4" y="{TOP + 2}">seed</text>\n'


def _ticks(low: float, high: float) -> list[float]:
    """Return round numbers from below ``low`` to above ``high``."""
    step = next((s for s in STEPS if (high - low) / s <= MOST_TICKS), STEPS[-1])
    first, last = int(low // step), int(-(-high // step))
    return [step * place for place in range(first, last + 1)]


def table(profiles: Mapping[str, Profile]) -> str:
    """Return the middle half and the median of each score by profile, as Markdown."""
    heads = [unit for unit, _ in COLUMNS.values()]
    lines = [
        f"| profile | articles | {' | '.join(heads)} | without unnamed sources |",
        f"|---|---:|{'---|' * len(heads)}---:|",
    ]
    for name in in_order(profiles):
        profile = profiles[name]
        cells = [_cell(levels(profile, scorer), digits) for scorer, (_, digits) in COLUMNS.items()]
        anonymity = Distribution(profile.scores["anonymity"].quantiles, falling=True)
        none = f"{100 * anonymity.shares(0.0).equal:.0f}%"
        articles = max(scale.articles for scale in profile.scores.values())
        lines.append(f"| `{name}` | {articles:,} | {' | '.join(cells)} | {none} |")
    return "\n".join(lines) + "\n"


def _cell(values: Sequence[float], digits: int) -> str:
    _, low, median, high, _ = (f"{value:.{digits}f}" for value in values)
    return f"{low} to {high}, median {median}"


def main() -> None:
    profiles = load_profiles()
    PICTURE.write_text(draw(profiles), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(TABLE.sub(lambda _: table(profiles), page, count=1), encoding="utf-8")


if __name__ == "__main__":
    main()
