import { between, type Claim, clauseBefore, isFiller } from "./claims.ts";
import { hasSign, isSignPiece, type Piece, type SignPiece, wordOf } from "./pieces.ts";
import { vocabulary } from "./vocabulary.ts";
import { doings, jointly, possessives, prepositions, quantities, spreading, storing } from "./words.ts";

/** Whose time a length was: only what the writer saved alone is an entry of theirs. */

/** "saved my manager an hour", "saved us an hour", "the team saved an hour"; "you saved me an hour" is mine. */
export function whose(claim: Claim): "several" | "direction" | undefined {
  const { pieces, from, to, command } = claim;
  const inside = [...between(pieces, from, to)];
  const near = inside.filter(isSignPiece);
  const subject = subjectBefore(pieces, from);
  const thanks = subject?.text === "you" && inside.some((piece) => wordOf(piece) === "me");
  if (subject && subject.at > command && !thanks) near.push(subject);
  if (hasSign(near, "together") || isForTeam(claim) || isShared(claim)) return "several";
  const theirs = isGivenTo(claim) || isSomebody(claim) || isTheirs(claim);
  return hasSign(near, "other") || theirs ? "direction" : doneBy(claim);
}

/** "my G7 saved an hour", "Sarah saved an hour"; a tool that "saved me an hour" is welcome. */
function isSomebody({ pieces, verb, from, to, by, command }: Claim): boolean {
  if (!verb || verb.at !== from || verb.at < command || !hasSign(by, "saved", "lost", "save", "lose"))
    return false;
  const subject = [...clauseBefore(pieces, from)].filter((piece) => piece.is !== "day");
  const first = subject.at(-1);
  const mine = [...between(pieces, from, to)].some((piece) => wordOf(piece) === "me");
  if (mine || !first || first.at <= command || subject.length > 6) return false;
  if (subject.some((piece) => wordOf(piece).endsWith("ing") || wordOf(piece) === "copilot")) return false;
  const [, second] = subject.toReversed();
  const named =
    first.is === "word" &&
    first.name &&
    (subject.length === 1 || ["in", "from", "at"].includes(wordOf(second)));
  if (named) return true;
  const owned =
    possessives.has(wordOf(first)) && subject.some((piece) => piece !== first && !isFiller(piece));
  return owned && subject.length < 5 && !hasSign(subject, "within", "from", "maybe", "not", "usual", "log");
}

function subjectBefore(pieces: readonly Piece[], end: number): SignPiece | undefined {
  for (const piece of clauseBefore(pieces, end)) {
    if (isSignPiece(piece) && (piece.sign === "together" || piece.sign === "other")) return piece;
    if (!isFiller(piece)) return undefined;
  }
  return undefined;
}

/** In Welsh who did it comes after the verb: "cymerodd yr adroddiad 20 munud". */
const verbFirst = /^(g?cymer|gymer|[td]reul)/;

/** "saved Sarah 20 minutes", "log Priya 30 minutes": between the verb and the length stands whoever it was saved for. */
function isGivenTo({ pieces, verb, piece, from, to }: Claim): boolean {
  if (!verb || verb.at > piece.at || verbFirst.test(verb.text)) return false;
  for (const met of between(pieces, from, to)) {
    if (met.is === "stop" || prepositions.has(wordOf(met))) return false;
    if (!isFiller(met) && verb.sign === "log") return isName(met) && !isAcronym(met);
    if (!isFiller(met)) return met.is === "word" && !met.text.endsWith("ing") && /^\p{L}/u.test(met.text);
  }
  return false;
}

/** "saved 30 minutes for the team", "2 hours across the branch on the pack", "an hour between the three of us". */
function isForTeam({ pieces, piece, to }: Claim): boolean {
  return pieces.slice(piece.at).some((whom) => {
    if (!isSignPiece(whom) || (whom.sign !== "together" && !["people", "staff"].includes(whom.text)))
      return false;
    let at = whom.at - 1;
    while (belongs(pieces, at, to)) at--;
    return at >= piece.at && spreading.has(wordOf(pieces[at])) && endsWhom(pieces, whom, at <= to + 2);
  });
}

/** "for the two of us", "for Priya's team"; right after the length any word may stand there: "saved an hour for the comms team". */
function belongs(pieces: readonly Piece[], at: number, to: number): boolean {
  const word = wordOf(pieces[at]);
  if (spreading.has(word) && !quantities.has(word)) return false;
  const isClose = at > to + 1 && at <= to + 4 && spreading.has(wordOf(pieces[to + 1]));
  return quantities.has(word) || isName(pieces[at]) || (isClose && pieces[at]?.is === "word");
}

/** "for the team", not "for the team meeting"; right after the length more may follow: "on the pack". */
function endsWhom(pieces: readonly Piece[], whom: Piece, isClose: boolean): boolean {
  const after = pieces[whom.at + 1];
  if (!after || after.clause !== whom.clause || after.is === "day") return true;
  return isClose && prepositions.has(wordOf(after));
}

