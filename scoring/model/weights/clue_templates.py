"""Templates of clues: the text of each clue, the values its slots can have, and its meaning.

Each learned decision has a file in ``templates``. In a text, ``{side}`` is a slot. ``{words:many}``
is a slot ``words`` whose domain is named ``many`` (``scoring.model.weights.slots``). ``[clues]``
have weights. ``[parts]`` are used only in other clues' slots. A module that yields clues gets a
maker for each of them when it is imported. An unknown id or slot therefore fails on import and not
while an article is read.

The schema is a digest of a file's contents without the ids and meanings. Weights record the schema
of the templates they were learned with, and are rejected if it differs.
"""

import hashlib
import re
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, overload

import msgspec

from scoring.model.weights.slots import ALL, BadTemplates, Domain, Slot, read_domain

FOLDER: Final = Path(__file__).parent / "templates"
_SLOT: Final = re.compile(r"\{(\w+)(?::(\w+))?\}")
_DIGITS: Final = 16
"""The length of the schema in hexadecimal digits: enough to tell versions apart, and still short in
a file or message."""

Value = str | int | float


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A template as written in the file."""

    text: str
    means: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    clues: dict[str, Written]
    parts: dict[str, Written] = {}
    slots: dict[str, Any] = {}
    includes: tuple[str, ...] = ()


class Template:
    """A clue's text, with its slots in the order of the text."""

    def __init__(self, written: Written, slots: tuple[Slot, ...]) -> None:
        self.text, self.means = written.text, written.means
        self.slots = slots
        self.names = tuple(slot.name for slot in slots)
        self.closed = all(slot.closed for slot in slots)
        self.format = _SLOT.sub("%s", self.text.replace("%", "%%"))
        """The text with ``%s`` for each slot."""

    @property
    def pattern(self) -> str:
        """A regular expression that matches the clues the template makes."""
        return self._pattern(named=False)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Matches the clues the template makes, with a named group for each slot."""
        return re.compile(self._pattern(named=True))

    def _pattern(self, *, named: bool) -> str:
        between = (re.escape(part.replace("%%", "%")) for part in self.format.split("%s"))
        found = next(between)
        for slot, after in zip(self.slots, between, strict=True):
            found += (f"(?P<{slot.name}>{slot.pattern})" if named else slot.pattern) + after
        return found


class Templates:
    """The templates of a decision. ``name`` is the file's name without its ending."""

    def __init__(self, name: str, raw: Mapping[str, Any]) -> None:
        """``raw``: the parsed TOML. Raises ``BadTemplates`` if it is invalid."""
        self.name = name
        try:
            file = msgspec.convert(raw, _File)
        except msgspec.ValidationError as error:
            raise BadTemplates(f"{name}: {error}") from error
        self._included = [load_templates(other) for other in file.includes]
        self._domains = {slot: read_domain(slot, one) for slot, one in file.slots.items()}
        self.domains: dict[str, Domain] = {
            slot: one
            for domains in (*(other.domains for other in self._included), self._domains)
            for slot, one in domains.items()
        }
        """The domains by name, including those of the included files."""
        self._written = {**file.clues, **file.parts}
        if twice := file.clues.keys() & file.parts.keys():
            raise BadTemplates(f"{name}: a clue and a part too: {', '.join(sorted(twice))}")
        self._own = tuple(file.clues)
        self._built: dict[str, Template] = {}
        for key in self._written:
            self._build(key, ())
        used = {name for one in self._written.values() for name in _domains_in(one.text)}
        if idle := self._domains.keys() - used:
            raise BadTemplates(f"{name}: no template has the slots {', '.join(sorted(idle))}")

    @cached_property
    def schema(self) -> str:
        """The digest of the texts and domains, without the ids and meanings.

        It is the first 16 hexadecimal digits of a SHA-256.
        """
        clues = {
            name: sorted(self._written[key].text for key in self._clues_of(domain))
            for name, domain in self._domains.items()
        }
        said = {
            "texts": sorted(one.text for one in self._written.values()),
            "slots": {
                name: [msgspec.structs.replace(domain, clues=()), clues[name]]
                for name, domain in self._domains.items()
            },
            "includes": [other.schema for other in self._included],
        }
        return hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest()[:_DIGITS]

    @property
    def clues(self) -> dict[str, Template]:
        """The templates of clues by id, with those of the included files last."""
        found = {key: self._built[key] for key in self._own}
        for other in self._included:
            found = {**found, **other.clues}
        return found

    def fixed(self, key: str) -> str:
        """Return the text of a clue without slots. Raises ``BadTemplates`` as ``maker`` does."""
        return self._asked(key, ()).text

    @overload
    def maker(self, key: str, slot: str, /) -> Callable[[Value], str]: ...
    @overload
    def maker(self, key: str, one: str, two: str, /) -> Callable[[Value, Value], str]: ...
    @overload
    def maker(
        self, key: str, one: str, two: str, three: str, /
    ) -> Callable[[Value, Value, Value], str]: ...
    @overload
    def maker(
        self, key: str, one: str, two: str, three: str, four: str, /
    ) -> Callable[[Value, Value, Value, Value], str]: ...
    def maker(self, key: str, *slots: str) -> Callable[..., str]:
        """Return a function that makes a template's clue from one value for each slot, in order.

        For a closed template, each clue is checked and made once, and then cached. For an open
        template, the values of closed slots are checked each time, except for those that hold
        clues. Nothing is cached, because words of articles must not be kept.

        Raises ``BadTemplates`` if there is no such template or its slots differ. The returned
        function raises it for a value that a slot does not allow.
        """
        template = self._asked(key, slots)
        if template.closed:
            return cache(_filling(key, template, tuple(enumerate(template.slots))))
        checked = tuple(
            (place, slot)
            for place, slot in enumerate(template.slots)
            if slot.closed and not slot.domain.clues
        )
        if not checked and len(slots) == 1:
            return template.format.__mod__
        return _filling(key, template, checked)

    def steps(self, slot: str) -> Callable[[int], str]:
        """Return a function that puts a count into words by the steps of a domain.

        Raises ``BadTemplates`` if there is no such slot.
        """
        domain = self.domain(slot)
        bounds = [most for most, _ in domain.steps]
        names = [*(name for _, name in domain.steps), domain.beyond]
        last = bounds[-1]
        # Use a table: the function is called about a hundred times per article.
        table = tuple(names[bisect_left(bounds, count)] for count in range(last + 1))
        return lambda count: table[max(count, 0)] if count <= last else names[-1]

    def graded(self, slot: str) -> Callable[[float], str]:
        """Return a function that names the greatest threshold of a domain that a measure exceeds.

        Raises ``BadTemplates`` if there is no such slot.
        """
        domain = self.domain(slot)
        bounds = sorted(domain.above)
        names = [domain.otherwise, *map(str, bounds)]
        return lambda measure: names[bisect_left(bounds, measure)]

    def above(self, slot: str) -> tuple[float, ...]:
        """Return a domain's thresholds, in the file's order. Raises ``BadTemplates``."""
        return self.domain(slot).above

    def most(self, slot: str) -> int:
        """Return the greatest number that a domain distinguishes.

        Raises ``BadTemplates`` if there is no such slot or it has no greatest number.
        """
        domain = self.domain(slot)
        if domain.steps:
            return domain.steps[-1][0]
        if domain.most is None:
            raise BadTemplates(f"{self.name}: slot {slot!r} has no greatest number")
        return domain.most

    def domain(self, slot: str) -> Domain:
        """Return the domain of a slot. Raises ``BadTemplates`` if there is no such slot."""
        if slot in self.domains:
            return self.domains[slot]
        raise BadTemplates(f"{self.name}: no slot {slot!r}")

    def makes(self, clue: str) -> bool:
        """Return whether a template makes this clue."""
        return any(one.regex.fullmatch(clue) for one in self.clues.values())

    def meaning(self, clue: str) -> str | None:
        """Return what a clue means in plain English; ``None`` if no template makes it."""
        own = {key: self._built[key] for key in self._own}
        said = [next(_meanings(clue, own, self._built), None)]
        said += [other.meaning(clue) for other in self._included]
        return next((one for one in said if one), None)

    def _asked(self, key: str, slots: tuple[str, ...]) -> Template:
        template = self.clues.get(key) or self._built.get(key)
        if template is None:
            raise BadTemplates(f"{self.name}: no template {key!r}")
        if template.names != slots:
            named = ", ".join(template.names) or "none"
            raise BadTemplates(
                f"{self.name}: {key!r} has the slots {named}, not {', '.join(slots)}"
            )
        return template

    def _clues_of(self, domain: Domain) -> tuple[str, ...]:
        """Return the ids of the templates whose clues a slot can hold."""
        if domain.clues != (ALL,):
            return domain.clues
        wild = {slot for slot, one in self._domains.items() if one.clues == (ALL,)}
        return tuple(i for i in self._own if not wild & {*_domains_in(self._written[i].text)})

    def _build(self, key: str, above: tuple[str, ...]) -> Template:
        """Build a template, after building those whose clues its slots can hold.

        ``above`` are the templates being built, to detect cycles.
        """
        if key in self._built:
            return self._built[key]
        if key in above or key not in self._written:
            raise BadTemplates(f"{self.name}: {key!r} stands in itself or is no template")
        slots = []
        written = self._written[key]
        for name, other in _SLOT.findall(written.text):
            domain = self.domain(other or name)
            inner = [self._build(one, (*above, key)) for one in self._clues_of(domain)]
            closed = not domain.open and all(one.closed for one in inner)
            slots.append(Slot(name, domain, [one.pattern for one in inner], closed=closed))
        names = [slot.name for slot in slots]
        if len({*names}) < len(names) or not {*_names_in(written.means)} <= {*names}:
            raise BadTemplates(f"{self.name}: {key!r} has a slot twice, or means one it has not")
        self._built[key] = Template(written, tuple(slots))
        return self._built[key]


