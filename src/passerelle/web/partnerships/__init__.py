"""The room of partnerships: with whom, the five keys of each, and what they rest on."""
