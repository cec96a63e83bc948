import { findText, type ModelLayer, type ModelTopic, matrix, type TopicModel } from "@toposcope/algorithms";

/** A topic as edits have it. */
export interface EditedTopic {
  readonly id: number;
  readonly layer: number;
  /** The topic that its members are counted under; null where it was left out or split. */
  readonly shownAs: number | null;
  readonly name: string;
  readonly isNamedByHand: boolean;
  readonly keywords: readonly { readonly keyword: string }[];
  readonly size: number;
  readonly parent: number | null;
  readonly centroid: Float32Array;
}

/** Texts that were members of topics that were split, under the topics that show them. */
export interface RegroupedTexts {
  readonly layer: number;
  readonly topic: number;
  readonly hashes: readonly Uint8Array[];
}

/** The model of an analysis under the topics that edits made of those it was made with. */
export function relabelModel(
  model: TopicModel,
  topics: readonly EditedTopic[],
  regrouped: readonly RegroupedTexts[],
): TopicModel {
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  const shown = model.layers.map((layer, at) => shownTopics(layer, at, byId));
  return {
    ...model,
    nextId: topics.reduce((next, { id }) => Math.max(next, id + 1), model.nextId),
    layers: model.layers.map((layer, at) => {
      const labels = textLabels(model, layer, {
        byId,
        placeOf: new Map(shown[at]!.map(({ id }, place) => [id, place])),
        regrouped: regrouped.filter((group) => group.layer === at),
      });
      return {
        topics: shown[at]!.map((topic) => modelTopic(topic, layer)),
        centroids: centroidsOf(layer, shown[at]!, model.landmarks.cols),
        parents: parentsOf(shown[at]!, shown[at + 1], byId),
        textLabels: labels,
        textStrengths: layer.textStrengths,
        textNoise: layer.textNoise.map((mark, text) => (labels[text]! < 0 ? 1 : mark)),
      };
    }),
  };
}

/** Those of the model that are still shown, in its order, then those that edits made. */
function shownTopics(
  { topics }: ModelLayer,
  at: number,
  byId: ReadonlyMap<number, EditedTopic>,
): EditedTopic[] {
  const own = new Set(topics.map(({ id }) => id));
  const isShown = ({ id, shownAs }: EditedTopic) => shownAs === id;
  const kept = topics.flatMap(({ id }) => byId.get(id) ?? []).filter(isShown);
  const made = [...byId.values()].filter(
    (topic) => topic.layer === at && !own.has(topic.id) && isShown(topic),
  );
  return [...kept, ...made];
}

function modelTopic({ id, name, isNamedByHand, keywords, size }: EditedTopic, layer: ModelLayer): ModelTopic {
  const own = layer.topics.find((topic) => topic.id === id);
  return {
    ...(own ?? { id, keywords: keywords.map(({ keyword }) => keyword), size }),
    name,
    ...(isNamedByHand ? { hasGivenName: true } : {}),
  };
}

function centroidsOf(layer: ModelLayer, shown: readonly EditedTopic[], cols: number) {
  const centroids = matrix(shown.length, cols);
  for (const [place, { id, centroid }] of shown.entries()) {
    const own = layer.topics.findIndex((topic) => topic.id === id);
    const row = own < 0 ? centroid : layer.centroids.data.subarray(own * cols, (own + 1) * cols);
    centroids.data.set(row, place * cols);
  }
  return centroids;
}

function parentsOf(
  shown: readonly EditedTopic[],
  coarser: readonly EditedTopic[] | undefined,
  byId: ReadonlyMap<number, EditedTopic>,
): Int32Array {
  if (!coarser) return new Int32Array(0);
  return Int32Array.from(shown, ({ parent }) => {
    const holder = parent === null ? null : byId.get(parent)?.shownAs;
    return coarser.findIndex(({ id }) => id === holder);
  });
}

interface Relabelling {
  readonly byId: ReadonlyMap<number, EditedTopic>;
  /** Where each shown topic stands. */
  readonly placeOf: ReadonlyMap<number, number>;
  readonly regrouped: readonly RegroupedTexts[];
}

function textLabels(
  { texts }: TopicModel,
  layer: ModelLayer,
  { byId, placeOf, regrouped }: Relabelling,
): Int32Array {
  const places = layer.topics.map(({ id }) => placeOf.get(byId.get(id)?.shownAs ?? -1) ?? -1);
  const labels = layer.textLabels.map((label) => (label < 0 ? -1 : places[label]!));
  for (const { topic, hashes } of regrouped) {
    const place = placeOf.get(topic) ?? -1;
    for (const hash of hashes) {
      const text = findText(texts, hash);
      if (text >= 0) labels[text] = place;
    }
  }
  return labels;
}
