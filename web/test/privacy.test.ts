import { mkdirSync } from "node:fs";
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
  server = await servePage(built.folder, new FixtureApi({ documents: 60, projects: ["Letters"] }));
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await built?.remove();
}, 60_000);

const shots = process.env.TOPOSCOPE_SHOTS;

async function shoot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: `${shots}/${name}.png` });
}

const looks = [
  ["light", {}],
  ["dark", { colorScheme: "dark" }],
  ["narrow", { viewport: { width: 390, height: 800 } }],
] as const;

test.each(looks)(
  "a project's settings are set on the page, and its topics audited: %s",
  async (look, options) => {
    await visit(
      { browser, server },
      "/?project=Letters",
      async (page) => {
        await page.getByRole("button", { name: "Letters" }).first().click();
        await page.getByRole("menuitem", { name: "Settings and privacy" }).click();
        const dialog = page.getByRole("dialog", { name: "Settings of Letters" });
        await dialog.getByLabel("Privacy", { exact: true }).selectOption("redact");
        await dialog.getByRole("button", { name: "Audit the topics" }).click();
        await dialog.getByText(/audited, 1 could identify a person/).waitFor();
        await settled(page);
        await expect.poll(() => axeFindings(page), { timeout: 20_000 }).toEqual([]);
        await shoot(page, `settings-${look}`);
        await dialog.getByRole("button", { name: "Save" }).click();
        await page.getByText("Settings saved.").waitFor();
        await dialog.getByRole("button", { name: "Back to default for Privacy" }).waitFor();
      },
      options,
    );
  },
  90_000,
);

test("a topic's card says what the audit said", async () => {
  await visit({ browser, server }, "/?project=Letters&topic=1", async (page) => {
    await page.getByText(/Privacy 2 of 5/).waitFor();
  });
}, 60_000);

test.each(looks)(
  "a conversation is read turn by turn, its passage marked: %s",
  async (look, options) => {
    await visit(
      { browser, server },
      "/?project=Letters&document=2",
      async (page) => {
        const article = page.getByRole("article", { name: "Text" });
        await article.getByText("assistant").first().waitFor();
        expect(await article.getByRole("listitem").count()).toBeGreaterThan(1);
        await settled(page);
        await expect.poll(() => axeFindings(page), { timeout: 20_000 }).toEqual([]);
        await page.getByRole("button", { name: "Next passage" }).click();
        await article.locator("mark").first().waitFor();
        await shoot(page, `conversation-${look}`);
      },
      options,
    );
  },
  90_000,
);

test("documents are narrowed to what one role says", async () => {
  await visit({ browser, server }, "/?project=Letters&tab=documents", async (page) => {
    await page.getByLabel("Said by").selectOption("user");
    await page.getByRole("table").waitFor();
    await expect.poll(() => axeFindings(page), { timeout: 20_000 }).toEqual([]);
  });
}, 60_000);
