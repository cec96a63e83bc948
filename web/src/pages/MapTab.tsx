import { useComputedColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useDeferredValue, useEffect, useMemo, useState } from "react";
import type { Project } from "toposcope/contract";
import { mapContent } from "toposcope/drawing";
import { openPassage, openTopic } from "../actions.ts";
import { projectScope, useKept } from "../kept.ts";
import { strengthByte } from "../member-strengths.ts";
import { mapQuery, searchQuery } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { searchAskedAt } from "../search-asked.ts";
import { deselect, hoverTopic, openDrawer, select, showMap, showOutliers, useView } from "../store.ts";
import { move, usePlace } from "../url.ts";
import { useKeys } from "../use-keys.ts";
import { InPlace } from "../views/InPlace.tsx";
import { MapTools } from "../views/MapTools.tsx";
import { MapView } from "../views/map/MapView.tsx";
import { litRows } from "./lit-rows.ts";
import classes from "./MapTab.module.css";
import type { Analysis } from "./use-analysis.ts";
import { useFacetColors } from "./use-facet-colors.ts";
import { setFirmness, useFirmness } from "./use-firmness.ts";

const MapLegend = lazy(() => import("../views/facets/MapLegend.tsx"));
const PointTip = lazy(() => import("./PointTip.tsx"));
const Outliers = lazy(() => import("./Outliers.tsx"));

interface MapTabProps {
  readonly project: Project;
  readonly analysis: Analysis;
}

/** The map of every passage. */
export default function MapTab({ project, analysis }: MapTabProps) {
  if (analysis.run === null) return null;
  return <ExploredMap project={project} analysis={analysis} run={analysis.run} />;
}

function ExploredMap({ project, analysis, run }: MapTabProps & { run: number }) {
  const state = stateOf(useQuery(mapQuery({ project: project.name, run })));
  if (state.status !== "ready") return <InPlace of={state} rows={1} height={320} label="Fetching the map" />;
  return <ShownMap project={project} analysis={analysis} columns={state.data} />;
}

type Hover = { readonly row: number; readonly x: number; readonly y: number } | null;

function ShownMap({
  project,
  analysis,
  columns,
}: MapTabProps & { columns: Parameters<typeof mapContent>[0] }) {
  const place = usePlace();
  const theme = useComputedColorScheme("light");
  const { layer, colorOf, topicOf } = analysis;
  const hoveredTopic = useView((view) => view.hoveredTopic);
  const activeHit = useView((view) => view.activeHit);
  const map = useView((view) => view.map);
  const [hover, setHover] = useState<Hover>(null);
  const [lassoMode, setLassoMode] = useState(false);
  const [showContours, setContours] = useKept(projectScope(project.name), "contours", true);
  const topics = analysis.topics.status === "ready" ? analysis.topics.data.topics : undefined;
  const firmness = useFirmness();
  const outliers = useView((view) => view.outliers) || firmness > 0;
  const leastStrength = strengthByte(useDeferredValue(firmness));
  const byTopic = useMemo(
    () => mapContent(columns, { topics: topics ?? [], layer, colorOf, leastStrength }),
    [columns, topics, layer, colorOf, leastStrength],
  );
  const colors = useFacetColors({ project: project.name, run: columns.run }, byTopic, theme);
  const { content } = colors;
  const asked = searchAskedAt(place);
  const searches = asked !== null;
  const hits = useQuery(searchQuery(project, asked)).data?.hits;
  const arrivals = useMemo(() => columns.placed.reduce((sum, placed) => sum + placed, 0), [columns]);
  const [showsArrivals, showArrivals] = useKept(projectScope(project.name), "arrivals", false);
  const lit = useMemo(
    () =>
      !searches || hits === undefined
        ? showsArrivals && arrivals > 0
          ? columns.placed
          : null
        : litRows(
            columns,
            hits.map(({ chunk }) => chunk),
          ),
    [columns, hits, searches, showsArrivals, arrivals],
  );
  const marked = place.chunk ?? (activeHit === null ? undefined : hits?.[activeHit]?.chunk);
  const selected = useMemo(
    () => (marked === undefined ? null : rowOf(columns.chunk, marked)),
    [columns, marked],
  );
  const shownLayer = analysis.layers.find((candidate) => candidate.layer === layer);
  const toggleOutliers = () => {
    showOutliers(!outliers);
    if (outliers) setFirmness(undefined);
  };
  useKeys({
    l: () => setLassoMode(!lassoMode),
    c: () => setContours(!showContours),
    o: toggleOutliers,
  });
  const { run } = columns;
  useEffect(() => () => deselect(run), [run]);
  const known = (topic: number | null | undefined) =>
    topic != null && !colors.isColoured && content.shows(topic) ? topic : null;
  return (
    <div className={classes.area} data-view-area id="map-area">
      <MapView
        ref={showMap}
        data={content.data}
        topics={content.topics}
        theme={theme}
        label={`Map of ${project.name}`}
        hovered={hover?.row ?? null}
        selected={selected}
        selectedTopic={known(place.topic)}
        hoveredTopic={known(hoveredTopic)}
        lit={lit}
        view={place.map ?? null}
        lassoMode={lassoMode}
        showContours={showContours}
        onHover={(row, at) => setHover(row === null || at === null ? null : { row, ...at })}
        onHoverTopic={hoverTopic}
        onSelect={(row) => {
          const chunk = row === null ? undefined : columns.chunk[row];
          const document = row === null ? undefined : columns.document[row];
          if (chunk !== undefined && document !== undefined) openPassage({ chunk, document });
        }}
        onSelectTopic={(topic) => {
          if (topic !== null) openTopic(topicOf(topic), layer);
        }}
        onLasso={(lasso) => {
          select(lasso === null || lasso.indices.length === 0 ? null : { run, rows: lasso.indices });
          if (lasso !== null) {
            move({ document: undefined, chunk: undefined });
            openDrawer("details");
          }
        }}
        onViewChange={(view) => move({ map: view }, { replace: true })}
      />
      <Suspense fallback={null}>
        {hover !== null && (
          <PointTip project={project.name} analysis={analysis} columns={columns} {...hover} />
        )}
        {outliers && <Outliers columns={columns} layer={shownLayer} onClose={toggleOutliers} />}
        {colors.legend !== undefined && (
          <MapLegend {...colors.legend} onFacet={colors.onFacet} onClose={() => colors.onFacet(undefined)} />
        )}
      </Suspense>
      <MapTools
        lasso={lassoMode}
        contours={showContours}
        outliers={outliers}
        facet={colors.legend !== undefined}
        lit={searches ? (hits?.length ?? null) : null}
        arrivals={arrivals === 0 ? null : { count: arrivals, shown: showsArrivals }}
        onArrivals={() => showArrivals(!showsArrivals)}
        onLasso={() => setLassoMode(!lassoMode)}
        onContours={() => setContours(!showContours)}
        onOutliers={toggleOutliers}
        onFacet={colors.toggle}
        onZoom={(factor) => map?.zoomBy(factor)}
        onFit={() => map?.fit()}
      />
    </div>
  );
}

function rowOf(chunks: Uint32Array, chunk: number): number | null {
  const row = chunks.indexOf(chunk);
  return row === -1 ? null : row;
}
