import { ActionIcon, Tooltip } from "@mantine/core";
import { CircleDashed, Lasso, MapPinPlus, Maximize, Minus, Palette, Plus, Spline } from "lucide-react";
import type { ReactNode } from "react";
import { formatPlural } from "../format.ts";
import classes from "./MapTools.module.css";

export interface MapToolsProps {
  readonly lasso: boolean;
  readonly contours: boolean;
  readonly outliers: boolean;
  /** Whether a facet colours the map. */
  readonly facet: boolean;
  /** How many passages a search has lit; null without one. */
  readonly lit: number | null;
  /** Passages that came after the analysis, and whether they are lit; null where none did. */
  readonly arrivals: { readonly count: number; readonly shown: boolean } | null;
  readonly onArrivals: () => void;
  readonly onLasso: () => void;
  readonly onContours: () => void;
  readonly onOutliers: () => void;
  /** Undefined where no facet can colour it. */
  readonly onFacet: (() => void) | undefined;
  readonly onZoom: (factor: number) => void;
  readonly onFit: () => void;
}

/** What can be done with the map, beside the map itself. */
export function MapTools(props: MapToolsProps) {
  return (
    <>
      {props.lit !== null && (
        <p className={classes.lit} role="status" data-covers-view>
          {formatPlural(props.lit, "passage")} lit · Enter goes through them
        </p>
      )}
      <div
        className={classes.tools}
        data-covers-view
        role="toolbar"
        aria-label="Map"
        aria-orientation="vertical"
      >
        <Tool label="Lasso (l): drag around points" pressed={props.lasso} keys="l" onClick={props.onLasso}>
          <Lasso size={17} />
        </Tool>
        <Tool label="Contours (c)" pressed={props.contours} keys="c" onClick={props.onContours}>
          <Spline size={17} />
        </Tool>
        <Tool label="Outliers (o)" pressed={props.outliers} keys="o" onClick={props.onOutliers}>
          <CircleDashed size={17} />
        </Tool>
        {props.onFacet !== undefined && (
          <Tool label="Colour by a facet" pressed={props.facet} onClick={props.onFacet}>
            <Palette size={17} />
          </Tool>
        )}
        {props.arrivals !== null && (
          <Tool
            label={formatPlural(props.arrivals.count, "new passage")}
            pressed={props.arrivals.shown}
            onClick={props.onArrivals}
          >
            <MapPinPlus size={17} />
          </Tool>
        )}
        <span className={classes.gap} />
        <ViewTools onZoom={props.onZoom} onFit={props.onFit} />
      </div>
    </>
  );
}

/** Closer, farther, everything. */
export function ViewTools({ onZoom, onFit }: Pick<MapToolsProps, "onZoom" | "onFit">) {
  return (
    <>
      <Tool label="Closer (+)" onClick={() => onZoom(1.6)}>
        <Plus size={17} />
      </Tool>
      <Tool label="Farther (−)" onClick={() => onZoom(1 / 1.6)}>
        <Minus size={17} />
      </Tool>
      <Tool label="Show everything (0)" onClick={onFit}>
        <Maximize size={16} />
      </Tool>
    </>
  );
}

interface ToolProps {
  readonly label: string;
  readonly pressed?: boolean;
  readonly keys?: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Tool({ label, pressed, keys, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label} position="left">
      <ActionIcon
        size="lg"
        variant="default"
        className={classes.tool ?? ""}
        aria-label={label.replace(/ \(.\)/, "")}
        aria-pressed={pressed}
        aria-keyshortcuts={keys}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
