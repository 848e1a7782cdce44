"""The events' room: what happened, as all the documents together tell it."""
