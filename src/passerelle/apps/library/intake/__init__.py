"""How documents come in: prepared outside every transaction, settled in a short one."""
