"""The filters of a timeline, made at build and hidden until the script shows them, so that nothing moves."""

import xml.etree.ElementTree as etree

from .model import Event, Timeline
from .to_html import Style, category_shapes, element

ENOUGH = 8  # fewer events are found at a glance


def controls(parent: etree.Element, timeline: Timeline, events: tuple[Event, ...], style: Style) -> None:
    """Add the filters that can tell some events apart; their words for the script are in data attributes."""
    if len(events) < ENOUGH:
        return
    words = style.words
    form = element(
        parent, "form", class_="timeline-controls", aria_label=words.filter, autocomplete="off",
        hidden="hidden", data_one=words.count_one, data_many=words.count, data_none=words.count_none,
        data_copy=words.copy, data_copied=words.copied, data_here=words.copied_here, data_search_exclude="",
    )  # fmt: skip
    categories = {event.category for event in events if event.category}
    if len(categories) > 1:
        kinds = element(form, "span", role="group", aria_label=words.category)
        _kind(kinds, "", words.all_kinds, "true")
        for key, shape in category_shapes(timeline).items():
            if key in categories:
                _kind(kinds, key, timeline.categories.get(key, key), "false", class_=shape)
    actors = {actor for event in events for actor in event.actors}
    known = dict.fromkeys([*timeline.actors, *(actor for event in events for actor in event.actors)])
    names = {key: timeline.actors.get(key, key) for key in known if key in actors}
    _choice(form, "actor", words.actor, words.any_actor, names)
    periods = {period.id: period.title for period in map(timeline.period_of, events) if period}
    _choice(form, "period", words.period, words.any_period, periods)
    element(form, "input", type="search", name="q", aria_label=words.search, placeholder=words.search)
    element(form, "button", words.clear, type="reset")
    element(form, "output", words.counted(len(events)))
    element(form, "span", role="status")


def _kind(holder: etree.Element, value: str, label: str, pressed: str, **more: str) -> None:
    element(holder, "button", label, type="button", value=value, aria_pressed=pressed, **more)


def _choice(form: etree.Element, name: str, label: str, any_label: str, names: dict[str, str]) -> None:
    if len(names) > 1:
        select = element(form, "select", name=name, aria_label=label)
        element(select, "option", any_label, value="")
        for key, text in names.items():
            element(select, "option", text, value=key)
