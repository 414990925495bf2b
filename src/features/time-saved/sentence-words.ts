import type { App, Task } from "../../core/taxonomy.ts";

/**
 * The words the sentence reader knows, English and Welsh together, because people mix them.
 * They are written as the reader sees them: lower case, no accents, no apostrophes ("didnt"), no hyphens.
 */
const list = (text: string): readonly string[] => text.split(",").map((entry) => entry.trim());
const set = (text: string): ReadonlySet<string> => new Set(list(text));

/* ── Signs: phrases that say what a length of time means ─────────────────────────────────────────────── */

/** Where two phrases fit, the longer one is read: "down from" before "down", "no problem" before "no". */
export const signs = {
  /** What follows, or stands just before, was saved. */
  saved:
    list(`saved, saving, savings, time saving, time savings, shaved, knocked, freed, freed up, gained, regained,
    won back, clawed back, spared, bought me, arbedais, arbedes, arbedodd, arbedwyd, arbediad, wedi arbed, di arbed,
    safiais, wedi safio, wedi sbario, enillais, wedi ennill`),
  /** To save: needs a "managed to" or "did" before it has happened. */
  save: list("save, gain, free up, shave, arbed, safio, sbario"),
  /** What happens generally isn't one task just done. */
  saves: list(
    "saves, am saving, is saving, are saving, been saving, gains, frees up, yn arbed, arbeda, keeps saving",
  ),
  lost: list(`lost, wasted, wasting, cost, costing, set me back, delayed, delayed me, loss of, net loss, minus, losing,
    collais, collodd, gollais, gollodd, wedi colli, di colli, gwastraffais, wastraffais, gwastraffodd, wedi gwastraffu,
    costiodd, gostiodd, wedi costio`),
  lose: list("lose, waste, colli, gwastraffu, golli, wastraffu"),
  loses: list("loses, costs, wastes, yn colli, yn gwastraffu"),
  added: list("added, adding, ychwanegodd, wedi ychwanegu"),
  took: list(`took, taken, taking, spent, spending, done in, finished in, completed in, tooked, tok, lasted, spend,
    cymerodd, gymerodd, cymrodd, gymrodd, wedi cymryd, di cymryd, treuliais, dreuliais, treuliodd, wedi treulio`),
  takes: list("take, takes, cymryd, gymryd, cymer, needs, needed"),
  now: list(`now, this time, with copilot, with ai, with it, using copilot, using ai, via copilot, copilot, gyda copilot,
    efo copilot, gan ddefnyddio copilot, nawr, rwan, y tro hwn, erbyn hyn`),
  usual:
    list(`usually, normally, typically, ordinarily, usual, normal, used to, by hand, manually, manual, without copilot,
    without ai, without it, on my own, by myself, previously, in the past, otherwise, before copilot, before ai,
    the old way, expected, expecting, estimated, from scratch, last time, doing it myself, fel arfer, fel rheol,
    arferol, arferai, a llaw, heb copilot, heb gopilot, ar fy mhen fy hun, cyn copilot, o blaen`),
  instead:
    list(`instead of, rather than, as opposed to, compared to, compared with, in comparison to, in comparison with,
    versus, vs, v, in place of, yn lle, yn hytrach na, o gymharu a, o gymharu ag`),
  longer: list("longer, slower, yn hirach, hirach, yn hwy, yn arafach, arafach"),
  faster:
    list(`faster, quicker, sooner, shorter, speedier, swifter, more quickly, yn gynt, gynt, yn gyflymach, gyflymach,
    cyflymach, yn fyrrach`),
  extra: list("extra, an extra, additional, an additional, ychwanegol, on top"),
  more: list("more, yn fwy, yn rhagor"),
  less: list("less, fewer, yn llai"),
  back: list("back, yn ol i mi"),
  gave: list("gave, got, giving, given, rhoddodd"),
  cut: list("cut, reduced, shortened, trimmed, slashed, reducing, cutting, lleihau, torri, torrodd, gostwng"),
  moved: list("turned, went, brought, dropped, fell, gone, aeth"),
  from: list("from, o, took it from, out of"),
  to: list("to, into, i"),
  downTo: list("down to, ->, =>, i lawr i"),
  downFrom: list("down from, up from, i lawr o"),
  within: list("in, mewn, within, inside, ymhen"),
  during: list("for, am, throughout"),
  /** "20 minutes ago": a moment, not a length. */
  momentAfter: list("ago, late, later, from now, ahead, overdue, old, yn ol, yn hwyr"),
  /** "20 minutes before the meeting", unless it was saved or lost by then. */
  momentPerhaps: list("left, away, before, after, until, till, to go, notice, remaining, into, in advance"),
  early: list("early, earlier, ahead of schedule, ahead of time, yn gynnar"),
  momentBefore: list(
    "after, every, next, the next, last, the last, past, the past, first, the first, until, within the, bob, ymhen",
  ),
  log: list(`log, record, register, enter, put down, put me down for, jot down, submit, cofnoda, cofnodi, cofnodwch,
    gofnodi, logio, logia, nodwch`),
  zero: list(`no difference, no change, made no difference, same as usual, same as normal, same as before, same time,
    same amount of time, same length of time, about the same, as long as usual, just as long, broke even, break even,
    breaks even, evened out, cancelled out, neither saved nor lost, no quicker or slower, no slower or faster,
    no faster or slower, neither faster nor slower, neither quicker nor slower, no gain, no time gained,
    make any difference, make a difference, no real difference, no noticeable difference, no discernible difference,
    no actual difference, no obvious difference, no particular difference, no overall difference, no net difference,
    no real change, no real gain, dim gwahaniaeth, unrhyw wahaniaeth, yr un fath, yr un faint, yr un amser`),
  nothing: list(
    "nothing, zero, nil, none, no time, no real time, no actual time, no net time, no minutes, zilch, nought, naught, dim byd, dim amser",
  ),
  /** No number, but an amount of time. */
  vague:
    list(`time, amser, ages, hours, loads, lots, a lot, tons, a ton, heaps, plenty, a bit, a little, a while, a chunk,
    a fair bit, quite a bit, little, very little, forever, so much, much, a bunch, oriau, lot o, llawer, all morning, all afternoon, all day,
    the whole morning, the whole afternoon, the whole day, most of the morning, most of the day, bach o`),
  not: list(`didnt, dont, doesnt, hasnt, havent, hadnt, wasnt, isnt, arent, werent, wouldnt, couldnt, shouldnt, wont, cant,
    cannot, aint, not, never, no, nor, neither, without, hardly, barely, scarcely, fail, failed, fails, nobody, none of,
    unable, refused, far from, anything but, ddim, heb, nid, nac, byth, dim, prin, methodd, methu, methais, nowhere near`),
  /** Takes back whatever else the sentence says. */
  doubt:
    list(`dont think, didnt think, dont believe, not convinced, not true, untrue, dont reckon, wouldnt say, cant say,
    yeah right, if only, joking, kidding, only kidding, jk, just kidding, i wish, wish, sarcasm, lol no, doubt, doubtful,
    doubt that, ddim yn meddwl, ddim yn credu, not using copilot, not using ai, not using it, hypothetically, in theory,
    for example, eg, e g, example, test, testing, tynnu coes, that was wrong, that is wrong, thats wrong,
    nonsense, a lie, my mistake, by mistake, in error, overstated, exaggerating, so much for, scratch that, correction,
    as if`),
  unsure:
    list(`not sure, unsure, dunno, dont know, no idea, not certain, hard to say, hard to tell, difficult to say,
    cant remember, dont remember, ddim yn siwr, ddim yn gwybod, anodd dweud, not exactly sure`),
  maybe:
    list(`could, would, might, may, should, will, wouldve, couldve, mightve, shouldve, itd, itll, youd, theyd, can, if,
    unless, whether, hope, hoping, hoped, hopefully, expect, plan to, planning to, plans to, planned to, aim, aiming,
    aimed, want, wants, wanted, try, trying, tried, going to, gonna, supposed, supposedly, allegedly, apparently, meant to,
    promise, promised, promises, claim, claims, claimed, says, said, told, according, heard, potential, potentially,
    imagine, suppose, likely, target, goal, need to, looking to, how to, ways to, next time, in future, thought,
    gallai, gallwn, gallwch, byddai, bydd, fyddai, fydd, gobeithio, eisiau, isio, dylai, dylwn, ceisio, trio, os, efallai,
    galla, gall, pe, advertised, estimate`),
  each: list(`every day, every week, every month, every time, every single, every morning, every afternoon, every evening,
    every meeting, every email, every fortnight, each day, each week, each time, each month, each morning, each, per,
    on average, average, averages, averaging, an average, a day on, most days, most weeks, day in day out, pw, p w,
    always, often, tend to, tends to, generally, regularly, repeatedly, bob dydd, bob wythnos, bob tro, bob mis,
    bob bore, ar gyfartaledd, yn rheolaidd, apiece, y tro, every monday, every tuesday, every wednesday, every thursday,
    every friday, on every, for every, with every, in every, at every, ar bob, a pop, yn aml, twice, three times, several times, a few times, a couple of times`),
  /** Somebody else's time. */
  other:
    list(`her, him, them, you, my manager, my boss, my colleague, my director, my colleagues, a colleague, the minister,
    the director, my line manager, she, he, they, someone, somebody, my staff, staff, people, nhw`),
  together:
    list(`us, we, team, the team, my team, our team, colleagues, everyone, everybody, the department, the office,
    the unit, the branch, the whole team, the directorate, all of us, ni, tim, y tim`),
  join: list(`but, and, so, because, as, since, though, although, which, while, whilst, when, then, where, cause, cos, coz,
    however, plus, also, after which, ond, achos, oherwydd, felly, fodd bynnag, pan, thanks to, or`),
  rework:
    list(`fix, fixing, fixed, check, checking, checked, correct, correcting, corrected, redo, redoing, rework, reworking,
    tidy, tidying, verify, verifying, errors, mistakes, hallucinated, hallucinations, trwsio, cywiro, gwirio, sort out,
    put right, undo, rewrite it`),
  times: list("times, x, *"),
  /** Said in passing: never a "no", a "could" or a "we". */
  aside:
    list(`no problem, no problems, no worries, no bother, no fuss, not bad, not too bad, not bad at all, not only, not just,
    no need, no need to, no doubt, without a doubt, without doubt, cant complain, cant believe, not to mention, dim problem,
    would say, would guess, would estimate, would reckon, would think, i think, must say, can confirm, can say,
    can report, happy to say, happy to report, pleased to say, pleased to report, glad to say, hope this helps,
    would recommend, i must say, so far, as well, as usual, than usual, than normal, than before, than it would,
    than it should, than i would, than doing it myself, than doing it by hand, than doing it manually, than without,
    than expected, than i expected, than i thought, than last time, na arfer, nag arfer, no longer, any longer, thank you, when i, like that,
    to be honest, if im honest, if i am honest, y pen, y prynhawn, can i say, not long ago, nothing wrong, nothing else,
    in no time, no time at all, diolch i, not counting, not including, ar y tim, in time, on time, at the time,
    same time as, next step, next steps, next week, in the end, wedi r cyfan`),
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Sign = keyof typeof signs;

/** "managed to save", "did save", "wnes i arbed": it happened. */
export const happened =
  set(`did, managed, manage, able, helped, allowed, enabled, let, made, wedi, wnes, nes, gwnes, wnaeth,
  gwnaeth, naeth, nath, llwyddais, llwyddodd, helpu, helpodd, used`);

/** Between a sign and its number these say nothing: "saved me about 30", "took all of 30 minutes". */
export const fillers =
  set(`me, myself, of, by, my, the, a, an, it, this, that, i, only, just, about, around, another, at,
  was, were, been, has, have, is, be, to, all, probably, maybe, perhaps, well, easily, really, actually, like, on, too,
  even, in, total, overall, roughly, here, so, at least, definitely, work, typing, mi, fi, imi, tua, rhyw, tuag, ryw, y,
  yr, dim, ond, er, o, copilot, ar, wrth, gwaith, what, worth, off, whole, also, once, still, ended, up, again, yn,
  would, had, d, then, got, today, already, bang, exactly, approximately, us, s, net, hours, minutes, approx, i'd, hi`);

/** After one of these comes what it was for, not whom: "saved on emails 20 minutes". */
export const prepositions = set("on, by, at, in, with, yn, ar, wrth, gyda, over, via");

/* ── Numbers and units ───────────────────────────────────────────────────────────────────────────────── */

export const units: Readonly<Record<string, number>> = {
  ...each(1, "m, min, mins, minute, minutes, mun, munud, munudau, funud, funudau, munudyn, mns, mts, mintes"),
  ...each(60, "h, hr, hrs, hour, hours, awr, oriau, hrly"),
  ...each(1 / 60, "s, sec, secs, second, seconds, eiliad, eiliadau"),
};
/** Lengths that aren't turned into minutes: whether a day is 24 hours or 7.4 isn't ours to say. */
export const longUnits =
  set(`day, days, week, weeks, month, months, year, years, fortnight, fortnights, diwrnod, ddiwrnod,
  wythnos, wythnosau, mis, misoedd, dyddiau, ddyddiau, nod, morning, mornings, afternoon, afternoons`);
/** One of them before a noun makes an adjective: "a 30 minute recording". */
export const fullSingular = set("minute, hour");
/** In Welsh a bare "awr" is an hour; English wants its "an". */
export const aloneUnits = set("awr, munud, funud");

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
export const closeTo =
  list(`about, around, roughly, approx, approximately, circa, ca, c, ~, nearly, almost, close to, nearer,
  getting on for, just over, just under, just shy of, a bit under, a bit less than, slightly under, slightly less than,
  slightly over, slightly more than, a little over, a bit over, a good, good, a solid, a whole, a full, the best part of,
  the better part of, best part of, easily, probably, maybe, perhaps, like, say, some, only, just, another, a further,
  tua, rhyw, ryw, oddeutu, bron, bron i, o gwmpas, dim ond, all of, exactly, the, a, an, 
  not far off, the guts of, the full, a mere, well, approx ., c .`);
export const atLeast =
  list(`over, more than, at least, upwards of, in excess of, no less than, not less than, well over,
  >, o leiaf, dros, mwy na, min, minimum, way over`);
export const atMost =
  list(`under, less than, up to, at most, no more than, not more than, fewer than, <, max, maximum,
  well under, llai na, hyd at, a maximum of, as much as`);
export const vagueAmounts =
  list(`a few, few, a handful of, several, some, a couple or three, ychydig, sawl, ambell, ychydig o,
  a number of, many, countless, multiple, a good few, quite a few, precious, x, xx, umpteen, rhai`);
export const couples = list("a couple of, a couple, couple of, couple, cwpl o, gwpl o, cwpwl o, gwpwl o");

/* ── Numbers in other roles ──────────────────────────────────────────────────────────────────────────── */

/** "page 12", "Grade 7". */
export const labels =
  set(`page, pages, p, pp, version, v, ver, grade, gradd, g, q, quarter, windows, win, part, section, annex,
  annexe, appendix, option, phase, form, top, of, number, no, item, room, floor, band, tier, level, chapter, table, figure,
  slide, article, schedule, clause, stage, step, week, day, lot, gpt, model, ps, pq, line, row, column, tab, question,
  point, para, paragraph, draft, case, ref, file, building, platform, unit, group, cohort, wave, sprint, year, fy, office,
  area, zone, type, class, tudalen, rhan, adran, cam, covid, strand, priority, objective, product, agenda, tranche, pillar`);
export const moneyBefore = set("£, $, €");
export const afterMoney = set(
  "%, percent, k, bn, million, billion, m2, per, pc, p, pence, pounds, quid, gbp, mb, gb, kb, degrees",
);
export const clockBefore = set("at, @, am, by, until, till, circa");
export const clockAfter = set("am, pm, oclock, noon, yb, yh");

/** Words that may follow a number without being what it counts: "20 on the slides". */
export const functionWords =
  set(`on, in, for, with, to, and, or, but, by, at, from, instead, rather, longer, slower, faster,
  quicker, sooner, saved, lost, wasted, less, more, extra, today, yesterday, this, that, last, using, when, while, so, the,
  because, as, since, which, copilot, thanks, ta, please, than, not, no, if, a, an, i, my, me, is, was, were, had, have,
  has, been, usually, normally, typically, without, before, after, now, then, though, off, back, via, per, each, every, down,
  up, too, it, we, he, she, they, would, could, should, will, out, over, into, during, cheers, again, overall, max, maybe,
  wait, sorry, actually, oh, no, yes, ar, yn, gyda, efo, wrth, ddoe, heddiw, i, am, y, yr, ond, ac, fel, er, heb, bore, dydd,
  ddydd, neithiwr, echdoe, o, na, ago, late, early, earlier, later, away, left, vs, versus, compared, plus, only, just,
  took, takes, spent, until, till, old, about, lol, tops, ish, exactly, versus, also, there, did, done, are, be, can,
  might, may, must, do, does, straight, all, there, between, per, every, dim, 'ma, ma, neu, rwy, mae, roedd, sydd`);

/** A length before one of these is the size of the thing: "a 30 minute meeting". */
export const events =
  set(`meeting, meetings, call, calls, presentation, briefing, session, sessions, training, course, video,
  recording, film, clip, lunch, break, walk, drive, train, journey, interview, interviews, slot, webinar, workshop, catch,
  catchup, talk, speech, podcast, audio, timer, reminder, delay, wait, window, deadline, chat, standup, appointment,
  lesson, class, show, episode, movie, ride, commute, trip, flight, nap, drop, teams, zoom, town, hearing, panel,
  cyfarfod, gyfarfod, hyfforddiant, egwyl, cinio, galwad, alwad, recordiad, fideo, delivery, service, response, footage,
  tape, transcript, consultation, trial, pilot, probation, contract, queue`);
/** A length before one of these is what the thing would take: "an hour's work". */
export const jobs = set(
  "job, jobs, task, tasks, work, effort, exercise, process, slog, chore, tasg, dasg, gwaith, waith, piece",
);
/** Nothing to do with time that Copilot saved. */
export const elsewhere = set(`phone, leave, holiday, lunch, break, flexi, toil, sick, overtime, timer, alarm, remind, reminder, snooze,
  parking, bus, commute, walk, gym, bath, nap, coffee, gwyliau, egwyl, cinio, atgoffa, cofiwch, timesheet, delete,
  remove, change, undo, cancel, edit, pause, mute, ring, call, wait, busy, dileu, running, brb, afk, afternoon, ill`);
/** Time lost or won here has nothing to do with a task. */
export const outside = set(`lunch, break, commute, train, bus, tram, tube, traffic, gym, walk, walked, walking, cycled, cycling, cycle,
  drive, drove, driving, parking, sleep, lift, queue, coffee, nap, holiday, bath, pub, school, bike, swim, swam, run, ran,
  overran, lasted, cinio, egwyl, bws, tren`);
/** What goes on for 20 minutes longer by itself. */
export const gatherings = set(`meeting, call, interview, session, training, course, webinar, workshop, hearing, journey, standup,
  lesson, class, seminar, conference, event, appointment, visit, cyfarfod, gyfarfod, hyfforddiant`);
/** "20 minutes of typing" is time; "10 minutes of video" isn't. */
export const timeSpentOn = set("time, work, effort, faff, admin, amser, waith, gwaith, hassle, pain, drudgery, toil, boredom, slog, it, that");
/** "cancel the 30 minutes": about an entry, not one. */
export const undoing = set(`cancel, delete, remove, undo, change, amend, forget, ignore, scrap, erase, wipe, replace, correct, edit, dileu,
  newid, canslo, anghofio, reverse, withdraw, retract`);
/** Where files are saved. */
export const storage = set("sharepoint, onedrive, folder, drive, desktop, archive, pdf, disk, usb, favourites, bookmarks, ffolder");

/** "wrote it in 20 minutes": somebody's doing, so it is about time spent. */
export const doings =
  set(`did, done, wrote, written, drafted, finished, completed, produced, summarised, summarized, sorted, created,
  made, built, turned, edited, translated, proofread, prepared, worked, reviewed, analysed, designed, rewrote, searched,
  found, explained, coded, planned, replied, answered, cleared, read, ysgrifennais, drafftiais, gorffen, gorffennais, wnes,
  gwnes, knocked, rattled, whipped, got, ready, formatted, used, tried, worked`);
/** A noun after a storing "saved": "saved the file". */
export const storing =
  set(`it, the, this, that, these, those, my, our, your, a, an, all, as, them, into, any, two, both, his, some,
  y, yr, fy, ein`);
/** "saved 10 minutes of video" is storing, too. */
export const footage = set(
  "video, audio, footage, recording, film, tape, clip, clips, speech, music, the, storage, tokens, data",
);

/** A sentence with one of these isn't a bare note ("20 mins on the slides"). */
export const finite =
  set(`is, are, was, were, be, been, am, has, have, had, need, needs, needed, must, do, does, got, get, gets,
  i, you, we, they, he, she, im, ive, id, its, please, let, lets, there, send, show, give, tell, find, want, wants, start,
  starts, started, begin, begins, meet, see, book, arrange, move, come, coming, waiting, mae, roedd, bydd, dw, dwi, rydw,
  oes, rhaid, who, what, how, why, where, someone, anyone, due, free, available, late, running, ready, sent, asked, says,
  failed, broken, down, crashed, long, too, only, lasted, finish, ends, until, before, after, available`);

/** "can you": a question; "can you log": a polite command. */
export const modals =
  set(`can, could, would, will, shall, should, may, does, do, is, are, has, have, am, isnt, doesnt, wont, cant,
  couldnt, wouldnt, hasnt, havent, arent, didnt, dont, did, was, were`);
export const subjects = set(
  "i, you, it, we, copilot, this, that, there, someone, anyone, ai, they, the, he, she, my, these, u",
);
export const asking = set(
  "how, why, who, faint, sut, pam, beth, pryd, ble, pwy, ydy, ydi, allwch, fedri, alli, oes, wnaeth copilot",
);
export const askingAnywhere = list(
  "how much, how many, how long, how do, how can, how does, faint o, pa mor, what if, beth os",
);
export const afterWhat = set(
  "is, are, does, do, did, if, about, was, were, time, can, will, happens, counts, would, should, s",
);

/** They want to see what is kept, not to add to it. */
export const viewing = set(
  "show, see, view, list, export, where, history, total, totals, see, display, dangos, gweld, delete, report",
);

/** What may stand before a note or a command: "hi, please could you log". */
export const opening =
  set(`hi, hello, hey, hiya, morning, please, pls, plz, can, could, would, will, you, u, i, id, like, to, want,
  need, just, ok, okay, so, um, oh, copilot, uptake, bot, bore, da, helo, shwmae, plis, os, gwelwch, dda, wnei, di, rhaid, mi,
  yes, let, me, wed, and, also, now, try, quick, quickly, good, afternoon, the, my, entry, time, task, for, this, it, evening,
  allwch, chi, alli, ti, fedri, wish, d, another, one, may`);

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
export const welshDay = set("dydd, ddydd, nos, bore, prynhawn");
export const welshWeekdays = set("llun, mawrth, mercher, iau, gwener, sadwrn, sul, lun, fawrth, fercher");

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
    list(`yesterday, yesterday morning, yesterday afternoon, yesterday evening, last night, yday, ddoe, doe, bore ddoe,
    prynhawn ddoe, neithiwr, late yesterday, early yesterday`),
    1,
  ],
  [
    list(`today, this morning, this afternoon, this evening, tonight, just now, earlier today, heddiw, bore ma, y bore ma,
    bore yma, y bore yma, prynhawn ma, y prynhawn ma, y prynhawn yma, pnawn ma, heno, earlier this morning,
    earlier this afternoon, earlier on, a moment ago, a minute ago, moments ago, an hour ago, half an hour ago`),
    0,
  ],
  [list("tomorrow, tomorrow morning, tomorrow afternoon, tmrw, yfory, fory"), -1],
  [list("a week ago, a week ago today, wythnos yn ol"), 7],
  [list("a fortnight ago, two weeks ago, 2 weeks ago, pythefnos yn ol"), 14],
  [list("the day after tomorrow, drennydd"), -2],
];
/** A day was meant, but which? */
export const vagueDays =
  list(`last week, past week, the past week, the last week, previous week, this week, earlier this week,
  later this week, so far this week, last month, this month, this year, last year, the other day, recently, a while ago,
  some time ago, the other week, over the weekend, at the weekend, this weekend, last weekend, next week, next month,
  a few days ago, several days ago, a few weeks ago, a month ago, months ago, weeks ago, days ago, yr wythnos diwethaf,
  wythnos diwethaf, wythnos ddiwethaf, yr wythnos ddiwethaf, yr wythnos hon, mis diwethaf, y mis diwethaf, eleni,
  llynedd, the week before last, over the last week, in the last week, on various days, wythnos nesaf, y llynedd, ages ago`);
