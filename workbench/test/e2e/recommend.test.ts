import { beforeAll, expect, test } from "vitest";
import { explored, smallCorpus } from "./corpus.ts";
import { opened } from "./opened.ts";
import { expectAccessible, parametersOf, place } from "./page-under-test.ts";
import { startProduct } from "./product.ts";

const project = "Addresses";

const product = opened(() => startProduct({ model: "static", chunkSize: 200, chunkOverlap: 30 }));
const { withPage } = product;

beforeAll(async () => explored(product.site, project, await smallCorpus()));

test("a document leads to similar ones at their most similar passage, and what was opened to documents for the reader", async () => {
  await withPage(place(project, { document: "3" }), async (page) => {
    const similar = page.getByRole("region", { name: "Similar documents" });
    await similar.getByRole("button").first().click();
    await page.locator("article mark").first().waitFor();
    expect(parametersOf(page).get("chunk")).toMatch(/^\d+$/);
    await page.keyboard.press("Escape");

    const forYou = page.getByRole("region", { name: "For you" });
    await forYou.getByText("Because you read").first().waitFor();
    await expectAccessible(page);
    await forYou.getByRole("button", { name: "Forget what I read" }).click();
    await page.getByRole("region", { name: "Where to begin" }).getByText("Typical of").first().waitFor();
  });
});
