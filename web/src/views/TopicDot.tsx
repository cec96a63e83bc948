import classes from "./TopicDot.module.css";

/** A topic's colour, as on the map; a ring where there is no topic. */
export function TopicDot({ color }: { color: string | null }) {
  return (
    <span
      className={classes.dot}
      data-none={color === null || undefined}
      style={color === null ? undefined : { background: color }}
      aria-hidden="true"
    />
  );
}
