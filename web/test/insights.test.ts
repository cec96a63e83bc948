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

const withTopic = (work: (page: Page) => Promise<void>, options = {}) =>
  visit({ browser, server }, "/?project=Letters&topic=1", work, options);

test("a topic's card says what it says, and a citation opens the passage", async () => {
  await withTopic(async (page) => {
    const section = page.getByRole("region", { name: "What it says" });
    await section.getByText("in the texts’ own words").waitFor();
    await section.getByText("Named by its keywords.").waitFor();
    expect(await section.getByRole("heading", { name: "Themes" }).count()).toBe(1);
    await settled(page);
    expect(await axeFindings(page)).toEqual([]);
    await shoot(page, "light");
    await section
      .getByRole("button", { name: /Open the passage D1-C1/ })
      .first()
      .click();
    await page.getByRole("button", { name: /^(Back|Close document)$/ }).waitFor();
  });
}, 60_000);

test("how a model is asked is tried on one topic before it is kept", async () => {
  await withTopic(async (page) => {
    await page.getByRole("button", { name: "How it is written" }).click();
    const dialog = page.getByRole("dialog", { name: "How names and insights are written" });
    await dialog.getByLabel("For whom").fill("sailors");
    await dialog.getByRole("button", { name: "Try on this topic" }).click();
    await dialog.getByRole("status", { name: "Preview" }).waitFor();
    await settled(page);
    expect(await axeFindings(page)).toEqual([]);
    await shoot(page, "dialog");
    expect(await dialog.getByRole("button", { name: "Save for the project" }).count()).toBe(1);
  });
}, 60_000);

test("on a narrow screen in the dark it is whole and readable, too", async () => {
  await withTopic(
    async (page) => {
      await page.getByRole("region", { name: "What it says" }).waitFor();
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      await shoot(page, "dark-narrow");
    },
    { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
  );
}, 60_000);
