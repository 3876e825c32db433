"""``threadlab new-assignment`` and ``threadlab new-exercise``: beginnings for authors."""

from __future__ import annotations

import argparse

from threadlab.cli.common import Commands, course_with_sources


def add(commands: Commands) -> None:
    """Add the two commands to the command line."""
    assignment = commands.add_parser(
        "new-assignment",
        help="begin an assignment",
        description="Make source/NAME/ with a notebook that has no exercise yet.",
        epilog="Example: threadlab new-assignment 5-classic-problems",
    )
    assignment.add_argument("name", metavar="NAME", help='such as "5-classic-problems"')
    assignment.set_defaults(run=_assignment)
    exercise = commands.add_parser(
        "new-exercise",
        help="begin an exercise",
        description="Add an exercise at the end of an assignment's notebook: a description, an answer with its "
        "solution, and a check with a visible and a hidden test, all small and right; and write a first right "
        "and a first wrong answer into answers/. Change them into your own; threadlab verify says what is missing.",
        epilog="Example: threadlab new-exercise 5-classic-problems philosophers",
    )
    exercise.add_argument("assignment", metavar="ASSIGNMENT", help='such as "5-classic-problems"')
    exercise.add_argument("name", metavar="NAME", help="a Python name in lower case, such as philosophers")
    exercise.add_argument(
        "--written",
        action="store_true",
        help="add a question, too, that learners answer in words, with a model answer and a mark scheme",
    )
    exercise.set_defaults(run=_exercise)


def _assignment(options: argparse.Namespace) -> int:
    from threadlab.course.authoring.begin import new_assignment

    notebook = new_assignment(course_with_sources(), options.name)
    print(f"Wrote {notebook}. Next: threadlab new-exercise {options.name} NAME")
    return 0


def _exercise(options: argparse.Namespace) -> int:
    from threadlab.course.authoring.begin import new_exercise

    course = course_with_sources()
    for path in new_exercise(course, options.assignment, options.name, written=options.written):
        print(f"Wrote {path.relative_to(course.root)}")
    print(f"Next: change them into your own exercise; then: threadlab verify {options.assignment}/{options.name}")
    return 0
