"""Measures the timeline against its floor and its peers in one run. `python3 scripts/make.py bench timeline`.

Nothing here is a test: figures are ratios to a peer or a floor measured in the same run, on the machine at hand.
"""
