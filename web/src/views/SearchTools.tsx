import { Slider } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import classes from "./SearchTools.module.css";

export interface SearchToolsProps {
  /** Percent. */
  readonly meaning: number;
  /** In which documents to look. */
  readonly narrowing: ReactNode;
  readonly onMeaning: (percent: number) => void;
}

/** How much meaning counts beside words, and in which documents to look. */
export function SearchTools({ meaning, narrowing, onMeaning }: SearchToolsProps) {
  const [shown, setShown] = useState(meaning);
  useEffect(() => setShown(meaning), [meaning]);
  return (
    <section className={classes.tools} aria-label="How to search">
      <div className={classes.ends}>
        <span>Words</span>
        <span>Meaning</span>
      </div>
      <Slider
        size="sm"
        min={0}
        max={100}
        step={5}
        label={null}
        value={shown}
        onChange={setShown}
        onChangeEnd={onMeaning}
        thumbLabel="Words or meaning"
        thumbValueText={(percent) => `${percent} percent meaning, ${100 - percent} percent words`}
      />
      {narrowing}
    </section>
  );
}
