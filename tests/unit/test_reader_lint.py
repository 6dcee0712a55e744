"""The lint of the text: each rule tells what it is for, at its place, and nothing that only looks like it."""

from dataclasses import replace

import pytest
from test_reader_text_check import EVENTS, HEAD, SHORT, SOURCES, START, TEXT

from reader.build import BuildError, check
from reader.date_check import DateCheck, dates_in, days_of
from reader.exceptions import FILE, load_exceptions
from reader.passages import find_passages
from reader.project import read_project
from reader.state import load_state
from reader.text_check import check_texts
from reader.timeline_options import timeline_options

OTHERS = "".join(
    f"- {{id: {id}, type: book, author: [{{literal: {author}}}], title: T, side: {side}, "
    "kind: news, listed: x}\n"
    for id, author, side in (
        ("mid-2021", "Foreign Ministry", "russia"),
        ("paper-2021", "Reuters", "independent"),
        ("record-2021", "Security Council", "un"),
        ("book-2021", "Jo Roe", "independent"),
        ("joint-1997", "NATO-Russia Council", "[nato, russia]"),
        ("note-1949", "Soviet Ambassador", "ussr"),
        ("letter-2021", "Foreign Minister", "other"),
    )
)
DAY = (
    "- {id: act-1997, date: 1997-05-27, title: Leaders sign the Founding Act in Paris, see: [one.md#part]}\n"
)


@pytest.fixture
def told(tmp_path):
    """Check a small site: `told("text added to the chapter", exceptions="…")` returns the lines."""

    def run(added="", files=None, events=EVENTS, exceptions=""):
        wanted = {
            "one.md": TEXT + added,
            "events.yml": events,
            "sources.yml": SOURCES + OTHERS,
            **(files or {}),
        }
        for path, text in wanted.items():
            (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "docs" / path).write_text(text, "utf-8")
        (tmp_path / FILE).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / FILE).write_text(exceptions, "utf-8")
        names = {"events": "events.yml", "sources": "sources.yml"}
        state = load_state(tmp_path / "docs", tmp_path, ("one.md",), names)
        listed, faults = load_exceptions(tmp_path) if exceptions else ((), [])
        return [str(problem) for problem in [*faults, *check_texts(state, "docs", ("one.md",), listed)]]

    return run


def at(line, message, column=1, page="one.md", start=START):
    return f"docs/{page}:{start + line}:{column}: {message}"


def page(text, title="Other", id="other"):
    return f"{HEAD}# {title} {{ #{id} }}\n\n{text}"


# Claims ---------------------------------------------------------------------------------------------------

ASK = (
    "stands in a paragraph without a citation; "
    "cite its source after the full stop, as .[@key], or make it an exception with a reason"
)


@pytest.mark.parametrize(
    ("text", "column", "what"),
    [
        ("They met on 4 April.\n", 13, "the date '4 April'"),
        ("They met in 1949.\n", 13, "the date '1949'"),
        ("They met in April 1949.\n", 13, "the date 'April 1949'"),
        ("About 4,500 troops came.\n", 7, "the number '4,500'"),
        ("Some twenty-two states came.\n", 6, "the number 'twenty-two'"),
        ("He spoke of “a new age”.\n", 13, "the quotation '“a new age”'"),
        ("It was the largest force.\n", 12, "the superlative 'largest'"),
        ("It was never carried out.\n", 8, "the superlative 'never'"),
        ("- In 1949 they met.\n- Cited.[@act-1997]\n", 6, "the date '1949'"),
    ],
)
def test_a_claim_without_a_citation_is_told(told, text, column, what):
    assert told(text) == [at(0, f"claim: {what} {ASK}", column)]


@pytest.mark.parametrize(
    "text",
    [
        "They met in 1949.\nThat was all.[@act-1997]\n",
        "Article 5 binds them, and so does resolution 68/262.\n",
        "The F-16 is an aircraft, and SS-20 a missile.\n",
        "At first it held, not only there, and only if all agreed.\n",
        "`1949` and <https://example.org/1949> and [words](#part).\n",
        "1. One thing.\n2. Another.\n",
        "## What ended in 1949? { #ended }\n",
        "## Questions { #one-questions }\n\n1. What happened in 1949?\n",
        "## Key terms { #one-key-terms }\n\n- A term: the first of 1949.\n",
        "## Further reading { #one-further-reading }\n\n- *A book*, 1997: the first.\n",
        "Cited.[@act-1997]\n\n| Year | Day |\n|---|---|\n| 1949 | 4 April |\n",
        "| Year | Day |\n|---|---|\n| 1949 | 4 April |\n\nCited.[@act-1997]\n",
        "| Year |\n|---|\n| 1949[@act-1997] |\n",
        "/// timeline\n    from: 1997\n    order: newest\n///\n",
    ],
)
def test_what_is_no_claim_or_is_cited_beside_it_passes(told, text):
    assert told(text) == []


