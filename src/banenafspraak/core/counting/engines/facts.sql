-- The rows that count, per window, with all that they say of themselves. Whole numbers only: the hours of a row stand as a
-- numerator over the days of its return period.
-- Tables: fates, geboortejaren, vensters.

SELECT c.nummer, c.persoon_nummer, c.loonheffingennummer, c.einde, c.verloonde_uren, c.code_aard, c.lot, v.label AS maand, c.grondslag,
       COALESCE(j.label, 'onbekend') AS leeftijdsklasse,
       CASE WHEN c.begin < v.van OR c.einde > v.tot THEN 1 ELSE 0 END AS over_grens,
       c.einde - c.vanaf + 1 AS dagen,
       c.verloonde_uren * (CASE WHEN c.einde < v.tot THEN c.einde ELSE v.tot END
                           - CASE WHEN c.vanaf > v.van THEN c.vanaf ELSE v.van END + 1) AS teller
FROM fates c
JOIN vensters v ON c.vanaf <= v.tot AND c.einde >= v.van
LEFT JOIN geboortejaren j ON j.van <= c.geboren AND j.tot >= c.geboren
WHERE c.lot IN ('regulier', 'inleen')
