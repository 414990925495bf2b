import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import tls from "node:tls";
import sinon from "sinon";
import { SourceBusy, SourceRefused } from "../../../src/core/adoption-source.ts";
import type { TenantId } from "../../../src/core/person.ts";
import { type AppIdentity, type Credential, tokensOf } from "../../../src/platform/identity/credentials.ts";
import { LocalAuthority, makeCertificate, type Pair } from "../../harness/authority.ts";
import { operator, scratchFolder } from "../../harness/child.ts";
import { FakeGraph } from "../../harness/graph.ts";
import { LocalIdp } from "../../harness/local-idp.ts";

const TENANT = "11111111-1111-4111-8111-111111111111" as TenantId;
const SCOPE = "https://graph.microsoft.com/.default";

describe("the application's sign-in at Entra", () => {
  const folder = scratchFolder();
  let pair: Pair;
  let other: Pair;
  let authority: LocalAuthority;

  before(async () => {
    [pair, other] = [makeCertificate(), makeCertificate()];
    authority = new LocalAuthority(pair);
    await authority.start();
    const { connect } = tls;
    // So that this process knows the local authority's certificate, as NODE_EXTRA_CA_CERTS is read only at a start.
    const trusting = (options: object, ...rest: unknown[]) =>
      Reflect.apply(connect, tls, [{ ...options, ca: pair.cert }, ...rest]);
    sinon.replace(tls, "connect", trusting as typeof connect); // Node calls it with options alone
  });
  afterEach(() => {
    authority.refusal = undefined;
  });
  after(async () => {
    sinon.restore();
    await authority.stop();
    for (const each of [pair, other, folder]) each.remove();
  });

  const token = (credential: Credential, changes: Partial<AppIdentity> = {}, deadlineMs?: number) =>
    tokensOf(
      { tenant: TENANT, clientId: "client", credential, authority: authority.url, ...changes },
      SCOPE,
      deadlineMs,
    )();
  const failure = (...given: Parameters<typeof token>): Promise<Error> =>
    token(...given).then(
      () => assert.fail("It got a token"),
      (error) => error,
    );

  it("gives a token for the right secret", async () => {
    assert.equal(await token({ kind: "secret", secret: "right" }), `token-of-${TENANT}`);
  });

  it("gives a token for the right certificate", async () => {
    assert.equal(await token({ kind: "certificate", path: pair.bothFile }), `token-of-${TENANT}`);
  });

  it("gives a token for a workload's identity", async () => {
    const tokenFile = join(folder.path, "federated");
    writeFileSync(tokenFile, "federated");

    assert.equal(await token({ kind: "workload-identity", tokenFile }), `token-of-${TENANT}`);
  });

  it("gives a token for the machine's own identity", async () => {
    const idp = new LocalIdp();
    await idp.start();
    const before = { ...process.env };
    Object.assign(process.env, { IDENTITY_ENDPOINT: idp.identityEndpoint, IDENTITY_HEADER: "any" });
    try {
      const found = await token({ kind: "managed-identity" }, { clientId: "client-of-its-own" });

      assert.equal(found, "token-of-the-managed-identity");
    } finally {
      process.env = before;
      await idp.stop();
    }
  });

  it("asks once for a token that is still good", async () => {
    const identity = {
      tenant: TENANT,
      clientId: "c",
      credential: { kind: "secret", secret: "right" },
    } as const;
    const tokens = tokensOf({ ...identity, authority: authority.url }, SCOPE);
    await tokens();
    const asked = authority.asked.length;

    await tokens();

    assert.equal(authority.asked.length, asked);
  });

  const table: readonly [string, () => Credential, RegExp][] = [
    [
      "a wrong secret",
      () => ({ kind: "secret", secret: "wrong" }),
      /the application's secret is wrong \(AADSTS7000215\)/,
    ],
    [
      "another's certificate",
      () => ({ kind: "certificate", path: other.bothFile }),
      /doesn't accept the application's certificate \(AADSTS700027\)/,
    ],
    [
      "a certificate that isn't there",
      () => ({ kind: "certificate", path: "/nowhere.pem" }),
      /file .* can't be read/,
    ],
    [
      "a file without a private key",
      () => ({ kind: "certificate", path: pair.certFile }),
      /file with the application's certificate can't be used/,
    ],
    [
      "a federated token that isn't there",
      () => ({ kind: "workload-identity", tokenFile: "/nowhere" }),
      /file .* can't be read/,
    ],
  ];
  for (const [what, credential, expected] of table)
    it(`says it in a sentence, without a secret: ${what}`, async () => {
      const error = await failure(credential());

      assert.ok(error instanceof SourceRefused, `${error.name}: ${error.message}`);
      assert.match(error.message, expected);
      assert.doesNotMatch(`${error.message} ${JSON.stringify(error)}`, /11111111|wrong"|nowhere/);
    });

  for (const [code, expected] of [
    ["AADSTS7000222", /has expired/],
    ["AADSTS700016", /an administrator has to agree/],
    ["AADSTS90002", /doesn't know this organisation/],
    ["AADSTS53003", /Entra refuses the application \(AADSTS53003\)/],
  ] as const)
    it(`understands ${code}`, async () => {
      authority.refusal = { status: 400, error: "invalid_request", description: code };

      assert.match((await failure({ kind: "secret", secret: "right" })).message, expected);
    });

  it("takes an Entra that is ill for a bad moment", async () => {
    authority.refusal = { status: 503, error: "temporarily_unavailable", description: "AADSTS90033" };

    assert.ok((await failure({ kind: "secret", secret: "right" })) instanceof SourceBusy);
  });

  it("takes an Entra that isn't there, or says nothing, for a bad moment", async () => {
    const gone = await failure({ kind: "secret", secret: "x" }, { authority: "https://localhost:9" }, 8_000);
    const late = await failure({ kind: "secret", secret: "right" }, { clientId: "another" }, 1);

    assert.ok(gone instanceof SourceBusy, gone.message);
    assert.ok(late instanceof SourceBusy, late.message);
  });

  it("goes all the way, over TLS, as it is configured: from Entra's token to Graph's answer", async () => {
    const graph = new FakeGraph(pair);
    await graph.start();
    const environment = {
      ...graph.environment,
      AAD_APP_CLIENT_SECRET: "right",
      ENTRA_AUTHORITY: authority.url,
      NODE_EXTRA_CA_CERTS: pair.certFile,
      DATA_DIR: join(folder.path, "data"),
    };

    const { out, err } = await operator(["doctor"], environment, folder.path);
    await graph.stop();

    assert.match(out, /ok\s+graph, directory: answers/, err);
    assert.ok(graph.asked.length > 0 && graph.asked.every(({ tenant }) => tenant === TENANT));
    assert.match(graph.url, /^https:/);
  });
});
