"""The weekly digest: gathered for one reader, written as an e-mail, sent by a server of the installation's own."""
