-- What becomes of each row that touches the period: the questions in the order of docs/reference/counting.md, one answer each.
-- Plain SQL: whole numbers only, days as day numbers, no function of one dialect alone.
-- Tables: extract, aside, register, aard, soort, plan (one row). A person has one interval at most that counts on a day,
-- and `tot_volgende` is the day before the next one, so that each join finds one row at most.

WITH inside AS (
  SELECT p.nummer, p.persoon_nummer, p.zonder_bsn, p.loonheffingennummer, p.begin, p.einde, p.verloonde_uren,
         p.code_aard, p.code_soort, p.geboren, CASE WHEN plan.naar_dagen THEN p.begin ELSE p.einde END AS vanaf
  FROM extract p CROSS JOIN plan LEFT JOIN aside a ON a.nummer = p.nummer
  WHERE a.nummer IS NULL AND p.einde >= plan.van AND p.begin <= plan.tot AND (plan.naar_dagen OR p.einde <= plan.tot)
)
SELECT i.nummer, i.persoon_nummer, i.loonheffingennummer, i.begin, i.einde, i.vanaf, i.verloonde_uren, i.code_aard,
       CASE WHEN w.code IS NULL THEN 'geen_werk'
            WHEN i.zonder_bsn THEN 'zonder_bsn'
            WHEN g.persoon_nummer IS NULL AND n.persoon_nummer IS NULL THEN 'niet_geregistreerd'
            WHEN g.persoon_nummer IS NULL THEN 'grond_telt_niet'
            WHEN a.soort = 'uitgesloten' THEN 'beschut'
            WHEN a.soort = 'niet_te_bepalen' OR i.code_aard IS NULL THEN 'aard_onbekend'
            ELSE COALESCE(a.soort, 'regulier') END AS lot,
       COALESCE(g.grondslag, 'onbekend') AS grondslag,
       COALESCE(g.geboren, i.geboren) AS geboren
FROM inside i
LEFT JOIN soort w ON w.code = i.code_soort
LEFT JOIN aard a ON a.code = i.code_aard
LEFT JOIN register g ON g.persoon_nummer = i.persoon_nummer AND g.telt
     AND g.van <= i.einde AND g.tot_volgende >= i.einde AND g.tot >= i.begin
LEFT JOIN register n ON n.persoon_nummer = i.persoon_nummer AND NOT n.telt
     AND n.van <= i.einde AND n.tot_volgende >= i.einde AND n.tot >= i.begin
