import type { providerRoutes } from "../provider-routes.ts";
import type { Handlers } from "./call.ts";

export const providerHandlers: Pick<Handlers, keyof typeof providerRoutes> = {};
