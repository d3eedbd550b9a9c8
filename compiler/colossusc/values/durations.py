"""How many days people say in weeks: `3 days`, `14 weeks`, `76 weeks and 6 days`."""

from __future__ import annotations

import math
from typing import Any

from colossusc.language import _, ngettext
from colossusc.values.number import show_number

_WEEK = 7  # days
_IN_WEEKS = 4 * _WEEK  # from here on people count weeks


def days_in_words(least: Any, most: Any) -> str:
    """A number of days, or both ends of what is not one number; parts of a day count whole."""
    if isinstance(most, float):
        return _("at least {figure}", figure=_words(math.ceil(least)))
    low, high = math.ceil(least), math.ceil(most)
    if low == high:
        return _words(low)
    return f"{show_number(low)} .. {_words(high)}" if high < _IN_WEEKS else f"{_words(low)} .. {_words(high)}"


def _words(days: int) -> str:
    if days < _IN_WEEKS:
        return ngettext("{n} day", "{n} days", days)
    whole, rest = divmod(days, _WEEK)
    weeks = ngettext("{n} week", "{n} weeks", whole)
    return _("{weeks} and {days}", weeks=weeks, days=ngettext("{n} day", "{n} days", rest)) if rest else weeks
