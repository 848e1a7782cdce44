"""Where heavy work runs: a port, and engines that are opened by name."""
