"""Text before meaning: languages, sentences, folding and expressions."""
