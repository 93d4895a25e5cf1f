"""The pages of schemes: the list and each scheme; questions, outcome and what if; the portfolio of an employer."""
