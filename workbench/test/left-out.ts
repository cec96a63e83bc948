import type { Reporter, TestModule } from "vitest/node";
import { hasShared } from "./shared.ts";

/** Names at the end of a run every test that was left out, so that nobody takes a short run for a whole one. */
export const leftOutReporter: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    const names = modules.flatMap((module) =>
      [...module.children.allTests("skipped")].map((test) => `${module.relativeModuleId} › ${test.fullName}`),
    );
    if (hasShared || names.length === 0) return;
    console.log("Left out, because the real files they read (../shared/data) are not beside this checkout:");
    for (const name of names) console.log(`  ${name}`);
  },
};
