"""Results as JUnit XML, which nearly every dashboard reads: a test case for each check."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from threadlab.runners.judged import JudgedCheck, JudgedExercise

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(exercises: Sequence[JudgedExercise]) -> str:
    """Return the results as XML: what fails is a failure, what is neither right nor wrong an error, never a pass."""
    whole = ElementTree.Element("testsuites", name="threadlab")
    for judged in exercises:
        suite = ElementTree.SubElement(whole, "testsuite", _counts(judged))
        for check in judged.checks:
            _case(suite, judged.exercise, check)
    ElementTree.indent(whole)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ElementTree.tostring(whole, encoding='unicode')}\n"


def _counts(judged: JudgedExercise) -> dict[str, str]:
    fails = sum(check.verdict == "fails" for check in judged.checks)
    waits = sum(not check.decided for check in judged.checks)
    counts = {"tests": len(judged.checks), "failures": fails, "errors": waits, "skipped": 0}
    return {"name": judged.exercise, **{name: str(count) for name, count in counts.items()}}


def _case(suite: ElementTree.Element, exercise: str, check: JudgedCheck) -> None:
    case = ElementTree.SubElement(suite, "testcase", classname=exercise.replace("/", "."), name=check.behaviour)
    properties = ElementTree.SubElement(case, "properties")
    for name in ("points", "max_points", "schedules"):
        ElementTree.SubElement(properties, "property", name=name, value=format(getattr(check, name), "g"))
    if not check.holds:
        how = "failure" if check.verdict == "fails" else "error"
        kind = check.kind if check.verdict == "fails" else check.verdict
        ElementTree.SubElement(case, how, type=kind, message=_clean(check.message)).text = _clean(check.story)


def _clean(text: str) -> str:
    """Leave out what XML cannot hold in any way."""
    return _NOT_IN_XML.sub("\ufffd", text)
