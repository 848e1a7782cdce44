"""Text before meaning: languages, sentences, folding and expressions."""

from passerelle.core.text.expressions import find
from passerelle.core.text.folding import fold, fold_aligned, soften_aligned, unfold
from passerelle.core.text.languages import Detected, detect
from passerelle.core.text.model import KINDS, Expression, Money, Span
from passerelle.core.text.sentences import split

__all__ = [
    "KINDS",
    "Detected",
    "Expression",
    "Money",
    "Span",
    "detect",
    "find",
    "fold",
    "fold_aligned",
    "soften_aligned",
    "split",
    "unfold",
]
