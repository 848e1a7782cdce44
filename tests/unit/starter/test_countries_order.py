"""Names that two countries share are known in one order, in every process."""

import os
import subprocess
import sys

NAMES = "from passerelle.starter.countries import country_names as n; print([(k.actor, k.name) for k in n()])"


def test_the_order_of_names_does_not_depend_on_the_process():
    printed = {
        subprocess.run(
            [sys.executable, "-c", NAMES],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1
