import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectAccessibleLightAndDark, place } from "../../workbench/test/e2e/page-under-test.ts";
import { openedPage } from "./opened-page.ts";

const { withPage } = openedPage({ documents: 40, share: 0.3, stageMs: 120, projects: ["Live"] });

test("a picture is marked as provisional, shows what is seen early, and cannot be edited", async () => {
  await withPage(place("Live"), async (page) => {
    await page.getByText("found in about 30% of the passages").waitFor();
    await page.getByRole("region", { name: "Languages" }).getByText("French").waitFor();
    await page.getByRole("region", { name: "Odd ones out" }).waitFor();
    await expectAccessibleLightAndDark(page);
    await page.getByRole("treeitem").first().click();
    await page.getByRole("heading", { name: "Keywords" }).waitFor();
    expect(await page.getByRole("button", { name: "Edit" }).count()).toBe(0);
    await page.getByRole("button", { name: "Close topic" }).click();
    await page.getByRole("region", { name: "Odd ones out" }).getByRole("button").first().click();
    await page.getByRole("article").waitFor();
  });
});

test("from a picture to the analysis: colours are handed on, and the topic that is open stays", async () => {
  await withPage(place("Live"), async (page) => {
    const same = page.getByRole("treeitem", { name: /Veterans and pensions/ });
    await same.click();
    await page.getByRole("heading", { name: "Keywords" }).waitFor();
    const before = await dotOf(page);
    await page.getByRole("tab", { name: "Runs" }).click();
    await page.getByRole("button", { name: "Find topics again" }).click();
    await page.getByText("Analysis 2 is done").waitFor();
    await page.getByText("found in about 30% of the passages").waitFor({ state: "detached" });
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
