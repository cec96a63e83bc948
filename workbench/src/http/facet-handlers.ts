import type { facetRoutes } from "../facet-routes.ts";
import {
  addFacet,
  addFacetTemplate,
  changeFacet,
  documentFacets,
  getFacet,
  listFacets,
  listFacetTemplates,
  removeFacet,
} from "../insights/facet.actions.ts";
import { crossFacets, facetMapColumn } from "../insights/facet-cross.actions.ts";
import { askFacets, estimateFacets } from "../insights/facet-run.actions.ts";
import type { Handlers } from "./call.ts";

export const facetHandlers: Pick<Handlers, keyof typeof facetRoutes> = {
  facetTemplates: () => listFacetTemplates(),
  listFacets: ({ context, params }) => listFacets(context, params),
  addFacet: ({ context, params, body }) => addFacet(context, { ...params, ...body }),
  addFacetTemplate: ({ context, params }) => addFacetTemplate(context, params),
  getFacet: ({ context, params }) => getFacet(context, params),
  changeFacet: ({ context, params, body }) => changeFacet(context, { ...params, ...body }),
  removeFacet: ({ context, params }) => removeFacet(context, params),
  estimateFacets: ({ context, params, query }) => estimateFacets(context, { ...params, ...query }),
  askFacets: ({ context, params, body }) => askFacets(context, { ...params, ...body }),
  crossFacets: ({ context, params, query }) => crossFacets(context, { ...params, ...query }),
  facetMapColumn: async ({ context, params, query }) => {
    const { version, read } = await facetMapColumn(context, { ...params, ...query });
    return { content: read, version, contentType: "application/octet-stream" };
  },
  documentFacets: ({ context, params }) => documentFacets(context, params),
};
