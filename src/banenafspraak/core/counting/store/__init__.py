"""A store of payroll by month: deliveries, register and employers as Parquet, and what was made of them for a count.

Everything in it is written once and never changed; one small file says which of it holds now (docs/decisions/0009).
"""
