-- The invented nation as views: employer_table, register_table, payroll, corrections. nation.py sets the variables and
-- writes the files. Whole numbers only, and a mixing function of our own: the same seed gives the same nation on every
-- machine and with every version of DuckDB. Shares are cut from 32-bit numbers, out of a whole of 4294967296.

CREATE MACRO given(name) AS getvariable(name);

-- ---- numbers that look random ----
CREATE MACRO stirred_once(x) AS (xor(x, x >> 16) * 2146121005) & 4294967295;
CREATE MACRO stirred_twice(x) AS (xor(x, x >> 15) * 830770091) & 4294967295;
CREATE MACRO folded(x) AS xor(x, x >> 16);
-- 32 bits that depend on the seed, a stream (one per use) and x.
CREATE MACRO number(stream, x) AS
  folded(stirred_twice(stirred_once((x * 2654435769 + given('seed') + stream * 3266489917) & 4294967295)));
-- Spreads x evenly over 32 bits: any row of neighbours fills the whole range, so that small nations keep their shares.
CREATE MACRO even(x) AS (x * 2654435769 + given('seed')) & 4294967295;
CREATE MACRO squared(u) AS ((u >> 1) * (u >> 1)) >> 30;
CREATE MACRO cubed(u) AS (squared(u) * (u >> 2)) >> 30;
-- One of `size` things, of which the first are met far more often than the last.
CREATE MACRO skewed(u, size) AS (cubed(u) * size) >> 32;
CREATE MACRO day_between(first_day, last_day, u) AS first_day + (u % (last_day - first_day + 1))::INTEGER;

-- ---- names; the order of the numbers tells nothing about who is registered or who is large ----
CREATE MACRO rank_of(person) AS (person * 15485863 + given('seed')) % given('persons');
CREATE MACRO person_name(person) AS 'n' || lpad(person::VARCHAR, 7, '0');
CREATE MACRO employer_name(id) AS
  'W' || lpad(((id * 15485863 + given('seed')) % given('employer_ids'))::VARCHAR, 6, '0');
-- One employer in 33 reports under two numbers.
CREATE MACRO has_two_ids(employer) AS employer % 33 = 7;
CREATE MACRO second_id(employer) AS given('employers') + employer // 33;

-- ---- employers: government, Wsw executors, temp agencies, payers of benefits, market ----
CREATE MACRO is_government(employer) AS employer < given('executors_from');
CREATE MACRO is_executor(employer) AS employer >= given('executors_from') AND employer < given('agencies_from');
CREATE MACRO is_agency(employer) AS employer >= given('agencies_from') AND employer < given('payers_from');
CREATE MACRO is_payer(employer) AS employer >= given('payers_from') AND employer < given('market_from');
CREATE MACRO government_sector(place) AS
  [62, 64, 64, 65, 66, 64, 64, 62, 63, 62, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61][place + 1];
CREATE MACRO government_subsector(place) AS
  ['Rijk', 'gemeenten', 'gemeenten', 'gemeenten', 'gemeenten', 'provincies', 'waterschappen', 'politie', 'defensie',
   'rechterlijke macht', 'primair onderwijs', 'primair onderwijs', 'primair onderwijs', 'voortgezet onderwijs',
   'voortgezet onderwijs', 'mbo', 'hbo', 'universiteiten', 'universitair medische centra',
   'onderzoekinstellingen'][place + 1];
CREATE MACRO government_sbi(place) AS
  ['8411', '8411', '8411', '3600', '8411', '8411', '8411', '8424', '8422', '8423',
   '8520', '8520', '8520', '8531', '8531', '8532', '8542', '8542', '8610', '7219'][place + 1];
-- Registered people are found most in the first of these: retail, cleaning, care, metal, growers, catering.
CREATE MACRO market_sector(place) AS
  [17, 18, 35, 12, 1, 33, 19, 32, 50, 51, 41, 44, 45, 43, 3, 55, 10, 38, 54, 34][place + 1];
