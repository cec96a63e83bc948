import { bestAssignment } from "../assignment.ts";
import { InputError } from "../input-error.ts";
import { type Matrix, matrix, rowDot } from "../matrix.ts";
import { hashBytes, textHashes } from "./text-hashes.ts";
import type { ModelLayer, ModelTopic, TopicModel } from "./topic-model.ts";

export interface CombineOptions {
  /** Cosine of two centroids from which two topics become one. */
  readonly leastSimilarity?: number | undefined;
}

/** Several models as one, and where each topic of theirs went. */
export interface CombinedModel {
  readonly model: TopicModel;
  /** For each model the new id of each of its suggested layer's topics. */
  readonly ids: readonly ReadonlyMap<number, number>[];
}

/**
 * Joins the suggested layers of models into one model. A topic of a later model becomes one with the topic so far that it
 * is most like, one to one, if their centroids are alike enough; it then goes by the earlier name. Topics of the first
 * model keep their ids, other new ones get ids above all of these. A text that several models know counts as in the
 * first of them.
 *
 * @throws InputError when there is no model, or the models were made under different embeddings
 *
 * Cost O(models·topics²·(topics + d) + n·log n).
 */
export function combineModels(
  models: readonly TopicModel[],
  { leastSimilarity = 0.85 }: CombineOptions = {},
): CombinedModel {
  const [first] = models;
  if (!first) throw new InputError("there is no model to combine");
  for (const { embedding, landmarks } of models) {
    if (embedding !== first.embedding || landmarks.cols !== first.landmarks.cols)
      throw new InputError(`vectors of ${embedding} do not compare with those of ${first.embedding}`);
  }
  const together = new Topics(first);
  const labelOf = models.map((model) => together.add(suggestedLayer(model), leastSimilarity));
  return {
    model: {
      embedding: first.embedding,
      suggested: 0,
      nextId: together.nextId,
      reach: Math.min(...models.map(({ reach }) => reach)),
      ...joinedMembers(models, labelOf, together),
    },
    ids: models.map(
      (model, at) =>
        new Map(
          suggestedLayer(model).topics.map(({ id }, topic) => [id, together.topics[labelOf[at][topic]].id]),
        ),
    ),
  };
}

function suggestedLayer({ layers, suggested, landmarks, texts }: TopicModel): ModelLayer {
  return (
    layers[suggested] ?? {
      topics: [],
      centroids: matrix(0, landmarks.cols),
      parents: new Int32Array(0),
      textLabels: new Int32Array(texts.count).fill(-1),
      textStrengths: new Float32Array(texts.count),
      textNoise: new Uint8Array(texts.count).fill(1),
    }
  );
}

/** The topics so far. */
class Topics {
  readonly topics: ModelTopic[] = [];
  nextId: number;
  readonly #cols: number;
  readonly #directions: Float64Array[] = [];

  constructor({ nextId, landmarks }: TopicModel) {
    this.nextId = nextId;
    this.#cols = landmarks.cols;
  }

  get centroids(): Matrix {
    const centroids = matrix(this.topics.length, this.#cols);
    for (const [topic, direction] of this.#directions.entries())
      centroids.data.set(direction, topic * this.#cols);
    return centroids;
  }

  /** @returns for each topic of the layer the place of the one it now is */
  add({ topics, centroids }: ModelLayer, leastSimilarity: number): Int32Array {
    const known = this.centroids;
    const keepsIds = known.rows === 0;
    const weights = new Float64Array(topics.length * known.rows);
    for (let topic = 0; topic < topics.length; topic++) {
      for (let other = 0; other < known.rows; other++) {
        const similarity = rowDot(centroids, topic, known, other);
        if (similarity >= leastSimilarity) weights[topic * known.rows + other] = similarity;
      }
    }
    const partners = bestAssignment(weights, topics.length, known.rows);
    return partners.map((partner, at) => {
      const topic = topics[at];
      const row = centroids.data.subarray(at * this.#cols, (at + 1) * this.#cols);
      if (partner >= 0) return this.#join(partner, topic, row);
      this.#directions.push(Float64Array.from(row));
      return this.topics.push(keepsIds ? topic : { ...topic, id: this.nextId++ }) - 1;
    });
  }

  #join(at: number, { size }: ModelTopic, row: Float32Array): number {
    const { size: before } = this.topics[at];
    this.topics[at] = { ...this.topics[at], size: before + size };
    const direction = this.#directions[at];
    let squares = 0;
    for (let c = 0; c < direction.length; c++) {
      direction[c] = direction[c] * before + row[c] * size;
      squares += direction[c] ** 2;
    }
    const length = Math.sqrt(squares);
    if (length > 0) for (let c = 0; c < direction.length; c++) direction[c] /= length;
    return at;
  }
}

/** Landmarks and texts of all models under the labels of the one. */
function joinedMembers(
  models: readonly TopicModel[],
  labelOf: readonly Int32Array[],
  { topics, centroids }: Topics,
): Pick<TopicModel, "landmarks" | "landmarkTexts" | "texts" | "layers"> {
  const layers = models.map(suggestedLayer);
  const { firsts, places, texts } = distinctTexts(models);
  const labels = layers.flatMap(({ textLabels }, at) =>
    Array.from(textLabels, (label) => (label < 0 ? -1 : labelOf[at][label])),
  );
  const strengths = layers.flatMap(({ textStrengths }) => [...textStrengths]);
  const noise = layers.flatMap(({ textNoise }) => [...textNoise]);
  const rows = models.reduce((sum, { landmarks }) => sum + landmarks.rows, 0);
  let before = 0;
  const landmarkTexts = models.flatMap((model) => {
    const offset = before;
    before += model.texts.count;
    return Array.from(model.landmarkTexts, (text) => places[offset + text]);
  });
  const layer: ModelLayer = {
    topics,
    centroids,
    parents: new Int32Array(0),
    textLabels: firsts.map((text) => labels[text]),
    textStrengths: Float32Array.from(firsts, (text) => strengths[text]),
    textNoise: Uint8Array.from(firsts, (text) => noise[text]),
  };
  return {
    landmarks: matrix(rows, centroids.cols, floats(models.map(({ landmarks }) => landmarks.data))),
    landmarkTexts: Int32Array.from(landmarkTexts),
    texts,
    layers: [layer],
  };
}

function floats(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The texts of all models, each once: the first place of each among those put end to end, and where each of them went. */
function distinctTexts(models: readonly TopicModel[]): {
  firsts: Int32Array;
  places: Int32Array;
  texts: TopicModel["texts"];
} {
  const rows = models.flatMap(({ texts: { count, data } }) =>
    Array.from({ length: count }, (_, i) => data.subarray(i * hashBytes, (i + 1) * hashBytes)),
  );
  const { order } = textHashes(rows);
  const places = new Int32Array(rows.length);
  const firsts: number[] = [];
  for (const [at, text] of order.entries()) {
    const isNew = at === 0 || rows[text].some((byte, i) => byte !== rows[order[at - 1]][i]);
    if (isNew) firsts.push(text);
    places[text] = firsts.length - 1;
  }
  const data = new Uint8Array(firsts.length * hashBytes);
  for (const [at, text] of firsts.entries()) data.set(rows[text], at * hashBytes);
  return { firsts: Int32Array.from(firsts), places, texts: { count: firsts.length, data } };
}
