import { create } from "zustand";

export type Notice =
  | {
      readonly kind: "done";
      readonly message: string;
      /** What can be done about it at once. */
      readonly action?: { readonly label: string; readonly run: () => void };
    }
  | { readonly kind: "failed"; readonly message: string; readonly hint: string };

export interface ShownNotice {
  readonly id: number;
  readonly notice: Notice;
}

/** What the user is being told just now. */
export const useNotices = create<{ readonly notices: readonly ShownNotice[] }>(() => ({ notices: [] }));

const lifeMs = { done: 5_000, acting: 10_000, failed: 15_000 } as const;
const mostAtOnce = 4;
let lastId = 0;

export function dismiss(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((shown) => shown.id !== id) }));
}

/** Tells the user something that no view has a place for. */
export function notify(notice: Notice): void {
  const id = ++lastId;
  useNotices.setState(({ notices }) => ({ notices: [...notices, { id, notice }].slice(-mostAtOnce) }));
  const acts = notice.kind === "done" && notice.action !== undefined;
  setTimeout(() => dismiss(id), acts ? lifeMs.acting : lifeMs[notice.kind]);
}
