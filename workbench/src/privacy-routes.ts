import { privacyReport } from "./privacy-contract.ts";
import { asOf, projectParam, route } from "./route.ts";

/** The routes about personal data. */
export const privacyRoutes = {
  privacy: route({
    method: "GET",
    path: "/api/projects/:project/privacy",
    access: "owner",
    summary: "Which topics privacy hides, and what the last audit said of each",
    params: projectParam,
    query: asOf,
    reply: privacyReport,
  }),
  auditTopics: route({
    method: "POST",
    path: "/api/projects/:project/privacy/audit",
    access: "owner",
    summary:
      "Judge whether what is shown of the topics could identify a person; what was judged already stands",
    params: projectParam,
    reply: privacyReport,
  }),
} as const;
