import { resolve } from "node:path";
import type { Config } from "./config.ts";
import type { AdoptionSource } from "./core/adoption-source.ts";
import type { Database, Migrations } from "./core/database.ts";
import type { OperatorCommand, Schedule } from "./core/feature.ts";
import type { Check, House } from "./core/house.ts";
import type { Availability, Clock, Installer, Log } from "./core/ports.ts";
import { allFeatures } from "./features/index.ts";
import { auditIn, auditMigrations } from "./platform/audit.ts";
import { auditOperations } from "./platform/audit-operator.ts";
import { inTime } from "./platform/availability.ts";
import { calendarCheck } from "./platform/content/calendar-check.ts";
import { readContent } from "./platform/content/read.ts";
import { isMigrated, migrate } from "./platform/database/migrate.ts";
import { isOutage } from "./platform/database/open.ts";
import { documents } from "./platform/documents/open.ts";
import { budgetMigrations } from "./platform/graph/budget.ts";
import { graphChecks, openGraph } from "./platform/graph/open.ts";
import { detailIn } from "./platform/graph/usage-csv.ts";
import type { Token } from "./platform/identity/credentials.ts";
import { scheduleMigrations, scheduler } from "./platform/jobs/schedule.ts";
import { openMetrics } from "./platform/metrics.ts";
import { type Printed, runOperator } from "./platform/operator/run.ts";
import { peopleMigrations } from "./platform/people/migrations.ts";
import { peopleIn } from "./platform/people/people.ts";
import { remembered } from "./platform/people/remembered.ts";
import { roleMigrations, rolesIn } from "./platform/people/roles.ts";
import { searchMigrations } from "./platform/search/migrations.ts";
import { searchCheck, searchIn } from "./platform/search/open.ts";
import { teamsAdapter } from "./platform/teams/adapter.ts";
import { teamsBot } from "./platform/teams/bot.ts";
import { channelCheck } from "./platform/teams/channels/check.ts";
import { alongside, channelDelivery } from "./platform/teams/channels/delivery.ts";
import { teamsBelongs, teamsPostIn } from "./platform/teams/channels/post.ts";
import { channelMigrations, channelsIn } from "./platform/teams/channels/table.ts";
import { channelTalk } from "./platform/teams/channels/talk.ts";
import { budgetIn } from "./platform/teams/delivery/budget.ts";
import { deliveryWith } from "./platform/teams/delivery/engine.ts";
import { INSTALLS_PER_SECOND, installingWith } from "./platform/teams/delivery/install.ts";
import { deliveryMigrations, ledgerIn } from "./platform/teams/delivery/ledger.ts";
import { deliveryOperations } from "./platform/teams/delivery/operator.ts";
import { steeringWith } from "./platform/teams/delivery/steering.ts";
import { serveMessages } from "./platform/teams/endpoint.ts";
import { doorsOf } from "./platform/teams/inbound.ts";
import { teamsPost, teamsRenew, teamsReplace, teamsWithdraw } from "./platform/teams/messenger.ts";
import { usualPace } from "./platform/teams/pace.ts";
import { sealedLinks, serveFiles } from "./platform/web/links.ts";
import { servePages } from "./platform/web/pages.ts";
import { sealMigrations, sealsIn } from "./platform/web/seal.ts";
import { httpServer, serveHealth } from "./platform/web/server.ts";
import { serveTabWith } from "./platform/web/tab/open.ts";
import { USUAL_BURST } from "./platform/web/tab/rate.ts";
import { turnMigrations } from "./platform/web/tab/turns.ts";

interface Outside {
  readonly config: Config;
  readonly db: Database;
  /** The same database, for statements that may take minutes. */
  readonly patient?: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** True where no other process writes to the database. */
  readonly alone?: boolean;
  readonly readFile: (path: string) => Promise<string>;
  /** Done now and then for the database itself, where it doesn't look after itself. */
  readonly upkeep?: Schedule;
  /** Where people's browsers reach us. */
  readonly origin: () => string;
  /** Absent where Microsoft Graph isn't set up. */
  readonly installer?: Installer | undefined;
  /** Absent where nobody's presence is asked: off by default. */
  readonly availability?: Availability | undefined;
  /** Who has Copilot and who uses it, if not Microsoft Graph says so. */
  readonly adoption?: AdoptionSource | undefined;
  /** Where tokens for Microsoft Graph come from, if not from Entra. */
  readonly tokens?: ((tenant: string) => Token) | undefined;
  /** Where people sign in, if not at Entra. */
  readonly authority?: string | undefined;
  /** How long things may take; tests make it short. */
  readonly pace?: Partial<typeof usual>;
}

