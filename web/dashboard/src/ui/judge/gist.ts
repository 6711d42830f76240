import { tj } from './text';

const GISTS = ['question', 'greeting', 'courtesy', 'yes', 'no', 'about_assistant'] as const;

/** What a message was taken as. */
export function gistText(gist: string | null): string {
  const known = GISTS.find((it) => it === gist);
  return tj(known ? `gist.${known}` : 'gist.unknown');
}
