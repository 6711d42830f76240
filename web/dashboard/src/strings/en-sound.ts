// Fetched with the card, not with the inbox: so they have a translator of their own.
import type { Texts } from '../../../shared/i18n/index';

export const sound = {
  'sound.title': 'How {name} sounds',
  'sound.about': 'So that what you write sounds like it.',
  'sound.follows': '{language}, or the visitor’s',
  'sound.no_instructions': 'It has no instructions.',
  'sound.change': 'Change it',
} as const satisfies Texts;
