"""How far a source is trusted (Admiralty code) and how far a document may go (Traffic Light Protocol).

Admiralty code: NATO AJP-2.1, reliability of the source (A-F) and credibility of the information (1-6).
Traffic Light Protocol: FIRST, version 2.0; AMBER+STRICT is not kept apart from AMBER.
"""

RELIABILITY: tuple[str, ...] = ("A", "B", "C", "D", "E", "F")
CREDIBILITY: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
TLP: tuple[str, ...] = ("CLEAR", "GREEN", "AMBER", "RED")


def strictest(*markings: str) -> str:
    """Return the marking among `markings` that shares least; CLEAR when there is none."""
    return max(markings, key=TLP.index, default=TLP[0])
