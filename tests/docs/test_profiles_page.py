"""The page about the profiles shows the packaged ones: ``python -m training.profile_page``."""

from scoring.calibration.profile import load_profiles
from training.profile_page import PAGE, PICTURE, TABLE, draw, table


def test_the_table_and_the_picture_are_those_of_the_packaged_profiles() -> None:
    """Figure by figure."""
    profiles = load_profiles()
    found = TABLE.search(PAGE.read_text(encoding="utf-8"))
    assert found
    assert found.group() == table(profiles)
    assert PICTURE.read_text(encoding="utf-8") == draw(profiles)


def test_the_page_names_each_profile_and_what_it_was_measured_on() -> None:
    """Each has a row of its own."""
    page = PAGE.read_text(encoding="utf-8")
    for name in load_profiles():
        assert f"| `{name}` |" in page
