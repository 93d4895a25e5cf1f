"""How results look on paper and screen: spreadsheets, and the trend report with its charts, tile map, page and PDF.

Nothing here counts: a report is made of plain values that whoever counted hands in (trend.py).
"""
