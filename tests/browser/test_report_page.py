"""The report on a class as it is seen: light, dark, narrow and on paper, with nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import serious_faults
from tests.browser.servers import Watched
from tests.reporting.class_of_six import class_of_six  # noqa: F401 - a fixture
from threadlab.cli import main


@pytest.mark.usefixtures("class_of_six")
def test_it_is_whole_in_light_and_dark_and_narrow_and_printed(browser: Browser) -> None:
    assert main(["report", "--to", "report.html"]) == 0
    for width, scheme in ((1200, "light"), (1200, "dark"), (360, "light")):
        watched = Watched(browser, width=width)
        page = watched.open(Path("report.html").absolute().as_uri())
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("figure svg").count() == 3
        assert (
            page.evaluate(
                "Math.max(...[...document.querySelectorAll('td')].map(cell => cell.getBoundingClientRect().right))"
            )
            <= width
        )
        assert serious_faults(page) == []
        background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
        assert (background == "rgb(255, 255, 255)") == (scheme == "light")
        assert watched.errors + watched.strangers == []
        watched.context.close()
