import type { Corpus } from "./labelled-texts.ts";

/** What another system reached on a corpus. */
export interface PeerFigures {
  readonly method: string;
  readonly topics: number;
  /** Share of texts in a topic. */
  readonly coverage: number;
  readonly ami: number;
  readonly ari: number;
  readonly purity: number;
  /** Over the texts that it kept in topics alone. */
  readonly keptAmi: number;
  readonly keptAri: number;
}

/**
 * Python systems on the same texts and the same all-MiniLM-L6-v2 vectors of their first 256 tokens, default settings, mean of three
 * seeds: BERTopic 0.17.4, EVoC 0.3.2, Toponymy 0.5.4, scikit-learn's k-means. Outliers count as one more cluster in AMI and ARI
 * over all texts. Measured in November 2026.
 */
export const peers: Readonly<Partial<Record<Corpus, readonly PeerFigures[]>>> = {
  arxiv: [
    peer("BERTopic", ".80 70 .636 .356 .698 .744 .630"),
    peer("BERTopic + reduce_outliers", "1 70 .691 .531 .811 .691 .531"),
    peer("EVoC", ".81 20 .707 .468 .722 .831 .762"),
    peer("Toponymy, finest layer", ".57 183 .416 .019 .537 .614 .191"),
    peer("scikit-learn k-means, true k", "1 20 .751 .663 .800 .751 .663"),
  ],
  banking77: [
    peer("BERTopic", ".88 306 .678 .190 .803 .756 .398"),
    peer("BERTopic + reduce_outliers", "1 306 .731 .365 .869 .731 .365"),
    peer("EVoC", ".81 233 .662 .123 .732 .789 .479"),
    peer("Toponymy, finest layer", ".84 356 .628 .100 .766 .733 .331"),
    peer("scikit-learn k-means, true k", "1 77 .759 .503 .655 .759 .503"),
  ],
  cfpb: [
    peer("BERTopic", ".65 37 .353 .114 .598 .482 .280"),
    peer("BERTopic + reduce_outliers", "1 37 .407 .214 .734 .407 .214"),
    peer("EVoC", ".78 5 .410 .315 .552 .543 .477"),
    peer("Toponymy, finest layer", ".55 59 .289 .031 .565 .434 .123"),
    peer("scikit-learn k-means, true k", "1 11 .428 .333 .699 .428 .333"),
  ],
};

/** @param figures coverage, topics, AMI, ARI, purity, and AMI and ARI of the kept, as the table of the measurement has them */
function peer(method: string, figures: string): PeerFigures {
  const [coverage, topics, ami, ari, purity, keptAmi, keptAri] = figures.split(" ").map(Number) as Seven;
  return { method, coverage, topics, ami, ari, purity, keptAmi, keptAri };
}

type Seven = [number, number, number, number, number, number, number];

/** The share of texts that the peer with the surest topics keeps, where it was measured. */
export function coverageOfPeer(corpus: Corpus): number {
  return peers[corpus]?.find(({ method }) => method === "EVoC")?.coverage ?? 0.8;
}
