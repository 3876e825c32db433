"""The swim lanes: one lane for each thread, time downwards, the student's own lines in boxes."""

from __future__ import annotations

from dataclasses import dataclass, field

from threadlab.schedules.text import TEST
from threadlab.story.drawing.boxes import CODE, INSET, LEADING, MARK, WORDS, draw, event_box, stop_box, stop_sign
from threadlab.story.drawing.palette import CARD, EDGE, HARM, LOCK, QUIET, TABLE, tint
from threadlab.story.drawing.svg import Drawing
from threadlab.story.drawing.text_width import fit_sans, mono_columns, mono_width, wrap_sans
from threadlab.story.text.names import capital, fit_name, thread
from threadlab.story.text.sanitize import visible
from threadlab.story.timeline.timeline import Fold, Plot, Row, Stop, Switch, ToldStep

WIDTH = 560.0  # the least width of a picture

_HEAD = 14.0  # pixels: the size of a lane's heading
_NAME = 10.5  # of a lock's name in its bar
_GAP = 9.0  # between two rows
_TIME = 34.0  # the margin on the left, for the arrow of time
_TRACK = 13.0  # from a lane's left edge to its line
_BOX = 30.0  # from a lane's left edge to its boxes
_BAR = 15.0  # the width of a lock's bar
_BARS = 4  # locks of one thread that are drawn side by side
_MARGIN = 16.0  # between two lanes
_TOP = 50.0
_FOLD = 26.0
_SWITCH = 20.0
_WIDEST = {1: 520.0, 2: 340.0, 3: 280.0, 4: 230.0}  # of a box, by the number of lanes
_NARROWEST = 200.0


