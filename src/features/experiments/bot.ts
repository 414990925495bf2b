import { type Day, localIn } from "../../core/calendar.ts";
import type { Element } from "../../core/card.ts";
import type { DaysOff } from "../../core/days-off.ts";
import { invalid } from "../../core/failures.ts";
import type { Feature, Reply, SavedEntry, Turn } from "../../core/feature.ts";
import type { Search } from "../../core/search.ts";
import {
  besideEntry,
  closeCard,
  countedCard,
  droppedCard,
  experimentCard,
  formCard,
  foundCard,
  goneCard,
  joinCard,
  joinedCard,
  lateCard,
  learningsCard,
  leaveCard,
  leftCard,
  listCard,
  notCountedCard,
  notInCard,
  notYetCard,
  recordCard,
  recordedCard,
  startedCard,
  thanksCard,
  type View,
  wrongCodeCard,
} from "./cards.ts";
import type { Closed } from "./closing.ts";
import type { Design } from "./designs.ts";
import type {
  CloseInput,
  countFor,
  join,
  joinByCode,
  ProposalInput,
  pickOne,
  RecordInput,
} from "./messages.ts";
import {
  codeIn,
  codeInWords,
  type Experiment,
  fieldsOf,
  readClosing,
  readProposal,
  readRecord,
  stateOf,
  usualDates,
} from "./rules.ts";
import { entryFor } from "./searching.ts";
import type { ExperimentStore } from "./store.ts";
import { experimentWords } from "./words.ts";

type Input<M extends { read(input: unknown): unknown }> = ReturnType<M["read"]>;
interface About {
  readonly experiment: number;
}

interface Parts {
  readonly store: ExperimentStore;
  readonly designs: () => Promise<readonly Design[]>;
  readonly daysOff: DaysOff;
  readonly search: Search;
  readonly closing: Closed;
  /** Whichever feature keeps time. */
  readonly ownEntry: NonNullable<Feature["ownEntry"]>;
}

const FOUND_AT_ONCE = 8;
const todayOf = ({ person, now }: Turn): Day => localIn(person.zone, now).day;
const languageOf = ({ person }: Turn) => person.language;

