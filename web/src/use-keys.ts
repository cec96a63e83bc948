import { useEffect, useRef } from "react";

export type KeyActions = Readonly<Record<string, () => void>>;

const writes = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** With Ctrl, or ⌘ on a Mac, a key is called `Mod+z`, and with Shift too `Mod+Shift+z`. */
function nameOf({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): string {
  if (!ctrlKey && !metaKey) return key;
  return shiftKey ? `Mod+Shift+${key.toLowerCase()}` : `Mod+${key}`;
}

/**
 * Runs an action when its key is pressed, but not while the user writes, a dialog is open, or something else took the
 * key. Dialogs are looked for before any of them hears of the key: Escape is for the one that it closes.
 */
export function useKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    let isTaken = false;
    const look = () => {
      isTaken = document.querySelector('[aria-modal="true"], [role="menu"]') !== null;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      if (event.key !== "Escape" && writes(event.target)) return;
      if (isTaken) return;
      const action = latest.current[nameOf(event)];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", look, { signal, capture: true });
    window.addEventListener("keydown", onKeyDown, { signal });
    return () => listening.abort();
  }, []);
}
