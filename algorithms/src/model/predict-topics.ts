import type { Control } from "../control.ts";
import { InputError } from "../input-error.ts";
import { type LinearAlgebra, type Nearest, plainLinearAlgebra } from "../linear-algebra.ts";
import type { Matrix } from "../matrix.ts";
import { findText } from "./text-hashes.ts";
import type { ModelLayer, TopicModel } from "./topic-model.ts";

export interface PredictOptions extends Control {
  /** By default the suggested one. */
  readonly layer?: number | undefined;
  /** Hashes of the texts, so that those the model was made from get back what they had. */
  readonly hashes?: readonly Uint8Array[] | undefined;
  /** How many landmarks have a say. */
  readonly neighbors?: number | undefined;
  /** Topics with a smaller share are left out of a text's topics. */
  readonly leastShare?: number | undefined;
  readonly linearAlgebra?: LinearAlgebra | undefined;
}

/** Where texts belong; topics are indices into the topics of the model's layer. */
export interface Predictions {
  readonly layer: number;
  /** The topic that fits best, noise or not; -1 where no topic has a say. */
  readonly labels: Int32Array;
  /** How well it fits, 0..1: the share of the say that its members have, less where all members are far. */
  readonly strengths: Float32Array;
  /** 1 for a text that belongs nowhere: unlike all that the model knows, or among texts in no topic. */
  readonly isNoise: Uint8Array;
  /** 1 for a text that the model was made from: its label and strength are the stored ones. */
  readonly isKnown: Uint8Array;
  /** Cosine to the most similar landmark. */
  readonly nearest: Float32Array;
  /**
   * The topics of text i are at offsets[i] up to offsets[i + 1], best first, but a known text's own topic before all;
   * their shares sum to at most 1.
   */
  readonly offsets: Int32Array;
  readonly topics: Int32Array;
  readonly shares: Float32Array;
}

/**
 * Places texts among the topics of a model: the nearest landmarks have a say, the more the nearer.
 *
 * @param vectors q × d, rows of unit length, under the model's embedding stamp
 * @throws InputError when the vectors have another d, there is no such layer, or hashes and vectors differ in number
 *
 * Cost O(q·m·d) for m landmarks, one matrix product. A text's place does not depend on the others, but for rounding where
 * the linear algebra rounds by the number of queries.
 */
export async function predictTopics(
  model: TopicModel,
  vectors: Matrix,
  options: PredictOptions = {},
): Promise<Predictions> {
  const { layer = model.suggested, hashes, neighbors = 10, leastShare = 0.05 } = options;
  const { linearAlgebra = plainLinearAlgebra, signal, progress } = options;
  const found = model.layers[layer];
  if (!found) throw new InputError(`the model has ${model.layers.length} layers, no layer ${layer}`);
  if (hashes && hashes.length !== vectors.rows)
    throw new InputError(`${hashes.length} hashes do not fit ${vectors.rows} vectors`);
  const near = await linearAlgebra.nearest(model.landmarks, vectors, neighbors, { signal, progress });
  const voting = new Voting(model, found, near, { texts: vectors.rows, leastShare });
  for (let text = 0; text < vectors.rows; text++)
    voting.place(text, hashes ? findText(model.texts, hashes[text]) : -1);
  return { layer, ...voting.result() };
}

class Voting {
  readonly #model: TopicModel;
  readonly #layer: ModelLayer;
  readonly #near: Nearest;
  readonly #leastShare: number;
  readonly #labels: Int32Array;
  readonly #strengths: Float32Array;
  readonly #isNoise: Uint8Array;
  readonly #isKnown: Uint8Array;
  readonly #nearest: Float32Array;
  readonly #offsets: Int32Array;
  readonly #topics: number[] = [];
  readonly #shares: number[] = [];
  /** Share of each topic, and in the last place of none. */
  readonly #votes: Float64Array;
  /** Share of landmarks that are in no topic by themselves. */
  #noiseShare = 0;

  constructor(
    model: TopicModel,
    layer: ModelLayer,
    near: Nearest,
    { texts, leastShare }: { texts: number; leastShare: number },
  ) {
    this.#model = model;
    this.#layer = layer;
    this.#near = near;
    this.#leastShare = leastShare;
    this.#labels = new Int32Array(texts).fill(-1);
    this.#strengths = new Float32Array(texts);
    this.#isNoise = new Uint8Array(texts);
    this.#isKnown = new Uint8Array(texts);
    this.#nearest = new Float32Array(texts);
    this.#offsets = new Int32Array(texts + 1);
    this.#votes = new Float64Array(layer.topics.length + 1);
  }

