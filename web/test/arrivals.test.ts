import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../../workbench/test/e2e/browser.ts";
import { FixtureApi } from "../dev/fixture-api.ts";
import { type BuiltPage, buildPage } from "./built-page.ts";
import { type PageServer, servePage } from "./page-server.ts";
import { axeFindings, settled, visit } from "./visit.ts";

let built: BuiltPage;
let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  built = await buildPage();
  server = await servePage(built.folder, new FixtureApi({ documents: 40, arrivals: 6, projects: ["Live"] }));
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await built?.remove();
}, 60_000);

const withPage = (work: (page: Page) => Promise<void>) => visit({ browser, server }, "/?project=Live", work);

async function axeFindsNothing(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    expect(await axeFindings(page), colorScheme).toEqual([]);
  }
}

test("documents that came after the analysis are counted, lit on the map, listed and deleted", {
  timeout: 90_000,
}, async () => {
  await withPage(async (page) => {
    const note = page.getByRole("region", { name: "Since analysis 1" });
    await note.getByText("placed into its topics").waitFor();
    await note.getByText("finding the topics again is worth it").waitFor();
    await page.getByRole("button", { name: /new passages$/ }).click();
    await axeFindsNothing(page);

    await note.getByRole("button", { name: "1 new document" }).click();
    await page
      .getByRole("status")
      .filter({ hasText: /^1 document$/ })
      .waitFor();
    await page.getByRole("img", { name: "New: unlike all topics" }).waitFor();
    await axeFindsNothing(page);

    await page.getByRole("button", { name: /^Delete / }).click();
    const question = page.getByRole("dialog");
    await question.getByText("It leaves topics, map and search at once").waitFor();
    await question.getByRole("button", { name: "Delete" }).click();
    await page.getByText("is deleted.").waitFor();
    await page.getByText("No document matches").waitFor();
    await note.getByText("1 deleted").waitFor();
  });
});
