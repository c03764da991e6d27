"""What readers set for themselves: forced colours, less motion, pages at 400 percent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.conftest import PHONE, Site

TRIAL = "/trials/NCT06836505/"
PAGES = (
    "/?q=neuroblastoma&place=Guangzhou",
    TRIAL,
    f"{TRIAL}check/",
    f"{TRIAL}contact/",
    "/news/",
    f"{TRIAL}notes/share/",
    "/staff/sign-in/",
    "/nowhere/",
)
NARROW = {"width": 320, "height": 640}
"""1280 pixels at 400 %."""
BORDERLESS = """() => {
  const clear = /rgba\\(0, 0, 0, 0\\)|transparent/;
  const controls = '.button, button:not(.link, .term), input, select, textarea';
  return [...document.querySelectorAll(controls)]
    .filter(one => one.offsetParent && one.type !== 'radio' && one.type !== 'checkbox')
    .filter(one => {
      const style = getComputedStyle(one);
      return parseFloat(style.borderTopWidth) === 0 || clear.test(style.borderTopColor);
    }).map(one => one.outerHTML.slice(0, 100));
}"""
FAINT = """() => {
  const parts = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(one => one / 255)
    .map(one => (one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4))
    .reduce((sum, one, at) => sum + one * [.2126, .7152, .0722][at], 0);
  const behind = one => {
    const color = one ? parts(getComputedStyle(one).backgroundColor) : [255, 255, 255];
    return color.length === 4 && color[3] === 0 ? behind(one.parentElement) : color;
  };
  return [...document.querySelectorAll('a, button, label, p, li, dd, dt, h1, h2, input, summary')]
    .filter(one => one.offsetParent && one.textContent.trim()).filter(one => {
      const pair = [light(parts(getComputedStyle(one).color)), light(behind(one))];
      return (Math.max(...pair) + .05) / (Math.min(...pair) + .05) < 4.5;
    }).map(one => one.outerHTML.slice(0, 100));
}"""
"""Words too near to what is behind them; axe reads the colour that the reader's replaced."""
MOVING = """() => [...document.querySelectorAll('*')].filter(one => {
  const style = getComputedStyle(one);
  return style.scrollBehavior === 'smooth' || style.animationName !== 'none'
    || style.transitionDuration.split(', ').some(time => time !== '0s');
}).map(one => one.outerHTML.slice(0, 100))"""
CUT = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(one => {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  return box.width && style.position !== 'absolute' && box.right > innerWidth + 1;
}).map(one => one.outerHTML.slice(0, 100))"""


@pytest.fixture
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Open a browser with what the test wishes."""
    context = browser.new_context(**{"viewport": PHONE, "locale": "en-GB", **request.param})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "page",
    [{"forced_colors": "active"}, {"forced_colors": "active", "color_scheme": "dark"}],
    indirect=True,
    ids=["light", "dark"],
)
def test_forced_colours_leave_every_control_its_edge(page: Any, site: Site) -> None:
    for address in PAGES:
        page.goto(site.address + address)

        assert page.evaluate(BORDERLESS) == [], address
        assert page.evaluate(FAINT) == [], address


@pytest.mark.parametrize("page", [{"forced_colors": "active"}], indirect=True)
def test_a_pressed_button_shows_it_in_forced_colours(page: Any, site: Site) -> None:
    page.goto(site.address + TRIAL)
    button = page.locator(".hero [data-notes-open]")
    outline = "one => getComputedStyle(one).outlineStyle"

    before = button.evaluate(outline)
    button.click()
    page.wait_for_selector(".notes-add")
    page.locator("h1").click()

    assert (before, button.evaluate(outline)) == ("none", "solid")


@pytest.mark.parametrize(
    ("page", "said"),
    [({"is_mobile": True, "has_touch": True}, "+ Note"), ({"is_mobile": False}, "+")],
    indirect=["page"],
)
def test_where_nothing_hovers_a_sign_for_notes_has_its_word(
    page: Any, said: str, site: Site
) -> None:
    page.goto(site.address + TRIAL)
    page.locator(".hero [data-notes-open]").click()
    page.wait_for_selector(".notes-add")

    assert page.locator(".notes-add").first.inner_text().strip() == said


@pytest.mark.parametrize("page", [{"reduced_motion": "reduce"}], indirect=True)
def test_nothing_moves_for_those_who_ask_for_less_motion(page: Any, site: Site) -> None:
    for address in PAGES:
        page.goto(site.address + address)

        assert page.evaluate(MOVING) == [], address


@pytest.mark.parametrize("page", [{"viewport": NARROW}], indirect=True)
def test_nothing_is_cut_off_at_400_percent(page: Any, site: Site) -> None:
    for address in PAGES:
        page.goto(site.address + address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")

        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], address
        assert page.evaluate(CUT) == [], address
