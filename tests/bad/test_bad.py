"""Every case of bad input, through the real command line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from report_builder.cli.app import run
from report_builder.codes import CODES
from tests.bad.harness import OLD_OUTPUT, Case, Shown, cases, diagnostics, everything, execute, spoil
from tests.norwegian import english_among, record
from tests.said import ENGLISH

TESTS = Path(__file__).parent.parent
CASES = cases()

CASE_CODES = {case.code for case in CASES}

PROVEN_ELSEWHERE: dict[str, str] = {
    code: "check/test_rules.py::test_every_code_has_a_spoilt_file"
    for code in CODES
    if code.startswith("RB-PDF-") and code not in CASE_CODES
} | {
    "RB-PDF-COUNT": "check/test_rules.py::test_a_loss_is_counted",
    "RB-ARCHIVE-ADVICE": "archive/test_damage.py::test_what_ocfl_only_recommends_is_a_warning",
    "RB-BATCH-BUSY": "cli/test_batch.py::test_the_second_of_two_runs_is_told",
    "RB-BATCH-LOST": "pipeline/test_batching.py::test_a_process_that_dies_takes_one_report_with_it",
    "RB-ARCHIVE-BUSY": "pipeline/test_release.py::test_one_release_at_a_time",
    "RB-ARCHIVE-CLOCK": "pipeline/test_dating.py::test_a_date_that_cannot_be_is_refused",
    "RB-ARCHIVE-CONFLICT": "archive/test_store.py::test_same_version_other_bytes_is_a_conflict",
    "RB-ARCHIVE-DECLARATION": "archive/test_damage.py::test_a_bad_object_is_refused",
    "RB-ARCHIVE-DIGEST": "pipeline/test_archive.py::test_rot_is_told_with_both_digests_and_never_mended",
    "RB-ARCHIVE-EXTRA": "archive/test_damage.py::test_a_bad_object_is_refused",
    "RB-ARCHIVE-FILE-MISSING": "archive/test_damage.py::test_a_bad_object_is_refused",
    "RB-ARCHIVE-INTERRUPTED": "archive/test_crash.py::test_the_moments_between_are_recognised",
    "RB-ARCHIVE-INVENTORY": "archive/test_damage.py::test_a_bad_object_is_refused",
    "RB-ARCHIVE-KIND": "archive/test_damage.py::test_a_bad_object_is_refused",
    "RB-ARCHIVE-MISSING": "archive/test_store.py::test_what_is_not_there_is_told",
    "RB-ARCHIVE-NAME": "archive/test_store.py::test_a_name_that_is_no_object_id",
    "RB-ARCHIVE-READ": "archive/test_damage.py::test_what_cannot_be_read_is_told",
    "RB-ARCHIVE-ROOT": "archive/test_damage.py::test_a_bad_root_is_refused",
    "RB-ARCHIVE-SIDECAR": "archive/test_damage.py::test_a_bad_object_is_refused",
    "RB-ARCHIVE-VERSIONS": "archive/test_damage.py::test_a_bad_object_is_refused",
    "RB-ARCHIVE-NEW": "pipeline/test_record.py::test_an_archive_that_is_begun_elsewhere_is_told",
    "RB-ARCHIVE-MENDED": "pipeline/test_repairing.py::test_what_other_copies_prove",
    "RB-ARCHIVE-UNPROVEN": "pipeline/test_repairing.py::test_what_nothing_proves_is_told_and_left",
    "RB-ARCHIVE-STORE": "archive/test_object_store.py::test_a_store_that_is_not_there",
    "RB-BAG": "archive/test_bag_reading.py::test_damage_is_told_and_what_could_be_read_is_there",
    "RB-BAG-OLD": "pipeline/test_rebuilding_bag.py::test_what_an_older_program_did_not_write_down_is_told",
    "RB-ARCHIVE-LIMIT": "archive/test_limits.py::test_an_inventory_that_is_too_large_is_not_written",
    "RB-ARCHIVE-TARGET": "pipeline/test_moving.py::test_a_place_where_it_cannot_stand",
    "RB-ARCHIVE-SHARED": "pipeline/test_moving.py::test_another_report_of_the_archive_is_told",
    "RB-REBUILD-DIFFERS": "pipeline/test_archive.py::test_a_rebuild_that_differs_says_what_else_does",
    "RB-WITHDRAWN": "pipeline/test_journal.py::test_what_cannot_be_is_told",
    "RB-NOT-WITHDRAWN": "pipeline/test_journal.py::test_what_cannot_be_is_told",
    "RB-PURGED": "pipeline/test_purge.py::test_every_command_knows_of_it",
    "RB-DEPOSIT": "pipeline/test_preflight.py::test_what_is_missing_is_told",
    "RB-JOURNAL": "pipeline/test_journal.py::test_what_cannot_be_is_told",
    "RB-ANSWERS": "pipeline/test_answers.py::test_a_file_of_another_form_is_told_and_left_alone",
    "RB-RECORD": "pipeline/test_record.py::test_a_record_that_cannot_be_read_is_told",
    "RB-ARCHIVE-AWAY": "pipeline/test_record.py::test_another_archive_is_refused_and_nothing_is_written",
    "RB-SITE-WITHDRAWN": "publish/site/test_incremental.py::"
    "test_a_site_that_knows_of_a_withdrawal_does_not_forget_it",
    "RB-RELEASE-BEHIND": "pipeline/test_succession.py::test_a_copy_that_is_behind_is_told",
    "RB-RELEASE-NAME": "pipeline/test_record.py::test_nothing_is_begun_anew_where_the_versions_are",
    "RB-ARCHIVE-OTHER": "pipeline/test_identity.py::test_another_report_does_not_become_the_next_version",
    "RB-ARCHIVE-CHAIN": "pipeline/test_chain.py::test_two_copies_that_each_made_another_version",
    "RB-ID-WRITTEN": "pipeline/test_identity.py::test_a_report_gets_its_id_with_its_next_release",
    "RB-ID-SHARED": "pipeline/test_identity.py::test_a_copied_folder_is_told_that_it_has_the_id_of_another",
    "RB-ID-UNWRITTEN": "pipeline/test_identity.py::test_a_file_without_a_certain_place_is_left",
    "RB-SITE-OTHER": "pipeline/test_record.py::test_the_site_knows_where_there_is_no_record",
    "RB-RELEASE-DATE": "pipeline/test_dating.py::test_a_date_that_cannot_be_is_refused",
    "RB-ADDRESS-GONE": "pipeline/test_addresses.py::test_an_id_that_is_gone_is_told_before_a_release",
    "RB-ADDRESS-MOVED": "pipeline/test_addresses.py::test_an_id_that_leads_elsewhere_is_told",
    "RB-RELEASE-FIRST": "pipeline/test_release.py::test_a_report_under_a_new_name_begins_anew_and_says_so",
    "RB-RELEASE-NOTE": "pipeline/test_release.py::test_a_change_needs_a_note",
    "RB-RELEASE-TEXT": "pipeline/test_release.py::test_a_note_that_cannot_be_published",
    "RB-VERSION-FOREIGN": "pipeline/test_archive.py::test_a_version_of_another_program",
    "RB-EMBARGO": "pipeline/test_dating.py::test_what_is_under_embargo_is_shown_from_its_day_on",
    "RB-SITE-PDF": "publish/site/test_site.py::test_another_pdf_than_the_archive_states_stops_the_publish",
    "RB-SITE-LOST": "publish/site/test_command.py::test_an_archive_that_is_away_takes_no_version_away",
    "RB-SITE-FOREIGN": "publish/site/test_site.py::test_a_site_of_another_report_is_left_alone",
    "RB-SITE-BUSY": "publish/site/test_writing.py::test_a_second_writer_is_told_to_wait",
}
"""Codes about finished files, the archive and the site, and the test that makes each."""

ROWS_ELSEWHERE: dict[int, str] = {
    18: "pipeline/test_large_tables.py::test_ten_thousand_rows",
    19: "pipeline/test_large_tables.py::test_a_cell_taller_than_a_page_goes_on_on_the_next",
    24: "pipeline/test_camera_images.py::test_a_photograph_is_upright_and_does_not_tell_its_place",
    32: "pipeline/test_pipeline.py::test_a_build_that_is_killed_leaves_old_or_new",
    40: "archive/test_crash.py::test_a_run_that_is_killed_anywhere",
    41: "archive/test_races.py::test_the_second_writer_is_told_who_is_at_work",
    42: "pipeline/test_archive.py::test_rot_is_told_with_both_digests_and_never_mended",
    43: "archive/test_store.py::test_same_version_other_bytes_is_a_conflict",
    44: "pipeline/test_dating.py::test_a_date_that_cannot_be_is_refused",
    45: "serve/test_files.py::test_security_headers_are_on_every_answer",
    46: "publish/site/test_writing.py::test_a_run_that_is_killed_at_any_step",
    47: "publish/site/test_site.py::test_another_pdf_than_the_archive_states_stops_the_publish",
    48: "serve/test_process.py::test_no_other_address_is_there",
    49: "serve/test_process.py::test_a_gigabyte_is_refused_before_it_is_sent",
    50: "preview/test_guard.py::test_everyone_else_is_refused",
    51: "serve/test_feedback.py::test_a_client_that_sends_too_many_has_to_wait",
    52: "serve/test_feedback.py::test_a_full_store_keeps_the_text_on_the_page",
    53: "feedback/test_export.py::test_round_trip",
    54: "feedback/test_store.py::test_a_deleted_text_is_nowhere_on_the_disk",
    55: "preview/test_browser.py::test_an_error_stands_over_the_last_good_pages_until_it_is_mended",
}
"""Rows of the fault table whose behaviour is no diagnostic, and the test that proves each."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bench = spoil(case, tmp_path, monkeypatch)
    before = everything(bench.output.parent)
    said = record(monkeypatch)

    status = execute(bench)

    shown = capsys.readouterr()
    found = diagnostics(shown.err, bench.root)
    assert status == case.data["exit"], shown.err
    assert "Traceback" not in shown.err
    _assert_shown(case, found, shown.err)
    assert not english_among(said)
    after = everything(bench.output.parent)
    if status == 0 and case.data.get("command", ["build"])[0] == "build":
        assert after.pop(bench.output.name).startswith(b"%PDF-1.7")
        before.pop(bench.output.name)
    # The temporary file that a case about leftovers put there is gone; nothing else is new or changed.
    assert {name: data for name, data in before.items() if not name.startswith(".rb-")} == after


