/** Whether somebody sits before this machine who could look at a browser. */
function hasDisplay(environment: NodeJS.ProcessEnv = process.env): boolean {
  if (environment.SSH_CONNECTION !== undefined && environment.DISPLAY === undefined) return false;
  if (process.platform === "darwin" || process.platform === "win32") return true;
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/** Opens the address in the browser; @returns whether one was started. */
export async function openInBrowser(address: string): Promise<boolean> {
  if (!hasDisplay()) return false;
  try {
    const { default: open } = await import("open");
    const child = await open(address);
    child.once("error", () => undefined);
    return true;
  } catch {
    return false;
  }
}
