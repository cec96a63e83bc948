import { builtPage } from "../../workbench/test/e2e/built-page.ts";
import { type Opened, opened } from "../../workbench/test/e2e/opened.ts";
import { FixtureApi } from "../dev/fixture-api.ts";
import { type PageServer, servePage } from "./page-server.ts";

/** Opens the built page over invented data for the tests of this file. */
export const openedPage = (...invented: ConstructorParameters<typeof FixtureApi>): Opened<PageServer> =>
  opened(async () => servePage(await builtPage(), new FixtureApi(...invented)));
