"""Exercises without notebooks: each is a folder of plain files.

| file | what it holds |
|---|---|
| ``task.md`` | what is to be done |
| ``given.py`` | what stands before the answer, if anything; a line ``# %%`` begins another cell |
| ``stub.py`` | what the learner begins with |
| ``solution.py`` | an answer that is right |
| ``checks/NAME.py`` | one behaviour each: tests with ``@every_schedule``, ``@some_schedule`` or ``@one_schedule`` |
| ``answers/right``, ``answers/wrong`` | answers that the checks must tell apart |
| ``exercise.toml`` | ``[points]`` for each check (else 1), its ``order`` among others, the ``python`` it is judged by |
| ``answer.py`` | the learner's answer, made from ``stub.py`` by ``threadlab watch`` |

``task.md``, ``stub.py`` and ``checks`` must be there.
"""
