import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import {
  expectAccessibleLightAndDark,
  narrow,
  type PageOptions,
  place,
} from "../../workbench/test/e2e/page-under-test.ts";
import { openedPage } from "./opened-page.ts";

const project = "Searched";

const { withPage } = openedPage({ documents: 60, stageMs: 1_500, projects: [project] });

const search = (
  parameters: Record<string, string>,
  work: (page: Page) => Promise<void>,
  options: PageOptions = {},
): Promise<void> => withPage(place(project, parameters), work, options);

const passages = (page: Page) => page.getByRole("list", { name: "Passages found" });

test("what was searched for is marked in the passages, which light up on the map", async () => {
  await search({ query: "the" }, async (page) => {
    await passages(page).waitFor();
    expect((await passages(page).locator("mark").first().textContent())?.toLowerCase()).toBe("the");
    await page
      .getByText(/\d+ passages? lit|lit/)
      .first()
      .waitFor();
    await page.getByText("Everywhere", { exact: true }).click();
    await expectAccessibleLightAndDark(page);
  });
});

test("a search moves from words to meaning by keyboard, and is narrowed; the link has both", async () => {
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

test("where a cross-encoder put passages in its order, the search says so, and each has its score", async () => {
  await search({ query: "the reordered" }, async (page) => {
    await page.getByText(/best 16 passages reordered by overlap@1\. Only the best 16 of 50 could/).waitFor();
    await passages(page)
      .getByText(/^1 · 0\.\d+$/)
      .waitFor();
    await expectAccessibleLightAndDark(page);
  });
});

test("others like a passage are found, and closing the search leaves nothing of it", async () => {
  await search({ query: "the" }, async (page) => {
    await page.getByRole("button", { name: "More like this: passage 1", exact: true }).click();
    await page.getByText(/like one of/).waitFor();
    await passages(page).waitFor();
    await page.getByRole("button", { name: "Close search" }).click();
    await page.getByText(/like one of/).waitFor({ state: "detached" });
    expect(new URL(page.url()).searchParams.get("like")).toBeNull();
  });
});

test("on a narrow screen a search is used like on a wide one", async () => {
  await search(
    { query: "the", only: "language=en" },
    async (page) => {
      await page.getByText("Narrowed by 1 filter").waitFor();
      await expectAccessibleLightAndDark(page);
    },
    { viewport: narrow },
  );
});
