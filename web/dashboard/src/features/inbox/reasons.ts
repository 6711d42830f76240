import { t } from '../../lib/text';
import type { HandoffReason } from '../../lib/wire';

/** Why a conversation came to the team, as a clause. */
export function reasonText(reason: HandoffReason, matched?: string | null): string {
  const text = t(`reason.${reason}`);
  return matched ? t('reason.with_words', { reason: text, words: matched }) : text;
}

/** In a word or two, for the list. */
export function reasonWord(reason: HandoffReason): string {
  return t(`reason_word.${reason}`);
}
