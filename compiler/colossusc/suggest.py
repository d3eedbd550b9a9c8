"""Did you mean …? The nearest of some names: by letter case, by look-alike letters, then by typing slips."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from colossusc.diagnostic import Remedy
from colossusc.language import _

_LONGEST = 64  # a longer word is not a typing slip
_FEW = 200  # names that are passed over faster than a word's slips are looked up
_MANY = 500  # among more names than these, one that is several slips away would be a guess at random, and slow to find

# Letters of other scripts that look like a Latin one, and what word processors put in place of `-`, `_` and blanks.
_LOOKS = str.maketrans(
    "АВЕКМНОРСТУХаеорсухіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧνορι–—−‐‑",
    "ABEKMHOPCTYXaeopcyxijsdqwABEZHIKMNOPTYXvopi-----",
)
_UNSEEN = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that was probably meant, or None. The same for every order of the candidates.

    Cost: one pass over the candidates; only those with nearly the same letters are measured. A long tuple is taken to
    be asked again, and is indexed: look-ups find a name that is one slip away, as most are.
    """
    return _best(word, _nearest(word, candidates))


def _best(word: str, found: Iterable[str]) -> str | None:
    plain = plain_letters(word)
    return min(found, key=lambda near: (slips(plain, near, len(plain)), plain[0] != near[:1], near), default=None)


def _nearest(word: str, candidates: Iterable[str]) -> set[str]:
    """The candidates with the fewest slips, few enough to have been meant."""
    if not word or len(word) > _LONGEST:
        return set()
    plain = plain_letters(word)
    folded = plain.casefold()
    # Two words that share no letter in its place are not each other, however short.
    limit = min(1 if len(plain) <= 4 else 2 if len(plain) <= 9 else 3, len(plain) - 1)
    found: list[str] = []
    if isinstance(candidates, tuple) and len(candidates) > _FEW:
        found = _closest(word, folded, _one_slip_away(candidates, folded), min(limit, 1))
    if not found and not (isinstance(candidates, tuple) and len(candidates) > _MANY):
        found = _closest(word, folded, candidates, limit)
    return set(found)


def _closest(word: str, folded: str, candidates: Iterable[str], limit: int) -> list[str]:
    """The candidates with the fewest slips, at most `limit`."""
    letters = set(folded)
    found: list[str] = []  # the candidates at the least distance so far, which is `limit` once there are any
    for candidate in candidates:
        if abs(len(candidate) - len(folded)) > limit or candidate == word:
            continue
        other = candidate.casefold()
        if len(letters.difference(other)) > limit:
            continue
        distance = slips(folded, other, limit)
        if distance < limit:
            found, limit = [candidate], distance
        elif distance == limit:
            found.append(candidate)
    return found


def _one_slip_away(names: tuple[str, ...], folded: str) -> set[str]:
    """All names one slip away, with a look-up for each slip: there are some 500 for a word, whatever the names."""
    known, letters = _by_letters(names)
    words = {folded}
    for at in range(len(folded) + 1):
        head, tail = folded[:at], folded[at:]
        words.add(head + tail[1:])
        words.add(head + tail[1:2] + tail[:1] + tail[2:])
        words.update(head + letter + rest for letter in letters for rest in (tail, tail[1:]))
    return {name for word in words for name in known.get(word, ())}


@lru_cache(maxsize=8)
def _by_letters(names: tuple[str, ...]) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """The names in small letters, and all the letters that they have."""
    known: dict[str, list[str]] = {}
    for name in names:
        if len(name) <= _LONGEST:
            known.setdefault(name.casefold(), []).append(name)
    return known, tuple(sorted(set().union(*known)))


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """The end of a message: ", did you mean `x`?", or nothing."""
    guess = meant(word, candidates)
    return f", {guess}" if guess else ""


def meant(word: str, candidates: Iterable[str]) -> Remedy:
    """A help of its own: "did you mean `x`?", or nothing. It is safe where nothing else can have been meant."""
    found = _nearest(word, candidates)
    best = _best(word, found)
    if best is None:
        return Remedy("")
    told = _("did you mean `{name}`, in plain letters?") if plain_letters(word) == best else _("did you mean `{name}`?")
    return Remedy(told.format(name=best), word, best, safe=len(found) == 1 and _is_slip(word, best))


def _is_slip(word: str, other: str) -> bool:
    """Whether a word can only be the other one misspelt: one slip in four letters at most, and the same digits.

    Letter case and look-alike letters are no slips; another digit is another thing (`h100` is no `h10`).
    """
    folded, meant = plain_letters(word).casefold(), other.casefold()
    if [char for char in folded if char.isdigit()] != [char for char in meant if char.isdigit()]:
        return False
    return slips(folded, meant, len(folded)) <= len(folded) // 4


def plain_letters(word: str) -> str:
    """The word with look-alike letters made Latin and invisible characters left out."""
    return word if word.isascii() else word.translate(_LOOKS).translate(_UNSEEN)


def slips(left: str, right: str, limit: int) -> int:
    """Letters left out, added, changed, or two neighbours swapped; `limit + 1` if there are more than `limit`."""
    start, end, other_end = 0, len(left), len(right)
    both = min(end, other_end)
    while start < both and left[start] == right[start]:
        start += 1
    while end > start < other_end and left[end - 1] == right[other_end - 1]:
        end, other_end = end - 1, other_end - 1
    left, right = left[start:end], right[start:other_end]
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, char in enumerate(left, 1):
        two_back, before, row = before, row, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != other))
            if i > 1 and j > 1 and char == right[j - 2] and left[i - 2] == other:
                cost = min(cost, two_back[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
