"""Styles of the theme: what no page can use goes, what any page, state or script may need stays."""

import pytest
from reader.unused_styles import class_names, without_unused

NAMES = class_names(
    ['<p class="lead note"><b class=plain></b>', "<i class='one two'>"],
    ['node.classList.add("shown"); label.className = "language-" + name; x["md-tab"]'],
)


def test_classes_come_from_pages_and_from_every_word_of_the_scripts():
    assert {"lead", "note", "plain", "one", "two", "shown", "language-", "md-tab"} <= NAMES


@pytest.mark.parametrize(
    ("style", "left"),
    [
        (".lead{color:red}.gone{color:red}", ".lead{color:red}"),
        (".gone .lead,p>.note:hover,.lead.gone{color:red}", "p>.note:hover{color:red}"),
        ("p,h1{a:b}[data-x],#id,*{a:b}", "p,h1{a:b}[data-x],#id,*{a:b}"),
        (".lead:not(.gone){a:b}:is(.gone,.note) b{a:b}", ".lead:not(.gone){a:b}:is(.gone,.note) b{a:b}"),
        (".language-py{a:b}.shown{a:b}", ".language-py{a:b}.shown{a:b}"),
        ("@media print{.gone{a:b}.note{a:b}}@media print{.gone{a:b}}", "@media print{.note{a:b}}"),
        ("@supports (a:b){@media print{.gone{a:b}}}", ""),
        ('@charset "UTF-8";@keyframes gone{0%{a:b}}', '@charset "UTF-8";@keyframes gone{0%{a:b}}'),
        ('.lead::before{content:".gone{}"}', '.lead::before{content:".gone{}"}'),
        (r".md\:gone{a:b}p{width:calc(1px + .5em)}", "p{width:calc(1px + .5em)}"),
        ("/*! Licence */.gone{a:b}", "/*! Licence */"),
    ],
)
def test_only_what_needs_a_class_that_nothing_has_goes(style, left):
    assert without_unused(style, NAMES) == left
