import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readFile } from "node:fs/promises";
import { runInNewContext } from "node:vm";
import { TENANT, TestHouse } from "../../harness/house.ts";
import { LocalIdp } from "../../harness/local-idp.ts";

const CLIENT = "33333333-3333-4333-8333-333333333333";
const OTHER = "99999999-9999-4999-8999-999999999999";
const ADA = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const MINUTE_MS = 60_000;

describe("the tab's way in", () => {
  const idp = new LocalIdp();
  const house = new TestHouse();

  before(async () => {
    await idp.start();
    await house.open({
      environment: { AAD_APP_CLIENT_ID: CLIENT, AAD_APP_TENANT_ID: TENANT },
      authority: idp.url,
      burst: 1_000,
    });
  });
  beforeEach(() => {
    house.now = new Date();
    house.logged.length = 0;
  });
  after(async () => {
    await house.close();
    await idp.stop();
  });

  const claims = (more: Record<string, unknown> = {}) => idp.personIn(TENANT, ADA, CLIENT, more);
  const offer = (token: unknown, headers: Record<string, string> = {}) =>
    fetch(`${house.origin}/tab/session`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ token }),
    });
  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${house.origin}${path}`, { headers, redirect: "manual" });
  const cookieOf = (answer: Response) => (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const signedIn = async (more: Record<string, unknown> = {}) =>
    cookieOf(await offer(idp.sign(claims(more))));

  const otherKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const refused: readonly [string, () => unknown][] = [
    ["no token", () => undefined],
    ["garbage", () => "a.b.c"],
    ["a number", () => 7],
    ["a token signed by another key under a known name", () => idp.sign(claims(), { key: otherKey })],
    ["a token signed by a key nobody knows", () => idp.sign(claims(), { kid: "unknown" })],
    ["a token that isn't signed", () => idp.sign(claims(), { alg: "none" })],
    ["a token that expired an hour ago", () => idp.sign(claims(), { expiresIn: -3600 })],
    ["a token for another application", () => idp.sign(claims({ aud: OTHER }))],
    ["a token of another issuer", () => idp.sign(claims({ iss: "https://login.example/v2.0" }))],
    ["a token of another organisation", () => idp.sign(idp.personIn(OTHER, ADA, CLIENT))],
    ["a token that names another organisation than its issuer", () => idp.sign(claims({ tid: OTHER }))],
    ["an application's own token", () => idp.sign(claims({ idtyp: "app" }))],
    ["a token without our permission", () => idp.sign(claims({ scp: "User.Read" }))],
    [
      "a token without a permission, as browsers are sent back with",
      () => idp.sign(claims({ scp: undefined })),
    ],
    ["a token of nobody", () => idp.sign(claims({ oid: undefined }))],
    ["a token of somebody with a strange id", () => idp.sign(claims({ oid: "../admin" }))],
  ];
  for (const [name, token] of refused)
    it(`refuses ${name}, and says nothing of why`, async () => {
      const answer = await offer(token());

      assert.deepEqual([answer.status, await answer.text()], [401, ""]);
      assert.equal(answer.headers.get("set-cookie"), null);
      assert.deepEqual(house.logged, [{ level: "warn", facts: {}, event: "sign-in refused" }]);
    });

  it("lets in whom Teams vouches for, and shows them their own page", async () => {
    const cookie = await signedIn();

    const page = await ask("/tab/my", { cookie });

    assert.equal(
      page.status,
      200,
      JSON.stringify(house.logged, (_k, v) => (v instanceof Error ? v.stack : v)),
    );
    assert.match(await page.text(), /My page/);
  });

  it("refuses a token that another site's page sends", async () => {
    const answer = await offer(idp.sign(claims()), { "sec-fetch-site": "cross-site" });

    assert.equal(answer.status, 401);
  });

  it("ends after an hour", async () => {
    const cookie = await signedIn();
    house.now = new Date(house.now.getTime() + 61 * MINUTE_MS);

    const page = await ask("/tab/my", { cookie });

    assert.deepEqual([page.status, page.headers.get("location")], [303, "/tab?to=%2Ftab%2Fmy"]);
  });

  it("ends when they sign out, and not when another site says so", async () => {
    const cookie = await signedIn();
    const seal =
      /name="seal" value="([^"]+)"/.exec(await (await ask("/tab/my", { cookie })).text())?.[1] ?? "";
    const out = (given: string) =>
      fetch(`${house.origin}/tab/sign-out`, {
        method: "POST",
        headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ seal: given }).toString(),
        redirect: "manual",
      });

    assert.equal((await out("guessed")).headers.get("set-cookie"), null);
    assert.match((await out(seal)).headers.get("set-cookie") ?? "", /Max-Age=0/);
  });

  it("isn't opened by a cookie that was changed on the way", async () => {
    const cookie = await signedIn();

    for (const changed of [
      `${cookie}AAAA`,
      cookie.slice(0, -4),
      cookie.replace(/.{4}$/, "AAAA"),
      "uptake=",
      "uptake=abc",
    ])
      assert.equal((await ask("/tab/my", { cookie: changed })).status, 303, changed);
  });

  it("asks a browser to sign in at Entra, and comes back to where they were going", async () => {
    const there = await ask("/tab/sign-in?to=/tab/hours");
    const to = new URL(there.headers.get("location") ?? "");
    const waiting = cookieOf(there);
    const back = (id_token: string, state = to.searchParams.get("state") ?? "", cookie = waiting) =>
      fetch(`${house.origin}/tab/signed-in`, {
        method: "POST",
        headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ id_token, state }).toString(),
        redirect: "manual",
      });
    const token = (nonce: string | null) => idp.sign(claims({ scp: undefined, nonce }));
    const nonce = to.searchParams.get("nonce");

    assert.equal(to.pathname, `/${TENANT}/oauth2/v2.0/authorize`);
    assert.equal(to.searchParams.get("redirect_uri"), `${house.origin}/tab/signed-in`);
    assert.equal((await back(token("another"))).status, 401);
    assert.equal((await back(token(nonce), "another")).status, 401);
    assert.equal((await back(token(nonce), undefined, "")).status, 401);
    assert.equal((await back(idp.sign(claims({ nonce })))).status, 401, "an access token");
    const good = await back(token(nonce));
    assert.deepEqual([good.status, good.headers.get("location")], [303, "/tab/hours"]);
  });

  it("never leads to another site", async () => {
    for (const to of ["https://evil.example", "//evil.example", "/\\evil.example", "/files/x", "/tab/../x"]) {
      const there = await ask(`/tab/sign-in?to=${encodeURIComponent(to)}`);
      const text = await (await ask(`/tab?to=${encodeURIComponent(to)}`)).text();

      assert.equal(there.status, 303);
      assert.doesNotMatch(text, /evil|files/, to);
    }
  });

  it("keeps Teams’ theme from the first page on, and nothing that isn’t one", async () => {
    const cookie = await signedIn();
    const there = await ask("/tab?theme=dark", { cookie });
    const opened = await ask(there.headers.get("location") ?? "", { cookie });
    const next = await ask("/tab/settings", { cookie: `${cookie}; ${cookieOf(opened)}` });
    const strange = await ask("/tab/my?theme=dark%3B%20Domain=x", { cookie });
    const manifest = await readFile("appPackage/manifest.json", "utf8");

    assert.equal(there.headers.get("location"), "/tab/my?theme=dark");
    assert.match(opened.headers.get("set-cookie") ?? "", /^theme=dark; Path=\/; HttpOnly; SameSite=Lax$/);
    assert.match(await next.text(), /<html [^>]*data-theme="dark"/);
    assert.equal(strange.headers.get("set-cookie"), null);
    assert.match(manifest, /"contentUrl": "[^"]*\/tab\?theme=\{theme\}"/);
  });

  it("opens Entra in a window of its own where the page is in Teams’ frame, and else where they are", async () => {
    const text = await (await ask("/tab/sign-in.js")).text();
    const linkIn = (framed: boolean) => {
      const link: Record<string, unknown> = {};
      const self = {};
      const window = { self, top: framed ? {} : self };
      runInNewContext(text, { window, document: { getElementById: () => link } });
      return link;
    };
    const page = await (await ask("/tab")).text();

    assert.deepEqual({ ...linkIn(true) }, { target: "_blank", rel: "noopener" });
    assert.deepEqual({ ...linkIn(false) }, {});
    assert.match(page, /opens Uptake in your browser/);
  });

  it("describes to programs every address and all that each page may be asked", async () => {
    const answer = await (await ask("/api/v1/openapi.json")).json();
    const { paths, servers } = answer as {
      readonly paths: Record<string, { get: { parameters: { name: string }[] } }>;
      readonly servers: { url: string }[];
    };
    const namesOf = (path: string) => paths[path]?.get.parameters.map(({ name }) => name);
    const own = ["period", "under", "path", "profession", "grade"];

    assert.deepEqual(servers, [{ url: house.origin }]);
    assert.deepEqual(namesOf("/api/v1"), ["lang"]);
    assert.deepEqual(namesOf("/api/v1/groups"), [...own, "lang", "page", "size"]);
    assert.deepEqual(namesOf("/api/v1/groups/{table}"), ["table", ...own, "lang", "page", "size"]);
    assert.ok(namesOf("/api/v1/administration")?.includes("record"));
    assert.ok(!namesOf("/api/v1/adoption")?.includes("period"));
    const authorization = `Bearer ${idp.sign(claims({ roles: ["Analyst"] }))}`;
    for (const path of Object.keys(paths).filter((each) => !each.includes("{")))
      assert.notEqual((await ask(path, { authorization })).status, 404, path);
  });

  it("lets nobody pick who they are", async () => {
    assert.doesNotMatch(await (await ask("/tab")).text(), /tab\/pick/);
    assert.equal((await fetch(`${house.origin}/tab/pick`, { method: "POST" })).status, 405);
  });

  it("says that it can't tell for now while Entra's keys are out of reach", async () => {
    const other = new LocalIdp();
    const away = new TestHouse();
    await other.start();
    await away.open({
      environment: { AAD_APP_CLIENT_ID: CLIENT, AAD_APP_TENANT_ID: TENANT },
      authority: other.url,
      patience: 200,
    });
    away.now = new Date();
    const token = other.sign(other.personIn(TENANT, ADA, CLIENT));
    await other.stop();

    const answer = await fetch(`${away.origin}/tab/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
    });
    await away.close();

    assert.equal(answer.status, 503);
    assert.deepEqual(
      away.logged.map(({ event }) => event),
      ["signing keys out of reach"],
    );
  });

  describe("by role", () => {
    const opened = async (page: string, roles: readonly string[]) => {
      const shown = await ask(`/tab/${page}`, { cookie: await signedIn({ roles }) });
      const token = await ask(`/api/v1/${page}`, { authorization: `Bearer ${idp.sign(claims({ roles }))}` });
      return [shown.status, token.status];
    };

    it("Entra says who is an analyst and who an administrator, on pages and to programs", async () => {
      assert.deepEqual(await opened("hours", ["Analyst"]), [200, 200]);
      assert.deepEqual(await opened("administration", ["Administrator"]), [200, 200]);
      assert.deepEqual(await opened("hours", ["Administrator"]), [403, 403]);
      assert.deepEqual(await opened("hours", []), [403, 403]);
    });

    it("Entra doesn't say who is a champion or leads whom: Uptake knows that itself", async () => {
      assert.deepEqual(await opened("reviews", ["Champion"]), [403, 404]);
      assert.deepEqual(await opened("groups", ["Lead", "Reader"]), [403, 403]);
    });

    it("nobody asks for more in a short time than anybody reads", async () => {
      const hasty = new TestHouse();
      await hasty.open({ burst: 3 });
      const id = "id-of-hasty";
      await hasty.person("Hasty").meets();
      const picked = await fetch(`${hasty.origin}/tab/pick`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: `person=${id}`,
        redirect: "manual",
      });
      const cookie = cookieOf(picked);
      const statuses: number[] = [];
      for (const path of ["/tab/my", "/api/v1", "/tab/settings", "/tab/my", "/api/v1"])
        statuses.push(
          (await fetch(`${hasty.origin}${path}`, { headers: { cookie }, redirect: "manual" })).status,
        );
      await hasty.close();

      assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
    });

    it("each look at figures of groups is on record, and none at one's own page", async () => {
      const cookie = await signedIn({ roles: ["Analyst"] });
      await ask("/tab/my", { cookie });
      await ask("/tab/hours?period=2026-10", { cookie });
      await ask("/api/v1/hours?period=2026-10", { cookie });

      const { audit_event = [] } = await house.everything();
      const newest = audit_event.slice(-2).map(({ by_whom, what, facts }) => [by_whom, what, facts]);
      assert.deepEqual(newest, [
        [ADA, "looked", { page: "hours", period: "2026-10" }],
        [ADA, "exported", { page: "hours", period: "2026-10" }],
      ]);
      assert.ok(audit_event.every(({ facts }) => (facts as { page?: string }).page !== "my"));
    });
  });
});
