"""Which earlier cells a test needs, found by names: a program slice (Weiser 1981) in steps of whole cells.

A check must not depend on what else stands in a notebook or was run in a kernel, so each test gets the cells that it
needs and no others, in an empty namespace. Walking back from the test, a cell is needed if it binds a name that is
needed, or changes the object behind one (``results.append(1)``, ``table["x"] = 1``); a cell that only uses what is
needed, such as one that tries an answer out, is not. What a needed cell reads is needed in turn. Whole cells, because
leaving out a statement of a cell might change what its other statements mean; imports alone can stand for themselves.
"""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from dataclasses import dataclass

from threadlab.notebook.cell_text.imports import STAR, imported, imports_of, without_idle_imports
from threadlab.notebook.cell_text.names import Names, names_of
from threadlab.notebook.cell_text.syntax import read_cell

_BUILTINS = frozenset(dir(builtins))


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell that a test may need.

    ``name`` is what a story calls it. ``answer``: it is where the student was asked to write what the test tests, so
    no other cell can stand in for it.
    """

    name: str
    text: str
    answer: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """What a test needs: the cells to run before it, as (name, text), in their order.

    ``broken``: the name of a cell that does not parse and that the test cannot do without, which ``cells`` then holds
    alone; "" if there is none.
    ``problem``: what is wrong with that cell, at ``line``.
    ``foreign``: what is not Python and would have to be run to give the test a name that it needs.
    ``unbound``: names that are needed and that no cell gives.
    """

    cells: tuple[tuple[str, str], ...] = ()
    broken: str = ""
    problem: str = ""
    line: int = 0
    foreign: str = ""
    unbound: frozenset[str] = frozenset()


def slice_for(test: str, earlier: Sequence[SourceCell]) -> Slice:
    """Find the cells that a test needs.

    Args:
        test: the text of the test, which must parse.
        earlier: the cells before it, in the order of the document.
    """
    search = _Search(test, earlier)
    search.run()
    unbound = frozenset(search.unbound)
    broken = search.broken()
    if broken is not None:
        code = read_cell(broken.text)
        quoted = ((broken.name, broken.text),)
        return Slice(quoted, broken=broken.name, problem=code.problem, line=code.line, unbound=unbound)
    return Slice(cells=tuple(search.cells()), foreign=search.foreign(), unbound=unbound)


class _Search:
    def __init__(self, test: str, earlier: Sequence[SourceCell]) -> None:
        self.test = names_of(test)
        # What the test brings itself is there by the time it calls anything.
        self.given = self.test.binds - self.test.needs
        self.earlier = earlier
        self.names = [names_of(source.text) for source in earlier]
        # Cells that are needed, each with the names that it is needed for.
        self.wanted: dict[int, set[str]] = {}
        self.unbound: set[str] = set()

    def run(self) -> None:
        """Walk back until nothing new is needed.

        A function's names are looked up when it is called, which may be in the test: a cell between the function's
        and the test that binds such a name anew is needed too. That is seen only after the function's cell has been
        reached, hence the repetition.
        """
        looked_up = set(self.test.needs)
        while True:
            known = set(looked_up)
            self._walk_back(looked_up)
            self._weaker_binders(looked_up)
            if looked_up == known:
                return

    def _walk_back(self, looked_up: set[str]) -> None:
        self.wanted = {}
        needed = set(looked_up)
        self.unbound = set(looked_up)
        for index in range(len(self.earlier) - 1, -1, -1):
            names = self.names[index]
            found = self._found(index, needed)
            if found:
                self.wanted[index] = found
                if self._imports_only(index):
                    needed -= found
                    self.unbound -= found
                else:
                    needed = (needed - names.binds) | self._needs(names)
                    self.unbound = (self.unbound - names.binds - names.may_bind) | self._needs(names)
                    looked_up |= names.later - self.given
        self.unbound -= _BUILTINS

    def _needs(self, names: Names) -> frozenset[str]:
        return names.needs - (self.given - names.at_once)

    def _found(self, index: int, needed: set[str]) -> set[str]:
        """Names of ``needed`` that the cell binds, or whose objects it changes."""
        names = self.names[index]
        bound = needed & (names.binds | names.may_bind)
        return (
            bound | (needed & names.changes) | {name for name in needed & names.calls if self._is_object(name, index)}
        )

    def _is_object(self, name: str, index: int) -> bool:
        """Say whether the name stands for an object at this cell, rather than for a module, a function or a class."""
        for names in reversed(self.names[: index + 1]):
            if name in names.binds or name in names.may_bind:
                return name in names.objects
        return False

    def _weaker_binders(self, looked_up: set[str]) -> None:
        """Of names that no cell binds at top level, a function may bind them, or a star import bring them."""
        for index, names in enumerate(self.names):
            if not self.unbound:
                return
            if names.star:
                self.wanted.setdefault(index, set()).add(STAR)
            declared = self.unbound & names.declared
            if declared:
                self.wanted.setdefault(index, set()).update(declared)
                looked_up |= self._needs(names) | (names.later - self.given)

    def _imports_only(self, index: int) -> bool:
        """Say whether the cell is needed for nothing but what its plain import statements bring."""
        return self.wanted[index] <= imported(self.earlier[index].text) - self.names[index].changes

    def cells(self) -> list[tuple[str, str]]:
        """Return the needed cells, as (name, text)."""
        chosen = sorted(self.wanted)
        whole = [index for index in chosen if not self._imports_only(index)]
        mentioned = self.test.mentions.union(*(self.names[index].mentions for index in whole))
        return [
            (
                self.earlier[index].name,
                without_idle_imports(self.earlier[index].text, mentioned)
                if index in whole
                else imports_of(self.earlier[index].text, self.wanted[index]),
            )
            for index in chosen
        ]

    def broken(self) -> SourceCell | None:
        """Return the latest cell that does not parse and that the test cannot do without.

        That is the student's own answer, or the only cell that seems to bind a name that is needed.
        """
        needed = self.test.needs.union(*(self._needs(self.names[index]) for index in self.wanted))
        for source in reversed(self.earlier):
            code = read_cell(source.text)
            if code.tree is None:
                missed = self.unbound if source.answer else self.unbound & code.lost
                if missed or (source.answer and code.lost & needed):
                    return source
        return None

    def foreign(self) -> str:
        """Return a line that is not Python and would have to be run to bind a name that is still unbound."""
        for source in self.earlier:
            code = read_cell(source.text)
            if code.tree is not None and code.lost & self.unbound:
                return code.foreign[0]
        return ""


def binders(names: frozenset[str], sources: Sequence[SourceCell]) -> dict[str, str]:
    """Say for each of the names which of the cells binds it at top level, by the cell's name."""

    def binds(bound: Names, name: str) -> bool:
        return name in bound.binds or name in bound.may_bind

    return {
        name: source.name
        for source in reversed(sources)
        for name in sorted(names)
        if binds(names_of(source.text), name)
    }
