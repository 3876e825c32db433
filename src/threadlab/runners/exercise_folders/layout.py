"""What the files of an exercise's folder are called."""

TASK = "task.md"
GIVEN = "given.py"
STUB = "stub.py"
SOLUTION = "solution.py"
CHECKS = "checks"
ANSWERS = "answers"
SETTINGS = "exercise.toml"
ANSWER = "answer.py"
NEXT_CELL = "# %%\n"  # as editors know it
