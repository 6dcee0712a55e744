"""What the e-book offers to readers with disabilities, in the words of schema.org.

No conformance is claimed: that takes an independent examiner.
"""

FEATURES = (
    "alternativeText",
    "ARIA",
    "displayTransformability",
    "longDescription",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
)
SUMMARY = (
    "All content can be read as text. Each figure has a text alternative and is followed by its data as a table; "
    "colour alone carries no meaning. Sections, notes, glossary and sources are marked up and linked in both "
    "directions; words in other languages are marked. It has no page numbers of a printed edition. Checked with "
    "epubcheck and with automatic tests of accessibility; not certified by an independent examiner."
)
ACCESS = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    ("accessModeSufficient", "textual,visual"),
    *(("accessibilityFeature", feature) for feature in FEATURES),
    ("accessibilityHazard", "none"),
    ("accessibilitySummary", SUMMARY),
)
