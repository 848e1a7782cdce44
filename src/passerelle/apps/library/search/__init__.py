"""Finding: sets of documents by facet and marking, full text, order, highlighted passages."""
