import type { Reporter, TestModule } from "vitest/node";
import { hasShared } from "./shared.ts";

const needsDisk = "[needs to mount a small disk]";
const needsPgvector = "[needs pgvector]";

/** Names at the end of a run every test that was left out, so that nobody takes a short run for a whole one. */
export const leftOutReporter: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    const names = modules.flatMap((module) =>
      [...module.children.allTests("skipped")].map((test) => `${module.relativeModuleId} › ${test.fullName}`),
    );
    const disks = names.filter((name) => name.includes(needsDisk));
    const servers = names.filter((name) => name.includes(needsPgvector));
    tell("Left out, because this machine lets us mount no small disk:", disks);
    tell("Left out, because the PostgreSQL of these tests has no pgvector:", servers);
    if (hasShared) return;
    tell(
      "Left out, because the real files they read (../shared/data) are not beside this checkout:",
      names.filter((name) => !disks.includes(name) && !servers.includes(name)),
    );
  },
};

function tell(why: string, names: readonly string[]): void {
  if (names.length === 0) return;
  console.log(why);
  for (const name of names) console.log(`  ${name}`);
}
