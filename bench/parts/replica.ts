// One process that sends what is in the ledger, with the product's own engine and a message that is always the same.
//   node --import tsx bench/parts/replica.ts <PostgreSQL address, or a folder> <connector's address> [seed as JSON]
// The seed is how many people each tenant has; whoever is given one plans a message for each. Says "ready" when it is.

import { sql } from "kysely";
import { card, text } from "../../src/core/card.ts";
import type { Migrations } from "../../src/core/database.ts";
import type { Outbound } from "../../src/core/outbound.ts";
import { migrate } from "../../src/platform/database/migrate.ts";
import { isOutage, openEmbedded, openServer } from "../../src/platform/database/open.ts";
import { peopleMigrations } from "../../src/platform/people/migrations.ts";
import { peopleIn } from "../../src/platform/people/people.ts";
import { teamsAdapter } from "../../src/platform/teams/adapter.ts";
import { budgetIn } from "../../src/platform/teams/delivery/budget.ts";
import { deliveryWith } from "../../src/platform/teams/delivery/engine.ts";
import { deliveryMigrations, ledgerIn } from "../../src/platform/teams/delivery/ledger.ts";
import { teamsPost, teamsRenew } from "../../src/platform/teams/messenger.ts";

const [where = "", connector = "", seed] = process.argv.slice(2);
const db = where.startsWith("postgres")
  ? openServer(where)
  : openEmbedded(where, (error) => {
      throw error;
    });
const quiet = {
  info: () => {},
  warn: () => {},
  error: (facts: object, event: string) => console.error(event, facts),
};
const bot = {
  id: "",
  password: "",
  type: "SingleTenant",
  tenant: "",
  openIdMetadataUrl: undefined,
  authority: undefined,
} as const;
const same: Outbound = {
  kind: "bench",
  plan: async () => 0,
  compose: async (due) =>
    due.map(() => ({ kind: "send", card: card("en", "A message", [text("The same for everybody.")]) })),
};

const migrations: Migrations = { ...peopleMigrations, ...deliveryMigrations };
await migrate(db, migrations);
const ledger = ledgerIn(db);
const doors = { tenants: [], serviceHosts: ["127.0.0.1"], teamsOnly: false };
const outside = { adapter: teamsAdapter(bot), doors, log: quiet };
const delivery = deliveryWith({
  ledger,
  budget: budgetIn(db, Number(process.env.BENCH_CAP ?? 50)),
  people: peopleIn(db),
  post: teamsPost(outside),
  renew: teamsRenew(outside),
  chatGapMs: 2_000,
  outbounds: () => [same],
  isOutage,
});

if (seed !== undefined) {
  for (const [tenant, people] of Object.entries(JSON.parse(seed) as Record<string, number>))
    await sql`insert into person (tenant_id, person_id, conversation_id, service_url, bot_id, teams_id, greeted)
      select ${tenant}, 'p' || n, ${tenant} || '~' || n, ${connector}, '28:bot', '29:' || n, true
      from generate_series(1, ${people}::int) n`.execute(db);
  await ledger.plan("bench", sql`select tenant_id, person_id, 'bench' as slot, now() as due_at from person`);
  await sql`analyze`.execute(db);
}
console.log("ready");
process.once("SIGTERM", () => {
  void delivery.stop().then(() => process.exit(0));
});
for (;;) {
  await delivery
    .send(() => new Date(), quiet)
    .catch((error) => {
      if (!isOutage(error)) throw error; // else the next round goes on
    });
  await new Promise((resolve) => setTimeout(resolve, 50));
}
