import assert from "node:assert/strict";
import type { PersonId, TenantId } from "../../../src/core/person.ts";
import { sealedLinks } from "../../../src/platform/web/links.ts";
import { sealsIn } from "../../../src/platform/web/seal.ts";
import { TestHouse } from "../../harness/house.ts";
import { testDatabase } from "../../harness/setup.ts";

const ada = { tenant: "a-tenant" as TenantId, id: "id-of-ada" as PersonId };
const now = new Date("2026-11-24T10:00:00Z");
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

describe("a link to somebody's own file", () => {
  async function made(): Promise<{ links: ReturnType<typeof sealedLinks>; token: string; url: string }> {
    const links = sealedLinks(sealsIn(await testDatabase()), () => "https://uptake.example.gov.uk");
    const url = await links.to("my-data", ada, now);
    return { links, url, token: url.split("/").at(-1) ?? "" };
  }

  it("opens what it was made for, for ten minutes", async () => {
    const { links, token } = await made();

    const opened = await links.open(token, minutesLater(10));

    assert.deepEqual([opened?.file, opened?.person], ["my-data", ada]);
    assert.equal(await links.open(token, minutesLater(10.1)), undefined);
  });

  it("says nothing of whose it is, and is another each time", async () => {
    const { links, url, token } = await made();

    const said = url + Buffer.from(token, "base64url").toString("latin1");

    assert.ok(!/ada|tenant|my-data/.test(said));
    assert.notEqual(await links.to("my-data", ada, now), url);
  });

  it("is the same key for every process that shares the database", async () => {
    const { token } = await made();
    const other = sealedLinks(sealsIn(await testDatabase()), () => "");

    assert.equal((await other.open(token, now))?.file, "my-data");
  });

  it("opens nothing once a single letter of it is changed", async () => {
    const { links, token } = await made();
    const bytes = Buffer.from(token, "base64url");

    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.equal(await links.open(changed.toString("base64url"), now), undefined);
    }
  });

  for (const token of ["", "a", "abc", "x".repeat(37), "x".repeat(400), "🙂", "..", "%00", "null"])
    it(`opens nothing when it is made up: ${JSON.stringify(token.slice(0, 10))}`, async () => {
      const { links, token: real } = await made();

      assert.equal(await links.open(token, now), undefined);
      assert.equal(await links.open(real.slice(0, -4), now), undefined);
    });

  it("is good for a real download, in a browser", async () => {
    const house = new TestHouse();
    await house.open();
    await house.person("Ada").says("my time");
    const links = sealedLinks(sealsIn(house.db), () => house.origin);
    const url = await links.to("my-data", house.person("Ada").key, house.now);
    const other = await links.to("no-such-file", house.person("Ada").key, house.now);

    const [file, wrong] = [await fetch(url), await fetch(other)];
    await file.text();
    await house.close();

    assert.equal(file.status, 200);
    assert.match(file.headers.get("content-disposition") ?? "", /^attachment; filename="/);
    assert.equal(wrong.status, 404);
  });
});
