-- Everyone with paid work of someone in the register, with what a breakdown can ask of an employer.
-- Tables: extract, work, employers, regions, soort, overheid, groottes, plan.

WITH named AS (
  SELECT DISTINCT loonheffingennummer FROM extract
),
paid AS (
  SELECT w.loonheffingennummer, w.begin, w.einde, w.rijen, w.verloonde_uren,
         CASE WHEN o.code IS NOT NULL THEN 1 WHEN w.sectorcode IS NOT NULL THEN 0 END AS bij_overheid
  FROM work w CROSS JOIN plan
  JOIN named b ON b.loonheffingennummer = w.loonheffingennummer
  JOIN soort s ON s.code = w.code_soort
  LEFT JOIN overheid o ON o.code = w.sectorcode
  WHERE w.einde >= plan.vorig_jaar_van AND w.begin <= plan.tot
),
-- sector: fixed for the year on the last return period of the year before, at least half of the hours deciding
latest AS (
  SELECT w.loonheffingennummer, MAX(w.einde) AS einde FROM paid w CROSS JOIN plan
  WHERE w.begin >= plan.vorig_jaar_van AND w.einde <= plan.vorig_jaar_tot GROUP BY w.loonheffingennummer
),
judged AS (
  SELECT w.loonheffingennummer, 1 AS keuze, w.bij_overheid, w.rijen, w.verloonde_uren
  FROM paid w JOIN latest l ON l.loonheffingennummer = w.loonheffingennummer AND l.einde = w.einde
  CROSS JOIN plan WHERE w.begin >= plan.vorig_jaar_van AND w.bij_overheid IS NOT NULL
  UNION ALL
  SELECT w.loonheffingennummer, 2 AS keuze, w.bij_overheid, w.rijen, w.verloonde_uren
  FROM paid w CROSS JOIN plan WHERE w.begin <= plan.tot AND w.einde >= plan.van AND w.bij_overheid IS NOT NULL
),
weighed AS (
  SELECT loonheffingennummer, keuze, SUM(rijen * bij_overheid) AS overheid, SUM(rijen * (1 - bij_overheid)) AS anders,
         SUM(verloonde_uren * bij_overheid) AS uren_overheid, SUM(verloonde_uren * (1 - bij_overheid)) AS uren_anders
  FROM judged GROUP BY loonheffingennummer, keuze
),
by_code AS (
  SELECT loonheffingennummer, keuze,
         CASE WHEN overheid > 0 AND (anders = 0 OR uren_anders < uren_overheid) THEN 'overheid' ELSE 'markt' END AS sector
  FROM weighed
),
sizes AS (
  SELECT w.loonheffingennummer, SUM(w.verloonde_uren) AS uren FROM paid w CROSS JOIN plan
  WHERE w.einde >= plan.van AND w.einde <= plan.tot GROUP BY w.loonheffingennummer
)
SELECT b.loonheffingennummer,
       COALESCE(e.sector, earlier.sector, now.sector, 'onbekend') AS sector,
       COALESCE(e.subsector, 'onbekend') AS subsector,
       COALESCE(e.sbi_sectie, 'onbekend') AS sbi_sectie,
       COALESCE(r.regio, 'onbekend') AS regio,
       g.label AS grootteklasse
FROM named b
LEFT JOIN employers e ON e.loonheffingennummer = b.loonheffingennummer
LEFT JOIN by_code earlier ON earlier.loonheffingennummer = b.loonheffingennummer AND earlier.keuze = 1
LEFT JOIN by_code now ON now.loonheffingennummer = b.loonheffingennummer AND now.keuze = 2
LEFT JOIN regions r ON r.gemeente = e.gemeente
LEFT JOIN sizes s ON s.loonheffingennummer = b.loonheffingennummer
LEFT JOIN groottes g ON g.minste <= COALESCE(s.uren, 0) AND g.meeste >= COALESCE(s.uren, 0)
