import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { parse } from "yaml";

// The schemas lie in @microsoft/teamsfx-core: 25 MB packed, and installing it brings hundreds of packages. So only its
// tarball is taken, once; after that the test needs no network.
const PACKAGE = "@microsoft/teamsfx-core@3.1.3";
const root = join(import.meta.dirname, "../..");
const cache = join(root, "node_modules/.cache/teamsfx-core");
const schemas = join(cache, "package/resource/yaml-schema");

interface Step {
  readonly uses: string;
  readonly with: Readonly<Record<string, unknown>>;
  readonly writeToEnvironmentFile?: Readonly<Record<string, string>>;
}
type Lifecycle = "provision" | "deploy" | "publish";
type Project = { readonly version: string } & { readonly [name in Lifecycle]?: readonly Step[] };

function fetchSchemas(): void {
  mkdirSync(cache, { recursive: true });
  execFileSync("npm", ["pack", PACKAGE, "--silent"], { cwd: cache });
  const tarball = readdirSync(cache).find((name) => name.endsWith(".tgz"));
  assert.ok(tarball, `${PACKAGE} came without a tarball`);
  execFileSync("tar", ["xzf", tarball, "package/resource/yaml-schema", "package/package.json"], {
    cwd: cache,
  });
  rmSync(join(cache, tarball));
}

const text = (file: string) => readFileSync(join(root, file), "utf8");
const project = (file: string) => parse(text(file)) as Project;

function problems(value: Project): readonly string[] {
  const schema = JSON.parse(readFileSync(join(schemas, value.version, "yaml.schema.json"), "utf8"));
  const ajv = new Ajv({ allErrors: true, strict: false });
  formats.default(ajv);
  if (ajv.validate(schema, value)) return [];
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** What a file asks of the environment, apart from what the toolkit itself or the person who runs it gives. */
function neverGiven(file: string, fromAzure: readonly string[]): readonly string[] {
  const { provision = [], deploy = [], publish = [] } = project(file);
  const written = [...provision, ...deploy, ...publish].flatMap(({ writeToEnvironmentFile = {} }) =>
    Object.values(writeToEnvironmentFile),
  );
  const name = file.includes("local") ? "local" : "dev";
  const listed = [...text(`env/.env.${name}`).matchAll(/^([A-Z0-9_]+)=/gm)].map(([, one = ""]) => one);
  const asked = [...text(file).matchAll(/\$\{\{ *([A-Z0-9_]+) *\}\}/g)].map(([, one = ""]) => one);
  return asked.filter((one) => ![...written, ...listed, ...fromAzure].includes(one));
}

describe("what the Agents Toolkit is told to do", function () {
  this.timeout(180_000);
  before(() => {
    if (!existsSync(schemas)) fetchSchemas();
  });

  for (const file of ["teamsapp.yml", "teamsapp.local.yml"])
    describe(file, () => {
      it("keeps to Microsoft's schema", () => {
        assert.deepEqual(problems(project(file)), []);
      });

      it("would be refused with a step that isn't one", () => {
        const { provision = [], ...rest } = project(file);
        const [first, ...others] = provision;

        const wrong = { ...rest, provision: [{ ...first, uses: "teamsApp/conjure" } as Step, ...others] };

        assert.notDeepEqual(problems(wrong), []);
      });

      it("asks for no value that nobody gives", () => {
        const outputs = [...text("infra/azure.bicep").matchAll(/^output ([A-Z_]+) /gm)].map(
          ([, name = ""]) => name,
        );

        assert.deepEqual(neverGiven(file, outputs), []);
      });

      it("names only files that are there", () => {
        const { provision = [], deploy = [], publish = [] } = project(file);
        const named = JSON.stringify([provision, deploy, publish]).matchAll(
          /"(?:manifestPath|path|parameters|ignoreFile)":"([^"]+)"/g,
        );

        assert.deepEqual(
          [...named].map(([, path = ""]) => path).filter((path) => !existsSync(join(root, path))),
          [],
        );
      });

      it("keeps secrets out of the files that are shared", () => {
        const secret = (project(file).provision ?? []).flatMap(({ writeToEnvironmentFile = {} }) =>
          Object.entries(writeToEnvironmentFile).filter(([what]) => /secret|password/i.test(what)),
        );

        for (const [what, name] of secret) assert.match(name, /^SECRET_/, what);
      });
    });
});
