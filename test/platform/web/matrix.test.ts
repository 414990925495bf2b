import assert from "node:assert/strict";
import type { PersonId, TenantId } from "../../../src/core/person.ts";
import { TENANT, TestHouse } from "../../harness/house.ts";
import { Browser, formWith } from "../../harness/tab.ts";

const OTHER = "22222222-2222-4222-8222-222222222222";
const roles = ["reader", "lead", "analyst", "champion", "administrator"] as const;
type Role = (typeof roles)[number];

const everybody = roles;
/** Who may open each page; a page without a line here fails. */
const pages: Readonly<Record<string, readonly Role[]>> = {
  my: everybody,
  "log-time": everybody,
  "my-time": everybody,
  stories: everybody,
  "my-stories": everybody,
  experiments: everybody,
  settings: everybody,
  "my-data": everybody,
  overview: ["lead", "analyst"],
  groups: ["lead", "analyst"],
  "what-works": ["lead", "analyst", "champion"],
  adoption: ["analyst"],
  hours: ["analyst"],
  "data-health": ["analyst", "administrator"],
  reviews: ["champion"],
  campaigns: ["administrator"],
  administration: ["administrator"],
};
/** Those whose figures are files and stand in the API. */
const withFigures = new Set([
  ...["overview", "groups", "what-works", "adoption", "hours", "data-health", "administration"],
]);
/** Those that take forms of their own, and what each may be asked to do. */
const withForms: Readonly<Record<string, readonly string[]>> = {
  campaigns: ["pause", "resume", "cancel"],
  administration: ["give", "take", "pause", "resume"],
};

