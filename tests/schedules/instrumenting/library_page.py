"""The page ``docs/standard-library.md``, made from the table of members, see ``INTRO`` for the command."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from threadlab.schedules.library import decisions
from threadlab.schedules.library.decisions import CONTROLLED, KINDS
from threadlab.schedules.library.texts import SOURCES

PAGE = Path(__file__).parents[3] / "docs" / "standard-library.md"
INTRO = Path(__file__).with_name("library_page.md")
HEADS = {
    "no shared data": "touches nothing that threads can share",
    "one step": "nobody comes in between",
    "several steps": "others may come in between",
    "refused": "undecided, if it is used",
}


def page() -> str:
    """Return the text of the page."""
    parts = [INTRO.read_text(encoding="utf-8")]
    found = decisions.decisions_table()
    modules = [name for name in found.decisions if not name.startswith("class ")]
    parts.append("\n## What would reach past the engine\n\n")
    parts.append("| where | members | would otherwise | a program gets |\n|---|---|---|---|\n")
    for danger in found.dangers:
        where = f"`{danger.section.removeprefix('class ')}`"
        parts.append(f"| {where} | {_named(danger.members)} | {danger.does} | {danger.instead} |\n")
    parts.append("\n## Modules\n")
    parts += [_section(name) for name in modules if name not in CONTROLLED]
    parts.append("\n## The modules that the engine has its own of\n")
    parts += [_section(name) for name in modules if name in CONTROLLED]
    parts.append("\n## Methods of classes\n\nMethods with two underscores on both sides do what syntax does.\n")
    parts += [_section(name) for name in found.decisions if name.startswith("class ")]
    return "".join(parts)


def _section(name: str) -> str:
    lines = [f"\n### `{name.removeprefix('class ')}`\n\n"]
    grouped: dict[str, list[str]] = defaultdict(list)
    for member, decision in decisions.decided(name).items():
        words = f"{decision.kind}: {decision.why}" if decision.why else f"{decision.kind} ({HEADS[decision.kind]})"
        grouped[words].append(member)
    order = sorted(grouped, key=lambda words: (KINDS.index(words.partition(" (")[0].partition(":")[0]), words))
    lines += [f"- {words}: {_named(sorted(grouped[words]))}\n" for words in order]
    texts = sorted(set(SOURCES.get(name, {})))
    if texts:
        lines.append(f"- written anew as texts: {_named(texts)}\n")
    return "".join(lines)


def _named(members: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f"`{member}`" for member in members)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