def test_the_row_of_a_table_needs_a_citation_of_its_own_or_beside_the_table(told):
    rows = "So.\n\n| Year |\n|---|\n| 1949 |\n| 1950[@act-1997] |\n\nNo more.\n\nFar off.[@act-1997]\n"
    assert told(rows) == [at(4, f"claim: the date '1949' {ASK}", 3)]


@pytest.mark.parametrize(
    ("path", "text", "what"),
    [
        ("about/corrections.md", "Twelve states, 3 days, the first of all.\n", None),
        ("about/corrections.md", "See [what came in 2014](../one.md#part).\n", None),
        ("about/corrections.md", "**The article (wrong):** It ended in 1948.\n", None),
        ("about/corrections.md", "It ended in 1948.\n", "the year '1948'"),
        ("about/corrections.md", "It was “a new age”.\n", "the quotation '“a new age”'"),
        ("timeline.md", "The word “here” stands for three things.\n", None),
        ("timeline.md", "It goes from 1948.\n", "the year '1948'"),
        ("about/method.md", "Nothing was found on 1948.\n", None),
        ("glossary.md", "Also: the Pact of 1948.\n", None),
        ("glossary.md", "A pact of 1948.\n", "the date '1948'"),
    ],
)
def test_pages_that_speak_of_the_reader_itself_need_less(told, path, text, what):
    found = [line for line in told("", {path: page(text)}) if "claim:" in line]
    assert [line.split("claim: ")[1] for line in found] == ([f"{what} {ASK}"] if what else [])


# Words ----------------------------------------------------------------------------------------------------


ROTS = "is true only on the day of writing; write the date, or 'as of MONTH YEAR'"
JUDGES = "judges in the text's own voice; "
QUOTE = ", or quote it in “ ” with its source"
ONE_SIDE = "is one side's word, and nobody is named; "
MEMBERS = "write 'accession' or 'new members', or say whose word it is"
CALLS = "say who calls it so, as resolution ES-11/1 does"


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("They currently talk.[@act-1997]\n", 6, "word: 'currently' " + ROTS),
        ("Now they talk.[@act-1997]\n", 1, "word: 'Now' " + ROTS),
        ("They met this year.[@act-1997]\n", 10, "word: 'this year' " + ROTS),
        ("## Where is it today? { #where }\n", 16, "word: 'today' " + ROTS),
        ("The regime fell.[@act-1997]\n", 5, "loaded: 'regime' " + JUDGES + "write 'government'" + QUOTE),
        ("A provocation.[@act-1997]\n", 3, "loaded: 'provocation' " + JUDGES + "say what was done" + QUOTE),
        ("So-called votes.[@act-1997]\n", 1, "loaded: 'So-called' " + JUDGES + "say who calls it so" + QUOTE),
        ("It was an aggressive step.[@act-1997]\n", 11, "loaded: 'aggressive' " + ONE_SIDE + CALLS),
        ("After the expansion they met.[@act-1997]\n", 11, "loaded: 'expansion' " + ONE_SIDE + MEMBERS),
    ],
)  # fmt: skip
def test_a_word_that_rots_or_judges_is_told(told, text, column, message):
    assert told(text) == [at(0, message, column)]


@pytest.mark.parametrize(
    "text",
    [
        "“Today we act against a provocation”, he said.[@act-1997]\n",
        "The journal Arms Control Today had it.[@act-1997]\n",
        "*The Latest Regime*, a book, has it.[@act-1997]\n",
        "It was kept up to date until the moment when it ended.[@act-1997]\n",
        "The Soviet note called the treaty aggressive.[@act-1997]\n",
        "The assembly deplored the aggression.[@act-1997]\n",
        "The Study on NATO Enlargement is short.[@act-1997]\n",
        "Knowledge of nowhere is nothing new.[@act-1997]\n",
        "## Members { #enlargement-dispute }\n\n[Members](#enlargement-dispute).\n",
    ],
)
def test_a_quoted_attributed_or_proper_word_passes(told, text):
    assert told(text) == []