export const agoWords = list("ago, yn ol, nol");
export const dayUnits = set("day, days, ddiwrnod, diwrnod, dydd");
export const weekUnits = set("week, weeks, wythnos");
/** "the slides for Friday": what it was for, not when it was done. */
export const purpose = set("for, by, until, till, due, before, of, ahead, ready, erbyn, cyn, about, re, to");
export const sinceWords = set("from, since, ers, oddi");

/* ── Apps and tasks ──────────────────────────────────────────────────────────────────────────────────── */

/** These names mean only the app. */
export const plainApps: Readonly<Record<string, App>> = {
  powerpoint: "powerpoint",
  ppt: "powerpoint",
  pptx: "powerpoint",
  onenote: "onenote",
  xlsx: "excel",
  docx: "word",
  msteams: "teams",
};
/** These are ordinary words as well, so their company decides. */
export const wordyApps: Readonly<
  Record<string, { app: App; before: ReadonlySet<string>; after: ReadonlySet<string> }>
> = {
  word: {
    app: "word",
    before: set("in, using, within, with, via, ms, microsoft, 365, yn, mewn, gyda, efo, on, through"),
    after: set("document, documents, doc, docs, file, copilot, template, dogfen"),
  },
  excel: {
    app: "excel",
    before: set(
      "in, using, within, with, via, ms, microsoft, 365, an, the, my, yn, mewn, gyda, efo, on, through, complex, our",
    ),
    after: set(
      "spreadsheet, spreadsheets, sheet, workbook, formula, formulas, file, copilot, macro, data, pivot, taenlen",
    ),
  },
  teams: {
    app: "teams",
    before: set("in, using, within, via, ms, microsoft, yn, mewn, on, through"),
    after: set("meeting, meetings, call, calls, recap, transcript, copilot"),
  },
  outlook: {
    app: "outlook",
    before: set("in, using, within, with, via, ms, microsoft, yn, mewn, gyda, efo, through, on"),
    after: set("email, emails, inbox, calendar, message, copilot, messages, mailbox"),
  },
  loop: {
    app: "loop",
    before: set("in, using, within, ms, microsoft, via, yn, mewn"),
    after: set("page, pages, component, components, workspace"),
  },
};
/** After these words the name before was an ordinary one: "the word count", "keep in loop". */
export const notApps = set(
  "count, counts, limit, for, perfect, of, by, report, at, across, is, was, off, about, mouth",
);
export const endsName =
  set(`to, and, for, on, yesterday, today, this, but, so, it, i, saved, saving, took, which, when, instead, at,
  ar, i, ddoe, heddiw, with, then, by, after, because, as, usually, or, the, took, last, again, from, while, took, copilot, was,
  has, my, a, summarising, drafting, writing, rather, in, using, me`);

