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
  server = await servePage(built.folder, new FixtureApi({ documents: 60, projects: ["Reading"] }));
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await built?.remove();
}, 60_000);

async function axeFindsNothing(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    expect(await axeFindings(page), colorScheme).toEqual([]);
  }
}

test("documents to begin with become those like what was opened, with the reason, until that is forgotten", {
  timeout: 90_000,
}, async () => {
  await visit({ browser, server }, "/?project=Reading", async (page) => {
    const start = page.getByRole("region", { name: "Where to begin" });
    await start.getByText("Typical of").first().waitFor();
    await start.getByRole("button").first().click();
    const similar = page.getByRole("region", { name: "Similar documents" });
    await similar.getByText("Passages most alike").first().click();
    await similar.getByText("There").first().waitFor();
    await axeFindsNothing(page);

    await similar.getByRole("button").first().click();
    await page.locator("article mark").first().waitFor();
    await page.keyboard.press("Escape");
    const forYou = page.getByRole("region", { name: "For you" });
    await forYou.getByText("Because you read").first().waitFor();
    await axeFindsNothing(page);

    await forYou.getByRole("button", { name: "Forget what I read" }).click();
    await start.waitFor();
  });
});

test("a topic names those in the same documents", { timeout: 60_000 }, async () => {
  await visit({ browser, server }, "/?project=Reading&topic=0", async (page) => {
    const related = page.getByRole("region", { name: "Related topics" });
    await related.getByText("of both").first().waitFor();
  });
});
