"""Events: what several documents tell of one happening, folded, corrected by hand, and summed up for whoever
asks.
"""
