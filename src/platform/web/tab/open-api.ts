import type { Page } from "../../../core/page.ts";

const whole = { type: "integer", minimum: 1 } as const;
const query = (name: string, schema: object, description: string) => ({
  name,
  in: "query",
  schema,
  description,
});
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
  servers: [{ url: `${origin}/api/v1` }],
  security: [{ entra: [] }],
  paths: Object.fromEntries(pages.flatMap((page) => pathsOf(page))),
  components: {
    securitySchemes: { entra: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    schemas: { Table: table },
  },
});

const pathsOf = ({ path, title }: Page): readonly (readonly [string, object])[] => [
  [
    `/${path}`,
    {
      get: {
        operationId: path,
        summary: title.en,
        parameters: parameters,
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
    `/${path}/{table}`,
    {
      get: {
        operationId: `${path}-table`,
        summary: `${title.en}: one table, as JSON, or as CSV where its name ends in .csv`,
        parameters: [
          { name: "table", in: "path", required: true, schema: { type: "string" } },
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
  query("period", { type: "string" }, "2026-W48, 2026-11, 2026-27-Q3 or 2026-27"),
  query("lang", { type: "string", enum: ["en", "cy"] }, "Words of headings and notes"),
  query("page", whole, "Which rows: the first thousand are page 1"),
  query("size", { ...whole, maximum: 1000 }, "Rows of a page"),
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
