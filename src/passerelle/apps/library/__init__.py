"""Sources, documents, readings and claims: what was read and what people decided about it."""
