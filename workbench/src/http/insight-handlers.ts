import type { insightRoutes } from "../insight-routes.ts";
import type { Handlers } from "./call.ts";

export const insightHandlers: Pick<Handlers, keyof typeof insightRoutes> = {};
