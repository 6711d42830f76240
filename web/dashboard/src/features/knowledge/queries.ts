// What the page of knowledge asks for beside the sources and websites themselves.
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api';
import type { Citing, Reaches, SourceUses, Written } from '../../lib/wire';

export const reachesQuery = queryOptions({
  queryKey: ['reaches'],
  queryFn: () => call<Reaches>('GET', '/api/sources/reaches'),
});

export const usesQuery = queryOptions({
  queryKey: ['uses'],
  queryFn: () => call<SourceUses>('GET', '/api/sources/uses'),
});

export const citingQuery = (source: string) =>
  queryOptions({
    queryKey: ['citing', source],
    queryFn: () => call<Citing>('GET', `/api/sources/${source}/answers`),
    staleTime: 0,
  });

export const writtenQuery = (source: string) =>
  queryOptions({
    queryKey: ['written', source],
    queryFn: () => call<Written>('GET', `/api/sources/${source}/written`),
    staleTime: 0,
    gcTime: 0,
  });
