import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { leftOutReporter } from "./workbench/test/left-out.ts";
import { LongestFirst } from "./workbench/test/longest-first.ts";

/** As the program does: code is compiled once, and kept for the processes that tests start. */
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL(".cache/compiled", import.meta.url));

/** Where CI wants the counts of this run. */
const results = process.env.TOPOSCOPE_TEST_RESULTS;

/** What every project's properties are tried on. */
const setupFiles = [fileURLToPath(new URL("workbench/test/seed.ts", import.meta.url))];

/** How long something that comes by itself may take to come. */
const patient = { poll: { timeout: 10_000 } };

/** How long a test or a hook may take on a machine that is busy. */
const longestMs = { testTimeout: 120_000, hookTimeout: 120_000 };

const pageSetup = fileURLToPath(new URL("workbench/test/e2e/built-page.ts", import.meta.url));

const source = {
  resolve: { conditions: ["toposcope-source"] },
  ssr: { resolve: { conditions: ["toposcope-source"] } },
};

export default defineConfig({
  test: {
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    reporters: [
      "default",
      leftOutReporter,
      ...(results === undefined ? [] : [["json", { outputFile: results }] satisfies ["json", object]]),
    ],
    projects: [
      {
        ...source,
        // Nothing there has a state: files share a process, and what they import.
        test: {
          name: "algorithms",
          root: "algorithms",
          include: ["test/**/*.test.ts"],
          setupFiles,
          isolate: false,
        },
      },
      {
        ...source,
        test: {
          name: "workbench",
          root: "workbench",
          include: ["test/**/*.test.ts"],
          globalSetup: [fileURLToPath(new URL("workbench/test/postgres.ts", import.meta.url)), pageSetup],
          setupFiles,
          expect: patient,
          ...longestMs,
        },
      },
      {
        ...source,
        test: {
          name: "web",
          root: "web",
          include: ["test/**/*.test.ts"],
          globalSetup: [pageSetup],
          setupFiles,
          expect: patient,
          ...longestMs,
        },
      },
    ],
  },
});
