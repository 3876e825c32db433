"""Instrumented programs do what the same programs do without: same output, same errors, same lines."""

from pathlib import Path

import pytest

from threadlab.schedules.plain_run import CellRun, run_cells


def programs(file: str) -> dict[str, str]:
    """Read the programs of a file, whose first lines are their names."""
    texts = Path(__file__).with_name(file).read_text(encoding="utf-8").split("---\n")
    return {text.partition("\n")[0].removeprefix("# "): text for text in texts}


# Programs of one thread: some use the language in every way that students do, the others the library.
LANGUAGE, LIBRARY = programs("programs.txt"), programs("library_programs.txt")


@pytest.mark.parametrize("name", LANGUAGE)
def test_a_program_behaves_as_without_instrumentation(name, outcome_instrumented, outcome_plain):
    assert outcome_instrumented(LANGUAGE[name]) == outcome_plain(LANGUAGE[name])


@pytest.mark.parametrize("name", LIBRARY)
def test_the_library_behaves_as_without_instrumentation(name, outcome_plain):
    printed, problem = outcome_plain(LIBRARY[name])
    assert problem == ""
    assert run_cells([("answer", LIBRARY[name])]) == [CellRun(printed, "")]
