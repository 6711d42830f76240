// What can be done with assistants.
import { call } from '../../lib/api';
import { openRehearsal } from '../../lib/assistants';
import { attempt } from '../../lib/attempt';
import { t } from '../../lib/page-text';
import { assistantsQuery, client } from '../../lib/queries';
import type { AssistantView, CreateAssistant, Removed } from '../../lib/wire';
import { toast } from '../../ui/toast';

async function changed(act: Promise<AssistantView>): Promise<AssistantView> {
  const it = await act;
  await client.invalidateQueries({ queryKey: assistantsQuery.queryKey });
  return it;
}

const path = (id: string, what = '') => `/api/assistants/${id}${what}`;

export const createAssistant = (asked: CreateAssistant) =>
  changed(call<AssistantView>('POST', '/api/assistants', asked));

export const copyAssistant = (id: string, name: string) =>
  changed(call<AssistantView>('POST', path(id, '/copy'), { name }));

export async function archive(it: AssistantView): Promise<void> {
  await said(() => changed(call('POST', path(it.id, '/archive'))), 'assistants.archived', it);
}

export async function restore(it: AssistantView): Promise<void> {
  await said(() => changed(call('POST', path(it.id, '/restore'))), 'assistants.restored', it);
}

function said(
  act: () => Promise<unknown>,
  key: 'assistants.archived' | 'assistants.restored',
  it: AssistantView,
): Promise<void> {
  return attempt(async () => {
    await act();
    toast(t(key, { name: it.name }));
  });
}

export function rehearse(it: AssistantView): Promise<void> {
  return attempt(async () => {
    const address = await openRehearsal(it.id, '_blank');
    if (address) window.location.href = address;
    toast(t('assistants.rehearsing'));
  });
}

export function removeRehearsals(): Promise<void> {
  return attempt(async () => {
    const { conversations } = await call<Removed>('DELETE', '/api/rehearsals');
    toast(t('rehearsals.removed', { count: conversations }));
  });
}
