import { Slider } from "@mantine/core";
import { useEffect, useState } from "react";
import { formatPlural, formatScore } from "../format.ts";
import classes from "./MapTools.module.css";
import { ViewTools } from "./MapTools.tsx";

export interface GraphToolsProps {
  readonly threshold: number;
  /** How many links are shown. */
  readonly links: number;
  readonly onThreshold: (threshold: number) => void;
  readonly onZoom: (factor: number) => void;
  readonly onFit: () => void;
}

/** How alike two topics must be to be linked, and where the graph looks. */
export function GraphTools({ threshold, links, onThreshold, onZoom, onFit }: GraphToolsProps) {
  const [wanted, setWanted] = useState(threshold);
  useEffect(() => setWanted(threshold), [threshold]);
  return (
    <>
      <div className={classes.threshold} data-covers-view>
        <p id="threshold-label">
          Linked from similarity <strong>{formatScore(wanted)}</strong>
        </p>
        <Slider
          size="sm"
          min={0}
          max={1}
          step={0.01}
          label={null}
          value={wanted}
          onChange={setWanted}
          onChangeEnd={onThreshold}
          thumbProps={{ "aria-labelledby": "threshold-label" }}
        />
        <p className="muted numbers" role="status">
          {formatPlural(links, "link")}
        </p>
      </div>
      <div
        className={classes.tools}
        data-covers-view
        role="toolbar"
        aria-label="Graph"
        aria-orientation="vertical"
      >
        <ViewTools onZoom={onZoom} onFit={onFit} />
      </div>
    </>
  );
}
