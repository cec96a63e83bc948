import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { imported, writeFiles } from "../app.ts";
import { type ProviderServer, startProviderServer } from "../providers/provider-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { opened } from "./opened.ts";
import { expectAccessibleLightAndDark, narrow, place, shoot } from "./page-under-test.ts";
import { startProduct } from "./product.ts";

const project = "Island";
const key = "sk-canary-of-the-page-4711";
let provider: ProviderServer;

beforeAll(async () => {
  provider = await startProviderServer(() => "yes");
});
afterAll(() => provider?.close());

const product = opened(() => startProduct({ model: "static" }));
const { withPage } = product;

beforeAll(async () => {
  const { app } = product.site;
  await imported(app, {
    project,
    paths: [writeFiles(temporaryFolder(), { "ferry.txt": "The ferry to the mainland leaves at noon." })],
  });
  const prices = { "ours/large-1": { input: 2_000, output: 8_000, cacheRead: 200 } };
  writeFileSync(join(app.context.settings.data, "prices.json"), JSON.stringify(prices));
}, 120_000);

async function openLanguageModels(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("tab", { name: "Language models" }).click();
}

const suggestions = (page: Page) =>
  page.evaluate(`[...document.querySelectorAll("datalist option")].map(({ value }) => value)`);

test("a provider is set up with models that it says it has, tested, and its cost is seen", async () => {
  provider.models = ["large-1", "small-1"];
  provider.cached = () => ({ read: 4, written: 0 });
  await withPage(place(project, { tab: "runs" }), async (page) => {
    await openLanguageModels(page);
    await page.getByRole("button", { name: "Add a provider" }).click();
    expect(await suggestions(page)).toContain("gpt-5-mini");
    await page.getByRole("textbox", { name: "Name" }).fill("ours");
    await page.getByRole("combobox", { name: "Kind" }).selectOption("compatible");
    expect(await suggestions(page)).toEqual([]);
    await page.getByRole("textbox", { name: "Address" }).fill(provider.base);
    await page.getByLabel("Key", { exact: true }).fill(key);
    await page.getByRole("button", { name: "Ask which models it has" }).click();
    await page.getByRole("status").getByText("It says that it has 2 models").waitFor();
    expect(await suggestions(page)).toEqual(["large-1", "small-1"]);
    expect(provider.calls).toEqual([]);
    await page.getByRole("combobox", { name: "Model for naming" }).fill("small-1");
    await page.getByRole("combobox", { name: "Model for answers" }).fill("large-1");
    await expectAccessibleLightAndDark(page, "the form of a provider");
    await shoot(page, "provider-form");
    await page.getByRole("button", { name: "Add", exact: true }).click();

    await page.getByText("stored key …4711").waitFor();
    await page.getByText("small-1 for naming: costs nothing").waitFor();
    await page.getByText("large-1 for answers: $2000 in and $8000 out per million tokens").waitFor();
    await page.getByRole("button", { name: "Test ours" }).click();
    await page.getByText(/large-1 answered in \d+ ms for \$0\./).waitFor();
    await page.getByText(/small-1 answered in \d+ ms for \$0\.00/).waitFor();
    expect(provider.calls.map(({ key: sent }) => sent)).toEqual([key, key]);

    const row = page.getByRole("region", { name: "Costs by purpose" }).getByRole("row", { name: /^answers/ });
    const cells = await row.getByRole("cell").allTextContents();
    const { inputTokens, outputTokens } = { inputTokens: Number(cells[3]), outputTokens: Number(cells[5]) };
    expect(cells).toEqual([
      "answers",
      "2",
      "0",
      expect.any(String),
      "8",
      expect.any(String),
      expect.any(String),
    ]);
    const cost = ((inputTokens / 2 - 4) * 2_000 + 4 * 200 + (outputTokens / 2) * 8_000) / 1_000_000;
    expect(Number(cells[6]?.replace("$", ""))).toBeCloseTo(cost, 3);
    expect(await page.content()).not.toContain("canary");
    await expectAccessibleLightAndDark(page, "the language models");
    await shoot(page, "language-models");
  });
});

test("on a narrow screen a provider is changed, and its key goes to no other host", async () => {
  const elsewhere = await startProviderServer();
  try {
    await withPage(
      place(project, { tab: "runs" }),
      async (page) => {
        await openLanguageModels(page);
        await page.getByRole("button", { name: "Change ours" }).click();
        await page.getByRole("textbox", { name: "Address" }).fill(elsewhere.base);
        await page.getByRole("button", { name: "Ask which models it has" }).click();
        await page.getByRole("alert").getByText("is not sent to").waitFor();
        await expectAccessibleLightAndDark(page, "a provider that is changed");
        await shoot(page, "provider-form-narrow");
        await page.getByRole("textbox", { name: "Address" }).fill(provider.base);
        await page.getByRole("button", { name: "Ask which models it has" }).click();
        await page.getByRole("status").getByText("It says that it has 2 models").waitFor();
        await page.getByRole("combobox", { name: "Model for naming" }).fill("large-1");
        await page.getByRole("button", { name: "Save" }).click();
        await page.getByText("large-1 for naming, answers").waitFor();
      },
      { viewport: narrow, refusals: [409, 400] },
    );
    expect(elsewhere.calls).toEqual([]);
  } finally {
    await elsewhere.close();
  }
});
