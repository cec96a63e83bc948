import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import {
  expectAccessible,
  expectAccessibleLightAndDark,
  narrow,
  parametersOf,
  place,
  shoot,
} from "../../workbench/test/e2e/page-under-test.ts";
import { openedPage } from "./opened-page.ts";

const { withPage } = openedPage({ documents: 60, projects: ["Letters"] });

const withTopic = (work: (page: Page) => Promise<void>, options = {}) =>
  withPage(place("Letters", { topic: "1" }), work, options);

test("a topic's card says what it says, and a citation opens the passage", async () => {
  await withTopic(async (page) => {
    const section = page.getByRole("region", { name: "What it says" });
    await section.getByText("in the texts’ own words").waitFor();
    await section.getByText("Named by its keywords.").waitFor();
    expect(await section.getByRole("heading", { name: "Themes" }).count()).toBe(1);
    await expectAccessible(page);
    await shoot(page, "light");
    await section
      .getByRole("button", { name: /Open the passage D1-C1/ })
      .first()
      .click();
    await page.getByRole("button", { name: /^(Back|Close document)$/ }).waitFor();
  });
});

test("how a model is asked is tried on one topic before it is kept", async () => {
  await withTopic(async (page) => {
    await page.getByRole("button", { name: "How it is written" }).click();
    const dialog = page.getByRole("dialog", { name: "How names and insights are written" });
    await dialog.getByLabel("For whom").fill("sailors");
    await dialog.getByRole("button", { name: "Try on this topic" }).click();
    await dialog.getByRole("status", { name: "Preview" }).waitFor();
    await expectAccessible(page);
    await shoot(page, "dialog");
    expect(await dialog.getByRole("button", { name: "Save for the project" }).count()).toBe(1);
  });
});

test("on a narrow screen in the dark it is whole and readable, too", async () => {
  await withTopic(
    async (page) => {
      await page.getByRole("region", { name: "What it says" }).waitFor();
      await expectAccessible(page);
      await shoot(page, "dark-narrow");
    },
    { viewport: narrow, colorScheme: "dark" },
  );
});

test("all topics of a layer say what they say, and each leads to its card", async () => {
  await withPage(place("Letters", { tab: "insights" }), async (page) => {
    const list = page.getByRole("list", { name: "What the topics say" });
    await list.waitFor();
    const topics = list.getByRole("heading", { level: 2 });
    const count = await topics.count();
    expect(count).toBeGreaterThan(2);
    expect(await list.getByRole("list", { name: "Themes" }).count()).toBe(count);
    await expectAccessibleLightAndDark(page, "insights");
    await shoot(page, "insights-light");
    const last = topics.last().getByRole("button");
    const name = (await last.textContent())!;
    await last.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "What it says" }).waitFor();
    await page.getByRole("complementary", { name: "Details" }).getByRole("heading", { name }).waitFor();
    expect(parametersOf(page).get("tab")).toBe("insights");
  });
});

test("what all topics say is whole and readable on a narrow screen, too", async () => {
  await withPage(
    place("Letters", { tab: "insights" }),
    async (page) => {
      await page.getByRole("list", { name: "What the topics say" }).waitFor();
      await expectAccessible(page);
      await shoot(page, "insights-dark-narrow");
      const { scrollWidth, clientWidth } = (await page.evaluate(
        "({ scrollWidth: document.documentElement.scrollWidth, clientWidth: document.documentElement.clientWidth })",
      )) as { scrollWidth: number; clientWidth: number };
      expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    },
    { viewport: narrow, colorScheme: "dark" },
  );
});
