-- Rows that a count leaves alone. One relation and period has one row: the latest. Only keys with more than one row are judged.
-- Tables: payroll, plan (one row: ingediend_uiterlijk, null when every message counts).

WITH timed AS (
  SELECT p.*, CASE WHEN p.ingediend > plan.ingediend_uiterlijk THEN 1 ELSE 0 END AS te_laat FROM payroll p CROSS JOIN plan
),
many AS (
  SELECT loonheffingennummer, persoon_nummer, nummer_ikv, begin, einde FROM timed WHERE te_laat = 0
  GROUP BY loonheffingennummer, persoon_nummer, nummer_ikv, begin, einde HAVING COUNT(*) > 1
),
keyed AS (
  SELECT t.*, MIN(CASE WHEN t.moment IS NULL THEN 0 ELSE 1 END) OVER
           (PARTITION BY t.loonheffingennummer, t.persoon_nummer, t.nummer_ikv, t.begin, t.einde) AS op_moment
  FROM timed t JOIN many m ON m.loonheffingennummer = t.loonheffingennummer AND m.persoon_nummer = t.persoon_nummer
       AND m.nummer_ikv = t.nummer_ikv AND m.begin = t.begin AND m.einde = t.einde
  WHERE t.te_laat = 0
),
ordered AS (
  SELECT k.*, RANK() OVER (PARTITION BY k.loonheffingennummer, k.persoon_nummer, k.nummer_ikv, k.begin, k.einde
           ORDER BY CASE WHEN k.op_moment = 1 THEN k.moment ELSE k.volgorde END DESC) AS plaats
  FROM keyed k
),
compared AS (
  SELECT o.*,
         MIN(o.verloonde_uren) OVER top <> MAX(o.verloonde_uren) OVER top
         OR MIN(COALESCE(o.code_aard, -1)) OVER top <> MAX(COALESCE(o.code_aard, -1)) OVER top
         OR MIN(COALESCE(o.code_soort, -1)) OVER top <> MAX(COALESCE(o.code_soort, -1)) OVER top
         OR MIN(COALESCE(o.sectorcode, -1)) OVER top <> MAX(COALESCE(o.sectorcode, -1)) OVER top
         OR MIN(CASE WHEN o.intrekking THEN 1 ELSE 0 END) OVER top <> MAX(CASE WHEN o.intrekking THEN 1 ELSE 0 END) OVER top AS strijdig,
         ROW_NUMBER() OVER (PARTITION BY o.loonheffingennummer, o.persoon_nummer, o.nummer_ikv, o.begin, o.einde, o.plaats
           ORDER BY o.nummer) AS hoeveelste
  FROM ordered o
  WINDOW top AS (PARTITION BY o.loonheffingennummer, o.persoon_nummer, o.nummer_ikv, o.begin, o.einde, o.plaats)
),
first AS (
  SELECT loonheffingennummer, persoon_nummer, nummer_ikv, begin, einde, strijdig, intrekking FROM compared WHERE plaats = 1 AND hoeveelste = 1
)
SELECT nummer, 'te_laat' AS lot FROM timed WHERE te_laat = 1
UNION ALL
SELECT t.nummer, 'intrekking' FROM timed t LEFT JOIN many m ON m.loonheffingennummer = t.loonheffingennummer
  AND m.persoon_nummer = t.persoon_nummer AND m.nummer_ikv = t.nummer_ikv AND m.begin = t.begin AND m.einde = t.einde
WHERE t.te_laat = 0 AND t.intrekking AND m.begin IS NULL
UNION ALL
SELECT c.nummer,
       CASE WHEN c.plaats = 1 AND f.strijdig THEN 'strijdig'
            WHEN c.plaats = 1 AND c.hoeveelste > 1 THEN 'dubbel'
            WHEN c.plaats = 1 THEN 'intrekking'
            WHEN f.intrekking AND NOT f.strijdig THEN 'ingetrokken'
            ELSE 'vervangen' END
FROM compared c JOIN first f ON f.loonheffingennummer = c.loonheffingennummer AND f.persoon_nummer = c.persoon_nummer
  AND f.nummer_ikv = c.nummer_ikv AND f.begin = c.begin AND f.einde = c.einde
WHERE c.plaats > 1 OR c.hoeveelste > 1 OR f.strijdig OR f.intrekking
ORDER BY nummer
