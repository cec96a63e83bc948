import type { Corpus } from "./labelled-texts.ts";

/** @see arxiv.org/category_taxonomy */
const arxivCategories: Readonly<Record<string, string>> = {
  "cond-mat.quant-gas": "quantum gases",
  "cs.CR": "cryptography and security",
  "cs.DL": "digital libraries",
  "cs.HC": "human-computer interaction",
  "cs.IR": "information retrieval",
  "cs.NE": "neural and evolutionary computing",
  "cs.RO": "robotics",
  "cs.SE": "software engineering",
  "econ.EM": "econometrics",
  "eess.AS": "audio and speech processing",
  "math.CT": "category theory",
  "math.GR": "group theory",
  "nlin.CD": "chaotic dynamics",
  "physics.geo-ph": "geophysics",
  "physics.med-ph": "medical physics",
  "physics.plasm-ph": "plasma physics",
  "q-bio.NC": "neurons and cognition",
  "q-bio.PE": "populations and evolution",
  "q-fin.ST": "statistical finance",
  "stat.AP": "statistics applications",
};

/** A label in words, to compare with the name of a topic. */
export function labelName(corpus: Corpus, label: string): string {
  if (corpus === "arxiv") return arxivCategories[label] ?? label;
  return label.replaceAll("_", " ").replaceAll(/\s+/g, " ").trim();
}