/** Readiness is asked for every few seconds: a database that hangs must not hang the answer. */
const usual = { ...usualPace, ready: 2_000, availability: 2_000, burst: USUAL_BURST };

const PLAN_SECONDS = 60;
const SILENCE_MS = 120_000;
const LONGEST_ROUND_MS = 3_600_000;

export type App = ReturnType<typeof createApp>;

/** Puts the house together. Nothing here decides anything; it only says who is handed what. */
export function createApp({
  config,
  db,
  patient = db,
  clock,
  log,
  alone = false,
  readFile,
  upkeep,
  origin,
  tokens,
  pace: given,
  ...instead
}: Outside) {
  const pace = { ...usual, ...given };
  const doors = doorsOf(config.bot);
  const adapter = teamsAdapter(config.bot, pace.outbound);
  const people = alone ? remembered(peopleIn(db)) : peopleIn(db);
  const seals = sealsIn(db);
  const links = sealedLinks(seals, origin);
  const audit = auditIn(db);
  const metrics = openMetrics();
  const budget = budgetIn(db, config.messagesPerSecond);
  const outside = { adapter, doors, log };
  const steering = steeringWith({
    db,
    people,
    budget,
    withdraw: teamsWithdraw(outside),
    replace: teamsReplace(outside),
  });
  const ledger = ledgerIn(db, patient);
  const graph = openGraph(config.graph, db, { tokens });
  const installer = instead.installer ?? graph?.installer;
  const availability = instead.availability ?? graph?.availability;
  const content = readContent();
  const house: House = {
    db,
    adoption: instead.adoption ?? graph?.adoption,
    usageFile: (text) => detailIn([text]),
    availability: availability && inTime(availability, pace.availability, log),
    people,
    roles: rolesIn(db),
    links,
    documents,
    audit,
    ledger: { ...ledger, ...steering },
    content,
    search: searchIn(db, content.search ?? []),
    settings: {
      privilegeDays: config.privilegeDays,
      contact: config.privacyContact,
      holdOut: config.holdOut,
      holdOutBy: config.holdOutBy,
      fewestPeople: config.fewestPeople,
      copilotUrl: config.copilotUrl,
    },
    checks,
  };
  const features = allFeatures(house);
  const migrations: Migrations = Object.assign(
    {
      ...peopleMigrations,
      ...roleMigrations,
      ...deliveryMigrations,
      ...channelMigrations,
      ...sealMigrations,
      ...scheduleMigrations,
      ...budgetMigrations,
      ...auditMigrations,
      ...searchMigrations,
      ...turnMigrations,
    },
    ...features.map((feature) => feature.migrations),
  );

  const migration: OperatorCommand = {
    name: "migrate",
    usage: "migrate",
    does: "Brings the database up to date; the server does so itself when it starts",
    async run() {
      const migrated = await migrate(patient, migrations);
      return {
        lines: migrated.length === 0 ? ["Nothing to do."] : ["Done:", ...migrated],
        value: { migrated },
      };
    },
  };

  const outbounds = features.flatMap(({ outbound }) => outbound ?? []);
  const toPeople = deliveryWith({
    ledger,
    budget,
    people,
    post: teamsPost(outside),
    renew: teamsRenew(outside),
    chatGapMs: config.secondsPerChat * 1000,
    unsureAgain: config.unsureAgain,
    watch: metrics.delivery,
    outbounds: () => outbounds,
    isOutage,
  });
  const channels = channelsIn(db);
  const channelPosts = features.flatMap((feature) => feature.channelPosts ?? []);
  const toChannels = channelDelivery({
    table: channels,
    ledger,
    budget,
    post: teamsPostIn(outside),
    withdraw: teamsWithdraw(outside),
    replace: teamsReplace(outside),
    posts: channelPosts,
    watch: metrics.delivery,
    isOutage,
  });
  const delivery = alongside(toPeople, toChannels);
  const install = installer && installingWith({ db, budget: budgetIn(db, INSTALLS_PER_SECOND), installer });
  metrics.backlogFrom(() => ledger.backlog(clock()), config.messagesPerSecond);
  const planning: Schedule = {
    name: "plan",
    everySeconds: PLAN_SECONDS,
    run: async (run) => void (await delivery.plan(run)),
  };
  const server = httpServer(log);
  const tick = scheduler(
    db,
    [planning, ...features.flatMap(({ schedules }) => schedules ?? []), ...(upkeep ? [upkeep] : [])],
    clock,
    log,
  );
  let beat: { readonly at: Date; readonly busy: boolean } | undefined;
  serveMessages(server, {
    adapter,
    bot: teamsBot({
      features,
      people,
      channels: channelTalk({ table: channels, posts: channelPosts, belongs: teamsBelongs(outside), clock }),
      clock,
      log,
      isOutage,
      pace,
    }),
    doors,
    log,
    metrics,
  });
  serveFiles(server, { links, features, clock, log });
  servePages(server);
  const pages = serveTabWith(server, {
    ...{ db, seals, features, people, audit, documents, clock, log, isOutage, origin },
    registration: {
      ...config.tab,
      authority: instead.authority ?? config.bot.authority,
      botId: config.bot.id,
    },
    production: config.production || config.bot.id !== "",
    timeoutMs: pace.outbound,
    burst: pace.burst,
  });
  serveHealth(server, { ready, deadlineMs: pace.ready });

  return {
    features,
    server,
    metrics,
    people,
    migrations,
    migrate: () => migrate(patient, migrations),
    async tick(): Promise<void> {
      beat = { at: clock(), busy: true };
      await tick();
      beat = { at: clock(), busy: false };
      metrics.tick();
    },
    /** The pages of the tab. */
    pages,
    /** Sends what is due, until nothing is. */
    send: () => delivery.send(clock, log),
    /** Takes on nothing more, and waits for what is under way. */
    stop: () => delivery.stop(),
    /** `from` is the folder where the operator stands, if it isn't this process's own. */
    operate: (argv: readonly string[], from?: string): Promise<Printed> =>
      runOperator(argv, {
        commands: [
          migration,
          ...deliveryOperations(ledger, delivery, install),
          ...auditOperations(audit),
          ...features.flatMap(({ operator }) => operator ?? []),
        ],
        clock,
        log,
        file: (path) => readFile(from === undefined ? path : resolve(from, path)),
        isOutage,
      }),
  };

  /** The schedule counts as alive for a while after a round, and for longer within one. */
  function isBeating(): boolean {
    return (
      beat !== undefined &&
      clock().getTime() - beat.at.getTime() < (beat.busy ? LONGEST_ROUND_MS : SILENCE_MS)
    );
  }

  async function ready(): Promise<boolean> {
    return isBeating() && (await isMigrated(db, migrations));
  }

  async function ofFeatures(): Promise<readonly Check[]> {
    const all = await Promise.all(features.map((feature) => feature.checks?.({ now: clock() }) ?? []));
    return all.flat();
  }

  async function checks(where: "outside" | "inside"): Promise<readonly Check[]> {
    const migrated = await isMigrated(db, migrations);
    const { known, reachable } = await people.count();
    return [
      {
        name: "database",
        ok: true,
        detail: config.databaseUrl === undefined ? "embedded, for one process" : "PostgreSQL",
      },
      { name: "migrations", ok: migrated, detail: migrated ? "done" : "missing" },
      {
        name: "bot",
        ok: config.bot.id !== "" || !config.production,
        detail: config.bot.id === "" ? "no id: answers anybody on this machine" : "has an id",
      },
      ...(where === "outside" ? await graphChecks(graph?.adoption) : []),
      ...(migrated
        ? [await searchCheck(db), await channelCheck(channels, clock()), ...(await ofFeatures())]
        : []),
      calendarCheck(house.content.calendar ?? [], clock().toISOString().slice(0, 10)),
      { name: "people", ok: true, detail: `${known} known, ${reachable} reachable` },
    ];
  }
}