CREATE MACRO market_sbi(place) AS
  ['4711', '8121', '8790', '2562', '0113', '5610', '4719', '4941', '1072', '2229',
   '4639', '7022', '6920', '6201', '4120', '9499', '2899', '6419', '9001', '5629'][place + 1];
CREATE MACRO place_of(employer) AS
  CASE WHEN is_government(employer) THEN employer ELSE employer - given('market_from') END % 20;
CREATE MACRO sector_now(employer) AS CASE
  WHEN is_government(employer) THEN government_sector(place_of(employer))
  WHEN is_executor(employer) THEN 67
  WHEN is_agency(employer) THEN 52
  WHEN is_payer(employer) THEN 45
  ELSE market_sector(place_of(employer)) END;
-- A few employers, a research institute among them, moved to another sector in July 2018.
CREATE MACRO sector_then(employer) AS CASE
  WHEN employer % 251 = 19 AND given('month') < DATE '2018-07-01' THEN 55 ELSE sector_now(employer) END;
CREATE MACRO is_four_weekly(employer) AS
  employer % 37 IN (4, 15, 28) AND employer >= given('agencies_from') AND NOT is_payer(employer);
CREATE MACRO pool_from(pool) AS CASE pool
  WHEN 'government' THEN 0
  WHEN 'executor' THEN given('executors_from')
  WHEN 'agency' THEN given('agencies_from')
  WHEN 'payer' THEN given('payers_from')
  ELSE given('market_from') END;
CREATE MACRO pool_size(pool) AS CASE pool
  WHEN 'government' THEN given('executors_from')
  WHEN 'executor' THEN given('agencies_from') - given('executors_from')
  WHEN 'agency' THEN given('payers_from') - given('agencies_from')
  WHEN 'payer' THEN given('market_from') - given('payers_from')
  ELSE given('employers') - given('market_from') END;

CREATE VIEW employer_table AS
WITH ids AS (
  SELECT employer, employer AS id FROM range(given('employers')) t(employer)
  UNION ALL
  SELECT employer, second_id(employer) FROM range(given('employers')) t(employer) WHERE has_two_ids(employer)
)
SELECT
  employer_name(id) AS loonheffingennummer,
  'Verzonnen werkgever ' || (employer + 1) AS naam,
  sector_now(employer) AS sectorcode,
  CASE WHEN is_government(employer) THEN government_subsector(place_of(employer)) END AS subsector,
  CASE
    WHEN is_government(employer) THEN government_sbi(place_of(employer))
    WHEN is_executor(employer) THEN '8810'
    WHEN is_agency(employer) THEN '7820'
    WHEN is_payer(employer) THEN '6530'
    ELSE market_sbi(place_of(employer)) END AS sbi,
  given('municipalities')[1 + ((squared(number(1, employer)) * len(given('municipalities'))) >> 32)] AS gemeente,
  CASE WHEN is_executor(employer) OR is_agency(employer) THEN 'ja' ELSE 'nee' END AS uitlener
FROM ids
ORDER BY loonheffingennummer;

