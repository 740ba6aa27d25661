"""What kind of source words tell of, and how sure that is."""

import tomllib
from pathlib import Path

import pytest

from service.audit import kinds
from service.audit.kinds import Kind, of_description, of_organization, of_roles

DATA = tomllib.loads(Path(kinds.__file__).with_name("kinds.toml").read_text(encoding="utf-8"))
NAMED = {name: one for name, one in DATA.items() if "label" in one}

SURE = [
    ("mayor of Tyre", "public_office"),
    ("housing secretary", "public_office"),
    ("chief of department of the city force", "police_and_courts"),
    ("former Secretary of State", "public_office"),
    ("Sen.", "public_office"),
    ("chief executive of Acme", "company"),
    ("CEO", "company"),
    ("law professor at the University of Tyre", "expert"),
    ("epidemiologist", "expert"),
    ("Tyre police chief", "police_and_courts"),
    ("Judge", "police_and_courts"),
    ("climate activist", "advocacy"),
    ("mother of three", "resident_or_witness"),
    ("head coach", "sport_and_arts"),
    ("White House correspondent", "media"),
    ("Tyre Times opinion writer", "media"),
]
BY_OWNER = [
    ("Senate Judiciary Chair", "public_office"),
    ("director of the Tyre Housing Charity", "advocacy"),
    ("director of research operations at Tyre University", "expert"),
    ("president of Acme Holdings", "company"),
    ("President", "public_office"),
    ("former Sidonian President", "public_office"),
    ("former president", "public_office"),
    ("owner of Qorl", "company"),
    ("spokesman for the Tyre Police Department", "police_and_courts"),
    ("spokeswoman for the Ministry of Health", "public_office"),
    ("Tyre police spokesman", "police_and_courts"),
]
NOT_TOLD = [
    "director",
    "president",
    "executive director",
    "spokesman",
    "manager of operations",
    "spokeswoman for Qorl",
    "QRC President",
]


@pytest.mark.parametrize(("role", "kind"), SURE)
def test_a_title_that_tells_by_itself(role: str, kind: str) -> None:
    assert of_roles("Ana Ruiz", (role,)) == Kind(kind, sure=True)


@pytest.mark.parametrize(("role", "kind"), BY_OWNER)
def test_a_title_that_tells_by_whom_it_belongs_to(role: str, kind: str) -> None:
    found = of_roles("Ana Ruiz", (role,))
    assert found.name == kind


@pytest.mark.parametrize("role", NOT_TOLD)
def test_words_that_do_not_tell(role: str) -> None:
    """There is a role, but nobody knows of which kind."""
    assert of_roles("Ana Ruiz", (role,)) == Kind("unknown", sure=False)


def test_a_role_of_no_kind() -> None:
    assert of_roles("Ana Ruiz", ("farmer",)) == Kind("other", sure=True)
    assert of_roles("Ana Ruiz", ("teacher and mother of three",)) == Kind("other", sure=True)
    assert of_roles("Ana Ruiz", ("teacher and judge",)) == Kind("police_and_courts", sure=True)


@pytest.mark.parametrize(
    "role", ["Sidonian", "woman", "rival", "unrepentant", "Sir", "predecessor"]
)
def test_words_that_are_no_occupation(role: str) -> None:
    """They say nothing of what the person does."""
    assert of_roles("Ana Ruiz", (role,)) == Kind("unknown", sure=False)


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("chief executive of the Tyre Housing Charity", Kind("advocacy", sure=False)),
        ("senior vice president for therapeutics at the foundation", Kind("advocacy", sure=False)),
        ("CEO of the Sidon Rugby League", Kind("sport_and_arts", sure=False)),
        ("managing director at the airline", Kind("company", sure=True)),
        ("vice president and policy chief of the Tyre Union", Kind("advocacy", sure=False)),
        ("vice president of planning and policy at the foundation", Kind("advocacy", sure=False)),
        ("chief executive and founder of Qorl", Kind("company", sure=True)),
        ("founder and president of Qorl", Kind("unknown", sure=False)),
        ("executive vice president of Qorl", Kind("company", sure=True)),
    ],
)
def test_an_executive_is_a_companys_unless_another_owner_is_named(role: str, kind: Kind) -> None:
    assert of_roles("Ana Ruiz", (role,)) == kind


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("director of government relations for the Tyre Housing Charity", "advocacy"),
        ("head of Acme Holdings' office of government affairs", "company"),
        ("director of government affairs", "unknown"),
        ("director of the government of Sidon", "public_office"),
        ("campaign chairman for the senator", "public_office"),
        ("chairman of the Campaign for Clean Harbors", "advocacy"),
    ],
)
def test_what_a_part_of_an_organization_does_is_not_what_the_whole_is(role: str, kind: str) -> None:
    """And the words around a title are no term."""
    assert of_roles("Ana Ruiz", (role,)).name == kind


