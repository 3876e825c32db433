"""What each thread of a run can know: a chain of all that its steps told it, cut short where it has forgotten.

A thread's next steps follow from what it has been told so far: from the values it has read, not from who wrote them
when. So two threads with equal chains are at the same place with equal local variables. Two chains that differ may be
as good as equal, and this is where they become equal:

- When a call is over, its local variables are gone. All that is left of it is its result.
- When a loop begins a turn, all that its earlier turns have left are the variables that it binds.

Chains are interned, so equal ones are one number: no hash decides whether two runs are at the same state.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from threadlab.schedules.hooks.advancing.stepping import Holder
from threadlab.schedules.hooks.core import ELEMENT_READ, MAPPING, READ, SEQUENCE, SET, attributes_of
from threadlab.schedules.hooks.elements import SIMPLE_KEYS
from threadlab.schedules.merging.chains import Chains, OpaqueStateError
from threadlab.schedules.merging.contents import Contents
from threadlab.schedules.merging.naming import Naming
from threadlab.schedules.merging.shared_prefix import Told
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.learned_facts import PRINTED
from threadlab.schedules.running.loop_cycles import Anchor
from threadlab.schedules.running.operation import Footprint, Mode, Operation

if TYPE_CHECKING:
    from threadlab.schedules.running.world import World

_QUIET = frozenset(
    "acquire release wake notify notify_all start end sleep put get set clear record enter leave print join".split()
)
"""Actions that tell their thread no more than whether the time was up."""
_UNSET: Hashable = "unset"
_NOTHING: Any = object()


class Memory:
    """What the threads of one run know.

    Args:
        told: what an earlier run that begins alike was told.
        forgets: whether calls and turns of loops cut chains short; if not, states are equal less often, but no less
        truly.
    """

    def __init__(
        self, world: World, chains: Chains, naming: Naming, contents: Contents, told: Told, *, forgets: bool
    ) -> None:
        self._world = world
        self._chains = chains
        self._naming = naming
        self._contents = contents
        self.told = told
        self._met = 0  # how many objects had names when a thread began to be told something
        self._forgets = forgets
        self.of: dict[int, int] = {}  # the chain of each thread, by its number
        self.changes = 0  # steps so far that may have changed something

    # -- being told ------------------------------------------------------------------------------------------------

    def _again(self) -> bool:
        """Let the current thread be told what it was told in an earlier run; False if that is to be worked out."""
        chain = self.told.again()
        if chain:
            self.of[self._world.current.number] = chain
            return True
        self._met = self._naming.met
        return False

    def _keep(self, number: int, chain: int) -> None:
        """Let ``chain`` be what a thread knows."""
        self.of[number] = chain
        if self._met == self._naming.met:  # else the next run has to name what was met
            self.told.keep(chain)

    def _hear(self, what: Hashable) -> None:
        """Add to what the current thread knows."""
        number = self._world.current.number
        self._keep(number, self._chains.number((self.of.get(number, 0), what)))

    def went(self, way: int) -> None:
        """Add which way a step went."""
        if not self._again():
            self._hear(("went", way))

    def observe(self, value: object) -> None:
        """Add a value."""
        if not self._world.setting_up and not self._again():
            self._hear(("value", self._name(value)))

    def _name(self, value: object) -> Hashable:
        try:
            return self._naming.name(value)
        except OpaqueStateError:
            return self._chains.unlike()

    def fail(self, error: BaseException) -> None:
        """Add an exception that the thread is about to deal with."""
        if not self._world.setting_up and not self._again():
            self._hear(("raised", type(error).__name__, *(self._name(each) for each in error.args)))

    def start(self, fiber: Fiber) -> None:
        """Hear of a new thread: it knows its Thread object."""
        name = self._chains.unlike() if fiber.thread is None else self._name(fiber.thread)
        self.of[fiber.number] = self._chains.number(("thread", name))

    def step(self, operation: Operation) -> None:
        """Hear of a step on a primitive that is about to be made."""
        self.changes += 1
        if not self._world.setting_up and not self._again():
            try:
                self._hear((operation.action, self._subject(operation), self._told(operation)))
            except OpaqueStateError:
                self._hear(self._chains.unlike())

    def _subject(self, operation: Operation) -> Hashable:
        subject = operation.subject
        return self._naming.name(subject) if isinstance(subject, Controlled) else None

    def _told(self, operation: Operation) -> Hashable:
        """Return what a step tells its thread about the primitive."""
        action, subject = operation.action, operation.subject
        if action.startswith("notify"):
            return None
        if operation.timed or operation.idle is not None:
            state = operation.state()
            late = operation.ready is not None and not operation.ready(state)
            return late, operation.idle is not None and bool(operation.idle(state))
        if action not in _QUIET and isinstance(subject, Controlled):
            return self._contents.primitive(subject)
        if any(key == PRINTED and mode is READ for key, mode in operation.footprint):
            return tuple(self._world.printed)
        return None

    def touch(self, action: str, footprint: Footprint) -> None:
        """Hear of a step on shared data that is about to be made: what it reads is known from then on."""
        for _, mode in footprint:
            if mode is not READ and mode is not ELEMENT_READ:
                self.changes += 1
                break
        if not self._world.setting_up and not self._again():
            try:
                self._hear((action, *self._seen(action, footprint)))
            except OpaqueStateError:
                self._hear(self._chains.unlike())

    def _seen(self, action: str, footprint: Footprint) -> list[Hashable]:
        seen: list[Hashable] = []
        elements = {key[0] for key, _ in footprint if type(key) is tuple}
        told = action == "call" and len(footprint) == 1  # the result of the call will tell
        for key, mode in footprint:
            reads = mode is READ or mode is ELEMENT_READ
            if type(key) is int:
                seen.append(self._naming.key(key))
                if reads or not told:
                    seen.append(self._whole(key, mode, key in elements))
            elif type(key) is tuple:
                seen += self._naming.key(key), self._part(key, reads)
            elif type(key) is str:
                seen += key, self._global(key) if reads else None
        return seen

    def _global(self, name: str) -> Hashable:
        value = self._naming.hooks.namespace.get(name, _NOTHING)
        return _UNSET if value is _NOTHING else self._naming.name(value)

    def _whole(self, key: int, mode: Mode, by_element: bool) -> Hashable:
        """Return what touching a container as a whole tells."""
        thing = self._naming.registry.objects.get(key)
        kind = 0 if thing is None else self._naming.hooks.kind(type(thing))
        if not kind:
            return None
        if mode is ELEMENT_READ and kind == SEQUENCE:
            return len(thing)  # type: ignore[arg-type]
        if mode is Mode.ELEMENT_WRITE or (mode is ELEMENT_READ and by_element):
            return len(thing) if kind == SEQUENCE else None  # type: ignore[arg-type]
        return self._contents.of(thing)

    def _part(self, key: tuple[Any, Any], reads: bool) -> Hashable:
        """Return what touching an element or an attribute tells."""
        owner, part = key
        if owner == "test":
            value = self._naming.hooks.test_namespace.get(part, _NOTHING)
            return None if not reads else _UNSET if value is _NOTHING else self._naming.name(value)
        thing: Any = self._naming.registry.objects.get(owner) if type(owner) is int else None
        if type(thing) is Holder:
            raise OpaqueStateError  # what an iterator has come to cannot be looked at
        if thing is None:
            return None
        kind = self._naming.hooks.kind(type(thing))
        if kind == SEQUENCE and type(part) is int:
            return self._naming.name(list(thing)[part]) if len(thing) > part else _UNSET
        if kind == MAPPING:
            if type(part) is tuple:
                return self._contents.of(thing)
            return tuple(
                self._naming.name(value) for key, value in dict.items(thing) if type(key) in SIMPLE_KEYS and key == part
            )
        if kind == SET:
            return self._contents.of(thing) if type(part) is tuple else set.__contains__(thing, part)
        return self._attribute(thing, part) if reads and type(part) is str else None

    def _attribute(self, thing: Any, name: str) -> Hashable:
        if isinstance(thing, type):
            value = vars(thing).get(name, _NOTHING)
        elif name == "__dict__":
            return tuple(sorted(attributes_of(thing)))
        else:
            try:
                value = object.__getattribute__(thing, name)
            except AttributeError:
                value = _NOTHING
        return _UNSET if value is _NOTHING else self._naming.name(value)

    # -- forgetting ------------------------------------------------------------------------------------------------

    def mark(self) -> int:
        """Return what stands for all that the current thread knows."""
        return self.of.get(self._world.current.number, 0)

    def back(self, mark: int, result: object) -> None:
        """Forget all since ``mark`` but a call's result; what is unlike everything keeps it from being forgotten."""
        if not self._forgets or self._world.setting_up or self._again():
            return
        number = self._world.current.number
        try:
            chain = self._chains.number((mark, ("result", self._naming.name(result))))
        except OpaqueStateError:
            chain = self.of.get(number, 0)
        self._keep(number, chain)

    def turn(self, token: list[Any], state: tuple[Any, ...]) -> bool:
        """Forget all since a loop was entered but its variables, and the number of the turn where that matters.

        ``token`` is the loop's; of a ``for`` it says at first if its turns count. Returns whether the loop has come
        round with nothing changed, so that it goes on for ever if nobody else does anything.
        """
        if self._world.setting_up:
            return False
        number = self._world.current.number
        if len(token) < _ENTRY:
            sort = token[0] if token else None  # whether the number of a turn says where a loop is; None: it need not
            token[:] = self.of.get(number, 0), Anchor(), 0, sort
        counted = token[3] is not None
        token[2] += counted
        names: tuple[Hashable, ...] | None = None
        if self._again():
            return not counted and bool(token[1].returns(self.changes, (self.of[number],)))
        if self._forgets and token[3] is not False:
            try:
                names = tuple(map(self._naming.local, state))
            except OpaqueStateError:
                names = None
        if names is None:
            self._hear("turn")
            self.told.keep(0)  # by which a run that begins alike knows that nothing was forgotten
            return False
        self._keep(number, self._chains.number((token[0], ("turn", token[2], names))))
        return not counted and bool(token[1].returns(self.changes, (self.of[number],)))


_ENTRY = 4  # what the token of a loop holds: what was known when it was entered, an anchor, the turn, if turns count
