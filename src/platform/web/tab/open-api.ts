import type { Page, Parameter } from "../../../core/page.ts";

const whole = { type: "integer", minimum: 1 } as const;
const query = (name: string, schema: object, description: string) => ({
  name,
  in: "query",
  schema,
  description,
});
const language = { type: "string", enum: ["en", "cy"] } as const;
const pageListed = Object.fromEntries(["name", "title", "address"].map((name) => [name, { type: "string" }]));
const schemas: Readonly<Record<Parameter["is"], object>> = {
  id: { type: "string", pattern: "^[0-9A-Za-z._-]{1,64}$" },
  name: { type: "string", maxLength: 200 },
  period: { type: "string", examples: ["2026-W48", "2026-11", "2026-27-Q3", "2026-27"] },
  number: whole,
};
const described = ({ name, is, times = 1, description }: Parameter) =>
  times === 1
    ? query(name, schemas[is], description)
    : {
        ...query(name, { type: "array", maxItems: times, items: schemas[is] }, description),
        ...{ style: "form", explode: true },
      };
const failures = {
  400: { description: "What was asked for can't be read" },
  401: { description: "No token, or one that isn't good here" },
  403: { description: "For people in another role" },
  404: { description: "Nothing here" },
  429: { description: "Too much in a short time" },
  304: { description: "Not changed since the ETag that was sent in If-None-Match" },
};

/** What stands at /api/v1, as OpenAPI 3.1. Each page of the tab that shows figures is one address. */
export const openApi = (pages: readonly Page[], origin: string) => ({
  openapi: "3.1.0",
  info: {
    title: "Uptake",
    version: "1",
    description:
      "Published figures on groups, as the tab shows them: minutes staff reported, never of fewer than ten people. [c] is held back to protect people, [x] isn't known, [u] rests on too few answers.",
  },
  servers: [{ url: origin }],
  security: [{ entra: [] }],
  paths: { "/api/v1": list, ...Object.fromEntries(pages.flatMap((page) => pathsOf(page))) },
  components: {
    securitySchemes: { entra: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    schemas: { Table: table },
  },
});

/** Which of them somebody may read. */
const list = {
  get: {
    operationId: "pages",
    summary: "The pages that whoever asks may read",
    parameters: [query("lang", language, "In which language their titles are")],
    responses: {
      200: {
        description: "Each page with its address",
        content: {
          "application/json": {
            schema: {
              type: "object",
              properties: {
                pages: { type: "array", items: { type: "object", properties: pageListed } },
              },
            },
          },
        },
      },
      401: failures[401],
      429: failures[429],
    },
  },
};

const pathsOf = ({ path, title, parameters: own = [] }: Page): readonly (readonly [string, object])[] => [
  [
    `/api/v1/${path}`,
    {
      get: {
        operationId: path,
        summary: title.en,
        parameters: [...own.map(described), ...parameters],
        responses: {
          200: {
            description: "Every table of the page",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  properties: {
                    page: { type: "string" },
                    tables: { type: "array", items: { $ref: "#/components/schemas/Table" } },
                  },
                },
              },
            },
          },
          ...failures,
        },
      },
    },
  ],
  [
    `/api/v1/${path}/{table}`,
    {
      get: {
        operationId: `${path}-table`,
        summary: `${title.en}: one table, as JSON, or as CSV where its name ends in .csv`,
        parameters: [
          { name: "table", in: "path", required: true, schema: { type: "string" } },
          ...own.map(described),
          ...parameters,
        ],
        responses: {
          200: {
            description: "One table",
            content: {
              "application/json": { schema: { $ref: "#/components/schemas/Table" } },
              "text/csv": { schema: { type: "string" } },
            },
          },
          ...failures,
        },
      },
    },
  ],
];

const parameters = [
  query("lang", language, "Words of headings and notes"),
  query("page", whole, "Which rows of JSON: the first thousand are page 1; a CSV is whole"),
  query("size", { ...whole, maximum: 1000 }, "Rows of a page of JSON"),
];

const table = {
  type: "object",
  properties: {
    id: { type: "string" },
    title: { type: "string" },
    columns: { type: "array", items: { type: "string" } },
    rows: {
      type: "array",
      items: { type: "object", additionalProperties: { type: ["number", "string"] } },
    },
    notes: { type: "array", items: { type: "string" } },
    sources: { type: "array", items: { type: "string" } },
    page: whole,
    pages: whole,
    total: { type: "integer", minimum: 0 },
  },
} as const;
