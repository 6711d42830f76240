// What a turn observed, as the log carries it (`observed.signals`). The schema leaves it open.
import type { Citation } from './wire';

export interface FoundPassage {
  passage: Citation;
  lexical: number;
  semantic: number;
  score: number;
}

export interface Signals {
  gist: string | null;
  verdict: string | null;
  frustration: number;
  repetition: number;
  confidence: { shown: number; p: number; threshold: number; closest: number } | null;
  found: FoundPassage[];
}

/** Reads what is there and leaves out what is not: an older log may carry less. */
export function readSignals(raw: unknown): Signals {
  const it = (raw ?? {}) as Record<string, unknown>;
  const confidence = it.confidence as Signals['confidence'] | undefined;
  return {
    gist: typeof it.gist === 'string' ? it.gist : null,
    verdict: typeof it.verdict === 'string' ? it.verdict : null,
    frustration: Number(it.frustration ?? 0),
    repetition: Number(it.repetition ?? 0),
    confidence: confidence && typeof confidence.shown === 'number' ? confidence : null,
    found: Array.isArray(it.found) ? (it.found as FoundPassage[]) : [],
  };
}

export type Level = 'sure' | 'likely' | 'unsure' | 'no';

/** The confidence in words: how likely the answer is right. */
export function level(shown: number): Level {
  if (shown >= 0.8) return 'sure';
  if (shown >= 0.5) return 'likely';
  return shown >= 0.3 ? 'unsure' : 'no';
}
