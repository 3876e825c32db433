"""What a grading run came to, as JSON for scripts."""

from __future__ import annotations

import json
from dataclasses import asdict

from threadlab.course.grading_run.grade import ClassResult


def class_as_json(outcome: ClassResult) -> str:
    """Give a grading run as JSON: the counts, a result for each student and assignment, changes, and what went wrong.

    ``points`` are null where nothing was handed in or where a student is excused, and are those so far where anything
    waits (``by_hand``, ``for_a_person``).
    """
    results = []
    for each in outcome.results:
        known = {"name": outcome.names.get(each.student, "")} | asdict(each)
        counts = each.handed_in and not each.excused
        results.append(known | {"points": each.points if counts else None, "remarks": list(each.remarks)})
    whole = {
        "assignments": list(outcome.assignments),
        "graded": outcome.graded,
        "unchanged": outcome.unchanged,
        "results": results,
        "changes": [asdict(change) for change in outcome.changes],
        "faults": [asdict(fault) for fault in outcome.faults],
        "left_out": [{"folder": name, "reason": reason} for name, reason in outcome.left_out],
        "sandboxes": dict(outcome.sandboxes),
    }
    return json.dumps(whole, indent=2, ensure_ascii=False)