export function answersTo({ store, designs, daysOff, search, closing, ownEntry }: Parts) {
  /** One that this reader may see: anybody's where everybody may join or it has closed, else their own, or one they are in. */
  async function seen(id: number, turn: Turn): Promise<Experiment | undefined> {
    const found = await store.one(turn.person.tenant, id);
    if (found === undefined || found.openTo === "all" || found.closed !== undefined) return found;
    if (found.owner === turn.person.id) return found;
    return (await store.part(turn.person, id)) === undefined ? undefined : found;
  }

  const onOne =
    <I extends About>(answer: (of: Experiment, turn: Turn, input: I) => Promise<Reply>) =>
    async (input: I, turn: Turn): Promise<Reply> => {
      const of = await seen(input.experiment, turn);
      return of === undefined ? { card: goneCard(languageOf(turn)) } : answer(of, turn, input);
    };

  /** The same for their owners alone. To everybody else such a card leads nowhere. */
  const onOwn = <I extends About>(answer: (of: Experiment, turn: Turn, input: I) => Promise<Reply>) =>
    onOne<I>(async (of, turn, input) =>
      of.owner === turn.person.id ? answer(of, turn, input) : { card: goneCard(languageOf(turn)) },
    );

  async function viewOf(of: Experiment, turn: Turn, line?: string): Promise<View> {
    const [part, taking, all] = await Promise.all([
      store.part(turn.person, of.id),
      closing.taking(of),
      designs(),
    ]);
    const isOwner = of.owner === turn.person.id;
    const hasCode = isOwner && of.openTo === "code" && of.closed === undefined;
    return {
      of,
      design: all.find(({ code }) => code === of.design),
      today: todayOf(turn),
      isOwner,
      takesPart: part !== undefined && part.left === undefined,
      taking,
      line: line ?? (hasCode ? experimentWords(languageOf(turn)).codeIs(codeInWords(of.code)) : undefined),
    };
  }

  async function show(of: Experiment, turn: Turn, line?: string): Promise<Reply> {
    return { card: experimentCard(languageOf(turn), await viewOf(of, turn, line)) };
  }

  async function takePart(of: Experiment, turn: Turn): Promise<Reply> {
    const { person, now } = turn;
    const known = { known: true, isOwner: of.owner === person.id };
    const part = await store.part(person, of.id);
    const state = stateOf(of, todayOf(turn));
    if (part !== undefined && part.left === undefined && of.closed === undefined)
      return { card: joinedCard(person.language, of, known) };
    if (state === "over" || state === "closed") return { card: lateCard(person.language, of) };
    const joined = await store.join(person, of.id, now);
    if (!joined && (await store.one(of.tenant, of.id))?.closed !== undefined)
      return { card: lateCard(person.language, of) };
    return { card: joinedCard(person.language, of, { ...known, known: !joined }) };
  }

  async function byCode(code: string | undefined, turn: Turn): Promise<Reply> {
    const found = code === undefined ? undefined : await store.byCode(turn.person.tenant, code);
    return found === undefined ? { card: wrongCodeCard(languageOf(turn)) } : takePart(found, turn);
  }

  async function form(turn: Turn, copied?: Experiment): Promise<Reply> {
    const today = todayOf(turn);
    const dates = usualDates(turn.person, today, daysOff);
    const fields = copied === undefined ? {} : { ...fieldsOf(copied), openTo: "code" };
    const about = { form: turn.id, copyOf: copied?.id, designs: await designs(), today };
    return { card: formCard(languageOf(turn), { ...about, fields: { ...fields, ...dates } }) };
  }

  /** Experiments on this entry's task that its writer takes part in, on a day of theirs. */
  async function fittingTo({ task, on }: Pick<SavedEntry, "task" | "on">, turn: Turn) {
    const joined = await store.joined(turn.person);
    return joined.filter(
      (of) => of.counted === undefined && of.task === task && of.starts <= on && on <= of.ends,
    );
  }

  return {
    form: (turn: Turn) => form(turn),
    drop: async (_input: object, turn: Turn): Promise<Reply> => ({ card: droppedCard(languageOf(turn)) }),

    async propose(input: ProposalInput, turn: Turn): Promise<Reply> {
      const { person, now } = turn;
      const [all, today] = [await designs(), todayOf(turn)];
      const read = readProposal(input, all, today);
      if (!read.ok) {
        const kept = Object.entries(input).filter(([name]) => !read.refused.has(name));
        const { form, copyOf, ...fields } = Object.fromEntries(kept) as ProposalInput; // all but what was refused
        const { problems } = read;
        return { card: formCard(person.language, { form, copyOf, fields, designs: all, today, problems }) };
      }
      const first = input.copyOf === undefined ? undefined : await seen(input.copyOf, turn);
      const before = await store.byForm(person, input.form);
      const more = { copyOf: first?.id, language: person.language };
      const added = before ?? (await store.add(person, input.form, { ...read.value, ...more }, now));
      if (added === undefined) throw invalid("");
      return { card: startedCard(person.language, added, before !== undefined) };
    },

    async list(turn: Turn): Promise<Reply> {
      const { person } = turn;
      const [mine, joined, open, closed] = await Promise.all([
        store.owned(person),
        store.joined(person),
        store.open(person, todayOf(turn)),
        store.lastClosed(person.tenant),
      ]);
      return { card: listCard(person.language, { mine, joined, open, closed }, todayOf(turn)) };
    },

    show: onOne((of, turn) => show(of, turn)),

    async pick({ picked }: Input<typeof pickOne>, turn: Turn): Promise<Reply> {
      const of = /^\d{1,9}$/.test(picked ?? "") ? await seen(Number(picked), turn) : undefined;
      return of === undefined ? { card: goneCard(languageOf(turn)) } : show(of, turn);
    },

    async askJoin(turn: Turn): Promise<Reply> {
      return { card: joinCard(languageOf(turn), await store.open(turn.person, todayOf(turn))) };
    },

    /** A card that was passed on opens nothing: without the code it takes somebody who may see it. */
    async join({ experiment, code }: Input<typeof join>, turn: Turn): Promise<Reply> {
      if (experiment === undefined) return byCode(codeIn(code), turn);
      const of = await seen(experiment, turn);
      return of === undefined ? { card: goneCard(languageOf(turn)) } : takePart(of, turn);
    },

    joinByCode: async ({ code }: Input<typeof joinByCode>, turn: Turn): Promise<Reply> =>
      byCode(codeIn(code), turn),

    async askLeave(turn: Turn): Promise<Reply> {
      return { card: leaveCard(languageOf(turn), await store.joined(turn.person)) };
    },

    leave: onOne(async (of, { person, now }) => {
      const left = await store.leave(person, of.id, now);
      return { card: left ? leftCard(person.language) : notInCard(person.language, of) };
    }),

    openRecord: onOne(async (of, turn) => {
      const why = await cannotRecord(of, turn);
      return why ?? { card: recordCard(languageOf(turn), of, turn.id) };
    }),

    saveRecord: onOne<RecordInput>(async (of, turn, input) => {
      const { person, now } = turn;
      const why = await cannotRecord(of, turn);
      if (why !== undefined) return why;
      const read = readRecord(input, of.counted !== undefined);
      const { record, used, amount } = input;
      if (!read.ok)
        return {
          card: recordCard(person.language, of, record, {
            fields: { used, amount },
            problems: read.problems,
          }),
        };
      const added = await store.record(person, of.id, record, read.value, { day: todayOf(turn), now });
      return { card: recordedCard(person.language, of, !added) };
    }),

    /** Beside a time entry that was just saved or changed. */
    async afterEntry(entry: SavedEntry, turn: Turn): Promise<readonly Element[]> {
      const { person, now } = turn;
      if (!(await store.anyOpen(person.tenant, now))) return [];
      const [fitting, tagged] = [await fittingTo(entry, turn), await store.tagOf(person, entry.id)];
      const stays = fitting.some(({ id }) => id === tagged);
      if (tagged !== undefined && !stays) {
        // What was counted where it has closed isn't counted again elsewhere.
        if (!(await isOpen(tagged, turn))) return [];
        await store.untag(person, entry.id);
      }
      const [only, another] = fitting;
      if (only !== undefined && another === undefined && !stays)
        await store.tag(person, entry.id, only.id, now);
      return besideEntry(person.language, entry, fitting, stays ? tagged : undefined);
    },

    /** What a card says of an entry is anybody's to write: only what its owner kept decides what it counts for. */
    async countFor({ entry, counts }: Input<typeof countFor>, turn: Turn): Promise<Reply> {
      const { person, now } = turn;
      const tagged = await store.tagOf(person, entry);
      const isSettled = tagged !== undefined && !(await isOpen(tagged, turn));
      if (isSettled) return { card: notCountedCard(person.language) };
      if (counts === undefined || counts === "none") {
        await store.untag(person, entry);
        return { card: countedCard(person.language, undefined) };
      }
      const kept = await ownEntry({ tenant: person.tenant, id: person.id, entry });
      const fitting = kept === undefined ? [] : await fittingTo(kept, turn);
      const of = fitting.find(({ id }) => String(id) === counts);
      if (of === undefined) return { card: notCountedCard(person.language) };
      await store.tag(person, entry, of.id, now);
      return { card: countedCard(person.language, of) };
    },

    askClose: onOwn(async (of, turn) =>
      of.closed === undefined
        ? { card: closeCard(languageOf(turn), of) }
        : show(of, turn, experimentWords(languageOf(turn)).closedAlready),
    ),

    close: onOwn<CloseInput>(async (of, turn, input) => {
      const w = experimentWords(languageOf(turn));
      if (of.closed !== undefined) return show(of, turn, w.closedAlready);
      const read = readClosing(input);
      if (!read.ok) {
        const kept = Object.fromEntries(Object.entries(input).filter(([name]) => !read.refused.has(name)));
        return {
          card: closeCard(languageOf(turn), of, { fields: kept as CloseInput, problems: read.problems }),
        };
      }
      const result = await closing.resultOf(of);
      const put = (closed: Experiment, inside: Parameters<Search["put"]>[1]) =>
        search.put(entryFor(closed), inside);
      const closed = await store.close(of, read.value, result, turn.now, put);
      if (closed !== undefined) return { card: thanksCard(languageOf(turn), await viewOf(closed, turn)) };
      const stands = await store.one(of.tenant, of.id);
      return stands === undefined
        ? { card: goneCard(languageOf(turn)) }
        : show(stands, turn, w.closedAlready);
    }),

    copy: onOne((of, turn) => form(turn, of)),

    learnings:
      (wanted: boolean) =>
      async (turn: Turn): Promise<Reply> => {
        await store.wish(turn.person, wanted);
        return { card: learningsCard(languageOf(turn), wanted) };
      },

    /** “experiments about minutes”, or “join” with a code. */
    async understands(said: string, turn: Turn): Promise<Reply | undefined> {
      const coded = /^(?:join|ymuno(?: â| ag)?)\s+([0-9a-f -]{12,20})$/i.exec(said.trim());
      if (coded !== null) return byCode(codeIn(coded[1]), turn);
      const [, words] =
        /^(?:experiments? (?:about|on)|arbrofion (?:am|ar|ynghylch))\s+(.+)$/is.exec(said.trim()) ?? [];
      if (words === undefined) return undefined;
      const { person } = turn;
      const question = { tenant: person.tenant, kinds: ["experiment"], text: words, most: FOUND_AT_ONCE };
      const ids = (await search.find(question)).map(({ id }) => Number(id));
      const found = await store.these(person.tenant, ids);
      const inOrder = ids.flatMap((id) => found.find((of) => of.id === id) ?? []);
      return { card: foundCard(person.language, inOrder, todayOf(turn)) };
    },
  };

  async function isOpen(id: number, { person }: Turn): Promise<boolean> {
    const of = await store.one(person.tenant, id);
    return of !== undefined && of.closed === undefined;
  }

  /** Why nothing can be recorded, as the card that says so. */
  async function cannotRecord(of: Experiment, turn: Turn): Promise<Reply | undefined> {
    const { language } = turn.person;
    if (of.closed !== undefined) return { card: lateCard(language, of, "record") };
    const part = await store.part(turn.person, of.id);
    if (part === undefined || part.left !== undefined) return { card: notInCard(language, of) };
    return todayOf(turn) < of.starts ? { card: notYetCard(language, of) } : undefined;
  }
}
