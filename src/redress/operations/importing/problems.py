"""Why a row cannot be taken."""


class Unusable(ValueError):
    """In words for the person who must correct the row."""
