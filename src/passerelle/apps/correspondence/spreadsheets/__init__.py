"""Spreadsheets: the list of commitments as CSV and XLSX."""
