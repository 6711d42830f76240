// The way to the actions, which is there from the start; their other texts come with their pages.
import type { Texts } from '../../../shared/i18n/index';

export const nav = {
  'nav.actions': 'Actions',
  'key.go_actions': 'Go to actions',
} satisfies Texts;
