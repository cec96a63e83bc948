import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The real corpora and test files that lie beside the checkout. */
export const sharedFolder = fileURLToPath(new URL("../../../shared/", import.meta.url));

/** Whether they are there: a fresh clone may have none, and the suites that need them say so. */
export const hasShared = existsSync(sharedFolder);
