-- The count as one statement of plain SQL: whole numbers only, days as day numbers, no function of one dialect alone.
-- Tables: payroll, aside, register, employers, regions, aard, soort, overheid, geboortejaren, groottes, vensters, plan (one row).
-- Each part answers one question, in the order of docs/reference/counting.md.

WITH live AS (
  SELECT p.* FROM payroll p LEFT JOIN aside a ON a.nummer = p.nummer WHERE a.nummer IS NULL
),
work AS (
  SELECT l.*, CASE WHEN o.code IS NOT NULL THEN 1 WHEN l.sectorcode IS NOT NULL THEN 0 END AS bij_overheid
  FROM live l JOIN soort s ON s.code = l.code_soort LEFT JOIN overheid o ON o.code = l.sectorcode
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
numbers AS (SELECT DISTINCT loonheffingennummer FROM live),
bosses AS (
  SELECT n.loonheffingennummer,
         COALESCE(e.sector, before.sector, now.sector, 'onbekend') AS sector,
         COALESCE(e.subsector, 'onbekend') AS subsector,
         COALESCE(e.sbi_sectie, 'onbekend') AS sbi_sectie,
         COALESCE(r.regio, 'onbekend') AS regio,
         g.label AS grootteklasse
  FROM numbers n
  LEFT JOIN employers e ON e.loonheffingennummer = n.loonheffingennummer
  LEFT JOIN by_code before ON before.loonheffingennummer = n.loonheffingennummer AND before.keuze = 1
  LEFT JOIN by_code now ON now.loonheffingennummer = n.loonheffingennummer AND now.keuze = 2
  LEFT JOIN regions r ON r.gemeente = e.gemeente
  LEFT JOIN sizes s ON s.loonheffingennummer = n.loonheffingennummer
  LEFT JOIN groottes g ON g.minste <= COALESCE(s.uren, 0) AND g.meeste >= COALESCE(s.uren, 0)
),
-- what becomes of each row: the questions in their order
spans AS (
  SELECT l.*, CASE WHEN plan.naar_dagen THEN l.begin ELSE l.einde END AS vanaf, plan.van AS plan_van, plan.tot AS plan_tot
  FROM live l CROSS JOIN plan
),
fates AS (
  SELECT s.nummer, s.bestand, s.rij, s.persoon_nummer, s.loonheffingennummer, s.begin, s.einde, s.vanaf, s.verloonde_uren,
         CASE WHEN s.vanaf > s.plan_tot OR s.einde < s.plan_van THEN 'buiten_periode'
              WHEN w.code IS NULL THEN 'geen_werk'
              WHEN s.zonder_bsn THEN 'zonder_bsn'
              WHEN g.persoon_nummer IS NULL THEN 'niet_geregistreerd'
              WHEN NOT g.telt THEN 'grond_telt_niet'
              WHEN a.soort = 'uitgesloten' THEN 'beschut'
              WHEN a.soort = 'niet_te_bepalen' OR s.code_aard IS NULL THEN 'aard_onbekend'
              ELSE COALESCE(a.soort, 'regulier') END AS lot,
         COALESCE(g.grondslag, 'onbekend') AS grondslag,
         COALESCE(g.geboren, s.geboren) AS geboren
  FROM spans s
  LEFT JOIN soort w ON w.code = s.code_soort
  LEFT JOIN aard a ON a.code = s.code_aard
  LEFT JOIN register g ON g.persoon_nummer = s.persoon_nummer
       AND g.van <= s.einde AND g.tot_volgende >= s.einde AND g.tot >= s.begin
),
-- hours that count, per window: numerator over the days of the return period, so that all stays whole
counted AS (
  SELECT f.nummer, f.persoon_nummer, f.verloonde_uren, f.lot, f.lot AS soort, v.label AS maand, f.grondslag,
         CASE WHEN f.lot = 'inleen' THEN 'niet te verdelen' ELSE b.sector END AS sector,
         b.subsector, b.sbi_sectie, b.regio, b.grootteklasse,
         COALESCE(j.label, 'onbekend') AS leeftijdsklasse,
         f.einde - f.vanaf + 1 AS dagen,
         f.verloonde_uren * (LEAST(f.einde, v.tot) - GREATEST(f.vanaf, v.van) + 1) AS teller
  FROM fates f
  JOIN vensters v ON f.vanaf <= v.tot AND f.einde >= v.van
  JOIN bosses b ON b.loonheffingennummer = f.loonheffingennummer
  LEFT JOIN geboortejaren j ON j.van <= f.geboren AND j.tot >= f.geboren
  WHERE f.lot IN ('regulier', 'inleen')
)
