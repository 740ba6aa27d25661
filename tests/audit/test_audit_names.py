"""Which names are one source over articles, and which are not."""

from itertools import permutations

import pytest

from service.audit.names import (
    Bearer,
    dominating,
    groups_by_middle,
    match_organization,
    match_person,
    split_organizations,
    split_people,
)

SAME = [
    ("Luis Peña", "Luis Pena"),
    ("Sean O’Brien", "Sean O'Brien"),
    ("Kim Yong-hyun", "KIM YONG-HYUN"),
    ("Dr. Lena Holt", "Lena Holt"),
    ("Sen. Lena Holt", "Mayor Lena Holt’s"),
    ("Robert (Bob) Tate", "Robert Tate"),
    ("Pope Anselm", "Pope Anselm"),
    ("J.R. Holt", "J. R. Holt"),
]
DIFFERENT = [
    ("Brian Tate", "Brian Tate Jr."),
    ("Brian Tate Sr.", "Brian Tate Jr."),
    ("Bob Tate", "Robert Tate"),
    ("Lena Holt", "Leo Holt"),
    ("Maria López", "Maria López Obregón"),
    ("Lena van Holt", "Lena Holt"),
]
NOT_FULL = ["Smith", "Mr. Smith", "J. Smith", "Dr. Smith", "Madonna", "Sister Agnes"]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_match(one: str, other: str) -> None:
    """Accents, apostrophes, case, hyphens, titles and nicknames aside."""
    assert match_person(one) == match_person(other)
    assert match_person(one).full


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_that_may_be_of_two_people_do_not(one: str, other: str) -> None:
    """Suffixes, short forms of given names, and parts of last names."""
    assert match_person(one).key != match_person(other).key


@pytest.mark.parametrize("name", NOT_FULL)
def test_a_name_that_is_not_full_is_nobodys_elsewhere(name: str) -> None:
    """A last name, an initial with a last name, a single name."""
    assert not match_person(name).full


def test_middle_names_tell_people_apart() -> None:
    """As within an article: an initial fits the name, and "Ana Ruiz" fits if only one does."""
    assert groups_by_middle(["", "m", "maria"]) == {"": "maria", "m": "maria", "maria": "maria"}
    assert groups_by_middle(["", "m", "lucia"]) == {"": "", "m": "m", "lucia": "lucia"}
    # "M." may be Maria or Manuela.
    assert groups_by_middle(["m", "maria", "manuela"])["m"] == "m"
    assert groups_by_middle([""]) == {"": ""}


@pytest.mark.parametrize("middles", list(permutations(["", "m", "maria", "mary", "l"])))
def test_groups_do_not_depend_on_the_order(middles: tuple[str, ...]) -> None:
    """Nor, then, on the order of the articles."""
    assert groups_by_middle(middles) == groups_by_middle(sorted(middles))


@pytest.mark.parametrize(
    ("phrase", "name", "same"),
    [
        ("the Tyre Housing Charity", "Tyre Housing Charity", "Tyre Housing Charity"),
        ("Acme Inc.", "Acme Inc.", "Acme"),
        ("F.D.A.", "F.D.A.", "FDA"),
        ("Tyre Times, a weekly,", "Tyre Times", "the Tyre Times"),
        ("Harbor Board (HB)", "Harbor Board", "Harbor Board"),
        ("Tyre’s police", "Tyre’s police", "Tyre police"),
        ("newly founded Acme", "Acme", "Acme"),
    ],
)
def test_an_organizations_name_is_what_names_it(phrase: str, name: str, same: str) -> None:
    """Without articles, legal forms, and what describes it."""
    found, other = match_organization(phrase), match_organization(same)
    assert found
    assert other
    assert found[0] == name
    assert found[1] == other[1]


@pytest.mark.parametrize(
    "phrase",
    [
        "the company",
        "Police",
        "his campaign",
        "two newspapers",
        "The government",
        "Both",
        "groups that campaign for Cleaner Water in Tyre and in Sidon and elsewhere",
        "",
    ],
)
def test_what_names_no_organization(phrase: str) -> None:
    """The company of one article is not that of another."""
    assert match_organization(phrase) is None


def test_people_who_speak_together_are_people_of_their_own() -> None:
    """But a suffix is no person, and neither is a thing."""
    assert split_people("Ana Ruiz, Lena Holt and Omar Aziz") == [
        "Ana Ruiz",
        "Lena Holt",
        "Omar Aziz",
    ]
    assert split_people("Brian Tate, Jr.") == ["Brian Tate, Jr."]
    assert split_people("Ana Ruiz") == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Tyre Times and the Sidon Post", ["Tyre Times", "the Sidon Post"]),
        ("Both the Navy and the Coast Guard", ["the Navy", "the Coast Guard"]),
        ("Reuters and Bloomberg", ["Reuters", "Bloomberg"]),
        ("CBS and CNN", ["CBS", "CNN"]),
        ("Food and Drug Administration", ["Food and Drug Administration"]),
        ("Department of Trade and Industry", ["Department of Trade and Industry"]),
        ("Institute for Law and the Sea", ["Institute for Law and the Sea"]),
        ("Reuters and Harbor Holdings", ["Reuters and Harbor Holdings"]),
    ],
)
def test_organizations_that_speak_together(name: str, parts: list[str]) -> None:
    assert split_organizations(name) == parts


def bearer(source: str, articles: int, *, last: bool = True) -> Bearer:
    return Bearer(source, articles, last)


@pytest.mark.parametrize(
    "others",
    [
        [],
        [bearer("rosa", 2)],
        [bearer("tate-lopez", 1, last=False), bearer("rosa", 1)],
    ],
)
def test_a_last_name_alone_is_the_one_persons_who_dominates(others: list[Bearer]) -> None:
    """Few articles about others do not change that."""
    assert dominating([*others, bearer("brian", 20)]) == "brian"


@pytest.mark.parametrize(
    "bearers",
    [
        [],
        [bearer("brian", 9)],
        [bearer("brian", 20), bearer("rosa", 3)],
        [bearer("brian", 20), bearer("rosa", 20)],
        [bearer("brian", 20), *(bearer(f"person {number}", 1) for number in range(3))],
        # "Tate" can be a first name as well.
        [bearer("brian", 20), bearer("tate", 3, last=False)],
        [bearer("tate", 30, last=False)],
    ],
)
def test_a_last_name_alone_is_nobodys_where_nobody_dominates(bearers: list[Bearer]) -> None:
    """Too few articles, a second person, several others, or somebody's first name."""
    assert dominating(bearers) is None
