import { useEffect, useRef, useState } from "react";

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/**
 * Takes files that are dropped anywhere on the page.
 *
 * @returns whether files are being dragged over it
 */
export function useFileDrop(onDrop: (dropped: DataTransfer) => void): boolean {
  const [dragging, setDragging] = useState(false);
  const latest = useRef(onDrop);
  latest.current = onDrop;
  useEffect(() => {
    const listening = new AbortController();
    let depth = 0;
    const listen = (name: "dragenter" | "dragleave" | "dragover" | "drop", depthAfter: () => number) =>
      window.addEventListener(
        name,
        (event) => {
          if (!carriesFiles(event)) return;
          event.preventDefault();
          depth = depthAfter();
          setDragging(depth > 0);
          if (name === "drop" && event.dataTransfer !== null) latest.current(event.dataTransfer);
        },
        { signal: listening.signal },
      );
    listen("dragenter", () => depth + 1);
    listen("dragleave", () => depth - 1);
    listen("dragover", () => depth);
    listen("drop", () => 0);
    return () => listening.abort();
  }, []);
  return dragging;
}
