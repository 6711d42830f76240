// What every part of the editor knows.
import { createContext, useContext } from 'react';
import type { Definition, LookupCall, RunTaken } from '../../lib/wire';
import type { Fact } from './names';
import type { Sample } from './sample';
import type { Names } from './words';

export interface Builder {
  action: string;
  assistant: string;
  draft: Definition;
  change: (change: (old: Definition) => Definition) => void;
  facts: readonly Fact[];
  names: Names;
  /** What it is tried with; the preview fills in the same. */
  sample: Sample;
  setSample: (change: (old: Sample) => Sample) => void;
  /** The last answer to each lookup, by its name. */
  calls: Readonly<Record<string, LookupCall>>;
  /** Every answer since the page was opened, the latest first. */
  past: readonly LookupCall[];
  noteCalls: (calls: readonly LookupCall[]) => void;
  /** The way that the last try took, while the draft is still the one that was tried. */
  taken: RunTaken | null;
}

const Context = createContext<Builder | null>(null);
export const BuilderProvider = Context.Provider;

export function useBuilder(): Builder {
  const builder = useContext(Context);
  if (!builder) throw new Error('a part of the editor stands outside of it');
  return builder;
}
