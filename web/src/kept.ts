import { useCallback } from "react";
import { create } from "zustand";

const storageKey = "toposcope.page";
const version = 1;
const saveMs = 2_000;
/** Projects whose state is kept, the ones used last. */
const mostScopes = 30;

type Scope = Readonly<Record<string, unknown>>;

/** What of the page outlives it: by project, or for the page as a whole. Only what no link holds, and no secrets. */
interface Kept {
  readonly version: number;
  readonly scopes: Readonly<Record<string, Scope>>;
}

/** The state of the page as a whole. */
export const pageScope = "page";
/** The state of one project's page. */
export const projectScope = (name: string) => `project ${name}`;

function load(): Kept["scopes"] {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? "null") as Partial<Kept> | null;
    return kept?.version === version && typeof kept.scopes === "object" ? kept.scopes : {};
  } catch {
    return {};
  }
}

const useKeptScopes = create<Kept["scopes"]>(() => load());
/** Scopes that this tab changed since it last saved: others may belong to other tabs. */
const changed = new Set<string>();

/** Remembers a value, or with undefined forgets it. */
export function keep(scope: string, key: string, value: unknown): void {
  const { [key]: before, ...others } = useKeptScopes.getState()[scope] ?? {};
  if (before === value) return;
  useKeptScopes.setState({ [scope]: value === undefined ? others : { ...others, [key]: value } });
  changed.add(scope);
}

/** What was kept, if it is of the same kind as the fallback. */
export function kept<T>(scope: string, key: string, fallback: T): T {
  return sameKind(useKeptScopes.getState()[scope]?.[key], fallback);
}

function sameKind<T>(value: unknown, fallback: T): T {
  if (value === undefined || Array.isArray(value) !== Array.isArray(fallback)) return fallback;
  return typeof value === typeof fallback || fallback === null ? (value as T) : fallback;
}

/** A state of the page that outlives it: its value, how to change it, and how to go back to the fallback. */
export function useKept<T>(
  scope: string,
  key: string,
  fallback: T,
): readonly [value: T, set: (value: T) => void, forget: () => void] {
  const value = useKeptScopes((scopes) => scopes[scope]?.[key]);
  return [
    sameKind(value, fallback),
    useCallback((next: T) => keep(scope, key, next), [scope, key]),
    useCallback(() => keep(scope, key, undefined), [scope, key]),
  ];
}

/** Lets a project's state go with it, or to its new name. */
export function moveKept(project: string, name: string | null): void {
  const state = useKeptScopes.getState()[projectScope(project)] ?? {};
  useKeptScopes.setState({
    [projectScope(project)]: {},
    ...(name === null ? {} : { [projectScope(name)]: state }),
  });
  changed.add(projectScope(project));
  if (name !== null) changed.add(projectScope(name));
}

/** Writes what this tab changed. Where the browser refuses, the state is not kept, and nothing else is wrong. */
function save(): void {
  keep(pageScope, "place", window.location.search);
  if (changed.size === 0) return;
  const scopes = { ...load() };
  for (const scope of changed) {
    delete scopes[scope];
    const state = useKeptScopes.getState()[scope] ?? {};
    if (Object.keys(state).length > 0) scopes[scope] = state;
  }
  changed.clear();
  const latest = Object.fromEntries(Object.entries(scopes).slice(-mostScopes));
  try {
    localStorage.setItem(storageKey, JSON.stringify({ version, scopes: latest } satisfies Kept));
  } catch {
    return;
  }
}

/** Saves every few seconds, and when the page is left; on a bare address goes on where the page was left. */
export function startKeeping(): void {
  const place = kept(pageScope, "place", "");
  if (window.location.search === "" && place !== "") window.history.replaceState(null, "", place);
  setInterval(save, saveMs);
  window.addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
}
