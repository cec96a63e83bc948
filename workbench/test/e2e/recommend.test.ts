import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { explored, smallCorpus } from "./corpus.ts";
import { axeFindings, parametersOf, place, withPage } from "./page-under-test.ts";
import { type Product, startProduct } from "./product.ts";

const project = "Addresses";

let product: Product;
let browser: Browser;

beforeAll(async () => {
  [product, browser] = await Promise.all([
    startProduct({ model: "static", chunkSize: 200, chunkOverlap: 30 }),
    launchBrowser(),
  ]);
  await explored(product, project, await smallCorpus());
});

afterAll(async () => {
  await browser?.close();
  await product?.close();
});

test("a document leads to similar ones at their most similar passage, and what was opened to documents for the reader", async () => {
  await withPage({ browser, product, path: place(project, { document: "3" }) }, async (page) => {
    const similar = page.getByRole("region", { name: "Similar documents" });
    await similar.getByRole("button").first().click();
    await page.locator("article mark").first().waitFor();
    expect(parametersOf(page).get("chunk")).toMatch(/^\d+$/);
    await page.keyboard.press("Escape");

    const forYou = page.getByRole("region", { name: "For you" });
    await forYou.getByText("Because you read").first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await forYou.getByRole("button", { name: "Forget what I read" }).click();
    await page.getByRole("region", { name: "Where to begin" }).getByText("Typical of").first().waitFor();
  });
});
