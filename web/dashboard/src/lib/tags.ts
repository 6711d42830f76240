// Tags: what is said of each, asked once and told of every change.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { call } from './api';
import { client } from './queries';
import type { TagColour, TagsView, TagView } from './wire';

export const tagsQuery = queryOptions({
  queryKey: ['tags'],
  queryFn: () => call<TagsView>('GET', '/api/tags'),
});

const NONE: readonly TagView[] = [];

/** Every tag; none until they are known. */
export function useTags(): readonly TagView[] {
  return useQuery(tagsQuery).data?.tags ?? NONE;
}

/** How a tag is shown: by its word until more is known of it. */
export function useTagLook(tag: string): { name: string; colour: TagColour } {
  const text = useTags().find((it) => it.tag === tag)?.text;
  return { name: text?.name ?? tag, colour: text?.colour ?? 'grey' };
}

export function retakeTags(): Promise<void> {
  return client.invalidateQueries({ queryKey: tagsQuery.queryKey });
}

/** The word by which a tag is known, made of its name. */
export function wordOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
}

/** One example a line. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((it) => it.trim()))].filter(Boolean);
}