-- ---- the register: everyone whose rank lies below its size; the rank in thousandths decides on the ground ----
CREATE MACRO thousandth(rank) AS rank * 1000 // given('registered');
CREATE MACRO is_wsw(part) AS part < 210 OR part BETWEEN 550 AND 569;
CREATE MACRO is_sheltered(part) AS part BETWEEN 720 AND 731;
-- Those who were too young for work or a benefit in 2012.
CREATE MACRO is_young(part) AS part BETWEEN 570 AND 719 OR part BETWEEN 920 AND 964;
CREATE TABLE ground_parts AS
SELECT * FROM (VALUES
  (0, 209, '38b.1.b', DATE '1998-01-01', DATE '2012-11-30', 18, 42),
  (210, 544, '38b.1.c', DATE '1998-01-01', DATE '2012-11-30', 18, 30),
  (545, 549, '38f.5', DATE '1998-01-01', DATE '2003-12-31', 22, 40),
  (550, 569, '38b.1.b', DATE '2013-01-01', DATE '2014-12-31', 18, 55),
  (570, 719, '38b.1.c', DATE '2013-01-01', DATE '2018-11-30', 18, 25),
  (720, 731, '38b.1.a', DATE '2015-01-01', DATE '2016-06-30', 18, 55),
  (732, 919, '38b.1.a', DATE '2015-01-01', DATE '2018-11-30', 18, 58),
  (920, 964, '38b.1.d', DATE '2015-05-01', DATE '2018-11-30', 16, 21),
  (965, 974, '38b.1.e', DATE '2017-01-01', DATE '2018-11-30', 18, 58),
  (975, 984, '38b.1.f', DATE '2015-05-01', DATE '2015-05-01', 21, 55),
  (985, 986, '38b.1.g', DATE '2017-01-01', DATE '2018-11-30', 25, 60),
  (987, 994, '38b.2', DATE '2016-01-01', DATE '2018-11-30', 18, 50),
  (995, 999, '38b.6', DATE '2015-01-01', DATE '2018-11-30', 20, 55)
) t(part_from, part_to, ground, begin_from, begin_to, youngest, oldest);

CREATE VIEW register_table AS
WITH entered AS (
  SELECT
    person, rank, part, ground,
    day_between(begin_from, begin_to, number(2, rank)) AS began,
    365 * youngest + 10 + (number(3, rank) % (365 * (oldest - youngest)))::INTEGER AS days_old,
    -- Some of those registered before 2013 lost their ground and were registered again.
    part < 550 AND rank * 15485863 % given('registered_before_2013') < given('registered_again') AS again,
    rank % 2 = 0 OR ground = '38f.5' AS same_ground,
    number(4, rank) AS u
  FROM (
    SELECT person, rank_of(person) AS rank, thousandth(rank_of(person)) AS part
    FROM range(given('persons')) t(person)
  )
  JOIN ground_parts ON part BETWEEN part_from AND part_to
  WHERE rank < given('registered')
), events AS (
  SELECT
    *,
    began - days_old AS born,
    CASE WHEN again AND same_ground THEN day_between(DATE '2014-01-01', DATE '2016-12-31', u)
         WHEN again THEN day_between(DATE '2013-02-01', DATE '2015-03-31', u) END AS first_end,
    CASE WHEN is_sheltered(part) THEN day_between(DATE '2016-07-01', DATE '2017-06-30', u) END AS sheltered_on,
    CASE WHEN part BETWEEN 210 AND 544 AND NOT again AND u % 100 < 6
         THEN day_between(DATE '2014-01-01', DATE '2018-11-30', number(5, rank)) END AS left_on,
    CASE WHEN ground = '38b.6' THEN began
         WHEN part < 550 AND NOT again AND u % 100 >= 92
         THEN day_between(DATE '2016-01-01', DATE '2018-09-30', number(5, rank)) END AS ground_lost_on
  FROM entered
), intervals AS (
  SELECT
    person, ground, began, born, ground_lost_on, sheltered_on,
    CASE WHEN again THEN first_end
         WHEN sheltered_on IS NOT NULL AND same_ground THEN sheltered_on + 1
         WHEN left_on IS NOT NULL THEN left_on
         WHEN ground_lost_on IS NOT NULL AND ground <> '38b.6' THEN DATE '2028-12-31' END AS ended
  FROM events
  UNION ALL
  SELECT
    person, CASE WHEN same_ground THEN ground ELSE '38b.1.f' END,
    CASE WHEN same_ground THEN first_end + 1 ELSE DATE '2015-05-01' END, born, NULL, NULL, NULL
  FROM events WHERE again
)
SELECT
  person_name(person) AS persoon, began AS datum_begin, ended AS datum_einde, born AS geboortedatum,
  ground AS grondslag, ground_lost_on AS grondslag_vervallen_op, sheltered_on AS beschut_besluit_op
