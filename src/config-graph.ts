type Given = Readonly<Record<string, string | undefined>>;

const kinds = ["secret", "certificate", "managed-identity", "workload-identity"] as const;
type Kind = (typeof kinds)[number];

/** How the application signs in, in one organisation. */
export interface GraphApp {
  readonly tenant: string;
  readonly clientId: string;
  readonly credential:
    | { readonly kind: "secret"; readonly secret: string }
    | { readonly kind: "certificate"; readonly path: string }
    | { readonly kind: "managed-identity" }
    | { readonly kind: "workload-identity"; readonly tokenFile: string };
  readonly authority: string | undefined;
}

/** One entry of GRAPH_TENANTS: an organisation's id, and the ending of its own variables where it has any. */
interface Entry {
  readonly tenant: string;
  readonly name: string | undefined;
}

const of = (given: Given, name: string) => (given[name] ?? "").trim();

/** `<tenant>` or `<tenant>=<NAME>`, with commas. Without a list it is the application's own organisation. */
function entriesOf(given: Given): readonly Entry[] {
  const list = of(given, "GRAPH_TENANTS");
  const home = of(given, "AAD_APP_TENANT_ID") || of(given, "BOT_TENANT_ID");
  const words = (list || home).split(/[\s,]+/).filter((word) => word !== "");
  return words.map((word) => {
    const [tenant = "", name] = word.split("=");
    return { tenant: tenant.toLowerCase(), name };
  });
}

const SIGNS_IN = ["AAD_APP_CREDENTIAL", "AAD_APP_CLIENT_SECRET", "AAD_APP_CERTIFICATE_PATH"];

/** The variables of one organisation: the common ones, where it has none of its own. Who has a client id of its own signs in by itself. */
function varsOf(given: Given, { name }: Entry) {
  const ending = name === undefined ? "" : `_${name.toUpperCase()}`;
  const has = (variable: string) => of(given, `${variable}${ending}`) !== "";
  const ownId = has("AAD_APP_CLIENT_ID");
  const ownCredential = ownId || SIGNS_IN.some(has);
  const isOwn = (variable: string) => (variable === "AAD_APP_CLIENT_ID" ? ownId : ownCredential);
  const nameOf = (variable: string) => `${variable}${isOwn(variable) ? ending : ""}`;
  return { nameOf, value: (variable: string) => of(given, nameOf(variable)), any: ownCredential };
}

const tokenFile = (given: Given) => of(given, "AZURE_FEDERATED_TOKEN_FILE");

/** What was said, or else what there is. */
function kindOf(given: Given, { value }: ReturnType<typeof varsOf>): Kind {
  const said = kinds.find((kind) => kind === value("AAD_APP_CREDENTIAL"));
  if (said !== undefined) return said;
  if (value("AAD_APP_CERTIFICATE_PATH") !== "") return "certificate";
  if (value("AAD_APP_CLIENT_SECRET") !== "") return "secret";
  return tokenFile(given) === "" ? "managed-identity" : "workload-identity";
}

/** None where no application is configured. Right only where `wrongGraph` has nothing to say. */
export function graphApps(given: Given): readonly GraphApp[] {
  const authority = of(given, "ENTRA_AUTHORITY") || undefined;
  return entriesOf(given).flatMap((entry) => {
    const vars = varsOf(given, entry);
    const clientId = vars.value("AAD_APP_CLIENT_ID");
    if (clientId === "") return [];
    return [{ tenant: entry.tenant, clientId, credential: credentialOf(given, vars), authority }];
  });
}

function credentialOf(given: Given, vars: ReturnType<typeof varsOf>): GraphApp["credential"] {
  const kind = kindOf(given, vars);
  switch (kind) {
    case "secret":
      return { kind, secret: vars.value("AAD_APP_CLIENT_SECRET") };
    case "certificate":
      return { kind, path: vars.value("AAD_APP_CERTIFICATE_PATH") };
    case "workload-identity":
      return { kind, tokenFile: tokenFile(given) };
    case "managed-identity":
      return { kind };
  }
}

