export { bestAssignment } from "./assignment.ts";
export { canonicalOrder, inOriginalOrder, reorderNeighbors } from "./canonical-order.ts";
export type { AgglomerateOptions, AgglomerativeOptions, Linkage } from "./cluster/agglomerative.ts";
export { agglomerate, agglomerativeClusterer } from "./cluster/agglomerative.ts";
export type { Clusterer, ClustererOptions, Clustering } from "./cluster/clusterer.ts";
export { inCanonicalOrder } from "./cluster/clusterer.ts";
export type { ClustererName, ClustererRequest } from "./cluster/clusterers.ts";
export { clustererNames, clusterers } from "./cluster/clusterers.ts";
export type { CommunityOptions } from "./cluster/communities.ts";
export { communityClusterer } from "./cluster/communities.ts";
export type { Dendrogram } from "./cluster/dendrogram.ts";
export { cutDendrogram } from "./cluster/dendrogram.ts";
export type { DensityTreeOptions } from "./cluster/density-tree.ts";
export { densityTree } from "./cluster/density-tree.ts";
export type { HdbscanClustererOptions, HdbscanOptions } from "./cluster/hdbscan.ts";
export { hdbscan, hdbscanClusterer } from "./cluster/hdbscan.ts";
export type { KmeansOptions, KmeansResult } from "./cluster/kmeans.ts";
export { kmeans, kmeansClusterer } from "./cluster/kmeans.ts";
export type { NodeEmbeddingOptions } from "./cluster/node-embedding.ts";
export { embedNodes } from "./cluster/node-embedding.ts";
export type {
  DensityLayersOptions,
  PersistenceLayer,
  PersistenceLayers,
  PersistenceLayersOptions,
} from "./cluster/persistence-layers.ts";
export { densityClusterer, densityLayers, persistenceLayers } from "./cluster/persistence-layers.ts";
export type { PointTreeOptions, SpanningTree, SpanningTreeOptions } from "./cluster/spanning-tree.ts";
export { neighborSpanningTree, pointSpanningTree, singleLinkage } from "./cluster/spanning-tree.ts";
export type { CancelSignal, Control, Progress } from "./control.ts";
export { checkpoint, controlPart } from "./control.ts";
export type { ExemplarOptions } from "./exemplars.ts";
export { exemplars } from "./exemplars.ts";
export type { CommunityLayer, CommunityLayers, CommunityLayersOptions } from "./graph/community-layers.ts";
export { communityLayers } from "./graph/community-layers.ts";
export { communityStrengths } from "./graph/community-strengths.ts";
export { fuzzyGraph } from "./graph/fuzzy-graph.ts";
export type { SpreadLabels, SpreadOptions } from "./graph/label-spreading.ts";
export { spreadLabels } from "./graph/label-spreading.ts";
export type { LeidenOptions } from "./graph/leiden.ts";
export { leiden, leidenKernel, leidenResolutions } from "./graph/leiden.ts";
export { outliers } from "./graph/outliers.ts";
export { parentsOf } from "./graph/parents.ts";
export type { Replication, ReplicationOptions } from "./graph/replication.ts";
export { replication } from "./graph/replication.ts";
export { stayingStrengths } from "./graph/staying-strengths.ts";
export type { WeightedGraph } from "./graph/weighted-graph.ts";
export { InputError } from "./input-error.ts";
export type { Labelling } from "./labels.ts";
export { labelSizes, membersByLabel, orderBySize } from "./labels.ts";
export type { LinearAlgebra, Nearest } from "./linear-algebra.ts";
export { emptyBest, nearestCount, offer, plainLinearAlgebra, productRows } from "./linear-algebra.ts";
export type { LabelMatch } from "./match-labels.ts";
export { matchLabels } from "./match-labels.ts";
export type { Matrix } from "./matrix.ts";
export {
  centroidsOf,
  gatherRows,
  matrix,
  normaliseRows,
  rowDistanceSquared,
  rowDot,
  rowsBetween,
} from "./matrix.ts";
export {
  adjustedMutualInformation,
  adjustedRand,
  normalizedMutualInformation,
  purity,
} from "./metrics/agreement.ts";
export type { CoherenceOptions, WordSequence } from "./metrics/coherence.ts";
export { cvCoherence, npmiCoherence } from "./metrics/coherence.ts";
export type { CrossTable } from "./metrics/cross-table.ts";
export { crossTable } from "./metrics/cross-table.ts";
export { stopWordRate, topicDiversity } from "./metrics/diversity.ts";
export { fowlkesMallows, topicCountError } from "./metrics/fowlkes-mallows.ts";
export { graphSilhouette } from "./metrics/graph-silhouette.ts";
export { neighborPreservation } from "./metrics/neighbor-preservation.ts";
export { catalogueCoverage, isHit, listDiversity, normalizedGain } from "./metrics/ranking.ts";
export type { PartialLabelling } from "./metrics/stability.ts";
export { stability } from "./metrics/stability.ts";
export type { MeaningCoherence } from "./metrics/topic-meaning.ts";
export { meaningCoherence } from "./metrics/topic-meaning.ts";
export type { TrustworthinessOptions } from "./metrics/trustworthiness.ts";
export { trustworthiness } from "./metrics/trustworthiness.ts";
export type { AnchoredPoints, AnchorOptions } from "./model/anchors.ts";
export { anchoredPoints } from "./model/anchors.ts";
export type { CombinedModel, CombineOptions } from "./model/combine-models.ts";
export { combineModels } from "./model/combine-models.ts";
export type { CompletedLabels, CompleteOptions } from "./model/complete-labels.ts";
export { completeLabels } from "./model/complete-labels.ts";
export type { LandmarkOptions } from "./model/landmarks.ts";
export { landmarkPoints } from "./model/landmarks.ts";
export { decodeTopicModel, encodeTopicModel } from "./model/model-file.ts";
export type { Predictions, PredictOptions } from "./model/predict-topics.ts";
export { predictTopics } from "./model/predict-topics.ts";
export type { SearchTopicsOptions, TopicHit } from "./model/search-topics.ts";
export { searchTopics } from "./model/search-topics.ts";
export type { SteerOptions } from "./model/steer-neighbors.ts";
export { steerNeighbors } from "./model/steer-neighbors.ts";
export type { TextHashes } from "./model/text-hashes.ts";
export { findText } from "./model/text-hashes.ts";
export type { FoundLayer, ModelLayer, ModelTopic, TopicModel, TopicModelInput } from "./model/topic-model.ts";
export { topicModel } from "./model/topic-model.ts";
export type { SpanWindow, TopicSpan, TopicSpansOptions } from "./model/topic-spans.ts";
export { topicSpans } from "./model/topic-spans.ts";
export type { TopicUpdate, UpdatedLayer, UpdateInput, UpdateOptions } from "./model/update-topics.ts";
export { updateTopics } from "./model/update-topics.ts";
export type { NeighborOptions } from "./neighbors/nearest-neighbors.ts";
export { nearestNeighbors } from "./neighbors/nearest-neighbors.ts";
export type { NeighborGraph } from "./neighbors/neighbor-graph.ts";
export { usualNeighbors } from "./neighbors/neighbor-graph.ts";
export type { Kernel, Parallel } from "./parallel.ts";
export { plainParallel, rangesOf } from "./parallel.ts";
export { Random } from "./random.ts";
export type { DiversifyOptions } from "./recommend/diversify.ts";
export { diversify } from "./recommend/diversify.ts";
export { highest } from "./recommend/highest.ts";
export type { PreferenceStrategy } from "./recommend/preference-scores.ts";
export { preferenceScores, preferenceStrategies } from "./recommend/preference-scores.ts";
export type { AlignedMap } from "./reduce/align-map.ts";
export { alignMap } from "./reduce/align-map.ts";
export type { GrowOptions } from "./reduce/grow-map.ts";
export { growMap, grownPlaces } from "./reduce/grow-map.ts";
export type { LayoutOptions } from "./reduce/layout-map.ts";
export { layoutMap } from "./reduce/layout-map.ts";
export type { PcaOptions } from "./reduce/pca.ts";
export { pca } from "./reduce/pca.ts";
export type { Bm25Options } from "./text/bm25.ts";
export { Bm25 } from "./text/bm25.ts";
export type { CentralSentenceOptions } from "./text/central-sentences.ts";
export { centralSentences } from "./text/central-sentences.ts";
export { contentWords } from "./text/content-words.ts";
export type { IndexSegment } from "./text/inverted-index.ts";
export { mergeSegments, SegmentBuilder } from "./text/inverted-index.ts";
export type { Keyword, KeywordOptions } from "./text/keywords.ts";
export { keywordPanel, keywords } from "./text/keywords.ts";
export { lightStem } from "./text/light-stem.ts";
export type { NameOptions } from "./text/name-topics.ts";
export { nameTopics } from "./text/name-topics.ts";
export type { PersonalDataKind, PersonalDatum } from "./text/personal-data.ts";
export { findPersonalData } from "./text/personal-data.ts";
export type { DiverseOptions, MeaningfulCandidates } from "./text/rerank.ts";
export { diverseKeywords, rerankByMeaning, topeaxImportance, weighByMeaning } from "./text/rerank.ts";
export type { SearchWord } from "./text/search-words.ts";
export { exactWords, searchWords } from "./text/search-words.ts";
export type { Span } from "./text/sentences.ts";
export { sentenceSpans } from "./text/sentences.ts";
export { foreignStopWords, stopWordLanguages, stopWords } from "./text/stop-words.ts";
export type { TermCounts } from "./text/term-counts.ts";
export { countTerms, sumTermCounts } from "./text/term-counts.ts";
export type { TermIndexOptions } from "./text/term-index.ts";
export { TermIndex } from "./text/term-index.ts";
export { WordStream } from "./text/word-stream.ts";
export { words } from "./text/words.ts";
export type { TopicLink } from "./topic-links.ts";
export { topicLinks } from "./topic-links.ts";
export type { LayerTree, TopicTree } from "./topic-tree.ts";
export { layerTree, topicTree } from "./topic-tree.ts";
export { cellCounts } from "./trends/cell-counts.ts";
export type { CellKeywordInput, CellKeywordOptions } from "./trends/cell-keywords.ts";
export { cellKeywords } from "./trends/cell-keywords.ts";
export type { TimeBins } from "./trends/time-bins.ts";
export { equalTimeBins, ownTimeBins } from "./trends/time-bins.ts";
