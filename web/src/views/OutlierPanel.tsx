import { CloseButton, Slider } from "@mantine/core";
import type { Layer } from "toposcope/contract";
import { formatCount, formatShare } from "../format.ts";
import type { StrengthShares } from "../member-strengths.ts";
import classes from "./OutlierPanel.module.css";

export interface OutlierPanelProps {
  /** Percent: members that are weaker are drawn as noise. */
  readonly least: number;
  readonly shares: StrengthShares;
  /** What the analysis itself says of the layer. */
  readonly layer: Pick<Layer, "outliers"> | undefined;
  /** Members by strength, in equal steps from 0 to 1. */
  readonly histogram: readonly number[];
  /** While the slider moves. */
  readonly onSlide: (percent: number) => void;
  readonly onLeast: (percent: number) => void;
  readonly onClose: () => void;
}

/** How firmly a passage must belong to its topic to count as a member, and what that leaves out. */
export function OutlierPanel({
  least,
  shares,
  layer,
  histogram,
  onSlide,
  onLeast,
  onClose,
}: OutlierPanelProps) {
  const total = Math.max(1, shares.firm + shares.weak + shares.none);
  return (
    <section className={classes.panel} data-covers-view aria-labelledby="outliers-title">
      <header className={classes.head}>
        <h2 id="outliers-title">
          Members from strength <strong>{least} %</strong>
        </h2>
        <CloseButton size="sm" aria-label="Close outliers" onClick={onClose} />
      </header>
      <Histogram counts={histogram} least={least} />
      <Slider
        size="sm"
        min={0}
        max={100}
        step={1}
        label={null}
        value={least}
        onChange={onSlide}
        onChangeEnd={onLeast}
        thumbProps={{ "aria-labelledby": "outliers-title", "aria-valuetext": `${least} percent` }}
      />
      <div role="status">
        <dl className={classes.shares}>
          <Share name="Firm" count={shares.firm} total={total} kind="firm" />
          <Share name="Weak" count={shares.weak} total={total} kind="weak" />
          <Share name="No topic" count={shares.none} total={total} kind="none" />
        </dl>
      </div>
      {layer !== undefined && (
        <p className={classes.found}>
          The analysis took {formatShare(layer.outliers)} of the passages for outliers. Each is counted under
          the topic where it belongs most.
        </p>
      )}
    </section>
  );
}

function Histogram({ counts, least }: { counts: readonly number[]; least: number }) {
  const most = Math.max(1, ...counts);
  const width = 100 / counts.length;
  return (
    <svg className={classes.histogram} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {counts.map((count, at) => {
        const height = count === 0 ? 0 : Math.max(2, (100 * count) / most);
        const start = at * width;
        return (
          <rect
            key={start}
            data-weak={start + width / 2 < least || undefined}
            x={start + 0.1 * width}
            y={100 - height}
            width={0.8 * width}
            height={height}
          />
        );
      })}
    </svg>
  );
}

interface ShareProps {
  readonly name: string;
  readonly count: number;
  readonly total: number;
  readonly kind: "firm" | "weak" | "none";
}

const Share = ({ name, count, total, kind }: ShareProps) => (
  <div data-kind={kind}>
    <dt>{name}</dt>
    <dd>
      {formatShare(count / total)} <span className={classes.count}>{formatCount(count)}</span>
    </dd>
  </div>
);
