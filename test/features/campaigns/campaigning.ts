import assert from "node:assert/strict";
import { type Staff, TestHouse } from "../../harness/house.ts";

export const tuesday = "2026-11-24T10:00:00Z";
export const TIP = "word-first-draft";
export const ends = ["sent", "blocked", "failed", "skipped", "unsure", "forgotten"];
const parts = [...ends, "untold", "sending", "waiting"];

const here = "11111111-1111-4111-8111-111111111111";
/** With four who are named they are twelve: a campaign's figures are told of ten and more. */
const unmet = Array.from({ length: 8 }, (_, at) => `id-of-other-${at},${here},Third Office,ao,finance,`);
const staffList = [
  "id,tenant,department,grade,profession,manager",
  `id-of-ada,${here},HM Example,g7,policy,`,
  `id-of-bob,${here},HM Example,heo,policy,id-of-ada`,
  `id-of-cai,${here},Other Office,heo,digital,id-of-bob`,
  `id-of-dee,${here},Other Office,eo,digital,`,
  ...unmet,
];

type Said = Record<string, unknown>;
type Figures = Record<string, number> & { readonly state?: string };

/** A department before each test, of whom Ada, Bob and Cai have met the bot, and whoever runs campaigns there. */
export function campaigning() {
  let house: TestHouse;
  let staff: readonly Staff[];
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    house.files.set("staff.csv", staffList.join("\n"));
    await house.operates("import people staff.csv");
    staff = await Promise.all(["Ada", "Bob", "Cai"].map((name) => house.person(name).meets()));
  });
  afterEach(() => house.close());

  async function says(...words: readonly string[]): Promise<{ code: number; err: string; value: Said }> {
    const { code, out, err } = await house.app.operate([...words, "--now", tuesday, "--json"]);
    return { code, err, value: code === 0 ? JSON.parse(out) : {} };
  }
  const create = (audience: string, ...more: readonly string[]) => {
    const what = more.includes("--message") ? [] : ["--tip", TIP];
    return ["campaign", "create", ...what, `--audience=${audience}`, "--by", "grace", ...more] as const;
  };
  async function drafted(audience = "everyone", ...more: readonly string[]): Promise<string> {
    const { value, err } = await says(...create(audience, ...more));
    assert.ok(value.id, err);
    return String(value.id);
  }
  async function sent(audience = "everyone", ...more: readonly string[]): Promise<string> {
    const id = await drafted(audience, ...more);
    await says("campaign", "approve", id, "--by", "alan");
    const { code, err } = await says("campaign", "send", id);
    assert.equal(code, 0, err);
    return id;
  }
  /** The parts add up to the audience. */
  async function status(id: string): Promise<Figures> {
    const { value } = await says("campaign", "status", id);
    assert.equal(
      parts.reduce((sum, part) => sum + Number(value[part] ?? 0), 0),
      value.audience,
      JSON.stringify(value),
    );
    return value as Figures;
  }
  /** Whom campaigns have reached. Others may have had their weekly tip. */
  async function reached(): Promise<readonly string[]> {
    const { delivery = [] } = await house.everything();
    const ids = delivery
      .filter(({ kind, status }) => kind === "campaign" && status === "sent")
      .map(({ person_id }) => person_id);
    return ["Ada", "Bob", "Cai", "Eve"].filter((name) => ids.includes(`id-of-${name.toLowerCase()}`));
  }
  return { says, create, drafted, sent, status, reached, everyday: () => ({ house, staff }) };
}
