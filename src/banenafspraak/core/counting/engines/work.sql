-- The rows of each employer: what its sector and its size are judged by.
-- Tables: payroll, aside.

SELECT p.loonheffingennummer, p.begin, p.einde, p.code_soort, p.sectorcode,
       COUNT(*) AS rijen, CAST(SUM(p.verloonde_uren) AS BIGINT) AS verloonde_uren
FROM payroll p LEFT JOIN aside a ON a.nummer = p.nummer
WHERE a.nummer IS NULL
GROUP BY p.loonheffingennummer, p.begin, p.einde, p.code_soort, p.sectorcode
