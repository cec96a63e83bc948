import { findPersonalData, type PersonalDataKind, Random } from "@toposcope/algorithms";
import { type PlantedText, personalDataTexts } from "./personal-data-texts.ts";

export interface Recognition {
  readonly kind: PersonalDataKind | "all";
  readonly planted: number;
  /** Share of what was planted that was found, whole and as what it is. */
  readonly recall: number;
  /** Share of what was found that had been planted. */
  readonly precision: number;
}

/** How much of the personal data in 2,000 generated texts is found, and how much else is taken for it. */
export function evaluatePersonalData({
  seed = 0,
  count = 2_000,
}: {
  seed?: number;
  count?: number;
} = {}): Recognition[] {
  const texts = personalDataTexts(new Random(seed), count);
  const kinds = [...new Set(texts.flatMap(({ planted }) => planted.map(({ kind }) => kind)))].sort();
  return [judge(texts, "all"), ...kinds.map((kind) => judge(texts, kind))];
}

function judge(texts: readonly PlantedText[], kind: Recognition["kind"]): Recognition {
  const tally = { planted: 0, met: 0, found: 0, right: 0 };
  const isWanted = (one: { kind: PersonalDataKind }) => kind === "all" || one.kind === kind;
  for (const { text, planted } of texts) {
    const found = findPersonalData(text);
    for (const wanted of planted.filter(isWanted)) {
      tally.planted++;
      if (found.some((one) => one.kind === wanted.kind && one.start <= wanted.start && one.end >= wanted.end))
        tally.met++;
    }
    for (const one of found.filter(isWanted)) {
      tally.found++;
      if (
        planted.some((wanted) => wanted.kind === one.kind && wanted.start < one.end && wanted.end > one.start)
      )
        tally.right++;
    }
  }
  return {
    kind,
    planted: tally.planted,
    recall: tally.met / tally.planted,
    precision: tally.right / tally.found,
  };
}
