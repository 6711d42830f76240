// What a visitor who waits is told, in words.
import type { Translate } from '../../shared/i18n';
import type { ThreadState } from '../../shared/thread';
import type { en } from '../locales/en';

interface Expected {
  /** Somebody answers here soon. */
  comes: boolean;
  words: string;
}

/** Null where no more is known than who is here and when the team is back. */
export function expectation(
  { owner, promises }: ThreadState,
  t: Translate<typeof en>,
): Expected | null {
  if (owner.is !== 'queue') return null;
  // What was told before they came into the queue is over.
  const told = promises.filter((it) => it.at >= owner.since);
  const last = told.pop();
  if (!last?.minutes) {
    const late = last?.why && last.why !== 'nobody_here';
    return late ? { comes: false, words: t('card_longer') } : null;
  }
  const within = t('card_within', { count: last.minutes });
  const words = told.some((it) => it.minutes) ? `${t('card_more')} ${within}` : within;
  return { comes: true, words };
}
