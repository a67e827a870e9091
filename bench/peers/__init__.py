"""Other software doing the same work as well as it can be told to. Each runs in a process of its own.

Nothing here is part of the product; some of these packages have licences that forbid importing them there.
"""