/** Phrases that point to a task; a trailing * stands for any ending. `strong` outweighs `weak`. */
export const taskWords: Readonly<
  Partial<Record<Task, { readonly strong: readonly string[]; readonly weak?: readonly string[] }>>
> = {
  find: {
    strong:
      list(`look up, looking up, looked up, lookup, search*, finding, find, tracking down, tracked down, hunting, locate,
      locating, dod o hyd, chwilio, ffeindio`),
  },
  "summarise-documents": {
    strong: list(
      "summar*, crynhoi, grynhoi, chrynhoi, crynodeb*, grynodeb*, chrynodeb*, synopsis, condens*, digest*",
    ),
  },
  "summarise-meetings": {
    strong:
      list(`minutes, minute taking, minuting, minuted, meeting note*, meeting action*, meeting record, meeting recap,
      meeting summary, meeting summaries, meeting write up, meeting transcript, recap, recaps, readout, notes of the meeting,
      notes from the meeting, actions from the meeting, action points, action log, actions log, cofnodion, gofnodion,
      chofnodion, nodiadau cyfarfod, nodiadau cyfarfodydd, nodiadau o gyfarfod, meeting readout, call notes, meeting minutes`),
  },
  email: {
    strong: list(`email*, inbox, reply, replies, replying, replied, mailbox, ebost*, ebyst, negeseuon, ateb`),
  },
  draft: {
    strong: [],
    weak: list(`draft*, write, writing, wrote, written, write up, writing up, report, reports, letter*, briefing*, brief, submission*, paper,
      papers, document, documents, doc, memo, speech, note, foi, pq, pqs, business case, job description, job advert,
      newsletter, article, blog*, statement, terms of reference, drafft*, ddrafft*, llythyr*, lythyr*, adroddiad*,
      ysgrifennu, sgwennu, papur, bapur, dogfen, ddogfen, cyflwyniad gweinidogol, correspondence, leaflet, guidance note`),
  },
  edit: {
    strong:
      list(`proofread*, proof read*, rewrit*, rewrote, plain english, simplif*, editing, edited, edit, rephras*, reword*, shorten*,
      redraft*, prawf ddarllen, golygu, olygu, symleiddio, aralleirio, cymraeg clir, polishing, tone`),
  },
  presentation: {
    strong:
      list(`slide, slides, deck, decks, slidedeck, powerpoint presentation, presentation*, a powerpoint, the powerpoint, my powerpoint,
      sleidiau, cyflwyniad*, gyflwyniad*, chyflwyniad*, slide pack, slidepack`),
  },
  analysis: {
    strong:
      list(`spreadsheet*, formula*, pivot*, data, dataset*, analys*, analyz*, taenlen*, daenlen*, thaenlen*, dadansodd*, ddadansodd*,
      xlookup, vlookup, chart, charts, survey results, fformiwla*, reconcil*`),
  },
  ideas: {
    strong: list("brainstorm*, ideas, idea, ideation, syniadau, thought shower"),
    weak: list("plan, planning, project plan, cynllunio, gynllunio, cynllun"),
  },
  learn: {
    strong: list(
      "explain*, learn*, understand*, dysgu, ddysgu, egluro, esbonio, deall, upskilling, getting my head round",
    ),
  },
  translate: {
    strong: list(
      "translat*, alt text, accessib*, easy read, cyfieith*, gyfieith*, chyfieith*, hygyrch, hygyrchedd, captions",
    ),
  },
  code: {
    strong: list(
      "coding, macro*, sql, python, vba, javascript, debugging, powershell, unit tests, rhaglennu",
    ),
    weak: list("code, script, cod, query"),
  },
  admin: {
    strong:
      list(`diary, rota, rotas, expenses, expense claim, timesheet, calendar, scheduling, dyddiadur, treuliau, rostering, diary management,
      booking, bookings, amserlen`),
    weak: list("schedule, form, forms, ffurflen, admin"),
  },
  images: {
    strong: list(
      "image*, picture*, logo, logos, infographic*, illustration*, poster, delwedd*, ddelwedd*, graphic, graphics, photo*, posters",
    ),
  },
};
export const meetings = set(
  "meeting, meetings, cyfarfod, cyfarfodydd, gyfarfod, call, calls, standup, steerco, workshop, webinar",
);
export const meetingNotes = set("notes, actions, nodiadau, recap, write, note");
/** With one of these a document was only the material: we can't say what the task was. */
export const otherDoing =
  set(`read, reading, reviewing, review, reviewed, compare, comparing, compared, checking, check, checked, fixing, fix,
  printing, filing, formatting, chasing, darllen, adolygu, discussing, presenting, reads, uploading, sharing`);

