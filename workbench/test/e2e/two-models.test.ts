import { expect, test } from "vitest";
import type { TopicList } from "../../src/contract.ts";
import { smallCorpus } from "./corpus.ts";
import { createProject, drop } from "./importing.ts";
import { opened } from "./opened.ts";
import { parametersOf, place } from "./page-under-test.ts";
import { startProduct } from "./product.ts";

const product = opened(() => startProduct({ model: "minilm", chunkSize: 200, chunkOverlap: 30 }));
const { withPage } = product;

test("first topics stand at once, and those of the project's model take their place", async () => {
  await withPage("/", async (page) => {
    await createProject(page, "Twice");
    await drop(page, await smallCorpus(6));
    await page.getByRole("button", { name: "Import and find topics" }).click();
    await page.getByText("The topics are on the map").waitFor();
    await page.getByRole("button", { name: "Show the map" }).click();
    await page.getByText("Analysis 1, model static").waitFor();
    await page.getByRole("treeitem").first().click();
    await page.getByText(/^Analysis 2 is done/).waitFor();
    const { topics } = (await (
      await fetch(`${product.site.address}/api/projects/Twice/topics`)
    ).json()) as TopicList;
    const open = parametersOf(page).get("topic");
    expect([null, ...topics.map(({ id }) => String(id))]).toContain(open);
    await page.goto(product.site.address + place("Twice"));
    await page.getByText("Analysis 2, model minilm").waitFor();
  });
});
