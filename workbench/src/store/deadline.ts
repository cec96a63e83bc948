interface Deadline {
  clear(): void;
}

const graceMs = 1_000;

/**
 * Calls `onPassed` when the database stays silent for longer than it was told to take itself. A process that computed
 * all the while has the answer waiting unread: so the timer gives the event loop one more turn before it decides.
 */
export function startDeadline(milliseconds: number, onPassed: () => void): Deadline {
  let due = performance.now() + milliseconds + graceMs;
  const check = () => {
    const lateMs = performance.now() - due;
    if (lateMs > graceMs / 2) {
      due = performance.now() + graceMs / 4;
      timer = setTimeout(check, graceMs / 4);
      return;
    }
    onPassed();
  };
  let timer = setTimeout(check, milliseconds + graceMs);
  return { clear: () => clearTimeout(timer) };
}