def test_a_position_of_a_side_may_use_its_words_but_what_is_established_may_not(told):
    def block(label, key):
        return f"/// position | {label}\nIt was aggression.[@{key}]\n///\n\n"

    rest = "/// position | NATO and Allies\nNo.[@act-1997]\n///\n\n////\n"
    start = "//// positions\n\n"
    assert told(start + block("Russian government", "mid-2021") + rest) == []
    found = told(
        start + block("What is established", "mid-2021") + block("Russian government", "mid-2021") + rest
    )
    message = "loaded: 'aggression' " + ONE_SIDE + CALLS
    assert found == [at(3, message, 8)]


def test_words_of_the_data_and_of_the_front_matter_are_read_too(told):
    events = EVENTS.replace("An event", "The regime falls")
    head = TEXT.replace("description: What it holds.", "description: What it holds now.")
    assert [line.split(";")[0] for line in told(files={"one.md": head}, events=events)] == [
        "docs/events.yml:4:10: loaded: 'regime' judges in the text's own voice",
        "docs/one.md:3:28: word: 'now' is true only on the day of writing",
    ]


# Names ----------------------------------------------------------------------------------------------------


EVERYWHERE = "as everywhere in this reader"
TURKEY = "'Turkey' stands beside 2023; write Türkiye for what happened in 2022 or later"


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("They met in Kiev.[@act-1997]\n", 13, "'Kiev' is another spelling; write Kyiv, " + EVERYWHERE),
        ("Zelensky spoke.[@act-1997]\n", 1, "'Zelensky' is another spelling; write Zelenskyy, " + EVERYWHERE),
        ("Sergey Lavrov spoke.[@act-1997]\n", 1, "'Sergey' is another spelling; write Sergei, " + EVERYWHERE),
        ("The Ukraine.[@act-1997]\n", 1, "'The Ukraine' is another spelling; write Ukraine, " + EVERYWHERE),
        ("In 2023 Turkey agreed.[@act-1997]\n", 9, TURKEY),
    ],
)  # fmt: skip
def test_a_second_spelling_is_told(told, text, column, message):
    assert told(text) == [at(0, f"name: {message}", column)]


@pytest.mark.parametrize(
    "text",
    [
        "“We met in Kiev”, he wrote from Kyiv.[@act-1997]\n",
        "*Kiev, 1941* is a book.[@act-1997]\n",
        "In 2015 Turkey shot down an aircraft, and in 2022 it mediated.[@act-1997]\n",
        "The Donbas, Zelenskyy and the Ukraine war.[@act-1997]\n",
        "[Kyiv](https://example.org/Kiev).\n",
    ],
)
def test_a_quoted_spelling_a_title_and_the_name_itself_pass(told, text):
    assert told(text) == []


def test_the_glossary_may_list_other_spellings(told):
    assert (
        told(
            "",
            {
                "glossary.md": page(
                    "## A–Z { #terms }\n\n### Kyiv { #term-kyiv }\n\nA capital.\n\nAlso: Kiev.\n"
                )
            },
        )
        == []
    )


# Sides ----------------------------------------------------------------------------------------------------

CONTESTED = "the event is contested, and not two sides are heard; add a position of each, in its own words"
NONE = "has no source of that side; cite its own words, or name who quotes them"


def positions(*pairs):
    blocks = "".join(f"/// position | {label}\n{text}\n///\n\n" for label, text in pairs)
    return f"//// positions\n\n{blocks}////\n"


NATO_SAYS = ("NATO and Allies", "So.[@act-1997]")


@pytest.mark.parametrize(
    ("pair", "passes"),
    [
        (("Russian government", "So.[@mid-2021]"), True),
        (("Russian government", "So, Reuters reported.[@paper-2021]"), True),
        (("Russian government", "So its delegate.[@record-2021]"), True),
        (("Russian government", "So.[@paper-2021]"), False),
        (("Russian government", "So.[@act-1997]"), False),
        (("Ukraine", "So.[@mid-2021]"), False),
        (("Russia and North Korea", "So.[@mid-2021]"), True),
        (("Russian government", "So.[@joint-1997]"), True),
        (("Ukraine", "So.[@joint-1997]"), False),
        (("Russian government", "So.[@note-1949]"), False),
        (("Soviet government", "So.[@note-1949]"), True),
        (("Soviet government", "So.[@mid-2021]"), False),
        (("Latvia", "So.[@letter-2021]"), False),
        (("China", "So.[@letter-2021]"), True),
    ],
)
def test_a_position_needs_a_source_of_its_side(told, pair, passes):
    message = f"side: the position of '{pair[0]}' {NONE}"
    assert told(positions(pair, NATO_SAYS)) == ([] if passes else [at(2, message)])


