import { execFileSync } from "node:child_process";
import { constants, createPublicKey, createVerify, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Pair {
  readonly key: string;
  readonly cert: string;
  /** Files with the certificate, and with both. */
  readonly certFile: string;
  readonly bothFile: string;
  remove(): void;
}

/** A certificate for this machine that is made now and gone afterwards: none is ever committed. */
export function makeCertificate(): Pair {
  const folder = mkdtempSync(join(tmpdir(), "uptake-certificate-"));
  const [keyFile, certFile, bothFile] = ["key.pem", "cert.pem", "both.pem"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=local"];
  const names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  execFileSync("openssl", [...request, ...names, "-keyout", keyFile, "-out", certFile], { stdio: "ignore" });
  const [key, cert] = [readFileSync(keyFile, "utf8"), readFileSync(certFile, "utf8")];
  writeFileSync(bothFile, `${key}${cert}`);
  return { key, cert, certFile, bothFile, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Plays Entra over TLS: gives a token to whoever shows the right secret, or an assertion signed by the right certificate. */
export class LocalAuthority {
  readonly asked: string[] = [];
  /** What every request for a token is answered with, if not with a token. */
  refusal: { readonly status: number; readonly error: string; readonly description: string } | undefined;
  secret = "right";
  url = "";
  readonly #pair: Pair;
  readonly #server;

  constructor(pair: Pair) {
    this.#pair = pair;
    this.#server = createServer({ key: pair.key, cert: pair.cert }, (request, response) => {
      this.#take(request, response).catch(() => response.destroy());
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `https://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = new URL(request.url ?? "/", this.url).pathname;
    this.asked.push(path);
    const [status, body] = this.#answer(path, new URLSearchParams(Buffer.concat(chunks).toString()));
    response.statusCode = status; // not writeHead: restify patches it in the whole process
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(body));
  }

  #answer(path: string, form: URLSearchParams): [number, object] {
    const tenant = path.split("/")[1] ?? "";
    if (path.endsWith("/openid-configuration"))
      return [
        200,
        {
          issuer: `${this.url}/${tenant}/v2.0`,
          token_endpoint: `${this.url}/${tenant}/oauth2/v2.0/token`,
          authorization_endpoint: `${this.url}/${tenant}/oauth2/v2.0/authorize`,
          jwks_uri: `${this.url}/keys`,
        },
      ];
    if (!path.endsWith("/oauth2/v2.0/token")) return [404, {}];
    const { status, error, description } = this.refusal ?? this.#wrong(form) ?? { status: 200 };
    if (status !== 200)
      return [status, { error, error_description: `${description}: names ${tenant} and a time` }];
    return [200, { token_type: "Bearer", expires_in: 3599, access_token: `token-of-${tenant}` }];
  }

  #wrong(form: URLSearchParams): LocalAuthority["refusal"] {
    const assertion = form.get("client_assertion");
    if (assertion !== null)
      return this.#isSigned(assertion)
        ? undefined
        : { status: 401, error: "invalid_client", description: "AADSTS700027" };
    if (form.get("client_secret") === this.secret) return undefined;
    return { status: 401, error: "invalid_client", description: "AADSTS7000215" };
  }

  /** By the pair's own key; a federated token of a cluster is taken by its text. */
  #isSigned(assertion: string): boolean {
    if (assertion === "federated") return true;
    const [head = "", claims = "", signature = ""] = assertion.split(".");
    const { alg } = JSON.parse(Buffer.from(head, "base64url").toString()) as { alg: string };
    const key = createPublicKey(
      new X509Certificate(this.#pair.cert).publicKey.export({ type: "spki", format: "pem" }),
    );
    const padding = alg === "PS256" ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
    return createVerify("RSA-SHA256")
      .update(`${head}.${claims}`)
      .verify({ key, padding }, signature, "base64url");
  }
}
