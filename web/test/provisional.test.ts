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
  server = await servePage(
    built.folder,
    new FixtureApi({ documents: 40, share: 0.3, stageMs: 120, projects: ["Live"] }),
  );
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

test("a picture is marked as provisional, shows what is seen early, and cannot be edited", {
  timeout: 90_000,
}, async () => {
  await withPage(async (page) => {
    await page.getByText("found in 30% of the passages").waitFor();
    await page.getByRole("region", { name: "Languages" }).getByText("French").waitFor();
    await page.getByRole("region", { name: "Odd ones out" }).waitFor();
    await axeFindsNothing(page);
    await page.getByRole("treeitem").first().click();
    await page.getByRole("heading", { name: "Keywords" }).waitFor();
    expect(await page.getByRole("button", { name: "Edit" }).count()).toBe(0);
    await page.getByRole("button", { name: "Close topic" }).click();
    await page.getByRole("region", { name: "Odd ones out" }).getByRole("button").first().click();
    await page.getByRole("article").waitFor();
  });
});

test("from a picture to the analysis: colours are handed on, and the topic that is open stays", {
  timeout: 90_000,
}, async () => {
  await withPage(async (page) => {
    const same = page.getByRole("treeitem", { name: /Veterans and pensions/ });
    await same.click();
    await page.getByRole("heading", { name: "Keywords" }).waitFor();
    const before = await dotOf(page);
    await page.getByRole("tab", { name: "Runs" }).click();
    await page.getByRole("button", { name: "Find topics again" }).click();
    await page.getByText("Analysis 2 is done").waitFor();
    await page.getByText("found in 30% of the passages").waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "Keywords" }).waitFor();
    expect(await dotOf(page)).toBe(before);
    await page.reload();
    await page.getByRole("heading", { name: "Keywords" }).waitFor();
    expect(await dotOf(page)).toBe(before);
  });
});

const dotOf = (page: Page) =>
  page
    .locator("#panel-title span")
    .first()
    .evaluate((dot) => getComputedStyle(dot).backgroundColor);
