"""Parties: utilities, boards, authorities, makers, owners."""

from colossusc.kinds.kind import Kind

KIND = Kind("party", "parties", "Someone who decides, supplies or owns; declared once.", (), shared=True)
