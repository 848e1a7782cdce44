"""Files of IATI 2.03, the International Aid Transparency Initiative's standard: checked, read and written."""

from passerelle.sources.iati.check import check_file, faults
from passerelle.sources.iati.faults import Fault

__all__ = ["Fault", "check_file", "faults"]
