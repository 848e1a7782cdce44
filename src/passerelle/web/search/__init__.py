"""The room where one box finds everything: results, and suggestions while somebody types."""
