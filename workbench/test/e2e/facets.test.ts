import { beforeAll, expect, test } from "vitest";
import { explored, smallCorpus } from "./corpus.ts";
import { opened } from "./opened.ts";
import {
  expectAccessible,
  expectAccessibleLightAndDark,
  narrow,
  parametersOf,
  place,
  wide,
} from "./page-under-test.ts";
import { startProduct } from "./product.ts";

const project = "Addresses";

const product = opened(() => startProduct({ model: "static", chunkSize: 200, chunkOverlap: 30 }));
const { withPage } = product;

beforeAll(async () => explored(product.site, project, await smallCorpus()));

test("a facet is defined, asked, crossed with topics, colours the map and narrows the documents", async () => {
  await withPage(place(project, { tab: "facets" }), async (page) => {
    await page.getByText("No facets yet").waitFor();
    await page.getByRole("button", { name: "Add a facet" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("matter");
    await page.getByRole("textbox", { name: "Question" }).fill("What is the address mainly about?");
    await page
      .getByLabel("Values", { exact: true })
      .fill("war: army, enemy, soldiers, peace\neconomy: money, taxes, jobs, trade");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("Answers are taken from the texts").waitFor();
    await page.getByRole("button", { name: "Ask 30 documents" }).click();
    await page.getByText("Every document was asked.").waitFor();
    await page.getByRole("heading", { name: "matter" }).click();
    const war = page.getByRole("list", { name: "Answers to matter" }).getByRole("button", { name: "war" });
    await war.waitFor();
    await page.getByLabel("Cross with").selectOption("Topics");
    await page.getByRole("region", { name: "matter by topics" }).getByRole("table").waitFor();
    for (const viewport of [wide, narrow]) {
      await page.setViewportSize(viewport);
      await expectAccessibleLightAndDark(page, `${viewport.width} px`);
    }
    await page.setViewportSize(wide);

    await page.getByRole("button", { name: "Colour the map by it matter" }).click();
    const legend = page.getByRole("region", { name: "Colours of matter" });
    await legend.getByText("economy").waitFor();
    expect(parametersOf(page).get("color")).toBe("matter");
    await expectAccessible(page);
    await legend.getByRole("button", { name: "Colour by topic again" }).click();
    await legend.waitFor({ state: "detached" });

    await page.getByRole("tab", { name: "Facets" }).click();
    const documents = Number.parseInt((await war.innerText()).replace(/\D+/, ""), 10);
    await war.click();
    const found = page.getByRole("search", { name: "Filter documents" });
    await found.getByText(`${documents} documents`, { exact: true }).waitFor();
    await page.getByRole("button", { name: /^matter=war/ }).click();
    await found.getByText("30 documents", { exact: true }).waitFor();
  });
});
