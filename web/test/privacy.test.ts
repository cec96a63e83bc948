import { expect, test } from "vitest";
import { expectAccessible, place, shoot } from "../../workbench/test/e2e/page-under-test.ts";
import { openedPage } from "./opened-page.ts";

const { withPage } = openedPage({ documents: 60, projects: ["Letters"] });

const looks = [
  ["light", {}],
  ["dark", { colorScheme: "dark" }],
  ["narrow", { viewport: { width: 390, height: 800 } }],
] as const;

test.each(looks)(
  "a project's settings are set on the page, and its topics audited: %s",
  async (look, options) => {
    await withPage(
      place("Letters"),
      async (page) => {
        await page.getByRole("button", { name: "Letters" }).first().click();
        await page.getByRole("menuitem", { name: "Settings and privacy" }).click();
        const dialog = page.getByRole("dialog", { name: "Settings of Letters" });
        await dialog.getByLabel("Privacy", { exact: true }).selectOption("redact");
        await dialog.getByRole("button", { name: "Audit the topics" }).click();
        await dialog.getByText(/audited, 1 could identify a person/).waitFor();
        await expectAccessible(page);
        await shoot(page, `settings-${look}`);
        await dialog.getByRole("button", { name: "Save" }).click();
        await page.getByText("Settings saved.").waitFor();
        await dialog.getByRole("button", { name: "Back to default for Privacy" }).waitFor();
      },
      options,
    );
  },
);

test("a topic's card says what the audit said", async () => {
  await withPage(place("Letters", { topic: "1" }), async (page) => {
    await page.getByText(/Privacy 2 of 5/).waitFor();
  });
});

test.each(looks)("a conversation is read turn by turn, its passage marked: %s", async (look, options) => {
  await withPage(
    place("Letters", { document: "2" }),
    async (page) => {
      const article = page.getByRole("article", { name: "Text" });
      await article.getByText("assistant").first().waitFor();
      expect(await article.getByRole("listitem").count()).toBeGreaterThan(1);
      await expectAccessible(page);
      await page.getByRole("button", { name: "Next passage" }).click();
      await article.locator("mark").first().waitFor();
      await shoot(page, `conversation-${look}`);
    },
    options,
  );
});

test("documents are narrowed to what one role says", async () => {
  await withPage(place("Letters", { tab: "documents" }), async (page) => {
    await page.getByLabel("Said by").selectOption("user");
    await page.getByRole("table").waitFor();
    await expectAccessible(page);
  });
});
