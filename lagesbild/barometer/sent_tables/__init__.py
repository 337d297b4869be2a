"""A table sent in the editor: how it is understood, what is asked, and its figures handed in as a workbook's are."""
