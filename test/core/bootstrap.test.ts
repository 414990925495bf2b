import assert from "node:assert/strict";
import { bootstrapped } from "../../src/core/bootstrap.ts";
import { normalBelow, tAt, tBelow } from "../../src/core/distributions.ts";

const values = Array.from({ length: 40 }, (_, at) => (at * 37) % 41);
const alone = (people: number) => new Uint32Array(people).fill(1);
const total = (times: Uint32Array) => values.reduce((sum, value, at) => sum + value * (times[at] ?? 0), 0);
const of = (name: string, asked: number | undefined = 40) =>
  bootstrapped({
    count: alone(40),
    asked,
    name,
    statistics: (times, drawn) => [total(times), total(times) / drawn],
  });
const width = ({ low, high }: { readonly low: number; readonly high: number }) => high - low;

describe("An interval", () => {
  it("is the same each time for the same name, and a little other for another", () => {
    assert.deepEqual(of("one"), of("one"));
    assert.notDeepEqual(of("one"), of("two"));
  });

  it("of a mean is about as wide as Student's", () => {
    const mean = values.reduce((sum, value) => sum + value, 0) / 40;
    const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 39 / 40);
    const [, range] = of("one");

    assert.ok(range);
    assert.ok(Math.abs(width(range) / (2 * tAt(0.975, 39) * error) - 1) < 0.1);
  });

  it("of a sum is wider the more were asked, and widest where nobody knows", () => {
    const [all, some, unknown] = [40, 80, undefined].map((asked) =>
      width(
        bootstrapped({ count: alone(40), asked, name: "one", statistics: (times) => [total(times)] })[0] ?? {
          low: 0,
          high: 0,
        },
      ),
    );

    assert.ok((all ?? 0) < (some ?? 0) && (some ?? 0) < (unknown ?? 0), `${all} ${some} ${unknown}`);
  });

  it("is the same, but for chance, where those who are alike are counted together", () => {
    const apart = Array.from({ length: 400 }, (_, at) => at % 20);
    const mean = (list: readonly number[]) => (times: Uint32Array, drawn: number) => [
      list.reduce((sum, value, at) => sum + value * (times[at] ?? 0), 0) / drawn,
    ];
    const rest = { asked: 400, name: "one", replicates: 20_000 };
    const [one] = bootstrapped({ ...rest, count: alone(400), statistics: mean(apart) });
    const [other] = bootstrapped({
      ...rest,
      count: new Uint32Array(20).fill(20),
      statistics: mean(Array.from({ length: 20 }, (_, at) => at)),
    });

    assert.ok(one && other);
    assert.equal(one.value, other.value);
    assert.ok(Math.abs(width(one) / width(other) - 1) < 0.03, `${width(one)} ${width(other)}`);
  });

  it("has no width where everybody reports the same", () => {
    const [range] = bootstrapped({
      count: alone(20),
      asked: 20,
      name: "one",
      statistics: (_times, drawn) => [(5 * drawn) / drawn],
    });

    assert.deepEqual(range, { value: 5, low: 5, high: 5 });
  });
});

describe("Student's t", () => {
  for (const [share, df, t] of [
    [0.975, 1, 12.7062],
    [0.975, 5, 2.5706],
    [0.975, 29, 2.0452],
    [0.8, 29, 0.8542],
    [0.975, 1000, 1.9623],
  ] as const)
    it(`has ${share} below ${t} at ${df} degrees of freedom, as in printed tables`, () => {
      assert.ok(Math.abs(tAt(share, df) - t) < 1e-4);
      assert.ok(Math.abs(tBelow(t, df) - share) < 1e-5);
    });

  it("is the normal where there are very many", () => {
    assert.ok(Math.abs(normalBelow(1.959964) - 0.975) < 1e-5);
    assert.ok(Math.abs(normalBelow(-1) - 0.158655) < 1e-5);
  });
});
