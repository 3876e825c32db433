"""Sends the grades of an assignment to the learning platform, by LTI's Assignment and Grade Services 2.0.

What waits for a person, was not handed in or is excused is not sent, and said. A grade that is sent again replaces the
earlier one.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jwcrypto.jwk import JWK
from pylti1p3.assignments_grades import AssignmentsGradesService
from pylti1p3.grade import Grade
from pylti1p3.lineitem import LineItem
from pylti1p3.registration import Registration
from pylti1p3.service_connector import ServiceConnector


def main(words: list[str] | None = None) -> int:
    """Do what is asked for; 1 if a grade could not be sent because its student never came from the platform."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("settings", type=Path, help="hub.toml")
    parser.add_argument("assignment", nargs="?", help="its name in the course")
    parser.add_argument("--new-key", action="store_true", help="make the key that the hub proves itself with")
    parser.add_argument("--public-key", action="store_true", help="print its public half, for the platform")
    parser.add_argument("--dry-run", action="store_true", help="say what would be sent")
    options = parser.parse_args(words)
    settings = tomllib.loads(options.settings.read_text(encoding="utf-8"))
    key = options.settings.parent / settings["lti"]["private_key"]
    if options.new_key:
        if key.exists():
            parser.error(f"{key} is there already; the platform knows its public half, so move it away to make another")
        _make_key(key)
    if not key.is_file():
        parser.error(f"there is no {key} yet; --new-key makes it")
    if options.new_key or options.public_key:
        public = JWK.from_pem(key.read_bytes())
        print(json.dumps({"keys": [public.export_public(as_dict=True) | {"use": "sig", "alg": "RS256"}]}, indent=2))
        return 0
    if not options.assignment:
        parser.error("which assignment?")
    people = options.settings.parent / settings["lti"]["people"]
    known = json.loads(people.read_text(encoding="utf-8")) if people.is_file() else {}
    if "endpoint" not in known:
        parser.error(
            "the platform has named no place for grades: nobody has started from it, or the tool may not grade"
        )
    return _send(settings, key.read_text(encoding="utf-8"), known, options.assignment, dry=options.dry_run)


def _make_key(path: Path) -> None:
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(JWK.generate(kty="RSA", size=2048).export_to_pem(private_key=True, password=None))


def _send(settings: dict[str, Any], key: str, known: dict[str, Any], assignment: str, *, dry: bool) -> int:
    rows = list(_grades(Path(settings["course"]), assignment))
    if not rows:
        sys.exit("nobody is on the class list")
    service, column = (None, None) if dry else _column(settings["lti"], key, known["endpoint"], assignment, rows)
    strangers = 0
    for row in rows:
        student, score = row["student_id"], row["score"]
        if not score:
            print(f"{student}: not sent, {row['why_empty']}")
        elif student not in known["people"]:
            strangers += 1
            print(f"{student}: not sent, has never started from the platform, so it is not known how it calls them")
        else:
            print(f"{student}: {score} of {row['max_score']}")
            if service is not None:
                service.put_grade(_grade(known["people"][student], float(score), float(row["max_score"])), column)
    return 1 if strangers else 0


def _grades(course: Path, assignment: str) -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory() as scratch:
        table = Path(scratch) / "grades.csv"
        export = [sys.executable, "-m", "threadlab", "export", assignment, "--format", "csv", "--to", str(table)]
        if status := subprocess.run(export, cwd=course, check=False, stdout=subprocess.DEVNULL).returncode:  # noqa: S603
            sys.exit(status)  # it has said why
        with table.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


def _column(
    lti: dict[str, Any], key: str, endpoint: dict[str, Any], assignment: str, rows: list[dict[str, str]]
) -> tuple[AssignmentsGradesService, LineItem]:
    """Find the assignment's column in the platform's gradebook, or have it made."""
    registration = Registration()
    registration.set_issuer(lti["issuer"]).set_client_id(lti["client_id"]).set_auth_token_url(lti["token_url"])
    registration.set_tool_private_key(key)
    registration.set_tool_public_key(JWK.from_pem(key.encode()).export_to_pem().decode())
    # One column is asked for, not all of them page by page: PyLTI1p3 2.0.0 asks for the second page in small letters.
    asked = endpoint["lineitems"]
    asked += f"{'&' if '?' in asked else '?'}resource_id={quote(assignment)}"
    connector = ServiceConnector(registration)
    found = AssignmentsGradesService(connector, {**endpoint, "lineitems": asked}).find_lineitem_by_resource_id(
        assignment
    )
    if found is None:
        new = (
            LineItem().set_label(assignment).set_resource_id(assignment).set_score_maximum(float(rows[0]["max_score"]))
        )
        kind = "application/vnd.ims.lis.v2.lineitem+json"
        made = connector.make_service_request(
            endpoint["scope"], endpoint["lineitems"], is_post=True, data=new.get_value(), content_type=kind, accept=kind
        )
        found = LineItem(made["body"])
    return AssignmentsGradesService(connector, endpoint), found


def _grade(person: str, score: float, most: float) -> Grade:
    grade = Grade().set_user_id(person).set_score_given(score).set_score_maximum(most)
    grade.set_activity_progress("Completed").set_grading_progress("FullyGraded")
    return grade.set_timestamp(datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"))


if __name__ == "__main__":
    sys.exit(main())
