-- The rows that count with everything that a breakdown can ask of them.
-- The hirer of lent work is unknown: so are its sector and sub-sector.
-- Tables: facts, bosses.

SELECT f.nummer, f.persoon_nummer, f.verloonde_uren, f.code_aard, f.over_grens, f.dagen, f.teller,
       f.lot, f.lot AS soort, f.maand, f.grondslag, f.leeftijdsklasse,
       CASE WHEN f.lot = 'inleen' THEN 'niet te verdelen' ELSE b.sector END AS sector,
       CASE WHEN f.lot = 'inleen' THEN 'onbekend' ELSE b.subsector END AS subsector,
       b.sbi_sectie, b.regio, b.grootteklasse
FROM facts f JOIN bosses b ON b.loonheffingennummer = f.loonheffingennummer