@dataclass
class Lane:
    """One thread's lane: where it is, and the column of the bar of each lock that the thread holds."""

    thread: str
    left: float = 0.0
    columns: dict[str, int] = field(default_factory=dict)

    @property
    def bars(self) -> float:
        """Return the width that the bars take."""
        return 6 + (1 + max(self.columns.values())) * (_BAR + 3) if self.columns else 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with its upper edge and its height."""

    row: Row
    top: float
    height: float

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return self.top + self.height / 2


class Lanes:
    """Lays the rows out, then draws them from the back to the front."""

    def __init__(self, plot: Plot, least: float = WIDTH) -> None:
        self._least = least
        self._plot = plot
        self._lanes = {label: Lane(label) for label in plot.lanes}
        self._give_bars_columns()
        self._box_width = self._fitting_width()
        self._width = self._place_lanes()
        self._rows: list[Placed] = []
        self._bottom = self._place_rows()
        self._stops = [stop for stop in plot.stops if stop.thread in self._lanes]
        stopped = max((stop_box(stop, self._box_width).height + _GAP for stop in self._stops), default=0.0)
        self._drawing = Drawing(self._width, self._bottom + stopped + 4)

    def drawing(self) -> Drawing:
        """Return the picture."""
        self._draw_window()
        self._draw_tracks()
        for lane in self._lanes.values():
            for lock in lane.columns:
                self._draw_bars(lane, lock)
        for placed in self._rows:
            if isinstance(placed.row, ToldStep):
                self._draw_event(placed.row, placed)
            elif isinstance(placed.row, Fold):
                self._draw_fold(placed.row, placed)
            else:
                self._draw_switch(placed.row, placed)
        for stop in self._stops:
            self._draw_stop(stop)
        return self._drawing

    # -- the layout ----------------------------------------------------------------------------------------------

    def _give_bars_columns(self) -> None:
        """Put each lock beside those that the thread holds at the same time."""
        for held in self._plot.held:
            for label, lane in self._lanes.items():
                for lock in held.get(label, ()):
                    taken = {lane.columns[other] for other in held[label] if other in lane.columns}
                    free = next(column for column in range(len(taken) + 1) if column not in taken)
                    if free < _BARS:
                        lane.columns.setdefault(lock, free)

    def _fitting_width(self) -> float:
        """Return the width of all boxes: as the longest line needs, within bounds; wider if the picture has room."""
        labels = [event.label for event in self._plot.events] + [stop.label for stop in self._plot.stops]
        wanted = max((mono_width(label, CODE) for label in labels), default=0.0) + 2 * INSET + MARK
        rest = _TIME + sum(_BOX + lane.bars + _MARGIN for lane in self._lanes.values())
        spare = (self._least - rest) / max(1, len(self._lanes))
        return min(max(wanted, _NARROWEST, spare), _WIDEST.get(len(self._lanes), _NARROWEST))

    def _place_lanes(self) -> float:
        left = _TIME
        for lane in self._lanes.values():
            lane.left = left
            left += _BOX + self._box_width + lane.bars + _MARGIN
        return max(left, self._least)

    def _place_rows(self) -> float:
        y = _TOP
        for row in self._plot.rows:
            if isinstance(row, ToldStep):
                height = event_box(row, self._box_width).height
                if self._is_meanwhile(row):
                    height = max(height, LEADING * len(self._meanwhile()) + 10)
            else:
                height = _FOLD if isinstance(row, Fold) else _SWITCH
            self._rows.append(Placed(row, y, height))
            y += height + _GAP
        return y

    def _is_meanwhile(self, row: Row) -> bool:
        return bool(self._plot.meanwhile) and isinstance(row, ToldStep) and row.mark.role == "change"

    def _meanwhile(self) -> list[str]:
        return wrap_sans(self._plot.meanwhile, self._box_width - 2 * INSET, WORDS, 3)

    # -- the drawing -----------------------------------------------------------------------------------------------

    def _draw_window(self) -> None:
        """Mark the time in which a thread goes by something stale, from the reading to the harm."""
        clash = self._plot.clash
        if clash is None or not clash.window:
            return
        x = self._lanes[clash.first.thread].left + _BOX
        inside = [
            placed
            for placed in self._rows
            if isinstance(placed.row, ToldStep) and clash.first.number <= placed.row.upto <= clash.harm.number
        ]
        top, bottom = inside[0].top - 4, inside[-1].top + inside[-1].height + 4
        self._drawing.rect(
            x - 4, top, self._box_width + 8, bottom - top,
            fill=HARM.paper, stroke=HARM.ink, weight=1.3, radius=7, dashes="5 4",
        )  # fmt: skip
        lines = self._meanwhile()
        for placed in self._rows:
            if self._is_meanwhile(placed.row):
                y = placed.middle - LEADING * len(lines) / 2 + 11.5
                for place, line in enumerate(lines):
                    base = y + place * LEADING
                    self._drawing.sans(x + self._box_width / 2, base, line, WORDS, HARM.ink, anchor="middle")

    def _draw_tracks(self) -> None:
        bottom = self._drawing.height - 4
        self._drawing.sans(8, 20, "time", 10, QUIET)
        self._drawing.arrow((20, 28), (20, bottom), stroke=EDGE, weight=1.5)
        for lane in self._lanes.values():
            ink, x, room = tint(lane.thread).ink, lane.left + _BOX, self._box_width + lane.bars
            self._drawing.sans(x, 20, fit_sans(capital(thread(lane.thread)), room, _HEAD), _HEAD, ink, bold=True)
            names = ", ".join(f"{visible(name)}()" for name in self._functions(lane))
            if names:
                self._drawing.sans(x, 36, fit_sans(f"in {names}", room, WORDS), WORDS, QUIET)
            self._drawing.line((lane.left + _TRACK, 30), (lane.left + _TRACK, bottom), stroke=ink, weight=2)

    def _functions(self, lane: Lane) -> list[str]:
        """Return the functions in which the lane's thread is seen: at its steps, and where it is stopped."""
        steps = [event.step for event in self._plot.events if event.thread == lane.thread]
        stops = [stop.blocked for stop in self._stops if stop.blocked and stop.thread == lane.thread]
        own = [blocked.function for blocked in stops if blocked.cell != TEST]
        return [name for name in dict.fromkeys([*(step.function for step in steps), *own]) if name]

    def _draw_bars(self, lane: Lane, lock: str) -> None:
        """Draw a bar for each time in which the lane's thread holds ``lock``."""
        start: float | None = None
        for placed, held in zip(self._rows, self._plot.held, strict=True):
            own = isinstance(placed.row, ToldStep) and placed.row.thread == lane.thread
            has = lock in held.get(lane.thread, ())
            if has and start is None:
                start = placed.middle if own else placed.top + placed.height
            elif not has and start is not None:
                self._draw_bar(lane, lock, start, placed.middle if own else placed.top)
                start = None
        if start is not None:
            self._draw_bar(lane, lock, start, self._drawing.height - 4)

    def _draw_bar(self, lane: Lane, lock: str, top: float, bottom: float) -> None:
        """Draw one bar, and the lock's name into the longest piece of it that no fold lies on."""
        x = lane.left + _BOX + self._box_width + 7 + lane.columns[lock] * (_BAR + 3)
        self._drawing.rect(x, top, _BAR, bottom - top, fill=LOCK.paper, stroke=LOCK.ink, weight=1.2, radius=4)
        edges = [top]
        for placed in self._rows:
            if isinstance(placed.row, Fold) and top < placed.top < bottom:
                edges += [placed.top, placed.top + placed.height]
        edges.append(max(bottom, edges[-1]))
        start, end = max(zip(edges[::2], edges[1::2], strict=True), key=lambda piece: piece[1] - piece[0])
        room = mono_columns(end - start - 8, _NAME)
        name = visible(lock)
        if len(name) > room:
            name = name.rpartition(".")[2]
        if room >= 4:
            words = fit_name(name, room)
            self._drawing.mono(
                x + 11, (start + end) / 2, words, _NAME, LOCK.ink, bold=True, anchor="middle", turned=True
            )

    def _draw_event(self, event: ToldStep, placed: Placed) -> None:
        lane = self._lanes[event.thread]
        box = event_box(event, self._box_width)
        draw(box, self._drawing, lane.left + _BOX, placed.middle - box.height / 2, self._box_width)
        x = lane.left + _TRACK
        self._drawing.disc(x, placed.middle, 10.5, fill=box.colours.ink)
        self._drawing.sans(x, placed.middle + 4, str(event.number), 11, CARD, bold=True, anchor="middle")

    def _draw_stop(self, stop: Stop) -> None:
        lane = self._lanes[stop.thread]
        box = stop_box(stop, self._box_width)
        draw(box, self._drawing, lane.left + _BOX, self._bottom, self._box_width)
        x, y = lane.left + _TRACK, self._bottom + box.height / 2
        stop_sign(self._drawing, x, y)

    def _draw_fold(self, fold: Fold, placed: Placed) -> None:
        x, width = _TIME - 2, self._width - _TIME - 6
        self._drawing.rect(x, placed.top, width, _FOLD, fill=TABLE, stroke=EDGE, dashes="2 3", radius=4)
        words = fit_sans(f"… {fold.words}", width - _BOX - 8, WORDS)
        self._drawing.sans(x + _BOX + 2, placed.top + 17, words, WORDS, QUIET)

    def _draw_switch(self, switch: Switch, placed: Placed) -> None:
        """Draw the sign for a pause into the lane of the thread that is interrupted."""
        lane = self._lanes.get(switch.stopped)
        if lane is None:
            return
        x, ink = lane.left + _BOX, tint(lane.thread).ink
        for shift in (2, 8):
            self._drawing.rect(x + shift, placed.top + 4, 3.5, 12, fill=ink)
        words = fit_sans(f"{switch.stopped} is interrupted here", self._box_width - 20, WORDS)
        self._drawing.sans(x + 18, placed.top + 14, words, WORDS, ink)
