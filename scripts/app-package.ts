import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parseEnv } from "node:util";
import { Ajv, type AnySchema, type ErrorObject, type ValidateFunction } from "ajv";
import Draft04 from "ajv-draft-04";
import formats from "ajv-formats";
import { zipSync } from "fflate";
import { type Icon, isOpaque, isWhiteOutline, readIcon } from "./icon.ts";

/** What is asked of one app package, and what can go wrong with it, as sentences. */
type Settings = Readonly<Record<string, string | undefined>>;
type Files = Readonly<Record<string, Uint8Array>>;
type Made = { readonly zip: Uint8Array } | { readonly problems: readonly string[] };

/** env/.env.<name>, with what the environment says on top. An empty value says nothing. */
export function settingsOf(folder: string, name: string, environment: Settings): Settings {
  const file = join(folder, `.env.${name}`);
  const given = Object.entries(environment).filter(([, value]) => value !== "");
  return { ...(existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {}), ...Object.fromEntries(given) };
}

/** The package that Teams installs, byte for byte the same each time; or everything that is wrong. */
export function makePackage(folder: string, settings: Settings): Made {
  const unfilled = settingProblems(folder, settings);
  if (unfilled.length > 0) return { problems: unfilled };

  const { manifest, languages, icons } = contentsOf(folder, settings);
  const problems = [
    ...schemaProblems(manifest, "MicrosoftTeams.schema.json", manifest.manifestVersion).map(
      (problem) => `manifest.json${problem}`,
    ),
    ...Object.entries(languages).flatMap(([file, words]) => languageProblems(file, words, manifest)),
    ...iconProblems(manifest.icons, icons),
  ];
  if (problems.length > 0) return { problems };
  return { zip: zipped({ "manifest.json": asBytes(manifest), ...mapped(languages, asBytes), ...icons }) };
}

// Placeholders

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const placeholder = /\$\{\{ *([A-Z0-9_]+) *\}\}/g;

const rules: Readonly<
  Record<string, { readonly fits: (value: string) => boolean; readonly wanted: string }>
> = {
  TEAMS_APP_ID: { fits: (value) => guid.test(value), wanted: "a GUID" },
  BOT_ID: { fits: (value) => guid.test(value), wanted: "a GUID: the bot's application (client) id" },
  AAD_APP_CLIENT_ID: {
    fits: (value) => guid.test(value),
    wanted: "a GUID: the Entra application's (client) id",
  },
  BOT_DOMAIN: {
    fits: (value) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(value),
    wanted: "a host name such as uptake.example.gov.uk, without https:// or a path",
  },
  APP_NAME_SUFFIX: { fits: (value) => value.length <= 24, wanted: "24 characters at most" },
};

function settingProblems(folder: string, settings: Settings): readonly string[] {
  const texts = ["manifest.json", ...languageFiles(readJson(join(folder, "manifest.json")) as Manifest)].map(
    (file) => readFileSync(join(folder, file), "utf8"),
  );
  const names = new Set(
    texts.flatMap((text) => [...text.matchAll(placeholder)].map(([, name = ""]) => name)),
  );
  return [...names].sort().flatMap((name) => {
    const value = settings[name] ?? "";
    if (value === "" && name !== "APP_NAME_SUFFIX")
      return [`${name} is missing: ${rules[name]?.wanted ?? "a value"}`];
    return rules[name]?.fits(value) === false
      ? [`${name} is "${value}" and should be ${rules[name].wanted}`]
      : [];
  });
}

const filled = (text: string, settings: Settings) =>
  text.replace(placeholder, (_, name: string) => JSON.stringify(settings[name] ?? "").slice(1, -1));

// Contents

export interface Manifest {
  readonly manifestVersion: string;
  readonly icons: { readonly color: string; readonly outline: string };
  readonly localizationInfo?: { readonly additionalLanguages?: readonly { readonly file: string }[] };
}
type Words = Readonly<Record<string, string>>;

const languageFiles = (manifest: Manifest) =>
  (manifest.localizationInfo?.additionalLanguages ?? []).map(({ file }) => file);

const readJson = (file: string, settings?: Settings): unknown => {
  const text = readFileSync(file, "utf8");
  return JSON.parse(settings === undefined ? text : filled(text, settings));
};

