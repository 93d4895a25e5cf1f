-- Rows that a count leaves alone. One relation and period has one row: the latest. Only keys with more than one row are judged.
-- Tables: payroll, plan (one row: ingediend_uiterlijk, null when every message counts).

WITH late AS (
  SELECT p.nummer FROM payroll p CROSS JOIN plan WHERE p.ingediend > plan.ingediend_uiterlijk
),
-- whole numbers first: they are compared faster than the number of the employer, which decides after it
suspects AS (
  SELECT persoon_nummer, nummer_ikv, begin, einde FROM payroll
  GROUP BY persoon_nummer, nummer_ikv, begin, einde HAVING COUNT(*) > 1
),
timely AS (
  SELECT p.nummer, p.loonheffingennummer, p.persoon_nummer, p.nummer_ikv, p.begin, p.einde, p.moment, p.volgorde, p.geboren,
         p.verloonde_uren, COALESCE(p.code_aard, -1) AS code_aard, COALESCE(p.code_soort, -1) AS code_soort,
         COALESCE(p.sectorcode, -1) AS sectorcode, CASE WHEN p.intrekking THEN 1 ELSE 0 END AS intrekking
  FROM payroll p
  JOIN suspects s ON s.persoon_nummer = p.persoon_nummer AND s.nummer_ikv = p.nummer_ikv AND s.begin = p.begin AND s.einde = p.einde
  LEFT JOIN late l ON l.nummer = p.nummer
  WHERE l.nummer IS NULL
),
keyed AS (
  SELECT t.*, COUNT(*) OVER relation AS aantal, MIN(CASE WHEN t.moment IS NULL THEN 0 ELSE 1 END) OVER relation AS op_moment
  FROM timely t
  WINDOW relation AS (PARTITION BY t.loonheffingennummer, t.persoon_nummer, t.nummer_ikv, t.begin, t.einde)
),
ordered AS (
  SELECT k.*, RANK() OVER (PARTITION BY k.loonheffingennummer, k.persoon_nummer, k.nummer_ikv, k.begin, k.einde
           ORDER BY CASE WHEN k.op_moment = 1 THEN k.moment ELSE k.volgorde END DESC) AS plaats
  FROM keyed k WHERE k.aantal > 1
),
compared AS (
  SELECT o.*,
         MIN(o.verloonde_uren) OVER top <> MAX(o.verloonde_uren) OVER top
         OR MIN(o.code_aard) OVER top <> MAX(o.code_aard) OVER top
         OR MIN(o.code_soort) OVER top <> MAX(o.code_soort) OVER top
         OR MIN(o.sectorcode) OVER top <> MAX(o.sectorcode) OVER top
         OR MIN(o.intrekking) OVER top <> MAX(o.intrekking) OVER top AS strijdig,
         ROW_NUMBER() OVER (PARTITION BY o.loonheffingennummer, o.persoon_nummer, o.nummer_ikv, o.begin, o.einde, o.plaats
           ORDER BY CASE WHEN o.geboren IS NULL THEN 1 ELSE 0 END, o.geboren, o.nummer) AS hoeveelste
  FROM ordered o
  WINDOW top AS (PARTITION BY o.loonheffingennummer, o.persoon_nummer, o.nummer_ikv, o.begin, o.einde, o.plaats)
),
standing AS (
  SELECT loonheffingennummer, persoon_nummer, nummer_ikv, begin, einde, strijdig, intrekking
  FROM compared WHERE plaats = 1 AND hoeveelste = 1
)
SELECT nummer, 'te_laat' AS lot FROM late
UNION ALL
-- a withdrawal of what was never delivered
SELECT p.nummer, 'intrekking' AS lot
FROM payroll p LEFT JOIN late l ON l.nummer = p.nummer LEFT JOIN ordered o ON o.nummer = p.nummer
WHERE p.intrekking AND l.nummer IS NULL AND o.nummer IS NULL
UNION ALL
SELECT c.nummer,
       CASE WHEN c.plaats = 1 AND s.strijdig THEN 'strijdig'
            WHEN c.plaats = 1 AND c.hoeveelste > 1 THEN 'dubbel'
            WHEN c.plaats = 1 THEN 'intrekking'
            WHEN s.intrekking = 1 AND NOT s.strijdig THEN 'ingetrokken'
            ELSE 'vervangen' END AS lot
FROM compared c JOIN standing s ON s.loonheffingennummer = c.loonheffingennummer AND s.persoon_nummer = c.persoon_nummer
  AND s.nummer_ikv = c.nummer_ikv AND s.begin = c.begin AND s.einde = c.einde
WHERE c.plaats > 1 OR c.hoeveelste > 1 OR s.strijdig OR s.intrekking = 1
ORDER BY nummer
