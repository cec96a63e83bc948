import type { recommendRoutes } from "../recommend-routes.ts";
import type { Handlers } from "./call.ts";

export const recommendHandlers: Pick<Handlers, keyof typeof recommendRoutes> = {};
