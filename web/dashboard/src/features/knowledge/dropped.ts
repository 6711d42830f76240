// What was dropped or picked, folders read to their bottom.
import { isKnownKind } from './use-uploads';

/** A file, and the name that it is learnt by: with the folders it lay in. */
export interface Picked {
  file: File;
  name: string;
}

/** Files that were picked; a picked folder gives each its path. */
export function picked(files: Iterable<File>): Picked[] {
  const found = [...files].map((file) => ({ file, name: file.webkitRelativePath || file.name }));
  return found.filter(({ file, name }) => name === file.name || isKnownKind(name));
}

/** Everything that was dropped. Of a folder only files of a kind that can be read are taken; a file
 * that was dropped by itself is always tried. The entries must be asked for at once: the drop
 * forgets them when its event is over. */
export async function dropped(transfer: DataTransfer): Promise<Picked[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.every((entry) => entry === null)) return picked(transfer.files);
  const found = await Promise.all(entries.map((entry) => (entry ? within(entry, '') : [])));
  return found.flat();
}

async function within(entry: FileSystemEntry, path: string): Promise<Picked[]> {
  const name = path + entry.name;
  if (entry.isFile) {
    if (path && !isKnownKind(name)) return [];
    const file = await new Promise<File | null>((done) =>
      // One that cannot be read must not lose the others.
      (entry as FileSystemFileEntry).file(done, () => done(null)),
    );
    return file ? [{ file, name }] : [];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Picked[] = [];
  for (;;) {
    // A browser gives a folder in pieces, and an empty piece at its end.
    const piece = await new Promise<FileSystemEntry[]>((done) =>
      reader.readEntries(done, () => done([])),
    );
    if (piece.length === 0) return found;
    for (const inner of piece) found.push(...(await within(inner, `${name}/`)));
  }
}
