import type { facetRoutes } from "../facet-routes.ts";
import type { Handlers } from "./call.ts";

export const facetHandlers: Pick<Handlers, keyof typeof facetRoutes> = {};
