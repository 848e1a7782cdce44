"""The starter pack: compact tables of facts and the sample dossier, each with its source."""
