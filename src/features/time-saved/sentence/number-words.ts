import { counted, each, list, set } from "./phrase-book.ts";

/** Numbers, lengths of time and days, English and Welsh together: lower case, no accents, no apostrophes. */

/* ── Numbers and units ───────────────────────────────────────────────────────────────────────────────── */

export const units: Readonly<Record<string, number>> = {
  ...each(1, "m, min, mins, minute, minutes, mun, munud, munudau, funud, funudau, munudyn, mns, mts, mintes"),
  ...each(60, "h, hr, hrs, hour, hours, awr, oriau"),
  ...each(120, "dwyawr, ddwyawr"),
  ...each(180, "teirawr, deirawr, theirawr"),
  ...each(1 / 60, "s, sec, secs, second, seconds, eiliad, eiliadau"),
};
/** Lengths that aren't turned into minutes: whether a day is 24 hours or 7.4 isn't ours to say. */
export const longUnits = set(`
  day, days, week, weeks, month, months, year, years, fortnight, fortnights, diwrnod, ddiwrnod, wythnos,
  wythnosau, mis, misoedd, dyddiau, ddyddiau, nod, morning, mornings, afternoon, afternoons`);
/** One of them before a noun makes an adjective: "a 30 minute recording". */
export const fullSingular = set("minute, hour");
/** In Welsh a bare "awr" is an hour; English wants its "an". */
export const aloneUnits = set("awr, munud, funud, dwyawr, ddwyawr, teirawr, deirawr, theirawr");

export const ones: Readonly<Record<string, number>> = {
  ...counted(
    0,
    "zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen",
  ),
  ...counted(15, "fifteen, sixteen, seventeen, eighteen, nineteen"),
  ...counted(1, "un, dau, tri, pedwar, pump, chwech, saith, wyth, naw, deg"),
  ...counted(1, "un, dwy, tair, pedair, pum, chwe, saith, wyth, naw, deng"),
  ...counted(2, "ddau, dri, bedwar, bump"),
  ...counted(2, "ddwy, dair, bedair, bum"),
  ...each(10, "ddeg, ddeng"),
  ...each(11, "unarddeg"),
  ...each(12, "deuddeg, deuddeng, ddeuddeg, ddeuddeng, dozen"),
  ...each(15, "pymtheg, bymtheg, pymtheng, bymtheng, phymtheg"),
  ...each(18, "deunaw, ddeunaw"),
};
export const tens: Readonly<Record<string, number>> = {
  ...each(20, "twenty, ugain, hugain"),
  ...each(30, "thirty"),
  ...each(40, "forty, fourty, deugain, ddeugain"),
  ...each(50, "fifty"),
  ...each(60, "sixty, trigain"),
  ...each(70, "seventy"),
  ...each(80, "eighty"),
  ...each(90, "ninety"),
};
/** "dau ddeg pump": two tens and five. */
export const welshTen = set("deg, ddeg");
export const hundreds = set("hundred, cant, gant, chant");

/** "about": taken as said. The rest are bounds, taken only where they can't make a saving look bigger. */
export const closeTo = list(`
  about, around, roughly, approx, approximately, circa, ca, c, ~, nearly, almost, close to, nearer,
  getting on for, just over, just under, just shy of, a bit under, a bit less than, slightly under,
  slightly less than, slightly over, slightly more than, a little over, a bit over, a good, good, a solid,
  an easy, a clear, a nice, a comfortable, a proper, a lovely, a clean, a cheeky, a quick, a whole, a full, an
  entire, the entire, a whopping, a massive, a huge, a decent, a healthy, a cool, an impressive, a measly,
  a paltry, a further, in the region of, in the order of, to the tune of, a touch over, a touch under, a
  tad over, a tad under, a smidge over, the best part of, the better part of, best part of, easily,
  probably, maybe, perhaps, like, say, some, only, just, another, tua, rhyw, ryw, oddeutu, bron, bron i, o
  gwmpas, dim ond, all of, exactly, the, a, an, not far off, the guts of, the full, a mere, well, approx
  ., c .`);
/** "a whole hour", "an easy hour": these say that it was one. */
export const wholeWords = set(
  "whole, good, full, solid, entire, working, easy, clear, nice, comfortable, proper, lovely, clean, cheeky, quick",
);
export const atLeast = list(`
  over, more than, at least, upwards of, in excess of, no less than, not less than, well over, >, o leiaf,
  dros, mwy na, min, minimum, way over`);
export const atMost = list(`
  under, less than, up to, at most, no more than, not more than, fewer than, <, max, maximum, well under,
  llai na, hyd at, a maximum of, as much as`);
