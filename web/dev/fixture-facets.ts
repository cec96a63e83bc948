import type { DocumentListItem } from "toposcope/contract";
import type { Facet, FacetAnswer, FacetDetail, FacetList } from "toposcope/facet-contract";
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

/** A facet that was asked without a model: of every third document it found nothing. */
const moodFacet = ({ documents }: FixtureWorld): Facet => {
  const empty = documents.filter((document) => moodOf(document) === null).length;
  return {
    id: 2,
    name: "mood",
    description: "",
    type: "category",
    question: "What mood is it in?",
    choices: moods.map((name) => ({ name })),
    answered: documents.length - empty,
    empty,
    open: 0,
    how: { extraction: documents.length },
  };
};

const moods = ["hopeful", "grave"] as const;
const moodOf = ({ id }: { readonly id: number }) => moods[id % 3] ?? null;

/** Two facets: what the documents are labelled, and their mood. */
export const fixtureFacets = (world: FixtureWorld): FacetList => ({
  model: null,
  facets: [labelFacet(world), moodFacet(world)],
});

/** What a document answers to facets, in their order. */
export function answersOf(
  document: Pick<DocumentListItem, "id" | "label">,
  facets: readonly string[] = ["kind", "mood"],
): FacetAnswer[] {
  const nothing = { confidence: null, evidence: null, model: null, reason: null };
  const mood = moodOf(document);
  const all: FacetAnswer[] = [
    { ...nothing, facet: "kind", type: "category", value: document.label, how: "computed" },
    mood === null
      ? {
          ...nothing,
          facet: "mood",
          type: "category",
          value: null,
          reason: "the text does not say",
          how: "extraction",
        }
      : {
          ...nothing,
          facet: "mood",
          type: "category",
          value: mood,
          how: "extraction",
          confidence: 0.62,
          evidence: [0, 40],
        },
  ];
  return facets.flatMap((name) => all.filter(({ facet }) => facet === name));
}

/** Whether a document fulfils a condition such as `mood=grave`, or `mood=` for no answer. */
export const fulfils = (document: Pick<DocumentListItem, "id" | "label">, where: string): boolean =>
  answersOf(document).some(({ facet, value }) => where === `${facet}=${value ?? ""}`);

/** One of them with its answers, or the column that colours the map by them. */
export function fixtureFacet(
  world: FixtureWorld,
  name: string,
  part: string | undefined,
): FacetDetail | Buffer {
  if (name === "mood")
    return {
      ...moodFacet(world),
      groups: moods.map((label) => ({
        label,
        documents: world.documents.filter((document) => moodOf(document) === label).length,
        where: [`mood=${label}`],
      })),
      others: 0,
      numbers: null,
    };
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