def _assert_shown(case: Case, found: list[Shown], stderr: str) -> None:
    expected = case.data
    severity = expected.get("severity", "error")
    wanted = [(case.code, expected.get("file", ""), expected.get("line", 0))] + [
        (other["code"], other.get("file", ""), other.get("line", 0)) for other in expected.get("also", [])
    ]
    matching = [(item.code, item.file, item.line) for item in found if item.severity == severity]
    if severity == "error":
        assert sorted(matching) == sorted(wanted), stderr
    else:
        assert not [item for item in found if item.severity == "error"], stderr
        assert set(wanted) <= set(matching), stderr
    main = next(item for item in found if (item.code, item.file, item.line) == wanted[0])
    if "column" in expected:
        assert main.column == expected["column"], stderr
    for words in expected.get("says", []):
        assert str(words) in main.text, stderr


def test_base_is_good(good_report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "good.pdf"
    output.write_bytes(OLD_OUTPUT)
    assert run(["build", str(good_report), "--output", str(output)], ENGLISH, lambda: 0.0) == 0
    assert capsys.readouterr().err == ""
    assert output.read_bytes().startswith(b"%PDF-1.7")


def test_every_code_has_a_fixture() -> None:
    assert sorted(CASE_CODES | set(PROVEN_ELSEWHERE)) == sorted(CODES)


class Row(NamedTuple):
    """What ``docs/faults.md`` promises of one fault."""

    exits: set[int]
    codes: set[str]


def table() -> dict[int, Row]:
    """The rows of the table of faults, by their numbers."""
    text = (TESTS.parent / "docs" / "faults.md").read_text("utf-8")
    lines = re.findall(r"^\| (\d+) \| .+ \| .+ \| (.+) \| (.+) \|$", text, re.MULTILINE)
    rows = {
        int(number): Row(
            {int(status) for status in re.findall(r"\d+", exits)}, set(re.findall(r"RB-[A-Z-]+", codes))
        )
        for number, exits, codes in lines
        if "RB-" in codes or codes == "–"
    }
    assert sorted(rows) == list(range(1, len(rows) + 1)), "numbered one by one"
    return rows


def test_every_row_has_a_fixture_and_no_other_is_cited() -> None:
    cited = {row for case in CASES for row in case.rows} - {0}
    assert cited | set(ROWS_ELSEWHERE) == set(table())


@pytest.mark.parametrize("number", table())
def test_a_row_says_what_its_cases_prove(number: int) -> None:
    row = table()[number]
    own = [case for case in CASES if number in case.rows]
    assert row.codes == {case.code for case in own}
    proven = {case.data["exit"] for case in own}
    assert row.exits >= proven if number in ROWS_ELSEWHERE else row.exits == proven


@pytest.mark.parametrize("place", [*PROVEN_ELSEWHERE.values(), *ROWS_ELSEWHERE.values()])
def test_what_is_proven_elsewhere_is_there(place: str) -> None:
    file, _, name = place.partition("::")
    assert re.search(rf"^def {name}\b", (TESTS / file).read_text("utf-8"), re.MULTILINE)
