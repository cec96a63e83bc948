import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectNameFor } from "../../src/cli/project-name.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const folder = temporaryFolder();
mkdirSync(join(folder, "reports v1.2"));
writeFileSync(join(folder, "complaints.2023.csv"), "");

test.each([
  [["reports v1.2"], "reports v1.2"],
  [["reports v1.2/"], "reports v1.2"],
  [["./reports v1.2/../reports v1.2"], "reports v1.2"],
  [["complaints.2023.csv"], "complaints.2023"],
  [["not-there.csv"], "not-there"],
  [["-"], "default"],
  [["*.csv"], "default"],
  [["a", "b"], "default"],
  [["/"], "default"],
  [[".hidden"], "hidden"],
])("%j is imported into project %s", (paths, name) => {
  expect(projectNameFor(paths, folder)).toBe(name);
});
