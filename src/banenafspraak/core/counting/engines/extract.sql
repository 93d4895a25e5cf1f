-- The paid work of everybody who is in the register on some day: no other row can count, whatever the rules are.
-- Tables: payroll, register, soort.

SELECT p.nummer, p.persoon_nummer, p.zonder_bsn, p.loonheffingennummer, p.begin, p.einde, p.verloonde_uren,
       p.code_aard, p.code_soort, p.geboren
FROM payroll p
WHERE p.persoon_nummer IN (SELECT persoon_nummer FROM register) AND p.code_soort IN (SELECT code FROM soort)
