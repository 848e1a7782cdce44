"""Where facts come from: one adapter a kind, each from bytes to text or a refusal that says why."""