export const vagueAmounts = list(`
  a few, few, a handful of, several, some, a couple or three, ychydig, sawl, ambell, ychydig o, a number
  of, many, countless, multiple, a good few, quite a few, precious, x, xx, umpteen, rhai`);
export const couples = list(`
  a couple of, a couple, couple of, couple, cwpl o, gwpl o, cwpwl o, gwpwl o`);

/* ── Numbers in other roles ──────────────────────────────────────────────────────────────────────────── */
/** "page 12", "Grade 7". */
export const labels = set(`
  lesson, tip, page, pages, p, pp, version, v, ver, grade, gradd, g, q, quarter, windows, win, part,
  section, annex, annexe, appendix, option, phase, form, top, of, number, no, item, room, floor, band,
  tier, level, chapter, table, figure, slide, article, schedule, clause, stage, step, week, day, lot, gpt,
  model, ps, pq, line, row, column, tab, question, point, para, paragraph, draft, case, ref, file,
  building, platform, unit, group, cohort, wave, sprint, year, fy, office, area, zone, type, class,
  tudalen, rhan, adran, cam, covid, strand, priority, objective, product, agenda, tranche, pillar`);

export const moneyBefore = set("£, $, €");

export const afterMoney = set(`
  %, percent, k, bn, million, billion, m2, pc, p, pence, pounds, quid, gbp, mb, gb, kb, degrees`);

export const clockBefore = set("at, @, am, by, until, till, circa");

export const clockAfter = set("am, pm, oclock, noon, yb, yh");

/** Words that may follow a number without being what it counts: "20 on the slides". */
export const functionWords = set(`
  on, in, for, with, to, and, or, but, by, at, from, instead, rather, longer, slower, faster, quicker,
  sooner, saved, lost, wasted, less, more, extra, today, yesterday, this, that, last, using, when, while,
  so, the, because, as, since, which, copilot, thanks, ta, please, than, not, no, if, a, an, i, my, me,
  is, was, were, had, have, has, been, usually, normally, typically, without, before, after, now, then,
  though, off, back, via, per, each, every, down, up, too, tomorrow, yday, tonight, it, we, he, she, they,
  would, could, should, will, out, over, into, during, cheers, again, overall, max, maybe, wait, sorry,
  actually, oh, yes, ar, yn, gyda, efo, wrth, ddoe, heddiw, am, y, yr, ond, ac, fel, er, heb, bore, dydd,
  ddydd, neithiwr, echdoe, o, na, ago, late, early, earlier, later, away, left, vs, versus, compared,
  plus, only, just, took, takes, spent, until, till, old, about, lol, tops, ish, exactly, also, there,
  did, done, are, be, can, might, may, must, do, does, straight, all, between, dim, 'ma, ma, neu, rwy,
  mae, roedd, sydd`);

/** A length before one of these is the size of the thing: "a 30 minute meeting". */
export const events = set(`
  meeting, meetings, call, calls, presentation, briefing, session, sessions, training, course, video,
  recording, film, clip, lunch, break, walk, drive, train, journey, interview, interviews, slot, webinar,
  workshop, catch, catchup, talk, speech, podcast, audio, timer, reminder, delay, wait, window, deadline,
  chat, standup, appointment, lesson, class, show, episode, movie, ride, commute, trip, flight, nap, drop,
  teams, zoom, town, hearing, panel, cyfarfod, gyfarfod, hyfforddiant, egwyl, cinio, galwad, alwad,
  recordiad, fideo, delivery, service, response, footage, tape, transcript, consultation, trial, pilot,
  probation, contract, queue`);

/** A length before one of these is what the thing would take: "an hour's work". */
export const jobs = set(`
  job, jobs, task, tasks, work, effort, exercise, process, slog, chore, tasg, dasg, gwaith, waith, piece`);

/** "went from 20 minutes to 30" is a change, "saved from 20 to 30" a range. */
export const changed = set("went, gone, up, increased, rose, grew, moved, go, goes");

/* ── Days ────────────────────────────────────────────────────────────────────────────────────────────── */

