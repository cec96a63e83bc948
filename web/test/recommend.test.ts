import { test } from "vitest";
import { expectAccessibleLightAndDark, place } from "../../workbench/test/e2e/page-under-test.ts";
import { openedPage } from "./opened-page.ts";

const { withPage } = openedPage({ documents: 60, projects: ["Reading"] });

test("documents to begin with become those like what was opened, with the reason, until that is forgotten", async () => {
  await withPage(place("Reading"), async (page) => {
    const start = page.getByRole("region", { name: "Where to begin" });
    await start.getByText("Typical of").first().waitFor();
    await start.getByRole("button").first().click();
    const similar = page.getByRole("region", { name: "Similar documents" });
    await similar.getByText("Passages most alike").first().click();
    await similar.getByText("There").first().waitFor();
    await expectAccessibleLightAndDark(page);

    await similar.getByRole("button").first().click();
    await page.locator("article mark").first().waitFor();
    await page.keyboard.press("Escape");
    const forYou = page.getByRole("region", { name: "For you" });
    await forYou.getByText("Because you read").first().waitFor();
    await expectAccessibleLightAndDark(page);

    await forYou.getByRole("button", { name: "Forget what I read" }).click();
    await start.waitFor();
  });
});

test("a topic names those in the same documents", async () => {
  await withPage(place("Reading", { topic: "0" }), async (page) => {
    const related = page.getByRole("region", { name: "Related topics" });
    await related.getByText("of both").first().waitFor();
  });
});
