import { defineConfig } from "vitest/config";

const source = { resolve: { conditions: ["source"] }, ssr: { resolve: { conditions: ["source"] } } };

export default defineConfig({
  test: {
    projects: [
      { ...source, test: { name: "algorithms", root: "algorithms", include: ["test/**/*.test.ts"] } },
      {
        ...source,
        test: {
          name: "workbench",
          root: "workbench",
          include: ["test/**/*.test.ts"],
          globalSetup: ["test/postgres.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      { ...source, test: { name: "web", root: "web", include: ["test/**/*.test.ts"] } },
    ],
  },
});
