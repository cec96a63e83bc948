import type { Page } from "playwright-core";
import { builtPage } from "../../workbench/test/e2e/built-page.ts";
import { type Opened, opened } from "../../workbench/test/e2e/opened.ts";
import { FixtureApi } from "../dev/fixture-api.ts";
import { type PageServer, servePage } from "./page-server.ts";

/** Opens the built page over invented data for the tests of this file. */
export const openedPage = (...invented: ConstructorParameters<typeof FixtureApi>): Opened<PageServer> =>
  opened(async () => servePage(await builtPage(), new FixtureApi(...invented)));

/** How many passages the tree says that a topic has. */
export const countIn = async (page: Page, name: string | RegExp) =>
  Number(
    (await page.getByRole("treeitem", { name }).textContent())
      ?.match(/([\d,]+) passages$/)?.[1]
      ?.replace(",", ""),
  );
