import type { privacyRoutes } from "../privacy-routes.ts";
import type { Handlers } from "./call.ts";

export const privacyHandlers: Pick<Handlers, keyof typeof privacyRoutes> = {};