/** Everything that is wrong with how Graph is to be asked, each with the variable to put right. */
export function wrongGraph(given: Given): readonly string[] {
  const entries = entriesOf(given);
  const configured = of(given, "AAD_APP_CLIENT_ID") !== "" || of(given, "GRAPH_TENANTS") !== "";
  if (!configured) return [];
  if (entries.length === 0) return ["AAD_APP_TENANT_ID: is missing, but there is an AAD_APP_CLIENT_ID"];
  const ids = entries.map(({ tenant }) => tenant);
  const wrong = [
    ...(new Set(ids).size < ids.length ? ["GRAPH_TENANTS: names an organisation twice"] : []),
    ...entries.flatMap((entry) => wrongEntry(given, entry, entries.length)),
    ...wrongAddress(given),
  ];
  return [...new Set(wrong)];
}

function wrongEntry(given: Given, entry: Entry, count: number): readonly string[] {
  if (of(given, "GRAPH_TENANTS") !== "" && !/^[0-9a-f-]{36}(=[a-z0-9_]+)?$/i.test(written(entry)))
    return ["GRAPH_TENANTS: must be ids of organisations with commas, each with =NAME behind it or without"];
  const vars = varsOf(given, entry);
  const { nameOf, value, any } = vars;
  const kind = kindOf(given, vars);
  const said = value("AAD_APP_CREDENTIAL");
  const both = value("AAD_APP_CLIENT_SECRET") !== "" && value("AAD_APP_CERTIFICATE_PATH") !== "";
  const rules: readonly (readonly [boolean, string])[] = [
    [
      entry.name !== undefined && !any,
      `GRAPH_TENANTS: names ${entry.name}, but there is no AAD_APP_CLIENT_ID_${entry.name?.toUpperCase()} and nothing else of its own`,
    ],
    [value("AAD_APP_CLIENT_ID") === "", `${nameOf("AAD_APP_CLIENT_ID")}: is missing`],
    [
      said !== "" && said !== kind,
      `${nameOf("AAD_APP_CREDENTIAL")}: must be ${kinds.slice(0, -1).join(", ")} or ${kinds.at(-1)}`,
    ],
    [
      said === "" && both,
      `${nameOf("AAD_APP_CREDENTIAL")}: is missing; there are a secret and a certificate, so say which`,
    ],
    [
      kind === "secret" && value("AAD_APP_CLIENT_SECRET") === "",
      `${nameOf("AAD_APP_CLIENT_SECRET")}: is missing`,
    ],
    [
      kind === "certificate" && value("AAD_APP_CERTIFICATE_PATH") === "",
      `${nameOf("AAD_APP_CERTIFICATE_PATH")}: is missing`,
    ],
    [
      kind === "workload-identity" && tokenFile(given) === "",
      "AZURE_FEDERATED_TOKEN_FILE: is missing; the cluster sets it for a workload identity",
    ],
    [
      kind === "managed-identity" && count > 1,
      `${nameOf("AAD_APP_CREDENTIAL")}: must be another than managed-identity, which has no access to other organisations`,
    ],
  ];
  return rules.filter(([wrong]) => wrong).map(([, sentence]) => sentence);
}

const written = ({ tenant, name }: Entry) => (name === undefined ? tenant : `${tenant}=${name}`);

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Tokens are sent to one, and come from the other. */
function wrongAddress(given: Given): readonly string[] {
  return ["GRAPH_BASE_URL", "ENTRA_AUTHORITY"].flatMap((name) => {
    const url = URL.canParse(of(given, name)) ? new URL(of(given, name)) : undefined;
    if (url === undefined || url.protocol === "https:") return [];
    const local = name === "GRAPH_BASE_URL" && LOOPBACK.test(url.hostname);
    if (local && given.NODE_ENV !== "production") return [];
    return [`${name}: must begin with https://, as tokens go there${local ? " also in production" : ""}`];
  });
}
