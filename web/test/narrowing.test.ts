import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectAccessibleLightAndDark, narrow, place } from "../../workbench/test/e2e/page-under-test.ts";
import { openedPage } from "./opened-page.ts";

const project = "Letters";
const { withPage } = openedPage({ documents: 60, projects: [project] });
const shots = process.env.TOPOSCOPE_SHOTS;

async function shoot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${shots}/${name}-${colorScheme}.png` });
  }
}

const looks = [
  ["wide", {}],
  ["narrow", { viewport: narrow }],
] as const;

test.each(looks)(
  "a search is narrowed to a role, an import and answers to facets: %s",
  async (look, options) => {
    await withPage(
      place(project, { query: "the" }),
      async (page) => {
        await page.getByRole("list", { name: "Passages found" }).waitFor();
        await page.getByText("Everywhere", { exact: true }).click();
        await page.getByLabel("Said by", { exact: true }).selectOption("user");
        await page.getByText("Narrowed by 1 filter").waitFor();
        await page.getByLabel("Facet", { exact: true }).selectOption("mood");
        const asked = page.waitForRequest(/\/search\?.*where=mood%3Dgrave/);
        await page.getByLabel("Answer to mood").selectOption("1");
        expect(new URL((await asked).url()).searchParams.get("role")).toBe("user");
        await page.getByText("Narrowed by 2 filters").waitFor();
        expect(new URL(page.url()).searchParams.get("only")).toBe("role=user&where=mood%3Dgrave");
        await shoot(page, `search-${look}`);
        await expectAccessibleLightAndDark(page);
        await page.getByRole("button", { name: /^mood=grave ?: take this filter away/ }).click();
        await page.getByText("Narrowed by 1 filter").waitFor();
      },
      options,
    );
  },
);

test.each(looks)("a question is narrowed, and its answer says so: %s", async (look, options) => {
  await withPage(
    place(project, { tab: "ask" }),
    async (page) => {
      await page.getByText("Everywhere", { exact: true }).click();
      await page.getByLabel("Said by", { exact: true }).selectOption("user");
      await page.getByLabel("Question").fill("Who pays?");
      const asked = page.waitForRequest((request) => request.method() === "POST");
      await page.getByRole("button", { name: "Ask", exact: true }).click();
      expect((await asked).postDataJSON()).toMatchObject({ question: "Who pays?", only: { role: "user" } });
      await page.getByText("Narrowed to: role=user").waitFor();
      await shoot(page, `ask-${look}`);
      await expectAccessibleLightAndDark(page);
    },
    options,
  );
});

test.each(looks)(
  "the table of documents shows what they answer to the facets chosen: %s",
  async (look, options) => {
    await withPage(
      place(project, { tab: "documents" }),
      async (page) => {
        const table = page.getByRole("table");
        await table.getByText("hopeful").filter({ visible: true }).first().waitFor();
        await shoot(page, `documents-${look}`);
        await expectAccessibleLightAndDark(page);
        await page.getByRole("button", { name: "Columns" }).click();
        await page.getByRole("menuitemcheckbox", { name: "mood", checked: true }).click();
        await page.getByRole("menuitemcheckbox", { name: "mood", checked: false }).waitFor();
        await page.keyboard.press("Escape");
        await expect.poll(() => table.getByText("hopeful").count()).toBe(0);
      },
      options,
    );
  },
);

test("documents are narrowed by an answer, or by there being none", async () => {
  await withPage(place(project, { tab: "documents" }), async (page) => {
    const filters = page.getByRole("search", { name: "Filter documents" });
    await filters.getByLabel("Facet", { exact: true }).selectOption("mood");
    await filters.getByLabel("Answer to mood").selectOption("none");
    await filters.getByRole("button", { name: /^mood: no answer ?: take this filter away/ }).waitFor();
    await filters.getByText("20 documents").waitFor();
  });
});

test.each(looks)(
  "the reader shows what a document answers, how it was found, and where it stands: %s",
  async (look, options) => {
    await withPage(
      place(project, { document: "1" }),
      async (page) => {
        const answers = page.getByRole("group").filter({ hasText: "Facets (" });
        await answers.getByText("taken from the text, without a model, confidence 0.62").waitFor();
        await shoot(page, `reader-${look}`);
        await expectAccessibleLightAndDark(page);
        await answers.getByRole("button", { name: "Show in the text what mood rests on" }).click();
        await page.waitForURL(/mark=0-40/);
        await page.getByRole("article", { name: "Text" }).locator("mark").first().waitFor();
      },
      options,
    );
  },
);

test("the list of topics says how many privacy hides, and not which", async () => {
  await withPage(place(project, {}), async (page) => {
    await page.getByText("3 hidden for privacy").waitFor();
    await shoot(page, "topics");
  });
});
