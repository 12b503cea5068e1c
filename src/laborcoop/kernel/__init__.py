"""Vocabulary without opinion: ids, counts, periods, codes, places, text in both languages.

Nothing here knows a rule, a worker or a train. Import the modules by name
(``from laborcoop.kernel.counts import Count``).
"""