/** "2 hours of Priya's time", "20 minutes saved by my team", "log 30 minutes for Priya"; but "for DPIA". */
function isTheirs({ pieces, piece, to }: Claim): boolean {
  const ofWhom = wordOf(pieces[piece.at + 1]) === "of" ? pieces[piece.at + 2] : undefined;
  if (isKnownPerson(ofWhom) && wordOf(pieces[piece.at + 3]) === "time") return true;
  const [link, whom] = [wordOf(pieces[to + 1]), pieces[to + 2]];
  if (!whom || !isKnownPerson(whom)) return false;
  return link === "by" || (link === "for" && !isAcronym(whom) && endsWhom(pieces, whom, true));
}

/** "she wrote it 20 minutes quicker", "we did it in 10 minutes instead of an hour": what others did isn't mine alone. */
function doneBy({ pieces, from, command }: Claim): "several" | "direction" | undefined {
  const earlier = pieces.slice(command + 1, from);
  const doer = earlier.findLast((piece) => isDoer(pieces, piece));
  if (!doer || earlier.some((piece) => piece.at > doer.at && isMyself(piece))) return undefined;
  return hasSign([doer], "together") ? "several" : "direction";
}

/** "we did it", "my analyst wrote it", "Priya took"; but "my briefing took", "DPIA took" and "we met". */
function isDoer(pieces: readonly Piece[], doer: Piece): boolean {
  const verb = pieces.slice(doer.at + 1, doer.at + 4).find((piece) => !shares.has(wordOf(piece)));
  if (!isActing(pieces, verb)) return false;
  if (isSignPiece(doer))
    return hasSign([doer], "other", "together") && !["us", "them", "her", "him", "you"].includes(doer.text);
  if (doer.is !== "word") return false;
  if (isAcronym(doer) && wordOf(verb) === "took") return false;
  const before = pieces[doer.at - 1];
  if (["my", "our"].includes(wordOf(before))) return wordOf(verb) !== "took";
  const opens = !before || before.clause !== doer.clause || before.is === "stop" || hasSign([before], "join");
  return doer.name && opens;
}
const shares: ReadonlySet<string> = new Set(["all", "both", "just", "only"]);

/** "did", "wrote", "drafted the letter"; not "drafted in 20 minutes", which may be said of the letter. */
function isActing(pieces: readonly Piece[], verb: Piece | undefined): boolean {
  const word = wordOf(verb);
  const hasObject = verb !== undefined && storing.has(wordOf(pieces[verb.at + 1]));
  return acting.has(word) || (doings.has(word) && hasObject);
}
const acting: ReadonlySet<string> = new Set(["did", "wrote", "rewrote", "used", "tried", "read", "took"]);

/** Somebody we know by their role, or a name with a capital. */
const isKnownPerson = (piece: Piece | undefined) =>
  piece !== undefined && (hasSign([piece], "other", "together") || isName(piece));

const isName = (piece: Piece | undefined) => piece?.is === "word" && piece.name;
const isAcronym = (piece: Piece) => piece.is === "word" && piece.acronym;

/** "me and Priya saved an hour between us", "both saved an hour": part of it is somebody else's. */
function isShared({ pieces, piece, from }: Claim): boolean {
  const clause = pieces.filter((other) => other.clause === piece.clause);
  if (clause.some((other) => jointly.has(wordOf(other))) || wordOf(pieces[from - 1]) === "both") return true;
  return pieces.some((join) => isSignPiece(join) && join.text === "and" && isOneOfUs(pieces, join));
}

/** "me and Priya", "for Priya and me"; "Priya and I" where nothing else stands before them. */
function isOneOfUs(pieces: readonly Piece[], { at, clause }: Piece): boolean {
  const [before, after] = [pieces[at - 1], pieces[at + 1]];
  if (isMyself(before) && (isPerson(after) || possessives.has(wordOf(after)))) return true;
  if (!isMyself(after) || !isPerson(before)) return false;
  if (wordOf(after) !== "i") return true;
  const subject = pieces.slice(Math.max(0, at - 5), at).filter((piece) => piece.clause === clause - 1);
  return subject.every((piece) => piece.is === "day" || isPerson(piece) || possessives.has(wordOf(piece)));
}

const isMyself = (piece: Piece | undefined) => ["me", "myself", "i"].includes(wordOf(piece));

/** A name, even in small letters, or somebody we know by their role. */
function isPerson(piece: Piece | undefined): boolean {
  if (!piece) return false;
  if (isSignPiece(piece)) return piece.sign === "other" || piece.sign === "together";
  return (
    piece.is === "word" && /^\p{L}{2,}$/u.test(piece.text) && (piece.name || !vocabulary.has(piece.text))
  );
}
