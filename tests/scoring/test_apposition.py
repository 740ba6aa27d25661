"""The name beside a role, and names in a role's phrase that are somebody else's."""

import pytest

from scoring.speakers.apposition import apposed, listed
from scoring.speakers.phrases import analyse

LABELS = {"P": "PERSON", "O": "ORGANIZATION", "L": "LOCATION", "M": "MISC"}

EXAMPLES = [
    ("Minister of Education Stella/P Gianni/P", "Stella"),
    ("Governor of Oregon/L Ana/P Ruiz/P", "Ana"),
    ("the president of the Tuscany/L region , Omar/P Aziz/P ,", "Omar"),
    ("The secretary of CEN/O ( Centre/O for Energy/O ) , Nuno/P Galo/P ,", "Nuno"),
    ("Director of the Tyre/L chapter of the Council/O on/O Water/O Alia/P Salem/P", "Alia"),
    ("University/O of/O Tyre/O Student/O Union/O president Sehar/P Memon/P", "Sehar"),
    ("chief of staff Lena/P Holt/P", "Lena"),
    ("director of rugby Lena/P Holt/P", "Lena"),
    ("the club 's director of football Omar/P Aziz/P", "Omar"),
    ("The Bishop/O of/O Tyre/O , the Rt Rev Dr Tom/P Hale/P ,", "Tom"),
    ("the director of singer Lena/P Holt/P", None),
    ("the wife of baker Omar/P Aziz/P", None),
    ("a critic of Ruiz/P , Jane/P Okafor/P ,", "Jane"),
    ("a spokesman for the mill , Tom/P Okafor/P", "Tom"),
    ("one of Holt/P 's advisers , Tom/P Okafor/P ,", "Tom"),
    ("her party rival , Senator Lena/P Holt/P of Ohio/L", "Lena"),
    ("his opponent , Sen. Lena/P Holt/P ( D-Ohio )", "Lena"),
    ("Undersecretary for Trade Mr. Aziz/P", "Aziz"),
    ("Undersecretary for Trade Omar/P Aziz/P", "Omar"),
    ("Ambassador to the Isles/L Omar/P Aziz/P", "Omar"),
    ("actor and activist Omar/P Aziz/P", "Omar"),
    ("her aide and Senator Lena/P Holt/P", None),
    ("an aide to Mr. Aziz/P", None),
    ("a spokesman for Ohio/L Gov. Lena/P Holt/P", None),
    ("a spokesman for Lena/P Holt/P", None),
    ("an aide to Secretary of State Lena/P Holt/P", None),
    ("supporters of Lena/P Holt/P", None),
    ("a supporter of Ruiz/P , Holt/P and Aziz/P", None),
    ("the wife of President Omar/P Aziz/P", None),
    ("a report on Governor of Oregon/L Ana/P Ruiz/P", None),
    ("advisers like Tom/P Okafor/P", None),
    ("the campaign for candidate Lena/P Holt/P", None),
    ("a poll by Datum/O , Lena/P Holt/P", None),
    ("a Holt/P supporter", None),
    ("the director who called Lena/P Holt/P", None),
    ("Lena/P Holt/P , 33 , a friend of Aziz/P , Tyre/P", None),
]


@pytest.mark.parametrize(("phrase", "expected"), EXAMPLES, ids=[e[0][:30] for e in EXAMPLES])
def test_the_name_beside_a_role(phrase: str, expected: str | None) -> None:
    """Found where it is the role's own, and only there."""
    pairs = [word.rpartition("/") if "/" in word else (word, "", "") for word in phrase.split()]
    words = [word for word, _, _ in pairs]
    found = apposed(analyse(words), [LABELS.get(label) for _, _, label in pairs])
    assert (None if found is None else words[found]) == expected


LISTS = [
    ("Two members , Ana/P Ruiz/P and Omar/P Aziz/P ,", ["Ana", "Omar"]),
    ("The candidates , Ana/P Ruiz/P and Senator Lena/P Holt/P ,", ["Ana", "Lena"]),
    (
        "three of the judges , Ana/P Ruiz/P , Lena/P Holt/P and Omar/P Aziz/P",
        ["Ana", "Lena", "Omar"],
    ),
    ("Two aides to Ruiz/P , Holt/P and Aziz/P", []),
    ("Four residents , including Ana/P Ruiz/P and Omar/P Aziz/P ,", []),
    ("three researchers , who were paid by Ruiz/P and Aziz/P ,", []),
    ("the banks , Holt/P and Aziz/P ,", []),
    ("her aide , Ana/P Ruiz/P and Omar/P Aziz/P", []),
]


@pytest.mark.parametrize(("phrase", "expected"), LISTS, ids=[e[0][:30] for e in LISTS])
def test_names_beside_several_people(phrase: str, expected: list[str]) -> None:
    """All of them, where they are the people's own."""
    pairs = [word.rpartition("/") if "/" in word else (word, "", "") for word in phrase.split()]
    words = [word for word, _, _ in pairs]
    found = listed(analyse(words), [LABELS.get(label) for _, _, label in pairs])
    assert [words[at] for at in found] == expected
