import { ApiError, addressOf, failureOf, requestHeaders } from "./api.ts";

/** A file to import, under the path that it has in the folder it was dropped with. */
export interface ChosenFile {
  readonly path: string;
  readonly file: File;
}

export type ColumnRole = "text" | "title" | "date" | "label" | "id";

/** Columns of a table that the user named, null where there is to be none; the server guesses the others. */
export type ColumnNames = { readonly [R in ColumnRole]?: string | null };

export interface UploadOptions {
  readonly project: string;
  readonly columns: ColumnNames;
  /** What the passages are embedded with. */
  readonly model: string;
  /** Whether to stand in line where the project has a run under way. */
  readonly queue: boolean;
  readonly signal: AbortSignal;
  progress(bytesSent: number): void;
}

/**
 * Sends files to a project, which finds their topics when they are read. `fetch` cannot tell how much of a body has gone, so this one request is an XMLHttpRequest.
 *
 * @returns the import's source and run
 */
export function uploadFiles(
  files: readonly ChosenFile[],
  { project, columns, model, queue, signal, progress }: UploadOptions,
): Promise<{ source: number; run: number }> {
  const form = new FormData();
  for (const { file, path } of files) form.append("files", file, path);
  const request = new XMLHttpRequest();
  request.open(
    "POST",
    addressOf("importFiles", { project, query: { ...columns, model, queue, analyze: true } }),
  );
  for (const [name, value] of Object.entries(requestHeaders())) request.setRequestHeader(name, value);
  return new Promise((resolve, reject) => {
    request.upload.onprogress = ({ loaded }) => progress(loaded);
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) resolve(JSON.parse(responseText) as { source: number; run: number });
      else void failureOf(status, async () => responseText).then(reject);
    };
    request.onerror = () =>
      reject(
        new ApiError({
          code: "UPLOAD_BROKEN",
          status: 0,
          detail: "The connection broke while the files were being sent.",
          hint: "Check that Toposcope still runs, then start the import again: what is there already is not taken twice.",
        }),
      );
    request.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}
