-- How many rows each fate has, and their hours, by the last day of their return period. Of rows outside the extract only the
-- number is known, which is enough: nobody of them is in the register. Totals that the extract holds are taken off.
-- Tables: fates, extract, totals, aside, aside_rows, soort, plan.

WITH others AS (
  SELECT begin, einde, code_soort, zonder_bsn, rijen, verloonde_uren FROM totals
  UNION ALL
  SELECT e.begin, e.einde, e.code_soort, e.zonder_bsn, -1 AS rijen, -e.verloonde_uren AS verloonde_uren
  FROM extract e LEFT JOIN aside a ON a.nummer = e.nummer WHERE a.nummer IS NULL
),
grouped AS (
  SELECT begin, einde, code_soort, zonder_bsn, SUM(rijen) AS rijen, SUM(verloonde_uren) AS verloonde_uren
  FROM others GROUP BY begin, einde, code_soort, zonder_bsn
),
placed AS (
  SELECT o.einde,
         CASE WHEN NOT (o.einde >= plan.van AND o.begin <= plan.tot AND (plan.naar_dagen OR o.einde <= plan.tot))
              THEN 'buiten_periode'
              WHEN w.code IS NULL THEN 'geen_werk'
              WHEN o.zonder_bsn THEN 'zonder_bsn'
              ELSE 'niet_geregistreerd' END AS lot,
         o.rijen, o.verloonde_uren
  FROM grouped o CROSS JOIN plan LEFT JOIN soort w ON w.code = o.code_soort
  UNION ALL
  SELECT einde, lot, COUNT(*) AS rijen, SUM(verloonde_uren) AS verloonde_uren FROM fates GROUP BY einde, lot
  UNION ALL
  SELECT e.einde, 'buiten_periode' AS lot, COUNT(*) AS rijen, SUM(e.verloonde_uren) AS verloonde_uren
  FROM extract e CROSS JOIN plan LEFT JOIN aside a ON a.nummer = e.nummer
  WHERE a.nummer IS NULL
    AND NOT (e.einde >= plan.van AND e.begin <= plan.tot AND (plan.naar_dagen OR e.einde <= plan.tot))
  GROUP BY e.einde
  UNION ALL
  SELECT einde, lot, COUNT(*) AS rijen, SUM(verloonde_uren) AS verloonde_uren FROM aside_rows GROUP BY einde, lot
)
SELECT einde, lot, CAST(SUM(rijen) AS BIGINT) AS rijen, CAST(SUM(verloonde_uren) AS BIGINT) AS verloonde_uren
FROM placed GROUP BY einde, lot HAVING SUM(rijen) <> 0
