import { list, set } from "./phrase-book.ts";

/**
 * The words the sentence reader knows, English and Welsh together, because people mix them.
 * They are written as the reader sees them: lower case, no accents, no apostrophes ("didnt"), no hyphens.
 * Numbers and days are in number-words.ts, tasks and apps in topic-words.ts.
 */

/* ── Signs: phrases that say what a length of time means ─────────────────────────────────────────────── */

/** "no quicker than by hand"; "no quicker than I hoped" may still be quicker. */
const noQuicker = ["quicker", "faster"].flatMap((quick) =>
  list(`
    doing it by hand, doing it manually, doing it myself, doing it without, by hand, usual, normal,
    normally, usually, before, without copilot`).map((slow) => `no ${quick} than ${slow}`),
);

/** Where two phrases fit, the longer one is read: "down from" before "down", "no problem" before "no". */
export const signs = {
  /** What follows, or stands just before, was saved. */
  saved: list(`
    saved, saving, savings, time saving, time savings, estimated saving, estimated savings, estimated time
    saved, estimated time saving, shaved, knocked, chopped, lopped, sliced, hacked, whittled, reclaimed,
    recovered, recouped, clawed, better off by, to the good, net gain of, gain of, time gained, banked,
    freed, freed up, gained, regained, won back, clawed back, spared, gave me back, gave back, got back,
    given me back, handed me back, wedi harbed, bought me, avoided, arbedais, arbedes, arbedodd, arbedwyd,
    arbediad, arbedon, arbedasom, wedi arbed, di arbed, wedi eu harbed, wedi cael eu harbed, eu harbed,
    safiais, safiodd, wedi safio, wedi sbario, enillais, wedi ennill`),
  /** To save: needs a "managed to" or "did" before it has happened. */
  save: list("save, gain, free up, shave, arbed, safio, sbario"),
  /** What happens generally isn't one task just done. */
  saves: list(`
    saves, am saving, is saving, are saving, been saving, gains, frees up, yn arbed, arbeda, keeps saving`),
  lost: list(`
    lost, wasted, wasting, cost, costing, set me back, delayed, delayed me, loss of, net loss, minus,
    losing, negative, slowed me down, slowed me down by, slowed down, held me up, held me up for, ate up,
    burned, burnt, squandered, chewed up, swallowed, worse off, worse off by, hampered me by, collais, collodd, collwyd, gwastraffwyd,
    gollais, gollodd, wedi colli, di colli, gwastraffais, wastraffais, gwastraffodd, wedi gwastraffu,
    costiodd, gostiodd, wedi costio`),
  lose: list("lose, waste, colli, gwastraffu, golli, wastraffu"),
  loses: list("loses, costs, wastes, yn colli, yn gwastraffu"),
  added: list("added, adding, ychwanegodd, wedi ychwanegu"),
  took: list(`
    took, taken, taking, spent, spending, done in, finished in, completed in, tooked, tok, lasted, spend,
    cymerodd, gymerodd, cymrodd, gymrodd, wedi cymryd, di cymryd, treuliais, dreuliais, treuliodd, wedi
    treulio`),
  takes: list("take, takes, cymryd, gymryd, cymer, needs, needed"),
  now: list(`
    now, this time, with copilot, with ai, with it, using copilot, using ai, via copilot, copilot, gyda
    copilot, efo copilot, gan ddefnyddio copilot, nawr, rwan, y tro hwn, erbyn hyn`),
  usual: list(`
    usually, normally, typically, ordinarily, usual, normal, used to, by hand, manually, manual, without
    copilot, without ai, without it, on my own, by myself, previously, in the past, otherwise, before
    copilot, before ai, would have been, would be, would normally be, would usually be, should have been,
    wouldve been, shouldve been, could have been, might have been, would of been, should be, the old way,
    the long way, the normal way, longhand, historically, traditionally, set aside, allocated, budgeted,
    blocked out, had allowed, allowed for, pencilled in, planned for, pre copilot, pre ai, expected,
    expecting, estimated, from scratch, last time, doing it myself, fel arfer, fel rheol, arferol,
    arferai, a llaw, heb copilot, heb gopilot, ar fy mhen fy hun, cyn copilot, o blaen`),
  instead: list(`
    instead of, rather than, as opposed to, compared to, compared with, in comparison to, in comparison
    with, versus, vs, v, in place of, yn lle, yn hytrach na, yn hytrach nag, o gymharu a, o gymharu ag`),
  longer: list("longer, slower, yn hirach, hirach, yn hwy, yn arafach, arafach"),
  faster: list(`
    faster, quicker, sooner, shorter, better off, speedier, swifter, more quickly, yn gynt, gynt, yn
    gyflymach, gyflymach, cyflymach, yn fyrrach`),
  extra: list("extra, an extra, additional, an additional, ychwanegol, on top"),
  more: list("more, yn fwy, yn rhagor"),
  less: list("less, fewer, yn llai"),
  back: list("back, yn ol i mi"),
  gave: list("gave, got, giving, given, rhoddodd"),
  cut: list(`
    cut, reduced, shortened, trimmed, slashed, reducing, cutting, lleihau, torri, torrodd, gostwng`),
  moved: list("turned, went, brought, dropped, fell, gone, aeth"),
  from: list("from, o, took it from, out of"),
  to: list("to, into, i"),
  downTo: list("down to, ->, =>, >, i lawr i"),
  downFrom: list("down from, up from, i lawr o"),
  within: list("in, mewn, within, inside, ymhen"),
  during: list("for, am, throughout"),
  /** "20 minutes ago": a moment, not a length. */
  momentAfter: list("ago, late, later, from now, ahead, overdue, old, yn ol, yn hwyr"),
  /** "20 minutes before the meeting", unless it was saved or lost by then. */
  momentPerhaps: list(`
    left, away, before, after, until, till, to go, notice, remaining, into, in advance`),
  early: list("early, earlier, ahead of schedule, ahead of time, yn gynnar"),
  momentBefore: list(`
    after, every, next, the next, last, the last, past, the past, first, the first, until, within the,
    bob, ymhen`),
  log: list(`
    log, add, record, register, enter, put down, put me down for, jot down, submit, cofnoda, cofnodi,
    cofnodwch, gofnodi, logio, logia, nodwch`),
  zero: [
    ...list(`
    no difference, no change, made no difference, same as usual, same as normal, same as before, same
    time, same amount of time, same time as, same length of time, about the same, as long as usual, just
    as long, broke even, break even, breaks even, evened out, cancelled out, neither saved nor lost, no
    quicker or slower, no slower or faster, no faster or slower, neither faster nor slower, neither
    quicker nor slower, no gain, no time gained, no saving, no savings, no time saving, no time savings,
    no real saving, no actual saving, no real time saving, zero saving, zero savings, no benefit, no real
    difference, no noticeable difference, no discernible difference, no actual difference, no obvious
    difference, no particular difference, no overall difference, no net difference, no real change, no
    real gain, dim gwahaniaeth, ddim gwahaniaeth, yr un fath, yr un faint, yr un amser`),
    ...noQuicker,
  ],
  /** No difference where a "not" goes before: "didn't make any difference". */
  zeroIfDenied: list(`
    make any difference, make a difference, gwneud gwahaniaeth, unrhyw wahaniaeth, saved or lost, save or
    lose, gain or lose, gained or lost, made any difference, made a difference, making any difference,
    making a difference`),
  nothing: list(`
    nothing, zero, nil, none, no time, no real time, no actual time, no net time, no minutes, zilch,
    nought, naught, dim byd, ddim byd, dim amser`),
  /** No number, but an amount of time. */
  vague: list(`
    time, amser, ages, an age, an eternity, yonks, hours, loads, lots, a lot, tons, a ton, heaps, plenty, a bit, a little, a while, a
    chunk, a fair bit, quite a bit, little, very little, forever, so much, much, a bunch, oriau, lot o,
    llawer, all morning, all afternoon, all day, the whole morning, the whole afternoon, the whole day,
    most of the morning, most of the day, bach o`),
  not: list(`
    didnt, dont, doesnt, hasnt, havent, hadnt, wasnt, isnt, arent, werent, wouldnt, couldnt, shouldnt,
    wont, cant, cannot, aint, not, never, no, nor, neither, without, hardly, barely, scarcely, fail,
    failed, fails, nobody, none of, unable, refused, far from, anything but, ddim, heb, nid, nac, byth,
    dim, prin, methodd, methu, methais, nowhere near, nothing like, nothing close to, by no means, in no
    way, no way, not exactly, not even, not quite, not nearly, denies, denied`),
  /** Takes back whatever else the sentence says. */
  doubt: list(`
    dont think, didnt think, dont believe, not convinced, not true, untrue, dont reckon, wouldnt say, cant
    say, yeah right, if only, joking, kidding, only kidding, jk, just kidding, i wish, wish, sarcasm, lol
    no, doubt, doubtful, doubt that, ddim yn meddwl, ddim yn credu, not using copilot, not using ai, not
    using it, hypothetically, in theory, theoretically, allegedly, supposedly, apparently, imagine,
    suppose, what if, pretend, for example, eg, e g, example, test, testing, tynnu coes, that was wrong,
    that is wrong, thats wrong, nonsense, a lie, my mistake, i typed, i type, already logged, already
    recorded, already told, already said, already entered, as i said, duplicate, by mistake, in error,
    overstated, exaggerating, so much for, scratch that, correction, as if, my foot`),
  unsure: list(`
    not sure, unsure, dunno, dont know, no idea, not certain, hard to say, hard to tell, difficult to say,
    cant remember, dont remember, ddim yn siwr, ddim yn gwybod, anodd dweud, not exactly sure, before
    checking, excluding checking, not counting checking, not including checking, without checking, gross,
    not counting the checking, before the checking`),
  maybe: list(`
    could, would, might, may, should, will, wouldve, couldve, mightve, shouldve, itd, itll, youd, theyd,
    can, if, unless, whether, hope, hoping, hoped, hopefully, expect, plan to, planning to, plans to,
    planned to, aim, aiming, aimed, want, wants, wanted, try, trying, tried to, need, going to, gonna,
    ought, thinks, reckons, believes, feels, suggests, insists, estimates, thinking, supposed, supposedly,
    allegedly, apparently, meant to, promise, promised, promises, claim, claims, claimed, says, said, shows, showed, assuming, provided,
    told, according, heard, potential, potentially, imagine, suppose, likely, target, goal, need to,
    looking to, how to, ways to, next time, in future, thought, gallai, gallwn, gallwch, byddai, bydd,
    fyddai, fydd, gobeithio, eisiau, isio, dylai, dylwn, ceisio, trio, os, efallai, galla, gall, pe,
    advertised, estimate`),
  each: list(`
    every day, every week, every month, every time, every single, every morning, every afternoon, every
    evening, every meeting, every email, every fortnight, each day, each week, each time, each month, each
    morning, each, per, on average, average, averages, averaging, an average, a day on, most days, most
    weeks, day in day out, pw, p w, always, often, tend to, tends to, generally, regularly, repeatedly,
    bob dydd, bob wythnos, bob tro, bob mis, bob bore, ar gyfartaledd, yn rheolaidd, apiece, y tro, every
    monday, every tuesday, every wednesday, every thursday, every friday, on every, for every, with every,
    in every, at every, ar bob, a pop, yn aml, twice, three times, several times, a few times, a couple of
    times`),
  /** Somebody else's time. */
  other: list(`
    her, him, them, you, my manager, my boss, my colleague, my director, my colleagues, a colleague, the
    minister, the director, my line manager, she, he, they, someone, somebody, my staff, staff, people,
    nhw`),
  together: list(`
    us, we, team, the team, my team, our team, colleagues, everyone, everybody, the department, the
    office, the unit, the branch, the whole team, the whole unit, the whole department, the whole office,
    the whole branch, the whole directorate, the directorate, all of us, ni, tim, y tim`),
  join: list(`
    but, and, so, because, as, since, though, although, which, while, whilst, when, then, where, cause,
    cos, coz, however, plus, also, after which, ond, achos, oherwydd, felly, fodd bynnag, pan, thanks to,
    or`),
  rework: list(`
    fix, fixing, fixed, check, checking, checked, correct, correcting, corrected, redo, redoing, rework,
    reworking, tidy, tidying, verify, verifying, errors, mistakes, hallucinated, hallucinations, trwsio,
    drwsio, cywiro, gywiro, gwirio, wirio, sort out, put right, undo, rewrite it`),
  times: list("times, x"),
  /** Said in passing: never a "no", a "could" or a "we". */
  aside: list(`
    no problem, no problems, no worries, no bother, no fuss, not bad, not too bad, not bad at all, not
    only, not just, no need, no need to, no doubt, without a doubt, without doubt, cant complain, cant
    believe, not to mention, dim problem, would say, would guess, would estimate, would reckon, would
    think, i think, must say, can confirm, can say, can report, happy to say, happy to report, pleased to
    say, pleased to report, glad to say, hope this helps, would recommend, feels like, felt like, i must
    say, so far, as well, as usual, than usual, than normal, than before, than it would, than it should,
    than i would, than doing it myself, than doing it by hand, than doing it manually, than without, than
    expected, than i expected, than i thought, than last time, na arfer, nag arfer, no longer, any longer,
    thank you, when i, like that, to be honest, if im honest, if i am honest, y pen, y prynhawn, can i
    say, not long ago, nothing wrong, nothing else, in no time, no time at all, diolch i, not counting,
    not including, ar y tim, in time, on time, at the time, at the same time, at the same time as, next
    step, next steps, next week, in the end, wedi r cyfan`),
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Sign = keyof typeof signs;

/** "managed to save", "did save", "wnes i arbed": it happened. */
export const happened = set(`
  did, managed, manage, able, helped, allowed, enabled, let, made, wedi, wnes, nes, gwnes, wnaeth,
  gwnaeth, naeth, nath, llwyddais, llwyddodd, helpu, helpodd, used`);

/** Between a sign and its number these say nothing: "saved me about 30", "took all of 30 minutes". */
export const fillers = set(`
  me, myself, time, amser, of, by, my, the, a, an, it, this, that, i, only, just, about, around, another,
  at, was, were, been, has, have, is, be, to, all, probably, maybe, perhaps, well, easily, really,
  actually, like, on, too, even, in, total, overall, roughly, here, so, at least, definitely, work,
  typing, mi, fi, imi, tua, rhyw, tuag, ryw, y, yr, dim, ond, er, o, copilot, ar, wrth, gwaith, what,
  worth, off, whole, also, once, still, ended, up, again, yn, would, had, d, then, got, today, already,
  bang, exactly, approximately, us, s, net, hours, minutes, approx, i'd, hi`);

/** After one of these comes what it was for, not whom: "saved on emails 20 minutes". */
export const prepositions = set("on, by, at, in, with, yn, ar, wrth, gyda, over, via");

/** "saved 2 hours across the team": whoever comes after one of these has a share. */
export const spreading = set("for, between, among, amongst, across, throughout, within, in, of, rhwng, i");
/** They may stand between: "for the two of us". */
export const quantities = set(
  "the, a, all, both, pair, two, three, four, five, whole, of, my, our, each, 2, 3, 4, 5",
);
/** Said of what several people did. */
export const jointly = set("jointly, collectively, combined, rhyngom, rhyngon, rhyngddon");

/* ── The company a length keeps ──────────────────────────────────────────────────────────────────────── */

/** Nothing to do with time that Copilot saved. */
export const elsewhere = set(`
  phone, leave, holiday, lunch, break, flexi, toil, sick, overtime, waiting, waited, timer, alarm, remind,
  reminder, snooze, parking, bus, commute, walk, gym, bath, nap, coffee, gwyliau, egwyl, cinio, atgoffa,
  cofiwch, timesheet, delete, remove, change, undo, cancel, edit, pause, mute, ring, call, wait, busy,
  dileu, running, brb, afk, afternoon, ill`);
/** Time lost or won here has nothing to do with a task. */
export const outside = set(`
  lunch, break, commute, train, bus, tram, tube, traffic, gym, walk, walked, walking, cycled, cycling,
  cycle, drive, drove, driving, parking, sleep, lift, queue, coffee, nap, holiday, bath, pub, school,
  bike, swim, swam, run, ran, overran, lasted, clocks, cinio, egwyl, bws, tren`);
/** What goes on for 20 minutes longer by itself. */
export const gatherings = set(`
  meeting, call, interview, session, training, course, webinar, workshop, hearing, journey, standup,
  lesson, class, seminar, conference, event, appointment, visit, cyfarfod, gyfarfod, hyfforddiant`);
/** "20 minutes of typing" is time; "10 minutes of video" isn't. */
export const timeSpentOn = set(`
  time, work, effort, faff, admin, amser, waith, gwaith, hassle, pain, drudgery, toil, boredom, slog, it,
  that, day, morning, afternoon, week, life, diwrnod`);
/** "my G7 saved an hour": somebody else, unless it was "me" an hour. */
export const possessives = set("my, our, his, her, their, a, an, one, another");
export const passingWords = set(`
  my, the, our, a, some, pure, boring, manual, tedious, mindless, dull`);
/** These lean on the verb before them. */
export const leaning = set("saving, costing, wasting, losing, adding, taking, gan arbed");
/** "worked an hour longer" */
export const longerByItself = set("worked, work, stayed, stay, sat, waited, slept, off, rest, wait");
/** A log of these is somebody else's book. */
export const neverLogged = set(`
  leave, flexi, toil, overtime, sick, lunch, holiday, gwyliau, timesheet`);
/** "cancel the 30 minutes": about an entry, not one. */
export const undoing = set(`
  cancel, delete, remove, undo, change, amend, forget, ignore, scrap, erase, wipe, replace, correct, edit,
  dileu, newid, canslo, anghofio, reverse, withdraw, retract`);
/** Where files are saved. */
export const storage = set(`
  sharepoint, onedrive, folder, drive, desktop, archive, pdf, disk, usb, favourites, bookmarks, ffolder,
  file`);

/** "wrote it in 20 minutes": somebody's doing, so it is about time spent. */
export const doings = set(`
  did, done, wrote, written, drafted, finished, completed, produced, summarised, summarized, sorted,
  created, made, built, turned, edited, translated, proofread, prepared, worked, reviewed, analysed,
  designed, rewrote, searched, found, explained, coded, planned, replied, answered, cleared, read,
  ysgrifennais, drafftiais, gorffen, gorffennais, wnes, gwnes, knocked, rattled, whipped, got, ready,
  formatted, used, tried`);
/** A noun after a storing "saved": "saved the file". */
export const storing = set(`
  it, the, this, that, these, those, my, our, your, a, an, as, them, into, any, two, both, his, some, y,
  yr, fy, ein`);

/** A sentence with one of these isn't a bare note ("20 mins on the slides"). */
export const finite = set(`
  is, are, was, were, be, been, am, has, have, had, need, needs, needed, must, do, does, got, get, gets,
  i, you, we, they, he, she, im, ive, id, its, please, let, lets, there, send, show, give, tell, find,
  want, wants, start, starts, started, begin, begins, meet, see, book, arrange, move, come, coming,
  waiting, mae, roedd, bydd, dw, dwi, rydw, oes, rhaid, who, what, how, why, where, someone, anyone, due,
  free, available, late, running, ready, sent, asked, says, failed, broken, down, crashed, long, too,
  only, lasted, finish, ends, until, before, after`);

/** Those of them that may speak of work done. */
export const past = set(`
  i, we, he, she, they, it, was, were, had, have, has, got, been, did, only, too, ready, its`);

/** "can you": a question; "can you log": a polite command. */
export const modals = set(`
  can, could, would, will, shall, should, may, does, do, is, are, has, have, am, isnt, doesnt, wont, cant,
  couldnt, wouldnt, hasnt, havent, arent, didnt, dont, did, was, were`);
export const subjects = set(`
  i, you, it, we, copilot, this, that, there, someone, anyone, ai, they, the, he, she, my, these, u`);
export const asking = set(`
  how, why, who, faint, sut, pam, beth, pryd, ble, pwy, ydy, ydi, allwch, fedri, alli, oes`);
/** These open a question only where a question mark ends it. */
export const askingIfMarked = set(`
  wnaeth, naeth, alla, gaf, ga, gallaf, ellir, fyddai, byddai, allai, wnaiff, ydyn, oedd, fydd, bydd,
  roedd, mae, oes, what, when, which`);
export const askingAnywhere = list(`
  how much, how many, how long did, how long does, how long will, how long is, how long would, how long
  do, how long has, how do, how can, how does, faint o, pa mor, what if, beth os`);
export const afterWhat = set(`
  is, are, does, do, did, if, about, was, were, time, can, will, happens, counts, would, should, s`);

/* ── No number ───────────────────────────────────────────────────────────────────────────────────────── */

/** "saved almost nothing", "didn't save much" */
export const measures = set(`
  almost, nearly, next, practically, virtually, bron, much, enough, lot, loads, lots, hardly, barely,
  scarcely, prin, so, quite, a, tons`);
/** "didn't save any" */
export const nothingAtAll = set("any, anything, time, amser, dim");
/** What can be the same without being about time. */
export const notOfTime = set(`
  quality, result, results, outcome, content, accuracy, tone, answer, colour, price`);
export const being = set("was, wasnt, is, isnt, felt, ended, make, made, making");
/** "saved xx minutes" */
export const unitsAlone = set("hour, hours, min, mins, minutes, munudau, awr");

/** They want to see what is kept, not to add to it. */
export const viewing = set(`
  show, see, view, list, export, where, history, total, totals, display, dangos, gweld, delete`);

/** "would you log", "can I log"; but not "would log". */
export const politeAfterModal = set("you, u, i, like, please, love, d");

/** What may stand before a note or a command: "hi, please could you log". */
export const opening = set(`
  hi, hello, hey, hiya, morning, please, pls, plz, can, could, would, will, you, u, i, id, like, to, want,
  need, just, ok, okay, so, um, oh, copilot, uptake, bot, bore, da, helo, shwmae, plis, os, gwelwch, dda,
  wnei, di, rhaid, mi, yes, let, me, wed, and, also, now, try, quick, quickly, good, afternoon, the, my,
  entry, time, task, for, this, it, evening, allwch, chi, alli, ti, fedri, wish, d, another, one, may`);
