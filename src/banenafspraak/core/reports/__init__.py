"""How results look on paper and screen: spreadsheets now; charts, maps and Typst follow."""
