import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { liveHolder, lockFolder } from "../../../src/platform/database/lock.ts";
import { scratchFolder } from "../../harness/child.ts";

describe("the lock on the embedded database", () => {
  let scratch: ReturnType<typeof scratchFolder>;
  let folder: string;
  let file: string;
  beforeEach(() => {
    scratch = scratchFolder();
    folder = join(scratch.path, "database");
    file = `${folder}.lock`;
  });
  afterEach(() => scratch.remove());

  const heldBy = (pid: number, started: string, name = file) =>
    writeFileSync(name, JSON.stringify({ pid, started }));
  const startOf = (pid: number) => {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  };
  const taken = (): boolean => {
    const release = lockFolder(folder);
    if (typeof release === "function") release();
    return typeof release === "function";
  };

  it("names its holder to whoever comes second, and is gone when it lets go", () => {
    const release = lockFolder(folder);
    assert.ok(typeof release === "function");

    assert.deepEqual(lockFolder(folder), { pid: process.pid, started: startOf(process.pid) });
    assert.equal(liveHolder(folder)?.pid, process.pid);
    release();

    assert.equal(existsSync(file), false);
    assert.ok(taken());
  });

  it("is taken over from a process that was killed", async () => {
    const killed = spawn("sleep", ["60"]);
    heldBy(killed.pid ?? 0, startOf(killed.pid ?? 0));
    assert.equal(taken(), false);

    killed.kill("SIGKILL");
    await once(killed, "exit");

    assert.equal(liveHolder(folder), undefined);
    assert.ok(taken());
  });

  it("is taken over when another process has got the pid since", () => {
    heldBy(process.pid, "1");

    assert.ok(taken());
  });

  it("is taken over from a process that ended and that nobody has asked about", async () => {
    // It ends after its parent has become something that asks after nobody: a shell might ask.
    const parent = spawn("sh", ["-c", "sleep 0.5 & echo $!; exec sleep 60"]);
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(String(line).trim());
    while (!/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"))) await new Promise(setImmediate);
    heldBy(pid, startOf(pid));

    assert.ok(taken());
    parent.kill("SIGKILL");
    await once(parent, "exit");
  });

  for (const [name, content] of [
    ["empty", ""],
    ["half written", '{"pid":'],
    ["of another kind", "null"],
  ] as const)
    it(`is taken over when the file is ${name}`, () => {
      writeFileSync(file, content);

      assert.ok(taken());
    });

  it("isn't taken over by two at once: while one clears a dead lock away, the other is refused", () => {
    heldBy(process.pid, "1");
    heldBy(process.pid, startOf(process.pid), `${file}.clearing`);

    assert.equal(taken(), false);
    heldBy(process.pid, "1", `${file}.clearing`); // and if that one was killed while clearing
    assert.ok(taken());
  });

  it("isn't let go by somebody it was taken over from", () => {
    const release = lockFolder(folder);
    assert.ok(typeof release === "function");
    heldBy(1, startOf(1));

    release();

    assert.equal(liveHolder(folder)?.pid, 1);
  });
});
