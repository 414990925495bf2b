import { randomUUID } from "node:crypto";
import { constants, copyFileSync, lstatSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { invalid } from "../../core/failures.ts";
import type { OperatorFile } from "../../core/feature.ts";

/** A file on its way to the folder where the operator stands, which another process may write to than the one that made it. */
export interface SentFile {
  readonly name: string;
  /** In base64. */
  readonly body: string;
}

export function sent({ name, body }: OperatorFile): SentFile {
  if (!isPlain(name)) throw new Error("A command made a file whose name isn't plain");
  return { name, body: Buffer.from(body).toString("base64") };
}

/** Names that lead nowhere else, on any system: no folders, nothing hidden, none of Windows' devices. */
const isPlain = (name: string): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name) &&
  !name.endsWith(".") &&
  !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name);

/** All of them or none; over what is there only where that was asked for. */
export function writeFiles(folder: string, files: readonly SentFile[], force: boolean): void {
  if (files.some(({ name }) => !isPlain(name)))
    throw invalid("A file has a name that leads elsewhere; nothing was written.");
  const taken = files.filter(({ name }) => isThere(join(folder, name))).map(({ name }) => name);
  if (taken.length > 0 && !force) throw invalid(alreadyThere(taken));

  const drafts = files.map(({ name, body }) => ({
    to: join(folder, name),
    body,
    from: join(folder, `.${randomUUID()}`),
  }));
  try {
    for (const { from, body } of drafts) writeFileSync(from, Buffer.from(body, "base64"), { flag: "wx" });
    for (const { from, to } of drafts)
      if (force) renameSync(from, to);
      else copyFileSync(from, to, constants.COPYFILE_EXCL); // also where somebody else just wrote one
  } catch (error) {
    throw invalid(`Can't write here (${(error as NodeJS.ErrnoException).code}).`);
  } finally {
    for (const { from } of drafts) rmSync(from, { force: true });
  }
}

const alreadyThere = (names: readonly string[]): string =>
  names.length === 1
    ? `${names[0]} is here already; nothing was written. Give --force to write over it.`
    : `${names.join(", ")} are here already; nothing was written. Give --force to write over them.`;

/** Also a link that leads nowhere. */
function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
