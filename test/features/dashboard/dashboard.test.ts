import assert from "node:assert/strict";
import { TENANT, TestHouse } from "../../harness/house.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

/** As on a laptop: nobody can sign in, so one looks as somebody. */
describe("Somebody's own page in the tab", () => {
  const house = new TestHouse();
  const ada = "id-of-ada";
  let cookie = "";

  beforeEach(async () => {
    await house.open();
    await house.person("Ada").meets();
    const answer = await post("/tab/pick", { person: ada });
    cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  });
  afterEach(() => house.close());

  const post = (path: string, fields: Record<string, string> | URLSearchParams) =>
    fetch(`${house.origin}${path}`, {
      method: "POST",
      headers: { ...FORM, cookie },
      body: new URLSearchParams(fields).toString(),
      redirect: "manual",
    });
  const page = async (path: string) =>
    (await fetch(`${house.origin}/tab/${path}`, { headers: { cookie }, redirect: "manual" })).text();

  /** What a form of a page sends when a button is pressed, with what is filled in. */
  function filled(text: string, title: string, inputs: Record<string, string> = {}): URLSearchParams {
    const hidden = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
    const press = [...text.matchAll(/<button name="press" value="([^"]+)"[^>]*>([^<]+)<\/button>/g)].find(
      ([, , name]) => name === title,
    )?.[1];
    assert.ok(press, `no button “${title}”`);
    const fields = new URLSearchParams(
      Object.fromEntries(hidden.map(([, name = "", value = ""]) => [name, plain(value)])),
    );
    for (const [name, value] of Object.entries(inputs)) fields.append(`in-${name}`, value);
    fields.set("press", plain(press));
    return fields;
  }
  const plain = (text: string) =>
    text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

  it("shows what they reported, and nobody else's", async () => {
    const grace = await house.person("Grace").meets();
    await grace.presses(await grace.says("saved 90 minutes on email"), "Save");
    const text = await page("my");

    assert.match(text, /Only you can see this page/);
    assert.doesNotMatch(text, /1 hour 30/);
  });

  it("lets them log time without a script: filled in, saved, and there on their page", async () => {
    const form = await page("log-time");
    const saved = await (
      await post(
        "/tab/press",
        filled(form, "Save", { actual: "20", expected: "50", task: "draft", app: "word", on: "2026-11-24" }),
      )
    ).text();

    assert.match(saved, /30 minutes saved/);
    assert.match(await page("my"), /30 minutes/);
  });

  it("counts a form once that is sent twice", async () => {
    const form = filled(await page("log-time"), "Save", {
      ...{ actual: "20", expected: "50", task: "draft", app: "word", on: "2026-11-24" },
    });
    await post("/tab/press", form);
    await post("/tab/press", form);

    assert.equal((await house.everything()).time_entry?.length, 1);
  });

  it("does nothing that another site's page sends", async () => {
    const form = filled(await page("my-data"), "Erase everything").toString();
    const sent = (headers: Record<string, string>, body: string) =>
      fetch(`${house.origin}/tab/press`, { method: "POST", headers: { ...FORM, cookie, ...headers }, body });

    const other = await sent({ "sec-fetch-site": "cross-site" }, form);
    const guessed = await sent({}, form.replace(/seal=[^&]+/, "seal=guessed"));

    assert.deepEqual([other.status, guessed.status], [403, 403]);
    assert.equal((await house.everything()).person?.length, 1);
  });

  it("says that a page is for others, or isn't there, in a sentence", async () => {
    assert.match(await page("hours"), /This page isn’t open to you/);
    assert.match(await page("nothing-here"), /There is nothing here/);
  });

  it("speaks Welsh where they do, with the note that nobody has checked it", async () => {
    const text = await page("my?lang=cy");

    assert.match(text, /lang="cy"/);
    assert.match(text, /Fy nhudalen/);
    assert.match(text, /Drafft Cymraeg/);
  });

  it("is only of the organisation they belong to", async () => {
    const text = await page("my-data");

    assert.doesNotMatch(text, new RegExp(TENANT));
  });
});
