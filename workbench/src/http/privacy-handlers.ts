import { auditTopics, privacyReport } from "../insights/audit.actions.ts";
import type { privacyRoutes } from "../privacy-routes.ts";
import type { Handlers } from "./call.ts";

export const privacyHandlers: Pick<Handlers, keyof typeof privacyRoutes> = {
  privacy: ({ context, params, query }) => privacyReport(context, { ...params, ...query }),
  auditTopics: ({ context, params }) => auditTopics(context, params),
};
