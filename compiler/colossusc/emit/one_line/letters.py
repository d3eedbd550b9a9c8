"""How wide a text is, at most: no font is at hand, so the wider of DejaVu Sans and Liberation Sans (Arial) counts.

Widths are in thousandths of the size of the letters. What the table does not have is taken to be wide, and the picture
then forces its text to the width that was computed.
"""

from __future__ import annotations

from unicodedata import combining, normalize

from colossusc.show.visible import visible

# From the blank to the tilde.
_REGULAR = (
    *(318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337),
    *(637, 637, 637, 637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 557),
    *(1016, 685, 687, 723, 771, 667, 611, 778, 752, 295, 500, 667, 558, 863, 749, 788),
    *(667, 788, 723, 667, 611, 732, 685, 989, 686, 667, 686, 391, 337, 391, 838, 557),
    *(500, 613, 635, 550, 635, 616, 353, 635, 634, 278, 278, 580, 278, 975, 634, 612),
    *(635, 635, 412, 521, 393, 634, 592, 818, 592, 592, 525, 637, 337, 637, 838),
)
_BOLD = (
    *(349, 457, 521, 838, 696, 1002, 873, 307, 458, 458, 523, 838, 380, 416, 380, 366),
    *(696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 611),
    *(1000, 774, 763, 734, 831, 684, 684, 821, 837, 373, 557, 775, 638, 996, 837, 851),
    *(733, 851, 771, 721, 683, 813, 774, 1104, 771, 725, 726, 458, 366, 458, 838, 557),
    *(500, 675, 716, 593, 716, 679, 436, 716, 712, 343, 343, 666, 343, 1042, 712, 688),
    *(716, 716, 494, 596, 479, 712, 652, 924, 646, 652, 583, 712, 366, 712, 838),
)
_OURS = {"·": 380, "×": 838, "−": 838, "–": 557, "…": 1000, "Δ": 774, "°": 500, "²": 438}  # what the compiler prints
_OURS |= {"\u00a0": 349, "\u202f": 349, "’": 380, "≤": 838, "≥": 838}  # and what it prints in other languages
_OTHER = 1_100
_FIRST = 32
ELLIPSIS = "…"


def width_of(text: str, size: int, *, bold: bool = False) -> int:
    """The width of a text in whole pixels, rounded up."""
    return -(-sum(_advance(char, bold) for char in text) * size // 1000)


def is_sure(text: str) -> bool:
    """Whether the table has every letter of it."""
    return all(
        _FIRST <= ord(char) < _FIRST + len(_BOLD) or char in _OURS
        for char in normalize("NFD", text)
        if not combining(char)
    )


def shortened(text: str, size: int, room: int, *, bold: bool = False) -> str:
    """As much of a text as has room, everything unseen in it shown."""
    text = visible(text)
    if width_of(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and width_of(kept.rstrip() + ELLIPSIS, size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def wrapped(text: str, size: int, room: int, lines: int, *, bold: bool = False) -> tuple[str, ...]:
    """A text on so many lines at most, broken at blanks; what has no room is cut off."""
    words = visible(text)[: room * lines].split(" ")  # no letter that is seen is narrower than a pixel
    found: list[str] = []
    while words and len(found) < lines - 1:
        count = len(words)
        while count > 1 and width_of(" ".join(words[:count]), size, bold=bold) > room:
            count -= 1
        found.append(shortened(" ".join(words[:count]), size, room, bold=bold))
        words = words[count:]
    if words:
        found.append(shortened(" ".join(words), size, room, bold=bold))
    return tuple(filter(None, found))


def _advance(char: str, bold: bool) -> int:
    if not char.isascii() and char not in _OURS:
        char = normalize("NFD", char)[0]  # a letter is as wide with its accent
    place = ord(char) - _FIRST
    if 0 <= place < len(_BOLD):
        return (_BOLD if bold else _REGULAR)[place]
    return 0 if combining(char) else _OURS.get(char, _OTHER)
