import { invalid } from "../../core/failures.ts";
import type { OperatorCommand } from "../../core/feature.ts";
import { type Design, readDesigns } from "./designs.ts";
import type { ExperimentStore } from "./store.ts";

export const experimentOperations = (
  store: ExperimentStore,
  designs: () => Promise<readonly Design[]>,
): readonly OperatorCommand[] => [
  {
    name: "import designs",
    usage: "import designs <csv>",
    takes: 1,
    does: "Adds ways to find out that experiments can choose from: code, display, parent, collect_description",
    async run({ words: [path], table }) {
      if (path === undefined) throw invalid("Name the file: import designs <csv>");
      const before = await designs();
      const found = readDesigns(await table(path), before);
      await store.importDesigns(found);
      const ours = found.filter(({ code }) =>
        before.some((each) => each.code === code && each.says !== undefined),
      );
      return {
        lines: [
          `${found.length} design types imported.`,
          ...ours.map(({ code }) => `${code} is one of our own, which stands as it is.`),
        ],
        value: { imported: found.length },
      };
    },
  },
];
