import { expect, test } from "vitest";
import { expectAccessibleLightAndDark, place } from "../../workbench/test/e2e/page-under-test.ts";
import { openedPage } from "./opened-page.ts";

const { withPage } = openedPage({ documents: 60, stageMs: 60, projects: ["Versions"] });

test("versions are named, compared, rolled back to and deleted", async () => {
  await withPage(place("Versions", { tab: "runs" }), async (page) => {
    await page.getByRole("button", { name: "Find topics again" }).click();
    await page.getByText("Analysis 2 is done").waitFor();
    await page.getByText("Made with its own clustering and seed").waitFor();
    await page.getByText("How it was made").first().click();
    await expectAccessibleLightAndDark(page);

    await page.getByRole("button", { name: "Rename Analysis 2" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("By communities");
    await page.getByRole("button", { name: "Rename", exact: true }).click();
    await page.getByRole("heading", { name: "By communities shown" }).waitFor();

    await page.getByRole("button", { name: "Compare By communities" }).click();
    await page.getByText("Agreement (ARI): 0.87").waitFor();
    await expectAccessibleLightAndDark(page);
    await page.reload();
    await page.getByText("Agreement (ARI): 0.87").waitFor();
    await page.getByRole("button", { name: "Close", exact: true }).click();

    await page.locator("summary").filter({ hasText: "Analysis 1" }).click();
    await page.getByRole("button", { name: "Show this one Analysis 1" }).click();
    await page.getByText("Analysis 1 is shown again").waitFor();
    await page.getByText("Analysis 1, model minilm").waitFor();

    await page.getByRole("button", { name: "Delete Analysis 1" }).click();
    await page.getByText("The newest other analysis takes its place").waitFor();
    await expectAccessibleLightAndDark(page);
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByRole("button", { name: "Delete Analysis 1" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("Analysis 1 is deleted").waitFor();
    await page.getByRole("heading", { name: "By communities shown" }).waitFor();
    expect(await page.getByRole("heading", { name: /^Analysis 1/ }).count()).toBe(0);
  });
});
