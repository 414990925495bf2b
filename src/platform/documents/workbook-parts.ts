import type writeExcelFile from "write-excel-file/node";
import type { Row } from "write-excel-file/node";
import {
  getCellAddress,
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeAttributeValue,
  sanitizeTextContent,
} from "write-excel-file/utility";
import type { Workbook } from "../../core/table.ts";

type Options = NonNullable<Parameters<typeof writeExcelFile>[1]>;
type Feature = NonNullable<Options["features"]>[number];

export interface Sheet {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly widths: readonly number[];
  /** Cells that lead to the beginning of another sheet. */
  readonly links: readonly { readonly cell: string; readonly sheet: string }[];
  /** Marked as a table, so that screen readers say the heading of each cell. It goes from a row on (from 0) to the end. */
  readonly table?: { readonly name: string; readonly from: number; readonly headings: readonly string[] };
}

const SHEET = "xl/worksheets/sheet{id}.xml";
const OFFICE = "http://schemas.openxmlformats.org";
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/**
 * As Excel reads it back: "_x003D_" in a cell would become "=". The library looks texts up in a plain object, so those that
 * every object has, such as "constructor", would break the file; they are written with their first letter as a number.
 */
export function literal(text: string): string {
  const escaped = text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
  if (!(escaped in Object.prototype)) return escaped;
  return `_x${escaped.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_${escaped.slice(1)}`;
}

/** What the library doesn't write: links between sheets, tables marked as such, and the title and language of the whole. */
export function marked(workbook: Workbook, sheets: readonly Sheet[]): Feature {
  const tableFile = (at: number) => `tables/table${at + 1}.xml`;
  const tabled = sheets.flatMap((sheet, at) => (sheet.table === undefined ? [] : [{ sheet, at }]));
  const override = (part: string, type: string) => `<Override PartName="/${part}" ContentType="${type}"/>`;

  return {
    files: {
      transform: {
        [SHEET]: {
          transform: (xml, _options, { sheetIndex }) => withLinks(xml, sheets[sheetIndex]),
          insert: (_options, { sheetIndex }) =>
            sheets[sheetIndex]?.table && '<tableParts count="1"><tablePart r:id="rId-table"/></tableParts>',
        },
        "xl/worksheets/_rels/sheet{id}.xml.rels": {
          insert: (_options, { sheetIndex }) =>
            sheets[sheetIndex]?.table &&
            `<Relationship Id="rId-table" Type="${OFFICE}/officeDocument/2006/relationships/table" Target="../${tableFile(sheetIndex)}"/>`,
        },
        "[Content_Types].xml": {
          insert: () =>
            override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml") +
            tabled
              .map(({ at }) =>
                override(
                  `xl/${tableFile(at)}`,
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml",
                ),
              )
              .join(""),
        },
        "_rels/.rels": {
          insert: () =>
            `<Relationship Id="rId-core" Type="${OFFICE}/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
        },
      },
      write: {
        files: () => ({
          "docProps/core.xml": propertiesOf(workbook),
          ...Object.fromEntries(
            tabled.map(({ sheet, at }) => [`xl/${tableFile(at)}`, tableXml(sheet, at + 1)]),
          ),
        }),
      },
    },
  };
}

function withLinks(xml: string, sheet: Sheet | undefined): string {
  if (sheet === undefined || sheet.links.length === 0) return xml;
  const links = sheet.links.map((link) => {
    const location = sanitizeAttributeValue(`'${link.sheet.replaceAll("'", "''")}'!A1`);
    return `<hyperlink ref="${link.cell}" location="${location}"/>`;
  });
  const order = getOrderOfSiblings(SHEET, "worksheet") ?? [];
  const markup = `<hyperlinks>${links.join("")}</hyperlinks>`;
  return insertElementMarkupAccordingToOrderOfSiblings(xml, markup, order, "worksheet");
}

/** Names of tables are Excel's: letters, digits and underscores, and nothing that could be the name of a cell. */
function tableXml({ table, rows }: Sheet, id: number): string {
  if (table === undefined) return "";
  const name = `T_${id}_${table.name}`.replace(/[^\p{L}\p{N}]+/gu, "_");
  const last = getCellAddress(rows.length - 1, table.headings.length - 1);
  const columns = table.headings.map(
    (heading, at) => `<tableColumn id="${at + 1}" name="${sanitizeAttributeValue(literal(heading))}"/>`,
  );
  return `${XML}<table xmlns="${OFFICE}/spreadsheetml/2006/main" id="${id}" name="${name}" displayName="${name}" ref="${getCellAddress(table.from, 0)}:${last}" totalsRowShown="0"><tableColumns count="${columns.length}">${columns.join("")}</tableColumns><tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>`;
}

const languageTags = { en: "en-GB", cy: "cy-GB" };

const propertiesOf = ({ title, language, on }: Workbook): string =>
  `${XML}<cp:coreProperties xmlns:cp="${OFFICE}/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${sanitizeTextContent(title)}</dc:title><dc:creator>Uptake</dc:creator><dc:language>${languageTags[language]}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${on}T00:00:00Z</dcterms:created></cp:coreProperties>`;
