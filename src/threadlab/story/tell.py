"""From a result to its story."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from threadlab.schedules.result import Result
from threadlab.story.analysis.concealment import conceal
from threadlab.story.analysis.distinct_names import told_apart
from threadlab.story.analysis.fold import steps_to_tell
from threadlab.story.analysis.harm import with_harm_placed
from threadlab.story.analysis.relevance import tidy
from threadlab.story.drawing.picture import picture
from threadlab.story.output.html_page import story_page
from threadlab.story.output.plain_text import story_text
from threadlab.story.text.sanitize import visible
from threadlab.story.timeline.legend import how_to_read
from threadlab.story.timeline.step_data import Walk, steps_as_data
from threadlab.story.timeline.timeline import NOTHING, plot
from threadlab.story.wording.headline import headline


@dataclass(frozen=True, slots=True)
class Story:
    """What is said about a result. The same result gives the same story, to the byte."""

    title: str  # one line: what went wrong, or what was proved
    text: str  # the whole story in words, for a terminal and for who cannot see the picture
    svg: str  # the picture, a whole SVG document; "" where there is nothing to draw
    question: str  # what to think about, "" for none
    lead: str  # one to three sentences that say how it came about
    walk: Walk | None  # the steps to go through one by one, None where there are none
    page: Callable[[], str] = field(compare=False, repr=False)

    @property
    def html(self) -> str:
        """All of it as a piece of a page, without any script; made when it is asked for, as grading never does."""
        return self.page()


def tell(
    result: Result, *, name: str, question: str = "", hidden: bool = False, want: str = "every",
    sources: Mapping[str, str] | None = None, key: str = "", graded: bool = True,
) -> Story:  # fmt: skip
    """Tell what ``result`` says.

    Args:
        result: what ``explore`` returned.
        name: the name of the test function; not said where ``hidden``.
        question: what the learner should think about where the schedule alone does not say what kind of mistake it is.
            A race, a deadlock and the like have questions of their own.
        hidden: the test is hidden, so nothing of its text, its values and its lines is quoted.
        want: "every" for a test that must hold on every schedule, "some" for one that must hold on at least one,
            "one" for one that must hold on the one that is asked about.
        sources: the texts of the student's cells by name, and of a test that is not hidden, to quote lines from.
        key: tells the story apart from one that reads the same on the same page.
        graded: whether a person looks at what is undecided, as where somebody learns and not where he tests his own.
    """
    chosen = None
    if result.failure is not None:
        result = replace(result, failure=with_harm_placed(tidy(result.failure)))
        assert result.failure is not None
        chosen = steps_to_tell(result.failure)
    if hidden:
        result, name = conceal(result), ""
    if result.failure is not None and chosen is not None:
        result = replace(result, failure=told_apart(result.failure, chosen.told, hidden=hidden))
    head = headline(result, test=name, want=want, graded=graded)
    failure = result.failure
    plotted = plot(failure, chosen, sources or {}) if failure is not None and chosen is not None else None
    asked = ""
    if result.verdict == "fails":
        asked = visible(head.question if head.settled else question or head.question)
    replay = f"replay={failure.replay!r}" if failure is not None and failure.replay else ""
    words = story_text(head, plotted, question=asked, replay=replay, want=want)
    svg = picture(result, plotted, head)
    steps = steps_as_data(plotted, sources or {}) if plotted is not None else None
    return Story(
        title=head.title,
        text=words,
        svg=svg,
        question=asked,
        lead=" ".join(head.lead),
        walk=steps,
        page=partial(
            story_page,
            head,
            caption=name,
            text=words,
            svg=svg,
            question=asked,
            replay=replay,
            want=want,
            guide=how_to_read(plotted or NOTHING),
            steps=steps,
            key=key or name,
        ),
    )
