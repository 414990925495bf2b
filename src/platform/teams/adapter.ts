import { ConfidentialClientApplication } from "@azure/msal-node";
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type InvokeResponse,
  type TurnContext,
} from "botbuilder";
import {
  type AuthenticateRequestResult,
  AuthenticationError,
  type ConnectorClient,
  ConnectorFactory,
  MsalServiceClientCredentialsFactory,
  type ServiceClientCredentialsFactory,
  type UserTokenClient,
} from "botframework-connector";
import { type Authorise, connectorAt } from "./connector.ts";
import { CallFailed } from "./outbound.ts";
import { usualPace } from "./pace.ts";

export interface BotIdentity {
  readonly id: string;
  readonly password: string;
  readonly type: "SingleTenant" | "MultiTenant" | "UserAssignedMSI";
  readonly tenant: string;
  /** Where tokens that come in are checked against, if not Microsoft's own. */
  readonly openIdMetadataUrl: string | undefined;
  /** Where tokens that go out come from, if not Microsoft's own. */
  readonly authority: string | undefined;
}

const CHANNEL = "https://api.botframework.com";

/** How the bot proves who it is, and checks who calls. With no id it talks to anyone, as the Playground and tests need. */
export function teamsAdapter(bot: BotIdentity, deadlineMs = usualPace.outbound): TeamsAdapter {
  const config = bot.id === "" ? {} : configOf(bot);
  const credentials = credentialsOf(bot, config);
  const authorise = tokensOf(bot, credentials, deadlineMs);
  const connectors = new Connectors(authorise, deadlineMs);
  return new TeamsAdapter(new Authentication(config, credentials, connectors, deadlineMs), connectors);
}

export class TeamsAdapter extends CloudAdapter {
  readonly #connectors: Connectors;

  constructor(authentication: Authentication, connectors: Connectors) {
    super(authentication);
    this.#connectors = connectors;
  }

  /** For writing to somebody out of the blue, without a turn. */
  connectorAt(serviceUrl: string): ReturnType<typeof connectorAt> {
    return this.#connectors.at(serviceUrl);
  }

  /**
   * Lets an activity in and runs the turn. Answers what an invoke is answered with; fails with `Unchecked` where nobody can
   * say who calls, with the SDK's `AuthenticationError`, or with what the token's check stumbled over. The SDK's own `process` writes both, with their
   * reasons, to whoever called and to the console.
   */
  take(
    authorization: string,
    activity: Activity,
    run: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorization, activity, run);
  }
}

/** The keys to check a token with were not to be had, or not in time: whoever calls may try again. */
export class Unchecked extends Error {}

/** Checks who calls as the SDK does; calls go out through our own connector. */
class Authentication extends ConfigurationBotFrameworkAuthentication {
  readonly #parts: { readonly connectors: Connectors; readonly deadlineMs: number };

  constructor(
    config: Record<string, string>,
    credentials: ServiceClientCredentialsFactory,
    connectors: Connectors,
    deadlineMs: number,
  ) {
    super(config, credentials);
    this.#parts = { connectors, deadlineMs };
  }

  override async authenticateRequest(
    ...given: Parameters<ConfigurationBotFrameworkAuthentication["authenticateRequest"]>
  ): Promise<AuthenticateRequestResult> {
    const { connectors, deadlineMs } = this.#parts;
    try {
      const checked = await inTime(deadlineMs, super.authenticateRequest(...given), () => new Unchecked());
      return { ...checked, connectorFactory: connectors };
    } catch (error) {
      throw isWithoutKeys(error) ? new Unchecked() : error;
    }
  }

  override createConnectorFactory(): ConnectorFactory {
    return this.#parts.connectors;
  }

  /** Nobody signs in through the bot, and the SDK would build a client for it in each turn. */
  override async createUserTokenClient(): Promise<UserTokenClient> {
    return {} as UserTokenClient;
  }
}

/** As the SDK has it: it couldn't ask for the keys (node-fetch), or was answered that there are none now. */
const isWithoutKeys = (error: unknown): boolean =>
  (error instanceof Error && error.name === "FetchError") ||
  (error instanceof AuthenticationError && error.statusCode === 500);

