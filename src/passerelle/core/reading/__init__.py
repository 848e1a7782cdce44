"""From a document's text to mentions and claims, each anchored in the text."""