export const weekdays: Readonly<Record<string, number>> = {
  ...counted(1, "monday, tuesday, wednesday, thursday, friday, saturday, sunday"),
  ...counted(1, "mon, tue, wed, thu, fri"),
  ...each(2, "tues"),
  ...each(3, "weds"),
  ...each(4, "thur, thurs"),
  ...counted(1, "llun, mawrth, mercher, iau, gwener, sadwrn, sul"),
  ...counted(1, "lun, fawrth, fercher"),
};
/** Shorter than a word that means something else, so a "last" or "on" has to come first. */
export const weekdaysAfterOn: Readonly<Record<string, number>> = { sat: 6, sun: 7 };
/** In Welsh a weekday is "dydd Llun": without "dydd" it may be a month or a picture. */
export const welshDay = set("dydd, ddydd, nos, bore, fore, prynhawn, brynhawn, pnawn");
export const welshWeekdays = set(`
  llun, mawrth, mercher, iau, gwener, sadwrn, sul, lun, fawrth, fercher`);

export const months: Readonly<Record<string, number>> = {
  ...counted(
    1,
    "january, february, march, april, may, june, july, august, september, october, november, december",
  ),
  ...counted(1, "jan, feb, mar, apr, may, jun, jul, aug, sep, oct, nov, dec"),
  ...each(9, "sept"),
  ...counted(
    1,
    "ionawr, chwefror, mawrth, ebrill, mai, mehefin, gorffennaf, awst, medi, hydref, tachwedd, rhagfyr",
  ),
  ...each(3, "fawrth"),
  ...each(5, "fai"),
  ...each(6, "fehefin"),
  ...each(7, "orffennaf"),
  ...each(9, "fedi"),
  ...each(11, "dachwedd"),
  ...each(12, "ragfyr"),
};

/** How many days back. */
export const namedDays: readonly (readonly [phrases: readonly string[], back: number])[] = [
  [list("the day before yesterday, day before yesterday, echdoe"), 2],
  [
    list(`
      yesterday, yesterday morning, yesterday afternoon, yesterday evening, last night, yday, ddoe, doe,
      bore ddoe, prynhawn ddoe, neithiwr, late yesterday, early yesterday`),
    1,
  ],
  [
    list(`
      today, this morning, this afternoon, this evening, tonight, just now, earlier today, heddiw, bore
      ma, y bore ma, bore yma, y bore yma, prynhawn ma, y prynhawn ma, y prynhawn yma, pnawn ma, heno,
      earlier this morning, earlier this afternoon, earlier on, a moment ago, a minute ago, moments ago,
      an hour ago, half an hour ago`),
    0,
  ],
  [list("tomorrow, tomorrow morning, tomorrow afternoon, tmrw, yfory, fory"), -1],
  [list("a week ago, a week ago today, wythnos yn ol"), 7],
  [list("a fortnight ago, two weeks ago, 2 weeks ago, pythefnos yn ol"), 14],
  [list("the day after tomorrow, drennydd"), -2],
];
/** A day was meant, but which? */
export const vagueDays = list(`
  last week, past week, the past week, the last week, previous week, this week, earlier this week, later
  this week, so far this week, last month, this month, this year, last year, the other day, recently, a
  while ago, some time ago, the other week, over the weekend, at the weekend, this weekend, last weekend,
  next week, next month, a few days ago, several days ago, a few weeks ago, a month ago, months ago, weeks
  ago, days ago, yr wythnos diwethaf, wythnos diwethaf, wythnos ddiwethaf, yr wythnos ddiwethaf, yr
  wythnos hon, mis diwethaf, y mis diwethaf, eleni, llynedd, the week before last, over the last week, in
  the last week, on various days, both days, several days, all week,
  wythnos nesaf, y llynedd, ages ago, fis diwethaf, last quarter, this quarter, years ago, last spring,
  last summer, last autumn, last winter, over the summer, over the holidays, at christmas, over christmas,
  before christmas, since christmas, at easter, over easter, before easter, since easter, at new year,
  during lockdown, in lockdown, dros y nadolig, adeg y nadolig, dros y pasg, adeg y pasg, dros yr haf,
  last term, the week before, the month before, the year before, in the summer, in the autumn, in the
  winter, in the spring, fis yn ol, mis yn ol, flwyddyn yn ol, blwyddyn yn ol, dridiau yn ol,
  ddeuddydd yn ol, deuddydd yn ol`);
export const agoWords = list("ago, back, yn ol, nol");
export const dayUnits = set("day, days, ddiwrnod, diwrnod, dydd");
export const weekUnits = set("week, weeks, wythnos");
export const longerUnits = set(
  "month, months, year, years, mis, fis, mlynedd, flynedd, blynedd, term, terms",
);
/** "the slides for Friday": what it was for, not when it was done. */
export const purpose = set(`
  for, by, until, till, due, before, of, ahead, ready, erbyn, cyn, about, re, to`);
export const sinceWords = set("from, since, ers, oddi");
