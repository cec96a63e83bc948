import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take a minute or more, the longest first. */
const long = [
  "workbench/test/ordeal/nth-failure",
  "workbench/test/ordeal/kill-loop",
  "web/test/page",
  "workbench/test/e2e/import",
  "workbench/test/e2e/explore",
  "workbench/test/e2e/steering",
  "workbench/test/cli/explore",
  "workbench/test/jobs/pulse",
  "web/test/steering",
  "workbench/test/ordeal/simulation",
];

const rank = ({ moduleId }: TestSpecification) => {
  const at = long.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
  return at === -1 ? long.length : at;
};

/** Begins with the files that take longest, of whatever project, so that none of them runs alone at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
