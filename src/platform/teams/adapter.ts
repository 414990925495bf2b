import { ConfidentialClientApplication } from "@azure/msal-node";
import { TeamsAdapter } from "@microsoft/teams-ai";
import { ConfigurationServiceClientCredentialFactory } from "botbuilder";
import {
  type ConnectorClientOptions,
  MsalServiceClientCredentialsFactory,
  type ServiceClientCredentialsFactory,
} from "botframework-connector";
import { Entity } from "botframework-connector/lib/connectorApi/models/mappers.js";
import { CallFailed, singleCalls } from "./outbound.ts";
import { usualPace } from "./pace.ts";

/**
 * botframework-connector 4.23.3 drops every property of an outgoing entity but type, text and mentioned: AI labels,
 * citations and sensitivity labels never reach Teams. Mended upstream (microsoft/botbuilder-js#4903), never published.
 */
(Entity.type as { additionalProperties?: unknown }).additionalProperties ??= { type: { name: "Object" } };

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
  const options: ConnectorClientOptions = { httpClient: singleCalls(deadlineMs) };
  return new TeamsAdapter(config, inTime(credentialsOf(bot, config), deadlineMs), undefined, options);
}

/** Nobody waits for ever for a token. Without one nothing is sent, so trying again later is safe. */
function inTime<Factory extends ServiceClientCredentialsFactory>(
  factory: Factory,
  deadlineMs: number,
): Factory {
  const create = factory.createCredentials.bind(factory);
  factory.createCredentials = async (...given) => {
    const credentials = await create(...given);
    const sign = credentials.signRequest.bind(credentials);
    credentials.signRequest = (request) => within(deadlineMs, sign(request));
    return credentials;
  };
  return factory;
}

async function within<T>(deadlineMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new CallFailed({ code: "no token in time", unsent: true })), deadlineMs);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    if (error instanceof CallFailed) throw error;
    const { errorCode } = error as { errorCode?: unknown };
    throw new CallFailed({ code: typeof errorCode === "string" ? errorCode : "no token", unsent: true });
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
function endpointsOf({ authority, tenant }: BotIdentity, openIdMetadataUrl: string): Record<string, string> {
  const login = authority ?? "https://login.microsoftonline.com";
  return {
    ToChannelFromBotLoginUrl: `${login}/${tenant === "" ? "botframework.com" : tenant}`,
    ToChannelFromBotOAuthScope: CHANNEL,
    ToBotFromChannelTokenIssuer: CHANNEL,
    OAuthUrl: "https://api.botframework.com",
    ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl,
    CallerId: "urn:botframework:azure",
  };
}

function credentialsOf(bot: BotIdentity, config: Record<string, string>) {
  if (bot.authority === undefined || bot.id === "" || bot.type === "UserAssignedMSI")
    return new ConfigurationServiceClientCredentialFactory(config);
  const authority = new URL(bot.authority);
  const client = new ConfidentialClientApplication({
    auth: {
      clientId: bot.id,
      clientSecret: bot.password,
      authority: `${authority.origin}/${bot.tenant}`,
      knownAuthorities: [authority.host], // else MSAL asks Microsoft whether it knows this authority
    },
  });
  // From an ES module msal-node's types are the ESM ones; the connector's are the CommonJS ones. The class is the same.
  return new MsalServiceClientCredentialsFactory(bot.id, client as never);
}
