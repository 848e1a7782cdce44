"""Events: claims about the same happening, told by many documents in several languages, folded into one."""
