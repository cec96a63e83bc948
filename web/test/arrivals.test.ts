import { test } from "vitest";
import { expectAccessibleLightAndDark, place } from "../../workbench/test/e2e/page-under-test.ts";
import { openedPage } from "./opened-page.ts";

const { withPage } = openedPage({ documents: 40, arrivals: 6, projects: ["Live"] });

test("documents that came after the analysis are counted, lit on the map, listed and deleted", async () => {
  await withPage(place("Live"), async (page) => {
    const note = page.getByRole("region", { name: "Since analysis 1" });
    await note.getByText("placed into its topics").waitFor();
    await note.getByText("finding the topics again is worth it").waitFor();
    await page.getByRole("button", { name: /new passages$/ }).click();
    await expectAccessibleLightAndDark(page);

    await note.getByRole("button", { name: "1 new document" }).click();
    await page
      .getByRole("status")
      .filter({ hasText: /^1 document$/ })
      .waitFor();
    await page.getByRole("img", { name: "New: unlike all topics" }).waitFor();
    await expectAccessibleLightAndDark(page);

    await page.getByRole("button", { name: /^Delete / }).click();
    const question = page.getByRole("dialog");
    await question.getByText("It leaves topics, map and search at once").waitFor();
    await question.getByRole("button", { name: "Delete" }).click();
    await page.getByText("is deleted.").waitFor();
    await page.getByText("No document matches").waitFor();
    await note.getByText("1 deleted").waitFor();
  });
});
