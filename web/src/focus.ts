let wanted = false;
const openers: Element[] = [];
const mostOpeners = 8;

/** Lets the panel that opens next take the focus, and remembers where it was. */
export function wantFocus(): void {
  wanted = true;
  if (document.activeElement !== null) openers.push(document.activeElement);
  openers.splice(0, openers.length - mostOpeners);
}

/** Moves the focus into a panel that the user opened; one that a link or Back opened leaves it where it is. */
export function takeFocus(element: HTMLElement | null): void {
  if (!wanted || element === null) return;
  wanted = false;
  element.focus({ preventScroll: true });
}

/** Gives the focus back to what opened the panel that was closed; where that is gone, to the panel behind, or the content. */
export function returnFocus(): void {
  const opener = openers.pop();
  wanted = true;
  requestAnimationFrame(() => {
    if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) {
      wanted = false;
      opener.focus();
    } else if (wanted && document.activeElement === document.body) {
      document.getElementById("main")?.focus({ preventScroll: true });
    }
  });
}
