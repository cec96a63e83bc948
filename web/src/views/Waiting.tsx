import { Skeleton } from "@mantine/core";

/** Grey rows in the place of what is being fetched. */
export function Waiting({ rows, height, label }: { rows: number; height: number; label: string }) {
  return (
    <div role="status" aria-label={label} style={{ display: "grid", gap: "0.6rem", padding: "1rem" }}>
      {numbersBelow(rows).map((row) => (
        <Skeleton key={row} height={height} radius="md" width={`${100 - ((row * 17) % 30)}%`} />
      ))}
    </div>
  );
}

const numbersBelow = (count: number) => [...Array(count).keys()];
