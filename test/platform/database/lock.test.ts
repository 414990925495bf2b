import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import sinon from "sinon";
import { liveHolder, lockFolder } from "../../../src/platform/database/lock.ts";
import { DatabaseInUse, openEmbedded } from "../../../src/platform/database/open.ts";
import { operator, scratchFolder } from "../../harness/child.ts";

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

    const { place, ...holder } = lockFolder(folder) as Exclude<ReturnType<typeof lockFolder>, () => void>;
    assert.deepEqual(holder, { pid: process.pid, started: startOf(process.pid) });
    assert.ok(place.startsWith(hostname()));
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

  describe("held in another container that shares the folder", () => {
    /** Alive or not, a pid of theirs says nothing here: this one is ours, and 1 started when we can't know. */
    const heldElsewhere = (secondsAgo: number) => {
      writeFileSync(file, JSON.stringify({ pid: process.pid, started: "1", place: "pod-b pid:[1]" }));
      utimesSync(file, Date.now() / 1000 - secondsAgo, Date.now() / 1000 - secondsAgo);
    };

    it("is refused as long as its holder touches it, and is taken over half a minute after", () => {
      heldElsewhere(25);
      assert.equal(taken(), false);
      assert.equal(liveHolder(folder)?.place, "pod-b pid:[1]");

      heldElsewhere(31);
      assert.equal(liveHolder(folder), undefined);
      assert.ok(taken());
    });

    it("is refused with who has it and what to do", () => {
      heldElsewhere(0);

      assert.throws(
        () => openEmbedded(scratch.path, () => {}),
        (error) => {
          assert.ok(error instanceof DatabaseInUse);
          assert.match(error.message, /another machine or in another container \(pod-b\)/);
          assert.ok(error.message.includes(`or delete ${file}`));
          return true;
        },
      );
    });

    it("sends the operator there, as no command reaches it from here", async () => {
      heldElsewhere(0);
      const door = { pid: process.pid, port: 9, token: "theirs" };
      writeFileSync(join(scratch.path, "control.json"), JSON.stringify(door));

      const { code, out, err } = await operator(["doctor"], { DATA_DIR: scratch.path });

      assert.deepEqual([code, out], [1, ""]);
      assert.match(err, /in another container \(pod-b\): type the command there/);
    });

    describe("and by us", () => {
      afterEach(() => sinon.restore());

      it("is touched every five seconds, so that they see us alive", () => {
        const clock = sinon.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
        const release = lockFolder(folder);
        utimesSync(file, 0, 0);

        clock.tick(5_000);

        assert.ok(Date.now() - statSync(file).mtimeMs < 10_000);
        (release as () => void)();
        clock.tick(5_000);
        assert.equal(existsSync(file), false);
      });

      it("that was taken over from us while we slept is known within five seconds", () => {
        const clock = sinon.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
        const lost = sinon.fake();
        lockFolder(folder, lost);
        heldElsewhere(0);

        clock.tick(15_000);

        assert.equal(lost.callCount, 1);
        assert.equal(lost.firstCall.firstArg.place, "pod-b pid:[1]");
      });
    });
  });
});