describe("Who may see and do what in the tab", () => {
  const house = new TestHouse();
  const people = new Map<Role, Browser>();
  let abroad: Browser;

  before(async () => {
    await house.open({ burst: 10_000 });
    const rows = ["id,manager", ...roles.map((role) => `the-${role},`), "somebody,the-lead"];
    house.files.set("staff.csv", rows.join("\n"));
    await house.operates(`import people staff.csv --tenant ${TENANT}`);
    house.files.set("staff.csv", "id,manager\nthe-reader,\nabroad,the-lead");
    await house.operates(`import people staff.csv --tenant ${OTHER}`);
    for (const role of ["analyst", "champion", "administrator"])
      await house.operates(`role give ${role} the-${role} --tenant ${TENANT} --by ops`);
    for (const role of roles) people.set(role, browser(`the-${role}`));
    abroad = browser("abroad", OTHER, ["analyst", "administrator", "champion"]);
  });
  after(() => house.close());

  const browser = (id: string, tenant = TENANT, as: readonly string[] = []) =>
    new Browser(house, { tenant: tenant as TenantId, id: id as PersonId }, as);
  const as = (role: Role): Browser => {
    const found = people.get(role);
    assert.ok(found);
    return found;
  };
  const act = (who: Browser, page: string, fields: Record<string, string>) =>
    who.sends(`/tab/${page}/act`, {
      seal: who.seal,
      turn: crypto.randomUUID(),
      ...fields,
    });

  it("has a line here for each page, each with figures and each with forms", () => {
    const known = house.app.pages;
    const figures = known.filter((page) => page.figures === true);
    const forms = known.filter((page) => page.act !== undefined);

    assert.deepEqual(known.map(({ path }) => path).toSorted(), Object.keys(pages).toSorted());
    assert.deepEqual(figures.map(({ path }) => path).toSorted(), [...withFigures].toSorted());
    assert.deepEqual(forms.map(({ path }) => path).toSorted(), Object.keys(withForms).toSorted());
  });

  for (const [page, open] of Object.entries(pages))
    it(`“${page}” opens for ${open.join(", ")} and nobody else; so do its figures and its forms`, async () => {
      for (const role of roles) {
        const may = open.includes(role);
        const [shown, api, csv, form] = [
          await as(role).asks(`/tab/${page}`),
          await as(role).asks(`/api/v1/${page}`),
          await as(role).asks(`/tab/${page}/nothing.csv`),
          await act(as(role), page, { do: "nothing-known" }),
        ];

        assert.equal(shown.status, may ? 200 : 403, `${role} looks`);
        assert.equal(api.status, withFigures.has(page) ? (may ? 200 : 403) : 404, `${role} asks the API`);
        assert.equal(csv.status, 404, `${role} asks for a file that isn't there`);
        assert.equal(form.status, page in withForms && !may ? 403 : 404, `${role} sends a form`);
      }
    });

  it("each table of a page is a file for whoever sees the page, and for nobody else", async () => {
    for (const page of withFigures) {
      const open = pages[page]?.[0] ?? "reader";
      const { tables } = JSON.parse((await as(open).asks(`/api/v1/${page}`)).text) as {
        tables: readonly { id: string }[];
      };
      for (const { id } of tables)
        for (const path of [`/tab/${page}/${id}.csv`, `/api/v1/${page}/${id}.csv`, `/api/v1/${page}/${id}`])
          for (const role of [open, "reader"] as const)
            assert.equal(
              (await as(role).asks(path)).status,
              role === open ? 200 : path.startsWith("/tab") ? 404 : 403,
              `${role}: ${path}`,
            );
    }
  });

  it("a card’s button does nothing on a page that isn’t open to who presses it", async () => {
    for (const role of roles) {
      const who = as(role);
      const fields = { page: "reviews", seal: who.seal, turn: crypto.randomUUID(), press: "{}" };
      const answer = await who.sends("/tab/press", fields);

      assert.equal(answer.status, role === "champion" ? 404 : 403, role);
    }
  });

  it("nobody who isn’t signed in sees or does anything", async () => {
    for (const [page] of Object.entries(pages)) {
      const get = async (path: string) =>
        (await fetch(`${house.origin}${path}`, { redirect: "manual" })).status;
      const post = async (path: string) =>
        (await fetch(`${house.origin}${path}`, { method: "POST", redirect: "manual" })).status;

      assert.equal(await get(`/tab/${page}`), 303);
      assert.equal(await get(`/tab/${page}/weeks.csv`), 303);
      assert.equal(await get(`/api/v1/${page}`), 401);
      assert.equal(await post(`/tab/${page}/act`), 303);
    }
    assert.equal((await fetch(`${house.origin}/api/v1`)).status, 401);
    assert.equal(
      (await fetch(`${house.origin}/tab/press`, { method: "POST", redirect: "manual" })).status,
      303,
    );
  });

  it("nobody of another organisation sees or changes this one’s, whatever role they have in theirs", async () => {
    const administration = (await abroad.asks("/tab/administration")).text;
    const given = await act(abroad, "administration", {
      do: "give",
      role: "analyst",
      person: "the-champion",
      sure: "yes",
    });
    const taken = await act(abroad, "administration", {
      do: "take",
      role: "analyst",
      person: "the-analyst",
      sure: "yes",
    });
    const paused = await act(abroad, "administration", { do: "pause", sure: "yes" });

    assert.doesNotMatch(administration, /the-analyst|the-champion|the-administrator/);
    assert.deepEqual([given.status, taken.status, paused.status], [400, 400, 400]);
    assert.match((await as("administrator").asks("/tab/administration")).text, /the-analyst/);
  });

  describe("a form", () => {
    const give = { do: "give", role: "champion", person: "somebody" };
    const rolesOf = async () => (await house.operates(`role list --tenant ${TENANT}`)).out;
    const given = async () =>
      ((await house.everything()).audit_event ?? []).filter(
        ({ what, by_whom }) => what === "role given" && by_whom === "the-administrator",
      ).length;

    it("asks whether they are sure before anything is done", async () => {
      const asked = await act(as("administrator"), "administration", give);

      assert.equal(asked.status, 200);
      assert.match(asked.text, /Are you sure\?/);
      assert.doesNotMatch(await rolesOf(), /somebody/);
    });

    it("counts once that is sent twice, one after the other or both at once", async () => {
      const administrator = as("administrator");
      const asked = await act(administrator, "administration", give);
      const { path, fields } = formWith(asked.text, "Yes, give the role");
      const before = await given();
      const answers = await Promise.all([
        administrator.sends(path, fields),
        administrator.sends(path, fields),
      ]);
      await house.operates(`role take champion somebody --tenant ${TENANT} --by ops`);
      const again = await administrator.sends(path, fields);

      assert.deepEqual(
        [...answers, again].map(({ status }) => status),
        [303, 303, 303],
      );
      assert.equal(await given(), before + 1);
      assert.doesNotMatch(await rolesOf(), /somebody/);
    });

    it("is refused with the seal of an earlier session, of somebody else, or none, and from another site", async () => {
      const administrator = as("administrator");
      const turn = crypto.randomUUID();
      const sure = { ...give, sure: "yes", turn };
      const answers = [
        await administrator.sends("/tab/administration/act", { ...sure, seal: "of-yesterday" }),
        await administrator.sends("/tab/administration/act", { ...sure, seal: as("analyst").seal }),
        await administrator.sends("/tab/administration/act", sure),
        await administrator.sends("/tab/administration/act", {
          ...give,
          sure: "yes",
          seal: administrator.seal,
        }),
        await administrator.sends(
          "/tab/administration/act",
          { ...sure, seal: administrator.seal },
          { "sec-fetch-site": "cross-site" },
        ),
      ];

      for (const { status, text } of answers) {
        assert.equal(status, 403);
        assert.match(text, /That form is out of date/);
      }
      assert.doesNotMatch(await rolesOf(), /somebody/);
    });

    it("of somebody who lost the role meanwhile does nothing", async () => {
      const asked = await act(as("administrator"), "administration", give);
      const { path, fields } = formWith(asked.text, "Yes, give the role");
      await house.operates(`role take administrator the-administrator --tenant ${TENANT} --by ops`);
      const answer = await as("administrator").sends(path, fields);
      await house.operates(`role give administrator the-administrator --tenant ${TENANT} --by ops`);

      assert.equal(answer.status, 403);
      assert.doesNotMatch(await rolesOf(), /somebody/);
    });
  });
});
