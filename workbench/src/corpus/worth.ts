/** What came and went since an analysis. */
export interface SinceAnalysis {
  /** Documents in its topics. */
  readonly analysed: number;
  readonly placed: number;
  readonly unplaced: number;
  readonly deleted: number;
  /** Mean cosine of what came to what is most alike in the analysis; null where nothing came. */
  readonly similarity: number | null;
  /** What three in four of the analysed texts reach. */
  readonly usualSimilarity: number | null;
}

const muchChanged = 0.2;
const fewestChanged = 5;
const muchUnplaced = 0.1;
const fewestUnplaced = 10;
const fewestCompared = 20;

/**
 * Whether the topics should be found anew: a fifth of the documents came or went; or ten documents and a tenth of those that
 * came fit no topic; or twenty came, and on the average they are less like the analysed ones than three in four of these are.
 */
export function isWorthAnew(since: SinceAnalysis): boolean {
  const { analysed, placed, unplaced, deleted, similarity, usualSimilarity } = since;
  const arrived = placed + unplaced;
  const changed = arrived + deleted;
  const hasChanged = changed >= fewestChanged && changed >= muchChanged * analysed;
  const isForeign = unplaced >= fewestUnplaced && unplaced >= muchUnplaced * arrived;
  const hasDrifted =
    arrived >= fewestCompared &&
    similarity !== null &&
    usualSimilarity !== null &&
    similarity < usualSimilarity;
  return hasChanged || isForeign || hasDrifted;
}
