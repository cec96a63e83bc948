import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../../workbench/test/e2e/browser.ts";
import { FixtureApi } from "../dev/fixture-api.ts";
import { type BuiltPage, buildPage } from "./built-page.ts";
import { type PageServer, servePage } from "./page-server.ts";
import { axeFindings, settled, visit } from "./visit.ts";

let built: BuiltPage;
let server: PageServer;
let browser: Browser;

const project = "Searched";

beforeAll(async () => {
  built = await buildPage();
  server = await servePage(
    built.folder,
    new FixtureApi({ documents: 60, stageMs: 1_500, projects: [project] }),
  );
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await built?.remove();
}, 60_000);

const search = (
  parameters: Record<string, string>,
  work: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> =>
  visit({ browser, server }, `/?${new URLSearchParams({ project, ...parameters })}`, work, options);

const passages = (page: Page) => page.getByRole("list", { name: "Passages found" });

async function axeFindsNothing(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    expect(await axeFindings(page), colorScheme).toEqual([]);
  }
}

test("what was searched for is marked in the passages, which light up on the map", {
  timeout: 60_000,
}, async () => {
  await search({ query: "the" }, async (page) => {
    await passages(page).waitFor();
    expect((await passages(page).locator("mark").first().textContent())?.toLowerCase()).toBe("the");
    await page
      .getByText(/\d+ passages? lit|lit/)
      .first()
      .waitFor();
    await page.getByText("Everywhere", { exact: true }).click();
    await axeFindsNothing(page);
  });
});

test("a search moves from words to meaning by keyboard, and is narrowed; the link has both", {
  timeout: 60_000,
}, async () => {
  await search({ query: "the" }, async (page) => {
    await passages(page).waitFor();
    const slider = page.getByRole("slider", { name: "Words or meaning" });
    await slider.focus();
    await page.keyboard.press("End");
    await page.waitForURL(/meaning=100/);
    expect(await slider.getAttribute("aria-valuetext")).toBe("100 percent meaning, 0 percent words");
    await page.getByText("Everywhere", { exact: true }).click();
    const asked = page.waitForRequest(/\/search\?.*from=2023/);
    await page.getByLabel("From", { exact: true }).fill("2023");
    expect(new URL((await asked).url()).searchParams.get("meaning")).toBe("1");
    await page.getByText("Narrowed by 1 filter").waitFor();
    expect(new URL(page.url()).searchParams.get("only")).toBe("from=2023");
    await page.getByLabel("From", { exact: true }).fill("");
    await page.getByText("Everywhere", { exact: true }).waitFor();
  });
});

test("others like a passage are found, and closing the search leaves nothing of it", {
  timeout: 60_000,
}, async () => {
  await search({ query: "the" }, async (page) => {
    await page.getByRole("button", { name: "More like this: passage 1", exact: true }).click();
    await page.getByText(/like one of/).waitFor();
    await passages(page).waitFor();
    await page.getByRole("button", { name: "Close search" }).click();
    await page.getByText(/like one of/).waitFor({ state: "detached" });
    expect(new URL(page.url()).searchParams.get("like")).toBeNull();
  });
});

test("on a narrow screen a search is used like on a wide one", { timeout: 60_000 }, async () => {
  const viewport = { width: 390, height: 800 };
  await search(
    { query: "the", only: "language=en" },
    async (page) => {
      await page.getByText("Narrowed by 1 filter").waitFor();
      await axeFindsNothing(page);
    },
    { viewport },
  );
});