FROM intervals
ORDER BY persoon, datum_begin;

-- ---- payroll of one month ----
-- Every person has two slots, for a first and for a second relation. A slot moves round a circle as the months pass and
-- holds a relation while it stands in the first part of it; each round is a new relation, mostly with a new employer.
CREATE VIEW payroll AS
WITH slots AS (
  SELECT
    slot % given('persons') AS person, slot >= given('persons') AS is_second, rank_of(slot % given('persons')) AS rank,
    rank_of(slot % given('persons')) < given('registered') AS registered
  FROM range(2 * given('persons')) t(slot)
), moved AS (
  SELECT
    *,
    rank + CASE WHEN is_second THEN given('persons') ELSE 0 END AS own,
    CASE WHEN registered THEN thousandth(rank) END AS part,
    even(rank) + CASE WHEN is_second THEN 1717986918 ELSE 0 END
      + given('month_number') * CASE WHEN registered THEN 17179869 ELSE 42949673 * (1 + rank % 4) END AS way
  FROM slots
), placed AS (
  SELECT
    *,
    way & 4294967295 AS spot,
    own * 16 + (way >> 32) AS relation,
    way >> 32 AS round,
    CASE WHEN is_wsw(part) THEN given('wsw_counted') ELSE given('working') END AS counted_below,
    CASE
      WHEN NOT registered THEN CASE WHEN is_second THEN given('second_relations') ELSE given('first_relations') END
      WHEN is_young(part) AND given('month') < DATE '2014-01-01' THEN 0
      WHEN is_wsw(part) THEN CASE WHEN is_second THEN 0 ELSE given('wsw_counted') + given('wsw_sheltered') END
      WHEN is_second THEN given('benefits')
      WHEN is_sheltered(part) THEN given('sheltered_work')
      ELSE given('working') END AS present_below
  FROM moved
), drawn AS (
  SELECT *, number(6, relation) AS dice, number(7, relation) AS size_dice, number(8, relation) AS work_dice,
    number(100 + given('month_number'), relation) AS month_dice
  FROM placed WHERE spot < present_below
), pooled AS (
  SELECT
    *,
    CASE
      WHEN NOT registered THEN CASE
        WHEN dice % 1000 < 150 THEN 'payer'
        WHEN dice % 1000 < 180 THEN 'agency'
        WHEN dice % 1000 < 290 THEN 'government'
        WHEN dice % 1000 < 291 THEN 'executor'
        ELSE 'market' END
      WHEN is_second THEN 'payer'
      WHEN is_wsw(part) THEN CASE WHEN spot >= counted_below OR dice % 1000 < 740 THEN 'executor' ELSE 'market' END
      WHEN is_sheltered(part) THEN 'executor'
      WHEN dice % 1000 < 80 THEN 'agency'
      WHEN dice % 1000 < 166 THEN 'government'
      ELSE 'market' END AS pool
  FROM drawn
), employed AS (
  SELECT
    *,
    pool_from(pool) + CASE
      WHEN pool NOT IN ('government', 'market') THEN skewed(size_dice, pool_size(pool))
      ELSE 20 * skewed(size_dice, pool_size(pool) // 20) + CASE
        WHEN registered AND pool = 'market' THEN ((work_dice >> 20) * (work_dice >> 20) * 20) >> 24
        ELSE ((work_dice >> 20) * 20) >> 12 END
    END AS employer
  FROM pooled
), coded AS (
  SELECT
    *,
    CASE
      WHEN pool = 'payer' THEN NULL
      WHEN pool = 'executor' AND is_sheltered(part) THEN 24
      WHEN pool = 'executor' AND registered THEN CASE WHEN spot < counted_below THEN 22 ELSE 21 END
      WHEN pool = 'agency' AND dice // 1000 % 4 = 0 AND given('month') >= DATE '2017-01-01' THEN 82
      WHEN pool = 'agency' THEN 11
      WHEN pool = 'government' THEN CASE WHEN dice // 1000 % 10 < 8 THEN 18 ELSE 1 END
      WHEN pool = 'market' AND is_wsw(part) AND dice % 1000 < 920 THEN 23
      WHEN pool = 'market' AND dice // 1000 % 100 < 3 THEN 83
      ELSE 1 END AS aard,
    -- Eight to forty hours a week, of registered people about 25.
    CASE
      WHEN pool = 'payer' OR month_dice % 1000 < 20 THEN 0
      WHEN registered THEN 9 + work_dice % 17 + work_dice // 17 % 17
      ELSE least(40, 16 + work_dice % 17 + work_dice // 17 % 17) END AS week_hours,
    is_four_weekly(employer) AS four_weekly,
    unnest(CASE WHEN is_four_weekly(employer) THEN given('four_weeks') ELSE given('whole_month') END) AS tijdvak
  FROM employed
), filled AS (
  SELECT
    *,
    -- Hundredths of days; by the month every month is as long as the mean one. Then thousandths of noise and of season.
    week_hours * CASE WHEN four_weekly THEN 100 * (tijdvak.last - tijdvak.first + 1) ELSE 3044 END
      * (970 + (month_dice >> 12) % 61) * given('season') // 7000000
      * CASE WHEN month_dice % 1000 IN (20, 21, 22) THEN -1 ELSE 1 END AS hundredths
  FROM coded
)
SELECT
  person_name(person) AS persoon,
  employer_name(CASE WHEN has_two_ids(employer) AND dice % 2 = 1 THEN second_id(employer) ELSE employer END)
    AS loonheffingennummer,
  (1 + 2 * (round % 3) + is_second::INTEGER)::INTEGER AS nummer_ikv,
  tijdvak.first AS tijdvak_begin,
  tijdvak.last AS tijdvak_einde,
  -- One employer in three files whole hours.
  (CASE WHEN employer % 3 = 0 THEN hundredths // 100 * 100 ELSE hundredths END::DECIMAL(9, 0) * 0.01)::DECIMAL(9, 2)
    AS verloonde_uren,
  aard::SMALLINT AS code_aard,
  CASE
    WHEN pool = 'payer' AND registered THEN 37
    WHEN pool = 'payer' THEN [31, 33, 43, 52, 60][1 + work_dice % 5]
    WHEN aard = 18 THEN 11
    WHEN pool = 'market' AND NOT registered AND dice // 1000 % 100 >= 98 THEN 13
    ELSE 15 END::SMALLINT AS code_soort,
  sector_then(employer)::SMALLINT AS sectorcode,
  -- An employer files all its rows of a period at one moment.
  tijdvak.last::TIMESTAMP + to_hours(24 * (4 + number(9, employer) % 20) + 8 + number(9, employer) // 32 % 10)
    AS aangemaakt_op,
  'volledig' AS regel
FROM filled;

-- ---- corrections of that month, of work only: other hours, or the whole row withdrawn ----
CREATE VIEW corrections AS
WITH chances AS (
  SELECT *, number(10, substr(persoon, 2)::BIGINT * 64 + nummer_ikv * 8 + day(tijdvak_begin) % 8) AS chance
  FROM payroll WHERE code_aard IS NOT NULL
), chosen AS (
  SELECT *, chance // 170 % 5 = 0 AS withdrawn FROM chances WHERE chance % 170 = 0
)
SELECT * EXCLUDE (chance, withdrawn) REPLACE (
  (verloonde_uren - CASE WHEN withdrawn THEN 0 ELSE 1 + chance // 850 % 8 END)::DECIMAL(9, 2) AS verloonde_uren,
  aangemaakt_op + to_days((1 + chance // 6800 % 5)::INTEGER) AS aangemaakt_op,
  CASE WHEN withdrawn THEN 'intrekking' ELSE 'correctie' END AS regel)
FROM chosen;