function contentsOf(folder: string, settings: Settings) {
  const manifest = readJson(join(folder, "manifest.json"), settings) as Manifest;
  const words = languageFiles(manifest).map(
    (file) => [file, readJson(join(folder, file), settings) as Words] as const,
  );
  const icons = [manifest.icons.color, manifest.icons.outline].map(
    (file) => [file, new Uint8Array(readFileSync(join(folder, file)))] as const,
  );
  return { manifest, languages: Object.fromEntries(words), icons: Object.fromEntries(icons) };
}

const asBytes = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);

const mapped = <T, U>(values: Readonly<Record<string, T>>, to: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value)]));

/** The date is written in local time, so the earliest local one gives the same bytes in every time zone. */
const zipped = (files: Files) => zipSync({ ...files }, { level: 9, mtime: new Date(1980, 0, 1) });

// Microsoft's schemas, as shipped in @microsoft/app-manifest

const require = createRequire(import.meta.url);

function microsoftSchema(version: string, name: string): Record<string, unknown> | undefined {
  const schemas = join(
    dirname(require.resolve("@microsoft/app-manifest/package.json")),
    "build/json-schemas/teams",
  );
  const file = join(schemas, `v${version}`, name);
  return existsSync(file) ? (readJson(file) as Record<string, unknown>) : undefined;
}

const validators = new Map<string, ValidateFunction>();

function validatorOf(version: string, name: string): ValidateFunction | undefined {
  const key = `${version}/${name}`;
  const schema = validators.has(key) ? undefined : microsoftSchema(version, name);
  if (schema === undefined) return validators.get(key);

  // Some of its patterns are no regular expressions in Unicode mode.
  const options = { allErrors: true, strict: false, unicodeRegExp: false };
  const draft04 = String(schema.$schema).includes("draft-04");
  const dialect = draft04 ? new Draft04.default(options) : new Ajv(options);
  formats.default(dialect);
  const validator = dialect.compile(schema as AnySchema);
  validators.set(key, validator);
  return validator;
}

function schemaProblems(value: unknown, name: string, version: string): readonly string[] {
  const validator = validatorOf(version, name);
  if (validator === undefined) return [`: there is no ${name} of version ${version}`];
  return validator(value) ? [] : (validator.errors ?? []).map(sentence);
}

const sentence = ({ instancePath, message, params }: ErrorObject) =>
  `${instancePath} ${message ?? "is wrong"} ${JSON.stringify(params)}`;

// Languages

function languageProblems(file: string, words: Words, manifest: Manifest): readonly string[] {
  const asked = translatable(manifest);
  const missing = [...asked.keys()].filter((path) => words[path] === undefined);
  const unknown = Object.keys(words).filter((path) => path !== "$schema" && !asked.has(path));
  return [
    ...schemaProblems(words, "MicrosoftTeams.Localization.schema.json", manifest.manifestVersion).map(
      (problem) => `${file}${problem}`,
    ),
    ...missing.map((path) => `${file}: ${path} has no translation`),
    ...unknown.map((path) => `${file}: ${path} translates nothing`),
  ];
}

/** Every text of the manifest that Microsoft lets us translate, by its path. */
export function translatable(manifest: Manifest): ReadonlyMap<string, string> {
  const schema = microsoftSchema(manifest.manifestVersion, "MicrosoftTeams.Localization.schema.json") ?? {};
  const exact = new Set(Object.keys(schema.properties ?? {}));
  const patterns = Object.keys(schema.patternProperties ?? {}).map((pattern) => new RegExp(pattern));
  return new Map(
    textsOf(manifest, "").filter(
      ([path]) => path !== "$schema" && (exact.has(path) || patterns.some((one) => one.test(path))),
    ),
  );
}

function textsOf(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item, at) => textsOf(item, `${path}[${at}]`));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, item]) =>
    textsOf(item, path === "" ? name : `${path}.${name}`),
  );
}

// Icons

function iconProblems({ color, outline }: Manifest["icons"], icons: Files): readonly string[] {
  return [
    ...oneIconProblems(color, icons, 192, isOpaque, "should fill the whole square"),
    ...oneIconProblems(outline, icons, 32, isWhiteOutline, "should be white on a transparent ground"),
  ];
}

function oneIconProblems(
  file: string,
  icons: Files,
  size: number,
  fits: (icon: Icon) => boolean,
  wanted: string,
): readonly string[] {
  const icon = readIcon(icons[file] ?? new Uint8Array());
  if (typeof icon === "string") return [`${file} ${icon}`];
  const { width, height } = icon;
  if (width !== size || height !== size)
    return [`${file} is ${width} × ${height} and should be ${size} × ${size}`];
  return fits(icon) ? [] : [`${file} ${wanted}`];
}
