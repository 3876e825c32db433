"""What finds the faults of a page finds those that stay, and none of a moment."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.axe import serious_faults

TEXT = "<title>A page</title><style>@keyframes in {{ from {{ opacity: 0.1 }} }} p {{ {} }}</style><p>Some text</p>"


def test_what_fades_in_is_judged_when_it_is_there_and_what_stays_faint_is_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(TEXT.format("animation: in 2s"))
    assert serious_faults(page) == []
    page.set_content(TEXT.format("color: #ccc; animation: in 2s infinite"))
    assert [fault.partition(":")[0] for fault in serious_faults(page)] == ["color-contrast"]
    page.close()
