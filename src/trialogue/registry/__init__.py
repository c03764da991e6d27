"""Find trials: the index over all records, words that families use, and the nearest open centre.

Start at `index.TrialIndex`; `sentence` reads what a person typed, `query.Query` is what the
index is asked, `centres` finds the nearest open centre, `places` knows the registry's cities.
"""
