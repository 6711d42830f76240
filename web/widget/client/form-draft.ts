// What was filled in and not sent: it outlives a reload, and goes when it was given or is no longer
// asked for. Kept under the name of drafts, which a sign-out clears.
import type { Value } from '../../shared/fields/check';
import type { Storage } from './storage';

export type Values = Record<string, Value>;

/** The form that is answered. */
export interface FormKey {
  conversation: string;
  run: number;
  step: number;
}

const ofRun = ({ conversation, run }: Omit<FormKey, 'step'>) => `draft:${conversation}:${run}:`;

export function readDraft(storage: Storage, key: FormKey): Values {
  try {
    const kept: unknown = JSON.parse(storage.get(ofRun(key) + key.step) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Values) : {};
  } catch {
    return {};
  }
}

export function keepDraft(storage: Storage, key: FormKey, values: Values): void {
  const filled = Object.values(values).some((it) => it !== '' && it !== false);
  storage.set(ofRun(key) + key.step, filled ? JSON.stringify(values) : null);
}

/** Of a run only what it asks now is worth keeping. */
export function tidyDrafts(storage: Storage, key: Omit<FormKey, 'step'>, asked?: number): void {
  const own = ofRun(key);
  for (const it of storage.keys(own)) if (it !== own + asked) storage.set(it, null);
}
