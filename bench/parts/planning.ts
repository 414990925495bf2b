// One process that plans nudges for everybody, as the product does, and says how long it took and in how much memory.
//   node --import tsx bench/parts/planning.ts <PostgreSQL address> <people> <weeks that each has behind them>
// Nothing is analysed by hand: what the planner knows after the rows were loaded is what it knows in the product.

import { sql } from "kysely";
import { localIn } from "../../src/core/calendar.ts";
import { migrations as nudgeMigrations, nudgeStore } from "../../src/features/nudges/store.ts";
import { migrate } from "../../src/platform/database/migrate.ts";
import { openPatient } from "../../src/platform/database/open.ts";
import { peopleMigrations } from "../../src/platform/people/migrations.ts";
import { deliveryMigrations, ledgerIn } from "../../src/platform/teams/delivery/ledger.ts";

const [where = "", people = "0", weeks = "0"] = process.argv.slice(2);
const now = new Date("2026-11-25T10:00:00Z");
const db = openPatient(where);
await migrate(db, { ...peopleMigrations, ...deliveryMigrations, ...nudgeMigrations });
await sql`insert into person (tenant_id, person_id, conversation_id, service_url, bot_id, teams_id, greeted)
  select 't' || n % 3, 'p' || n, 'c~' || n, 'http://127.0.0.1', '28:bot', '29:' || n, true
  from generate_series(1, ${people}::int) n`.execute(db);
await sql`insert into nudge_arm (tenant_id, person_id, arm, assigned_on)
  select tenant_id, person_id, case when right(person_id, 1) = '0' then 'held-out' else 'tips' end, '2026-01-01'
  from person`.execute(db);
await sql`insert into delivery (tenant_id, person_id, slot, kind, status, due_at)
  select tenant_id, person_id, 'nudge/' || day, 'nudge', case arm when 'tips' then 'sent' else 'skipped' end, day
  from nudge_arm, lateral (select ${now}::date - 7 * week as day from generate_series(1, ${weeks}::int) week) past`.execute(
  db,
);
await sql`insert into nudge (tenant_id, person_id, slot, kind, tip_id, day, made_at, answer)
  select tenant_id, person_id, substr(slot, 7), 'tip', 'some-tip', due_at::date, due_at,
    'tried'
  from delivery where status = 'sent'`.execute(db);
// As if the weeks had gone by: their rows were looked at since, and the room of what changed is free again.
await sql`vacuum person, nudge_arm, nudge, delivery`.execute(db);

const rss = process.memoryUsage().rss;
const began = performance.now();
const store = nudgeStore(db);
const days = (await store.zones()).map(({ zone, nation, read }) => ({
  zone,
  nation,
  ...localIn(read, now),
  isOff: false,
}));
const rows = await ledgerIn(db).plan("nudge", store.due(days, now));
const seconds = (performance.now() - began) / 1000;
console.log(JSON.stringify({ rows, seconds, rss: process.memoryUsage().rss - rss }));
await db.destroy();