@cache
def load_templates(name: str) -> Templates:
    """Return the templates in ``templates/{name}.toml``. Raises ``BadTemplates`` if invalid."""
    path = FOLDER / f"{name}.toml"
    return Templates(name, tomllib.loads(path.read_text(encoding="utf-8")))


def _filling(
    key: str, template: Template, checked: tuple[tuple[int, Slot], ...]
) -> Callable[..., str]:
    """Return a function that fills a template and checks the values of the slots in ``checked``."""
    text = template.format

    def fill(*values: Value) -> str:
        for place, slot in checked:
            if not slot.takes(str(values[place])):
                raise BadTemplates(f"clue {key!r}: the value of {slot.name!r} is not of its domain")
        return text % values

    return fill


def _meanings(
    clue: str, asked: Mapping[str, Template], known: Mapping[str, Template]
) -> Iterator[str]:
    """Yield the possible meanings of a clue by the templates in ``asked``.

    ``known`` are the templates of the clues in its slots.
    """
    for template in asked.values():
        if found := template.regex.fullmatch(clue):
            values = found.groupdict()
            for slot in template.slots:
                if slot.domain.clues:
                    inner = _meanings(values[slot.name], known, known)
                    values[slot.name] = next(inner, values[slot.name])
            yield _SLOT.sub(lambda match, said=values: said[match[1]], template.means)  # type: ignore[misc]


def _names_in(text: str) -> list[str]:
    return [name for name, _ in _SLOT.findall(text)]


def _domains_in(text: str) -> list[str]:
    return [other or name for name, other in _SLOT.findall(text)]
