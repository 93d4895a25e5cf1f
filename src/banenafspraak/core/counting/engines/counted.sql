-- The rows that count, per window, with everything that a breakdown can ask of them. Whole numbers only: the hours of a row
-- stand as a numerator over the days of its return period.
-- Tables: fates (made by fates.sql), payroll, aside, employers, regions, soort, overheid, geboortejaren, groottes, vensters, plan.

WITH counting AS (
  SELECT * FROM fates WHERE lot IN ('regulier', 'inleen')
),
bosses AS (
  SELECT DISTINCT loonheffingennummer FROM counting
),
work AS (
  SELECT p.loonheffingennummer, p.begin, p.einde, p.verloonde_uren,
         CASE WHEN o.code IS NOT NULL THEN 1 WHEN p.sectorcode IS NOT NULL THEN 0 END AS bij_overheid
  FROM payroll p CROSS JOIN plan
  JOIN bosses b ON b.loonheffingennummer = p.loonheffingennummer
  JOIN soort s ON s.code = p.code_soort
  LEFT JOIN overheid o ON o.code = p.sectorcode
  LEFT JOIN aside a ON a.nummer = p.nummer
  WHERE a.nummer IS NULL AND p.einde >= plan.vorig_jaar_van AND p.begin <= plan.tot
),
-- sector: fixed for the year on the last return period of the year before, at least half of the hours deciding
latest AS (
  SELECT w.loonheffingennummer, MAX(w.einde) AS einde FROM work w CROSS JOIN plan
  WHERE w.begin >= plan.vorig_jaar_van AND w.einde <= plan.vorig_jaar_tot GROUP BY w.loonheffingennummer
),
judged AS (
  SELECT w.loonheffingennummer, 1 AS keuze, w.bij_overheid, w.verloonde_uren
  FROM work w JOIN latest l ON l.loonheffingennummer = w.loonheffingennummer AND l.einde = w.einde
  CROSS JOIN plan WHERE w.begin >= plan.vorig_jaar_van AND w.bij_overheid IS NOT NULL
  UNION ALL
  SELECT w.loonheffingennummer, 2 AS keuze, w.bij_overheid, w.verloonde_uren
  FROM work w CROSS JOIN plan WHERE w.begin <= plan.tot AND w.einde >= plan.van AND w.bij_overheid IS NOT NULL
),
weighed AS (
  SELECT loonheffingennummer, keuze, SUM(bij_overheid) AS overheid, COUNT(*) - SUM(bij_overheid) AS anders,
         SUM(CASE WHEN bij_overheid = 1 THEN verloonde_uren ELSE 0 END) AS uren_overheid,
         SUM(CASE WHEN bij_overheid = 0 THEN verloonde_uren ELSE 0 END) AS uren_anders
  FROM judged GROUP BY loonheffingennummer, keuze
),
by_code AS (
  SELECT loonheffingennummer, keuze,
         CASE WHEN overheid > 0 AND (anders = 0 OR uren_anders < uren_overheid) THEN 'overheid' ELSE 'markt' END AS sector
  FROM weighed
),
sizes AS (
  SELECT w.loonheffingennummer, SUM(w.verloonde_uren) AS uren FROM work w CROSS JOIN plan
  WHERE w.einde >= plan.van AND w.einde <= plan.tot GROUP BY w.loonheffingennummer
),
known AS (
  SELECT b.loonheffingennummer,
         COALESCE(e.sector, earlier.sector, now.sector, 'onbekend') AS sector,
         COALESCE(e.subsector, 'onbekend') AS subsector,
         COALESCE(e.sbi_sectie, 'onbekend') AS sbi_sectie,
         COALESCE(r.regio, 'onbekend') AS regio,
         g.label AS grootteklasse
  FROM bosses b
  LEFT JOIN employers e ON e.loonheffingennummer = b.loonheffingennummer
  LEFT JOIN by_code earlier ON earlier.loonheffingennummer = b.loonheffingennummer AND earlier.keuze = 1
  LEFT JOIN by_code now ON now.loonheffingennummer = b.loonheffingennummer AND now.keuze = 2
  LEFT JOIN regions r ON r.gemeente = e.gemeente
  LEFT JOIN sizes s ON s.loonheffingennummer = b.loonheffingennummer
  LEFT JOIN groottes g ON g.minste <= COALESCE(s.uren, 0) AND g.meeste >= COALESCE(s.uren, 0)
)
-- the hirer of lent work is unknown: so are its sector and sub-sector
SELECT c.nummer, c.persoon_nummer, c.verloonde_uren, c.code_aard, c.lot, c.lot AS soort, v.label AS maand, c.grondslag,
       CASE WHEN c.lot = 'inleen' THEN 'niet te verdelen' ELSE k.sector END AS sector,
       CASE WHEN c.lot = 'inleen' THEN 'onbekend' ELSE k.subsector END AS subsector,
       k.sbi_sectie, k.regio, k.grootteklasse,
       COALESCE(j.label, 'onbekend') AS leeftijdsklasse,
       CASE WHEN c.begin < v.van OR c.einde > v.tot THEN 1 ELSE 0 END AS over_grens,
       c.einde - c.vanaf + 1 AS dagen,
       c.verloonde_uren * (CASE WHEN c.einde < v.tot THEN c.einde ELSE v.tot END
                           - CASE WHEN c.vanaf > v.van THEN c.vanaf ELSE v.van END + 1) AS teller
FROM counting c
JOIN vensters v ON c.vanaf <= v.tot AND c.einde >= v.van
JOIN known k ON k.loonheffingennummer = c.loonheffingennummer
LEFT JOIN geboortejaren j ON j.van <= c.geboren AND j.tot >= c.geboren
