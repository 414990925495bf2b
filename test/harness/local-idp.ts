import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface Signing {
  readonly kid?: string;
  readonly key?: KeyObject;
  readonly alg?: string;
  /** Seconds from now. */
  readonly expiresIn?: number;
}

const KID = "local-key";
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * Plays Microsoft's issuer of tokens: OpenID metadata, signing keys, and the managed identity's endpoint. The SDK keeps
 * keys by their address for a day, so one of these serves a whole test process.
 */
export class LocalIdp {
  url = "";
  #silent = false;
  readonly #held: (() => void)[] = [];
  readonly paths: string[] = [];
  readonly #keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  readonly #server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", this.url).pathname;
    this.paths.push(path);
    const answer = () => {
      const found = this.#answer(path);
      response.statusCode = found === undefined ? 404 : 200; // not writeHead: restify patches it in the whole process
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(found ?? {}));
    };
    if (this.#silent) this.#held.push(answer);
    else answer();
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Nobody gets an answer until `speaks`. */
  fallsSilent(): void {
    this.#silent = true;
  }

  speaks(): void {
    this.#silent = false;
    for (const answer of this.#held.splice(0)) answer();
  }

  /** The claims of a token that Entra gives a person's client for our tab. */
  personIn(tenant: string, id: string, clientId: string, more: Record<string, unknown> = {}) {
    return {
      iss: `${this.url}/${tenant}/v2.0`,
      aud: clientId,
      ...{ tid: tenant, oid: id, scp: "access_as_user", ver: "2.0", ...more },
    };
  }

  get metadata(): string {
    return `${this.url}/v1/.well-known/openidconfiguration`;
  }

  /** Where a machine's managed identity gets its tokens, as App Service says it in the environment. */
  get identityEndpoint(): string {
    return `${this.url}/metadata/identity/oauth2/token`;
  }

  sign(
    claims: Record<string, unknown>,
    { kid = KID, key, alg = "RS256", expiresIn = 3600 }: Signing = {},
  ): string {
    const now = Math.floor(Date.now() / 1000);
    const head = encoded({ alg, typ: "JWT", kid });
    const body = encoded({ iat: now - 7200, nbf: now - 7200, exp: now + expiresIn, ...claims });
    if (alg === "none") return `${head}.${body}.`;
    const signature = createSign("RSA-SHA256").update(`${head}.${body}`);
    return `${head}.${body}.${signature.sign(key ?? this.#keys.privateKey, "base64url")}`;
  }

  #answer(path: string): object | undefined {
    if (path.endsWith("/openidconfiguration"))
      return {
        issuer: "https://api.botframework.com",
        jwks_uri: `${this.url}/keys`,
        id_token_signing_alg_values_supported: ["RS256"],
      };
    const jwk = this.#keys.publicKey.export({ format: "jwk" });
    if (path === "/keys" || path.endsWith("/discovery/v2.0/keys"))
      return { keys: [{ ...jwk, kid: KID, use: "sig", alg: "RS256", endorsements: ["msteams"] }] };
    if (path === "/metadata/identity/oauth2/token")
      return {
        token_type: "Bearer",
        resource: "https://api.botframework.com",
        expires_on: String(Math.floor(Date.now() / 1000) + 86_400),
        access_token: "token-of-the-managed-identity",
      };
    return undefined;
  }
}
