"""The plain-text stories of the samples, kept in ``golden/``.

``python -m tests.story.golden`` writes them afresh, to be read before they are committed.
"""

from __future__ import annotations

from pathlib import Path

from tests.story.samples import ALL
from threadlab.story import tell

FOLDER = Path(__file__).parent / "golden"


def texts() -> dict[str, str]:
    """Return the stories by the names of their files."""
    told = {f"{name}.txt": tell(make(), name=name.replace("-", "_")).text for name, make in ALL.items()}
    hidden = {f"{name}.hidden.txt": tell(make(), name="not_said", hidden=True).text for name, make in ALL.items()}
    return told | hidden


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