def test_nothing_is_told_without_words() -> None:
    assert of_roles("Ana Ruiz", ()) == Kind("unknown", sure=False)
    assert of_roles("Dr. Ana Ruiz", ()) == Kind("expert", sure=False)


def test_of_several_roles_the_one_that_tells_most_wins() -> None:
    assert of_roles("Ana Ruiz", ("director", "economist")) == Kind("expert", sure=True)
    assert of_roles("Ana Ruiz", ("friend", "director of Tyre University")).name == "expert"
    assert of_roles("Ana Ruiz", ("friend",)).name == "resident_or_witness"
    assert of_roles("Ana Ruiz", ("founder and a former judge",)).name == "police_and_courts"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Tyre Police Department", "police_and_courts"),
        ("University of Tyre", "expert"),
        ("Acme Holdings", "company"),
        ("Ministry of Justice", "public_office"),
        ("Tyre Housing Charity", "advocacy"),
        ("Tyre Times", "media"),
        ("Qorl", "unknown"),
        ("China", "public_office"),
        ("Committee to Save the Harbor", "advocacy"),
        ("Harbor Committee", "public_office"),
        ("League Against Idle Boats", "advocacy"),
        ("Sidon Football League", "sport_and_arts"),
        ("Society of Tyre Surgery", "advocacy"),
        ("intelligence agencies", "public_office"),
        ("Sidonian banks", "company"),
        ("Sidonian Marine Corps", "public_office"),
        ("Sidon Basketball Association", "sport_and_arts"),
        ("Sidon Basket Association", "advocacy"),
    ],
)
def test_organizations_by_their_names(name: str, kind: str) -> None:
    assert of_organization(name).name == kind


@pytest.mark.parametrize(
    ("description", "kind"),
    [
        ("two police officers", "police_and_courts"),
        ("residents of the harbor", "resident_or_witness"),
        ("a senior government official", "public_office"),
        ("economists", "expert"),
        ("people familiar with the talks", "unknown"),
        ("critics of the plan", "unknown"),
        ("film critics", "media"),
    ],
)
def test_unnamed_sources_by_their_descriptions(description: str, kind: str) -> None:
    assert of_description(description).name == kind


def test_every_group_has_a_source_and_a_label() -> None:
    """The words are the project's selection; where it was made from is written beside them."""
    for group in NAMED.values():
        assert group["source"]
        assert group["label"]


@pytest.mark.parametrize("group", ["titles", "owners"])
def test_a_term_is_of_one_kind(group: str) -> None:
    """Or the order of the file would decide."""
    terms = [term for one in NAMED.values() for term in one[group]]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []


def test_a_title_tells_or_is_ambiguous() -> None:
    told = {term for one in NAMED.values() for term in one["titles"]}
    doubtful = [term for one in DATA["ambiguous"] for term in one["titles"]]
    assert told & {*doubtful} == set()
    assert len(doubtful) == len({*doubtful})


def test_kinds_of_ambiguous_titles_exist() -> None:
    for one in DATA["ambiguous"]:
        assert {one["alone"], one["else"]} <= {*NAMED, ""}
