interface Deadline {
  clear(): void;
}

const graceMs = 1_000;
let longestMs = Number.POSITIVE_INFINITY;

/** Lets no deadline be longer than this, where nobody wants to wait to see what happens then. */
export function setLongestDeadline(milliseconds: number): void {
  longestMs = milliseconds;
}

/**
 * Calls `onPassed` when the database stays silent for longer than it was told to take itself. A process that computed
 * all the while has the answer waiting unread: so the timer gives the event loop one more turn before it decides.
 */
export function startDeadline(milliseconds: number, onPassed: () => void): Deadline {
  const allowedMs = Math.min(milliseconds, longestMs) + graceMs;
  let due = performance.now() + allowedMs;
  const check = () => {
    const lateMs = performance.now() - due;
    if (lateMs > graceMs / 2) {
      due = performance.now() + graceMs / 4;
      timer = setTimeout(check, graceMs / 4);
      return;
    }
    onPassed();
  };
  let timer = setTimeout(check, allowedMs);
  return { clear: () => clearTimeout(timer) };
}
