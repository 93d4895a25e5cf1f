-- The rows that count, per window, with all that they say of themselves. Whole numbers only: the hours of a row stand as a
-- numerator over the days of its return period. Windows and age bands are looked up once for each period and day of birth.
-- Tables: fates, geboortejaren, vensters.

WITH counting AS (
  SELECT * FROM fates WHERE lot IN ('regulier', 'inleen')
),
spans AS (
  SELECT s.vanaf, s.begin, s.einde, v.label, CASE WHEN s.begin < v.van OR s.einde > v.tot THEN 1 ELSE 0 END AS over_grens,
         s.einde - s.vanaf + 1 AS dagen,
         CASE WHEN s.einde < v.tot THEN s.einde ELSE v.tot END - CASE WHEN s.vanaf > v.van THEN s.vanaf ELSE v.van END + 1 AS erin
  FROM (SELECT DISTINCT vanaf, begin, einde FROM counting) s
  JOIN vensters v ON s.vanaf <= v.tot AND s.einde >= v.van
),
births AS (
  SELECT b.geboren, j.label
  FROM (SELECT DISTINCT geboren FROM counting) b JOIN geboortejaren j ON j.van <= b.geboren AND j.tot >= b.geboren
)
SELECT c.nummer, c.persoon_nummer, c.loonheffingennummer, c.einde, c.verloonde_uren, c.code_aard, c.lot,
       s.label AS maand, c.grondslag, COALESCE(b.label, 'onbekend') AS leeftijdsklasse, s.over_grens, s.dagen,
       c.verloonde_uren * s.erin AS teller
FROM counting c
JOIN spans s ON s.vanaf = c.vanaf AND s.begin = c.begin AND s.einde = c.einde
LEFT JOIN births b ON b.geboren = c.geboren
