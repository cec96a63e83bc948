import type { Facet, FacetDetail, FacetList } from "toposcope/facet-contract";
import type { FixtureWorld } from "./fixture-data.ts";

const labels = ({ documents }: FixtureWorld) => [
  ...new Set(documents.map(({ label }) => label).filter((label) => label !== null)),
];

const labelFacet = ({ documents }: FixtureWorld): Facet => ({
  id: 1,
  name: "kind",
  description: "",
  type: "category",
  computed: "column",
  column: "label",
  answered: documents.filter(({ label }) => label !== null).length,
  empty: documents.filter(({ label }) => label === null).length,
  open: 0,
  how: { computed: documents.length },
});

/** One facet: what the documents are labelled. */
export const fixtureFacets = (world: FixtureWorld): FacetList => ({
  model: null,
  facets: [labelFacet(world)],
});

/** That facet with its answers, or the column that colours the map by them. */
export function fixtureFacet(world: FixtureWorld, part: string | undefined): FacetDetail | Buffer {
  const values = labels(world);
  if (part === "map-column") {
    const shuffled = [...world.chunks].sort((a, b) => ((a.id * 7_919) % 10_007) - ((b.id * 7_919) % 10_007));
    const groups = shuffled.map(({ document }) => values.indexOf(world.documents[document - 1]?.label ?? ""));
    return Buffer.from(Uint16Array.from(groups, (group) => (group < 0 ? 65_535 : group)).buffer);
  }
  return {
    ...labelFacet(world),
    groups: values.map((label) => ({
      label,
      documents: world.documents.filter((document) => document.label === label).length,
      where: [`kind=${label}`],
    })),
    others: 0,
    numbers: null,
  };
}
