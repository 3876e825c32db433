"""Instrumented programs do what the same programs do without: same output, same errors, same lines."""

from pathlib import Path

import pytest

# Programs of one thread that use the language in every way that students do; the first line of each is its name.
TEXTS = Path(__file__).with_name("programs.txt").read_text(encoding="utf-8").split("---\n")
PROGRAMS = {text.partition("\n")[0].removeprefix("# "): text for text in TEXTS}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_behaves_as_without_instrumentation(name, outcome_instrumented, outcome_plain):
    assert outcome_instrumented(PROGRAMS[name]) == outcome_plain(PROGRAMS[name])
