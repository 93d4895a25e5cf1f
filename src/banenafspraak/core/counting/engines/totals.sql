-- How many rows there are of each return period, kind of income and way of being named; those that are set aside count off.
-- Tables: payroll, aside.

SELECT p.begin, p.einde, p.code_soort, p.zonder_bsn, COUNT(*) AS rijen, CAST(SUM(p.verloonde_uren) AS BIGINT) AS verloonde_uren
FROM payroll p LEFT JOIN aside a ON a.nummer = p.nummer
WHERE a.nummer IS NULL
GROUP BY p.begin, p.einde, p.code_soort, p.zonder_bsn