  /** @param known where the text stands among those of the model, -1 for a new one */
  place(text: number, known: number): void {
    const { similarities, k } = this.#near;
    const nearest = k > 0 ? similarities[text * k] : -1;
    this.#nearest[text] = nearest;
    this.#vote(text);
    this.#dampen(nearest);
    const ranked = this.#ranked();
    const best = ranked[0] ?? -1;
    if (known >= 0) this.#keepKnown(text, known, ranked);
    else {
      this.#labels[text] = best;
      this.#strengths[text] = best < 0 ? 0 : this.#votes[best];
      this.#isNoise[text] = Number(best < 0 || nearest < this.#model.reach || this.#noiseShare > 0.5);
      for (const topic of ranked) this.#add(topic, this.#votes[topic]);
    }
    this.#offsets[text + 1] = this.#topics.length;
  }

  result(): Omit<Predictions, "layer"> {
    return {
      labels: this.#labels,
      strengths: this.#strengths,
      isNoise: this.#isNoise,
      isKnown: this.#isKnown,
      nearest: this.#nearest,
      offsets: this.#offsets,
      topics: Int32Array.from(this.#topics),
      shares: Float32Array.from(this.#shares),
    };
  }

  /** Weighs landmarks by exp(-(distance - nearest distance) / mean of that), and shares the whole among their topics. */
  #vote(text: number): void {
    const { indices, similarities, k } = this.#near;
    const { textLabels, textNoise, topics } = this.#layer;
    const { landmarkTexts } = this.#model;
    const start = text * k;
    this.#votes.fill(0);
    this.#noiseShare = 0;
    if (k === 0) return;
    let scale = 0;
    for (let p = start; p < start + k; p++) scale += similarities[start] - similarities[p];
    scale /= k;
    let total = 0;
    for (let p = start; p < start + k; p++) {
      const weight = scale > 0 ? Math.exp((similarities[p] - similarities[start]) / scale) : 1;
      const landmark = landmarkTexts[indices[p]];
      const label = textLabels[landmark];
      if (textNoise[landmark] === 1) this.#noiseShare += weight;
      this.#votes[label < 0 ? topics.length : label] += weight;
      total += weight;
    }
    for (let topic = 0; topic < this.#votes.length; topic++) this.#votes[topic] /= total;
    this.#noiseShare /= total;
  }

  /** Takes from all topics where even the nearest landmark is out of reach. */
  #dampen(nearest: number): void {
    const { reach } = this.#model;
    if (nearest >= reach || reach <= 0) return;
    const kept = Math.max(0, nearest) / reach;
    for (let topic = 0; topic < this.#votes.length; topic++) this.#votes[topic] *= kept;
  }

  /** Topics with a vote, best first, equal ones by the lower index. */
  #ranked(): number[] {
    const ranked: number[] = [];
    for (let topic = 0; topic < this.#layer.topics.length; topic++) {
      if (this.#votes[topic] > 0) ranked.push(topic);
    }
    return ranked.sort((a, b) => this.#votes[b] - this.#votes[a] || a - b);
  }

  #keepKnown(text: number, known: number, ranked: readonly number[]): void {
    const label = this.#layer.textLabels[known];
    const strength = this.#layer.textStrengths[known];
    this.#labels[text] = label;
    this.#strengths[text] = strength;
    this.#isKnown[text] = 1;
    this.#isNoise[text] = this.#layer.textNoise[known];
    if (label >= 0) this.#push(label, strength);
    const others = ranked.filter((topic) => topic !== label);
    const votes = others.reduce((sum, topic) => sum + this.#votes[topic], 0);
    const kept = Math.min(1, (label < 0 ? 1 : 1 - strength) / votes);
    for (const topic of others) this.#add(topic, this.#votes[topic] * kept);
  }

  #add(topic: number, share: number): void {
    if (share >= this.#leastShare) this.#push(topic, share);
  }

  #push(topic: number, share: number): void {
    this.#topics.push(topic);
    this.#shares.push(share);
  }
}
