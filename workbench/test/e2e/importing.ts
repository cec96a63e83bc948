import type { Page } from "playwright-core";
import type { SmallFile } from "./corpus.ts";

/** Drops files on the page as a file manager does. */
export async function drop(page: Page, files: readonly SmallFile[]): Promise<void> {
  const given = files.map(({ name, buffer }) => [name, buffer.toString("base64")]);
  const transfer = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    for (const [name, content] of ${JSON.stringify(given)})
      transfer.items.add(new File([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], name));
    return transfer;
  })()`);
  for (const type of ["dragenter", "dragover", "drop"])
    await page.dispatchEvent("#main", type, { dataTransfer: transfer });
}

export async function createProject(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "New project" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByText("Drop files or folders here").waitFor();
}