class Connectors extends ConnectorFactory {
  readonly #parts: { readonly authorise: Authorise; readonly deadlineMs: number };

  constructor(authorise: Authorise, deadlineMs: number) {
    super();
    this.#parts = { authorise, deadlineMs };
  }

  at(serviceUrl: string, audience?: string): ReturnType<typeof connectorAt> {
    return connectorAt(serviceUrl, audience, this.#parts);
  }

  /** Has the operations that the adapter calls, and no others. */
  async create(serviceUrl: string, audience?: string): Promise<ConnectorClient> {
    return this.at(serviceUrl, audience) as unknown as ConnectorClient;
  }
}

/** Nobody waits for ever for a token. Without one nothing is sent, so trying again later is safe. */
function tokensOf(
  bot: BotIdentity,
  credentials: ServiceClientCredentialsFactory,
  deadlineMs: number,
): Authorise {
  if (bot.id === "") return async () => undefined;
  const login = loginUrl(bot);
  const asking = new Map<string, Promise<string | undefined>>();
  return (audience = CHANNEL) => within(deadlineMs, together(audience));

  /** The SDK keeps a token until five minutes before its end; then all who wait ask for a new one once. */
  function together(audience: string): Promise<string | undefined> {
    const asked = asking.get(audience) ?? signed(audience).finally(() => asking.delete(audience));
    asking.set(audience, asked);
    return asked;
  }

  async function signed(audience: string): Promise<string | undefined> {
    const signer = await credentials.createCredentials(bot.id, audience, login, true);
    let authorization: string | undefined;
    const headers = {
      set: (_name: string, value: string) => {
        authorization = value;
      },
    };
    await signer.signRequest({ headers } as never);
    return authorization;
  }
}

async function within<T>(deadlineMs: number, work: Promise<T>): Promise<T> {
  try {
    return await inTime(deadlineMs, work, () => new CallFailed({ code: "no token in time", unsent: true }));
  } catch (error) {
    if (error instanceof CallFailed) throw error;
    const { errorCode } = error as { errorCode?: unknown };
    throw new CallFailed({ code: typeof errorCode === "string" ? errorCode : "no token", unsent: true });
  }
}

async function inTime<T>(deadlineMs: number, work: Promise<T>, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), deadlineMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

function configOf(bot: BotIdentity): Record<string, string> {
  return {
    MicrosoftAppId: bot.id,
    MicrosoftAppPassword: bot.password,
    MicrosoftAppType: bot.type === "UserAssignedMSI" ? "UserAssignedMsi" : bot.type,
    ...(bot.tenant === "" ? {} : { MicrosoftAppTenantId: bot.tenant }),
    ...(bot.openIdMetadataUrl === undefined ? {} : endpointsOf(bot, bot.openIdMetadataUrl)),
  };
}

/** As soon as one of these is set the SDK takes all of them literally, so all are set. */
function endpointsOf(bot: BotIdentity, openIdMetadataUrl: string): Record<string, string> {
  return {
    ToChannelFromBotLoginUrl: loginUrl(bot),
    ToChannelFromBotOAuthScope: CHANNEL,
    ToBotFromChannelTokenIssuer: CHANNEL,
    OAuthUrl: "https://api.botframework.com",
    ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl,
    CallerId: "urn:botframework:azure",
  };
}

const loginUrl = ({ authority, tenant }: BotIdentity): string =>
  `${authority ?? "https://login.microsoftonline.com"}/${tenant === "" ? "botframework.com" : tenant}`;

function credentialsOf(bot: BotIdentity, config: Record<string, string>) {
  if (bot.authority === undefined || bot.id === "" || bot.type === "UserAssignedMSI")
    return new ConfigurationServiceClientCredentialFactory(config);
  const authority = new URL(bot.authority);
  const client = new ConfidentialClientApplication({
    auth: {
      clientId: bot.id,
      clientSecret: bot.password,
      authority: loginUrl({ ...bot, authority: authority.origin }),
      knownAuthorities: [authority.host], // else MSAL asks Microsoft whether it knows this authority
    },
  });
  // From an ES module msal-node's types are the ESM ones; the connector's are the CommonJS ones. The class is the same.
  return new MsalServiceClientCredentialsFactory(bot.id, client as never);
}
