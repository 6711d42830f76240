// What a turn observed, as the log carries it (`observed.signals`). The schema leaves it open.
import type { Citation } from './wire';

export interface FoundPassage {
  passage: Citation;
  lexical: number;
  semantic: number;
  score: number;
}

/** What the probability that the sources answer rests on. */
export const FEATURES = ['cov1', 'bm25n', 'dens1', 'sentsim', 'sentcov', 'agree'] as const;
/** What it rests on besides since an answer has to be likely to be right, too. */
export const LATER_FEATURES = ['above', 'missing', 'held'] as const;

type Feature = (typeof FEATURES)[number] | (typeof LATER_FEATURES)[number];
export type Confidence = {
  shown: number;
  p: number;
  threshold: number;
  closest: number;
  /** What `shown` has to reach; nothing in older turns, where only `p` counted. */
  sure?: number;
} & Partial<Record<Feature, number>>;

export interface Signals {
  /** How clearly a person was asked for. */
  person: 'clear' | 'vague' | 'none';
  sensitive: 'self_harm' | 'violence' | null;
  /** It is about a topic that is left to people. */
  leftAlone: boolean;
  gist: string | null;
  verdict: string | null;
  frustration: number;
  repetition: number;
  confidence: Confidence | null;
  found: FoundPassage[];
}

/** Reads what is there and leaves out what is not: an older log may carry less. */
export function readSignals(raw: unknown): Signals {
  const it = (raw ?? {}) as Record<string, unknown>;
  const confidence = it.confidence as Signals['confidence'] | undefined;
  const person = it.person as { asks?: Signals['person'] } | undefined;
  return {
    person: person?.asks ?? 'none',
    sensitive: (it.sensitive as Signals['sensitive'] | undefined) ?? null,
    leftAlone: it.left_alone === true,
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