def test_positions_of_one_side_alone_are_told(told):
    established = ("What is established", "So.[@record-2021]")
    heard = "What is established, NATO and Allies"
    message = f"side: only one side is heard ({heard}); add the other, with its own words"
    assert told(positions(established, NATO_SAYS)) == [at(0, message)]
    assert told(positions(established, NATO_SAYS, ("Russian government", "No.[@mid-2021]"))) == []
    assert told(positions(established, ("Scholars", "So.[@book-2021]"))) == []


@pytest.mark.parametrize(
    "two",
    [
        (NATO_SAYS, ("Hungary", "So.[@letter-2021]")),
        (("Hungary", "So.[@letter-2021]"), ("Poland and Hungary", "So.[@letter-2021]")),
        (("Soviet government", "So.[@note-1949]"), ("Russian government", "So.[@mid-2021]")),
    ],
)
def test_who_agree_are_one_side_though_their_words_stand_under_two(told, two):
    heard = ", ".join(label for label, _ in two)
    message = f"side: only one side is heard ({heard}); add the other, with its own words"
    assert told(positions(*two)) == [at(0, message)]
    assert told(positions(*two, ("China", "No.[@letter-2021]"))) == []


@pytest.mark.parametrize(
    ("others", "message"),
    [
        ("{who: russia, says: No., sources: [mid-2021]}", None),
        ("", "4:11: side: " + CONTESTED),
        ("{who: us, says: Yes., sources: [act-1997]}", "5:14: side: the position of 'us' " + NONE),
        ("{who: russia, says: No., sources: [paper-2021]}", "5:14: side: the position of 'russia' " + NONE),
        ("{who: russia, says: 'No, Reuters reported.', sources: [paper-2021]}", None),
    ],
)  # fmt: skip
def test_a_contested_event_hears_two_sides(told, others, message):
    positions = f"[{{who: nato, says: Yes., sources: [act-1997]}}, {others}]"
    event = (
        f"- id: quarrel\n  date: 1997\n  title: A quarrel\n  status: contested\n  positions: {positions}\n"
    )
    found = [line for line in told(events=event) if "side:" in line]
    assert (f"docs/events.yml:{message}" in found) if message else found == []


# Dates ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told_date"),
    [
        ("On 28 May 1997 the leaders signed the Founding Act.[@act-1997]\n", "28 May 1997"),
        ("It was 1997.\nOn 28 May they signed the Founding Act.[@act-1997]\n", "28 May"),
        ("The Founding Act: Paris, 26 May, or what stood for it in 1997.[@act-1997]\n", "26 May"),
    ],
)
def test_another_day_than_in_the_events_file_is_told(told, text, told_date):
    (line,) = told(text, events=DAY)
    assert line.endswith(
        f": date: '{told_date}' is not the day of 'act-1997' in events.yml, 27 May 1997; make the two agree"
    )
    number = text.split(told_date)[0].count("\n")
    assert line.startswith(at(number, "", text.split("\n")[number].index(told_date) + 1).rstrip(": ") + ":")


@pytest.mark.parametrize(
    "text",
    [
        "On 27 May 1997 the leaders signed the Founding Act.[@act-1997]\n",
        "On 26–27 May 1997 they signed the Founding Act.[@act-1997]\n",
        "On 28 May 1997 it rained.[@act-1997]\n",
        "On 28 June 1997 they read the Founding Act.[@act-1997]\n",
        "On 28 May 1998 they read the Founding Act.[@act-1997]\n",
        "On 27 May 1997 it was signed.[@act-1997]\nOn 30 May 1997 he said the Act was good.[@act-1997]\n",
        "## Elsewhere { #elsewhere }\n\nOn 28 May 1997 they signed the Founding Act.[@act-1997]\n",
    ],
)
def test_the_right_day_and_days_of_other_things_pass(told, text):
    assert told(text, events=DAY) == []


def test_the_day_of_another_event_of_the_page_passes(told):
    other = "- {id: council-1997, date: 1997-05-28, title: A council, see: [one.md#part]}\n"
    text = "On 28 May 1997, after the Founding Act, a council met in Paris.[@act-1997]\n"
    assert len(told(text, events=DAY)) == 1
    assert told(text, events=DAY + other) == []


# Exceptions -----------------------------------------------------------------------------------------------


