import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { Edge } from "../../harness/edge.ts";
import { TestHouse } from "../../harness/house.ts";

const ALWAYS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
};

describe("every answer to the outside", () => {
  const house = new TestHouse();
  before(() => house.open());
  after(() => house.close());

  const json = { "content-type": "application/json" };
  const asked: readonly [string, number, string, RequestInit][] = [
    ["life", 200, "/healthz", {}],
    ["readiness before the first round", 503, "/readyz", {}],
    ["readiness, asked by a browser", 503, "/readyz", { headers: { accept: "text/html" } }],
    ["readiness, asked for what we don't speak", 503, "/readyz", { headers: { accept: "image/png" } }],
    ["a page that isn't there", 404, "/nothing", {}],
    ["a page with a strange name", 404, "/%3Cscript%3E", {}],
    ["a page whose name can't be read", 404, "/%ff%", {}],
    ["a path upwards", 404, "/tab/..%2f..%2fetc%2fpasswd", {}],
    ["a link that is too long", 404, `/files/${"x".repeat(5000)}`, {}],
    ["a link that means nothing", 404, "/files/abc", {}],
    ["the figures, which aren't for the outside", 404, "/metrics", {}],
    ["a wrong method", 405, "/api/messages", {}],
    ["another wrong method", 405, "/healthz", { method: "DELETE" }],
    ["a preflight", 405, "/api/messages", { method: "OPTIONS" }],
    ["a broken body", 400, "/api/messages", { method: "POST", headers: json, body: '{"text":"Ada' }],
    ["a form", 400, "/api/messages", { method: "POST", body: new URLSearchParams({ type: "message" }) }],
    ["a text", 400, "/api/messages", { method: "POST", body: '{"type":"message"}' }],
    ["an upload", 400, "/api/messages", { method: "POST", body: new FormData() }],
    ["no body", 400, "/api/messages", { method: "POST" }],
    [
      "a body over the limit",
      413,
      "/api/messages",
      { method: "POST", headers: json, body: `{"text":"${"x".repeat(300_000)}"}` },
    ],
    [
      "a packed body",
      415,
      "/api/messages",
      {
        method: "POST",
        headers: { ...json, "content-encoding": "gzip" },
        body: new Uint8Array(gzipSync("{}")),
      },
    ],
    [
      "a broken packed body",
      415,
      "/api/messages",
      { method: "POST", headers: { ...json, "content-encoding": "gzip" }, body: "not packed" },
    ],
    [
      "a body packed in a way of tomorrow",
      415,
      "/api/messages",
      { method: "POST", headers: { ...json, "content-encoding": "br" }, body: "x" },
    ],
  ];
  for (const [name, status, path, init] of asked)
    it(`is ${status} to ${name}, and says nothing of our inside`, async () => {
      const response = await fetch(house.origin + path, init);
      const body = await response.text();

      assert.equal(response.status, status);
      for (const [header, value] of Object.entries(ALWAYS))
        assert.equal(response.headers.get(header), value, header);
      assert.match(response.headers.get("content-security-policy") ?? "", /default-src 'none'/);
      assert.deepEqual([response.headers.get("server"), response.headers.get("x-powered-by")], [null, null]);
      assert.ok(!/\n +at |\.[jt]s|\/work|node_modules|restify|Error|Ada/.test(body), body);
    });

  it("goes on after all of that", async () => {
    assert.equal((await fetch(`${house.origin}/healthz`)).status, 200);
  });

  it("isn't upset by what isn't HTTP", async () => {
    const socket = connect(Number(new URL(house.origin).port), "127.0.0.1");
    socket.write("\u0016\u0003\u0001 not HTTP\r\n\r\n");
    socket.resume();
    await once(socket, "close");

    assert.equal((await fetch(`${house.origin}/healthz`)).status, 200);
  });
});

describe("an error that nobody foresaw", () => {
  it("is a bare 500, and one line in the log", async () => {
    const edge = new Edge();
    await edge.open();
    edge.throwsAt("/broken", new Error("the words of a person"));

    const response = await fetch(`${edge.origin}/broken`);
    const body = await response.text();
    await edge.close();

    assert.deepEqual([response.status, body], [500, ""]);
    assert.deepEqual(
      edge.logged.map(({ event }) => event),
      ["request crashed"],
    );
  });
});

describe("the pages that anybody may read", () => {
  const house = new TestHouse();
  before(() => house.open());
  after(() => house.close());

  for (const path of ["/tab", "/tab/privacy", "/tab/terms"])
    for (const language of ["en", "cy"])
      it(`${path} is whole and safe in ${language}`, async () => {
        const response = await fetch(`${house.origin}${path}?lang=${language}`);
        const html = await response.text();

        assert.equal(response.status, 200);
        assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
        assert.equal(response.headers.get("content-language"), language);
        assert.match(html, new RegExp(`<html lang="(${language}|${language}-GB)">`));
        assert.equal(html.match(/<h1>/g)?.length, 1);
        assert.ok(!/undefined|\[object|<script|style="|\son\w+="/.test(html));
      });

  const notice = {
    en: [
      "any note",
      "working days",
      "bank holidays",
      "leave dates",
      "line manager",
      "Copilot licence",
      "stories, and experiments",
      "comparisons of tips",
      "a champion has approved it",
      "ten people or more",
      "your chat in Teams",
      "last day",
      "Nothing is erased by itself",
    ],
    cy: [
      "unrhyw nodyn",
      "dyddiau gwaith",
      "gwyliau banc",
      "dyddiadau eich gwyliau",
      "rheolwr llinell",
      "drwydded Copilot",
      "straeon, ac arbrofion",
      "gymariaethau o awgrymiadau",
      "hyrwyddwr ei chymeradwyo",
      "ddeg o bobl neu fwy",
      "sgwrs yn Teams",
      "diwrnod diwethaf",
      "cyfnod penodol",
    ],
  };
  for (const [language, parts] of Object.entries(notice))
    it(`name in ${language} all that is kept, and for how long`, async () => {
      const html = await (await fetch(`${house.origin}/tab/privacy?lang=${language}`)).text();

      for (const part of parts) assert.ok(html.includes(part), part);
    });

  it("speak the browser's language, or English", async () => {
    const asked = (languages: string) =>
      fetch(`${house.origin}/tab`, { headers: { "accept-language": languages } });

    const answers = await Promise.all(["cy-GB,cy;q=0.9,en;q=0.8", "en-GB", "fr", ""].map(asked));

    assert.deepEqual(
      answers.map(({ headers }) => headers.get("content-language")),
      ["cy", "en", "en", "en"],
    );
  });

  it("put nothing of the address into the page", async () => {
    const html = await (await fetch(`${house.origin}/tab?lang="><script>alert(1)</script>&x=<b>`)).text();

    assert.ok(!html.includes("alert(1)") && !html.includes("<b>"));
  });

  it("may stand in a frame of Microsoft's alone", async () => {
    const policy = (await fetch(`${house.origin}/tab`)).headers.get("content-security-policy") ?? "";

    assert.match(policy, /frame-ancestors https:\/\/teams\.microsoft\.com /);
    assert.ok(!/frame-ancestors[^;]*(\*[ ;]|'self'|http:)/.test(policy));
  });
});