/* ── Small print ─────────────────────────────────────────────────────────────────────────────────────── */

/** What comes off the end of a word after an apostrophe, and which word it stands for. */
export const clitics: Readonly<Record<string, string>> = {
  ll: "will",
  d: "would",
  ve: "have",
  re: "are",
  m: "am",
  r: "",
  i: "",
  u: "",
  w: "",
  n: "yn",
};

/** Frequent words worth putting right. */
export const repairable: readonly string[] =
  list(`minutes, minute, hours, saved, saving, longer, slower, quicker, faster,
  yesterday, quarter, instead, usually, normally, wasted, summarising, summary, drafting, drafted, briefing, meeting, email,
  emails, report, slides, spreadsheet, presentation, translating, twenty, thirty, fifteen, copilot, munud, munudau, arbedais,
  arbedodd, adroddiad, cofnodion, cyfieithu, yesterday, morning, tuesday, wednesday, thursday, half, letter, difference`);

/** Real words that look like a slip of a frequent one. */
const realWords =
  list(`slaved, salved, staved, shaved, saver, savers, linger, lounger, waster, waited, minuet, minuses, houses,
  fasten, quarters, reporter, reports, letters, latter, hourly, houris, lettered, drafts, saves, hour, house, briefings, meetings,
  summarise, summary, summery, drafter, shaving, slaving, staving, sliding, sides, sliders, resport, minutest, meting, munud,
  twentieth, halfway, quartet, mining, mourning, thirsty, instated`);

export const vocabulary: ReadonlySet<string> = new Set([
  ...Object.values(signs).flat().flatMap(wordsOf),
  ...Object.values(taskWords).flatMap(({ strong, weak = [] }) => [...strong, ...weak].flatMap(wordsOf)),
  ...[closeTo, atLeast, atMost, vagueAmounts, couples, vagueDays, realWords, repairable]
    .flat()
    .flatMap(wordsOf),
  ...namedDays.flatMap(([phrases]) => phrases).flatMap(wordsOf),
  ...[units, ones, tens, weekdays, months, plainApps, wordyApps].flatMap(Object.keys),
  ...[longUnits, events, jobs, elsewhere, doings, functionWords, finite, labels, fillers, otherDoing].flatMap(
    (words) => [...words],
  ),
]);

function wordsOf(phrase: string): string[] {
  return phrase.replaceAll("*", "").split(" ");
}

function each(value: number, words: string): Record<string, number> {
  return Object.fromEntries(list(words).map((word) => [word, value]));
}

function counted(from: number, words: string): Record<string, number> {
  return Object.fromEntries(list(words).map((word, i) => [word, from + i]));
}