def exception(**fields):
    given = {"page": "one.md", "rule": "claim", "words": "They met", "reason": "As it is.", **fields}
    return "- " + "\n  ".join(f"{name}: {value}" for name, value in given.items() if value) + "\n"


def test_an_exception_lets_one_line_pass_by_its_rule(told):
    text = "They met in 1949.\n\nOthers came in 1950.\n"
    assert told(text, exceptions=exception()) == [at(2, f"claim: the date '1950' {ASK}", 16)]


@pytest.mark.parametrize("fields", [{"rule": "word"}, {"page": "two.md"}, {"words": "They left"}])
def test_an_exception_that_no_longer_applies_is_told(told, fields):
    given = {"page": "one.md", "rule": "claim", "words": "They met", **fields}
    message = (
        f"'{given['rule']}' tells nothing of '{given['words']}' in {given['page']}; delete this exception"
    )
    assert told("They met in 1949.\n", exceptions=exception(**fields)) == [
        at(0, f"claim: the date '1949' {ASK}", 13),
        f"{FILE.as_posix()}:1:3: words: {message}",
    ]


def test_an_exception_without_a_reason_or_with_an_unknown_rule_is_told(told):
    (first, _) = told("They met in 1949.\n", exceptions=exception(reason=""))
    assert first.startswith(f"{FILE.as_posix()}:1:3: reason: an exception needs it; add 'reason: …'")
    (first, _) = told("They met in 1949.\n", exceptions=exception(rule="claims"))
    assert first.startswith(f"{FILE.as_posix()}:2:9: rule: ")
    assert "did you mean 'claim'?" in first


def test_a_page_whose_blocks_are_torn_is_told_of_that_alone(told):
    found = told("/// in-short\nThey met in 1949.\n")
    assert [line.split(": ")[1] for line in found] == ["block"]


# The reader itself ----------------------------------------------------------------------------------------


def test_the_text_of_the_reader_passes(request):
    project = read_project(request.config.rootpath)
    assert check(project) == len(list(project.docs.rglob("*.md")))


def test_faults_planted_in_the_text_of_the_reader_are_told_together(project_copy):
    chapter, events = project_copy.root / "docs" / "outlook.md", project_copy.root / "docs" / "events.yml"
    known = check(read_project(project_copy.root))
    with chapter.open("a", encoding="utf-8") as file:
        file.write("\n## More { #more-of-it }\n\nNow Sergey Lavrov met them in 1999.\n")
    with events.open("a", encoding="utf-8") as file:
        file.write(
            "\n  - {id: quarrel-1999, date: 1999, title: A quarrel, summary: So., category: forces, "
            "actors: [nato], see: [outlook.md#more-of-it], sources: [nato-rome-2002], status: contested}\n"
        )
    with pytest.raises(BuildError) as told:
        check(read_project(project_copy.root))
    lines = str(told.value).splitlines()
    assert [line.split(": ")[1] for line in lines[:-2]] == ["side", "word", "name", "claim"]
    assert lines[-1] == "4 problems; nothing was built."
    assert known > 10


def test_most_days_of_the_reader_would_be_told_if_they_were_changed(request):
    root = request.config.rootpath
    project = read_project(root)
    state = load_state(project.docs, root, project.chapters, timeline_options(root))
    dates = DateCheck(state.events)
    tried, missed = 0, []
    for event in dates.events:
        for place in event.see:
            page, _, section = place.partition("#")
            passages = find_passages(page, state.texts[page])
            for number, passage in enumerate(passages if section else ()):
                line = passage.lines[0]
                found = [date for date in dates_in(line.text, 0)[0] if date.days & days_of(event)]
                if passage.inner != section or not found:
                    continue
                text = line.text[: found[0].start] + "29" + line.text[found[0].start :].lstrip("0123456789")
                other = replace(passage, lines=(replace(line, text=text), *passage.lines[1:]))
                tried += 1
                if not list(dates.check(page, page, [*passages[:number], other, *passages[number + 1 :]])):
                    missed.append((event.id, page, line.number))
    assert tried > 40
    assert len(missed) < tried / 4, missed


def test_passages_know_their_section_and_block():
    text = TEXT + positions(NATO_SAYS) + "\n### Deep { #deep }\n\nLast.\n"
    found = [
        (item.section, item.inner, item.label, bool(item.positions)) for item in find_passages("one.md", text)
    ]
    assert found == [
        ("one", "one", "", False),
        ("part", "part", "", False),
        ("part", "part", "NATO and Allies", True),
        ("part", "deep", "", False),
    ]
    assert SHORT.split("\n")[1] == "In short."
