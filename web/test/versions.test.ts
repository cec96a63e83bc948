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
    new FixtureApi({ documents: 60, stageMs: 60, projects: ["Versions"] }),
  );
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await built?.remove();
}, 60_000);

const withPage = (work: (page: Page) => Promise<void>) =>
  visit({ browser, server }, "/?project=Versions&tab=runs", work);

async function axeFindsNothing(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    expect(await axeFindings(page), colorScheme).toEqual([]);
  }
}

test("versions are named, compared, rolled back to and deleted", { timeout: 90_000 }, async () => {
  await withPage(async (page) => {
    await page.getByRole("button", { name: "Find topics again" }).click();
    await page.getByText("Analysis 2 is done").waitFor();
    await page.getByText("Made with its own clustering and seed").waitFor();
    await page.getByText("How it was made").first().click();
    await axeFindsNothing(page);

    await page.getByRole("button", { name: "Rename Analysis 2" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("By communities");
    await page.getByRole("button", { name: "Rename", exact: true }).click();
    await page.getByRole("heading", { name: "By communities shown" }).waitFor();

    await page.getByRole("button", { name: "Compare By communities" }).click();
    await page.getByText("Agreement (ARI): 0.87").waitFor();
    await axeFindsNothing(page);
    await page.reload();
    await page.getByText("Agreement (ARI): 0.87").waitFor();
    await page.getByRole("button", { name: "Close", exact: true }).click();

    await page.locator("summary").filter({ hasText: "Analysis 1" }).click();
    await page.getByRole("button", { name: "Show this one Analysis 1" }).click();
    await page.getByText("Analysis 1 is shown again").waitFor();
    await page.getByText("Analysis 1, model minilm").waitFor();

    await page.getByRole("button", { name: "Delete Analysis 1" }).click();
    await page.getByText("The newest other analysis takes its place").waitFor();
    await axeFindsNothing(page);
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByRole("button", { name: "Delete Analysis 1" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("Analysis 1 is deleted").waitFor();
    await page.getByRole("heading", { name: "By communities shown" }).waitFor();
    expect(await page.getByRole("heading", { name: /^Analysis 1/ }).count()).toBe(0);
  });
});
