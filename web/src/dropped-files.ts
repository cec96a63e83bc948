import type { ChosenFile } from "./upload.ts";

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isHidden = (name: string) => name.startsWith(".");

/** A folder hands out its entries by the hundred, and none when all are told. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

async function filesUnder(entry: FileSystemEntry): Promise<ChosenFile[]> {
  if (isHidden(entry.name)) return [];
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path: entry.fullPath.replace(/^\//, ""), file }];
  }
  if (!isFolder(entry)) return [];
  const nested = await Promise.all((await entriesOf(entry)).map(filesUnder));
  return nested.flat();
}

/** The files of a drop, those of its folders included; hidden ones are passed over. Call it within the drop event. */
export async function droppedFiles(transfer: DataTransfer): Promise<ChosenFile[]> {
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  if (entries.length === 0) return [...transfer.files].map((file) => ({ path: file.name, file }));
  const files = await Promise.all(entries.map(filesUnder));
  return byPath(files.flat());
}

/** The files of an `input`; one that chooses folders gives each its path. */
export function chosenFiles(list: FileList): ChosenFile[] {
  const files = [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  return byPath(files.filter(({ path }) => !path.split("/").some(isHidden)));
}

function byPath(files: ChosenFile[]): ChosenFile[] {
  return files.sort((a, b) => a.path.localeCompare(b.path, undefined, { numeric: true }));
}

/** The union of two choices; a path chosen again takes the later file. */
export function joinFiles(earlier: readonly ChosenFile[], later: readonly ChosenFile[]): ChosenFile[] {
  return byPath([...new Map([...earlier, ...later].map((chosen) => [chosen.path, chosen])).values()]);
}
