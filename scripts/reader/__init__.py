"""This reader's own parts: citations, numbering, glossary, addresses, checks and editions.

What changes a page's content is a Markdown extension (`extension.py` lists them); what looks at the whole built
site is a step after the build (`build.py` lists those). Both take what they must know of other pages from one
pre-scan of `docs/`, made in `index.py`.
"""
