import { inflateSync } from "node:zlib";

/** A picture as Teams wants it: eight bits for each of red, green, blue and opacity, not interlaced. */
export interface Icon {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of each pixel, row by row. */
  readonly pixels: Uint8Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const CHANNELS = 4;

/** Reads a PNG, or says in a word why it isn't one that Teams takes. */
export function readIcon(bytes: Uint8Array): Icon | string {
  const file = Buffer.from(bytes);
  if (!file.subarray(0, 8).equals(SIGNATURE)) return "is not a PNG";
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  if (!file.subarray(24, 29).equals(Buffer.from([8, 6, 0, 0, 0]))) return "is not an 8-bit RGBA picture";
  return { width, height, pixels: unfiltered(inflateSync(pictureData(file)), width, height) };
}

export const isOpaque = ({ pixels }: Icon): boolean => opacities(pixels).every((opacity) => opacity === 255);

/** White lines on nothing: what Teams tints for its themes. */
export function isWhiteOutline({ pixels }: Icon): boolean {
  const seen = opacities(pixels).flatMap((opacity, pixel) => (opacity > 0 ? [pixel] : []));
  const white = seen.every((pixel) =>
    pixels.subarray(pixel * CHANNELS, pixel * CHANNELS + 3).every((part) => part >= 250),
  );
  return white && seen.length > 0 && opacities(pixels).includes(0);
}

const opacities = (pixels: Uint8Array): readonly number[] =>
  [...pixels].filter((_, at) => at % CHANNELS === 3);

function pictureData(file: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12)
    if (file.toString("latin1", at + 4, at + 8) === "IDAT")
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  return Buffer.concat(parts);
}

/** PNG stores each row as differences; its first byte says from what. */
function unfiltered(data: Uint8Array, width: number, height: number): Uint8Array {
  const row = width * CHANNELS;
  const pixels = new Uint8Array(row * height);
  for (let at = 0; at < pixels.length; at++) {
    const y = Math.floor(at / row);
    const x = at % row;
    const left = x < CHANNELS ? 0 : (pixels[at - CHANNELS] ?? 0);
    const above = pixels[at - row] ?? 0;
    const corner = x < CHANNELS ? 0 : (pixels[at - row - CHANNELS] ?? 0);
    const predicted = [0, left, above, (left + above) >> 1, nearest(left, above, corner)];
    pixels[at] = (data[y * (row + 1) + 1 + x] ?? 0) + (predicted[data[y * (row + 1)] ?? 0] ?? 0);
  }
  return pixels;
}

function nearest(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(guess - value)) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
