import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, expect, test } from "vitest";
import { ensurePage } from "../../src/http/page.ts";

const folder = mkdtempSync(join(tmpdir(), "toposcope-page-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a page that was not built yet is built once, where it is served from", async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line) => void lines.push(line) });
  expect(await ensurePage(log, folder)).toBe(true);
  expect(readFileSync(join(folder, "index.html"), "utf8")).toContain("__CSP_NONCE__");
  expect(await ensurePage(log, folder)).toBe(true);
  expect(lines.filter((line) => line.includes("building the page"))).toHaveLength(1);
});
