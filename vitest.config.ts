import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Where CI wants the counts of this run. */
const results = process.env.TOPOSCOPE_TEST_RESULTS;

const source = { resolve: { conditions: ["source"] }, ssr: { resolve: { conditions: ["source"] } } };

export default defineConfig({
  test: {
    reporters: results === undefined ? ["default"] : ["default", ["json", { outputFile: results }]],
    projects: [
      { ...source, test: { name: "algorithms", root: "algorithms", include: ["test/**/*.test.ts"] } },
      {
        ...source,
        test: {
          name: "workbench",
          root: "workbench",
          include: ["test/**/*.test.ts"],
          globalSetup: [fileURLToPath(new URL("workbench/test/postgres.ts", import.meta.url))],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      { ...source, test: { name: "web", root: "web", include: ["test/**/*.test.ts"] } },
    ],
  },
});
