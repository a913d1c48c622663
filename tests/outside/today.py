"""What fails today, and why.

Each is marked as failing strictly: whoever mends one takes its line away, as it would fail by passing.
"""

from __future__ import annotations

NO_MOVE = "there is no 'archive move' yet"
NO_REPAIR = "there is no 'archive repair' yet"
NO_EMBARGO = "there is no embargo yet"
NO_JOURNAL = "there is no 'correct' and no 'withdraw' yet"
BEGINS_AGAIN = "release begins a new archive at version 1 without a word"
NUMBERS_ONLY = "publish compares numbers, not digests, and exchanges published bytes"

FAILS_TODAY: dict[str, dict[str, str]] = {
    "test_archive_away.py": {
        "release": BEGINS_AGAIN,
        "publish_to_a_new_place": "publish releases version 1 again",
        "list_does_not_advise_to_begin_again": "its cure is to release, which begins again",
        "a_first_release_into_a_named_archive_that_is_not_there": "it is made in silence",
        "a_folder_copied_without_output": BEGINS_AGAIN,
        "a_copy_without_output_cannot_exchange_what_is_published": NUMBERS_ONLY,
        "a_clone": BEGINS_AGAIN,
        "the_output_folder_is_deleted": BEGINS_AGAIN,
        "a_new_report_survives_a_cleaned_output": "new reports have it in output/archive",
        "git_clean": BEGINS_AGAIN,
        "settings_that_name_an_empty_place": BEGINS_AGAIN,
        "settings_that_name_another_archive_of_the_same_name": NUMBERS_ONLY,
        "archive_move": NO_MOVE,
        "archive_move_takes_the_archive_out_of_output": NO_MOVE,
        "archive_move_to_where_something_stands": NO_MOVE,
        "archive_move_of_a_damaged_archive": NO_MOVE,
        "beginning_anew_is_said_on_purpose": BEGINS_AGAIN,
    },
    "test_copies.py": {
        "release_after_the_archive_was_restored": "another version 3 is made without a word",
        "another_third_version_is_never_published": NUMBERS_ONLY,
        "two_more_versions_on_yesterdays_archive_are_never_published": NUMBERS_ONLY,
        "the_site_in_output_stops_another_release": "release does not look at the site",
        "a_machine_with_an_old_view_is_told": "version 2's corrections are undone without a word",
        "two_copies_that_each_made_another_fourth_version": NUMBERS_ONLY,
        "the_site_of_another_report[notat]": NUMBERS_ONLY,
        "two_reports_of_one_name_in_one_archive[notat]": "the other becomes version 2 of the first",
    },
    "test_site.py": {
        "a_published_file_that_another_hand_touched": "publish says that the site is unchanged",
        "a_changed_pdf_when_the_next_version_is_published": "it is mended without a word",
    },
    "test_damage.py": {
        "an_exchanged_pdf_with_a_fitting_inventory": "only the inventory is asked, not the manifest",
        "an_exchanged_pdf_is_not_published[manifest too]": NUMBERS_ONLY,
        "release_tells_of_an_exchange_that_fits": "the report keeps no record of its releases",
        "a_missing_object": BEGINS_AGAIN,
        "what_systems_drop_in_the_archive": "it blocks, or not a word is said",
        "what_systems_drop_blocks_nothing": "release and publish are refused",
        "repair_of_what_other_copies_prove": NO_REPAIR,
        "repair_of_what_nothing_proves": NO_REPAIR,
        "repair_of_what_is_sound_changes_nothing": NO_REPAIR,
    },
    "test_clock.py": {
        "a_date_of_the_first_release_that_cannot_be_meant": "it is released",
        "a_date_of_a_correction_that_cannot_be_meant": "it is released, at most with a warning",
        "a_date_that_the_report_states[2206-12-01-updated]": "it is released",
        "a_date_before_that_of_the_version_before": "it is released, with a warning",
        "a_clock_at_its_beginning": "it is released, with a warning",
        "a_clock_that_was_ahead_and_is_set_right": "it is released, with a warning",
        "an_embargo": NO_EMBARGO,
        "what_was_shown_is_not_hidden_again_in_silence": NO_EMBARGO,
        "an_embargo_for_a_day_that_is_past": NO_EMBARGO,
        "a_release_while_another_waits": NO_EMBARGO,
    },
    "test_journal.py": {
        "": NO_JOURNAL,
    },
}
"""By file and test, without "test_"; a name without parameters stands for all, "" for the whole file."""


def reason(file: str, test: str) -> str | None:
    """Why this test fails today; None where it passes."""
    lines = FAILS_TODAY.get(file, {})
    name = test.removeprefix("test_")
    return next((lines[key] for key in (name, name.partition("[")[0], "") if key in lines), None)
