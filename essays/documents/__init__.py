"""Documents as plain data, without Django: `parsing.parse` makes a tree of a file's bytes.

The door is a module of its own, not this package, so that a page that only needs `html` or `tree` loads no
reader of Word files and no dictionary of names.
"""
