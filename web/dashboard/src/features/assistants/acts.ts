// What can be done with assistants.
import { call, explain } from '../../lib/api';
import { assistantsQuery, client } from '../../lib/queries';
import { t } from '../../lib/text';
import type {
  AssistantView,
  ChangeAssistant,
  CreateAssistant,
  RehearsalAt,
  Removed,
} from '../../lib/wire';
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

export const saveAssistant = (id: string, change: ChangeAssistant) =>
  changed(call<AssistantView>('PATCH', path(id), change));

export async function archive(it: AssistantView): Promise<void> {
  await said(() => changed(call('POST', path(it.id, '/archive'))), 'assistants.archived', it);
}

export async function restore(it: AssistantView): Promise<void> {
  await said(() => changed(call('POST', path(it.id, '/restore'))), 'assistants.restored', it);
}

async function said(
  act: () => Promise<unknown>,
  key: 'assistants.archived' | 'assistants.restored',
  it: AssistantView,
): Promise<void> {
  try {
    await act();
    toast(t(key, { name: it.name }));
  } catch (error) {
    toast(explain(error, t('error.unreachable')));
  }
}

/** The window opens with the press, or browsers would keep it shut; then it is led to its page. */
export async function rehearse(it: AssistantView): Promise<void> {
  const page = window.open('', '_blank');
  try {
    const { address } = await call<RehearsalAt>('POST', path(it.id, '/rehearsal'), {});
    if (page) {
      page.opener = null;
      page.location.href = address;
    } else window.location.href = address;
    toast(t('assistants.rehearsing'));
  } catch (error) {
    page?.close();
    toast(explain(error, t('error.unreachable')));
  }
}

export async function removeRehearsals(): Promise<void> {
  try {
    const { conversations } = await call<Removed>('DELETE', '/api/rehearsals');
    toast(t('rehearsals.removed', { count: conversations }));
  } catch (error) {
    toast(explain(error, t('error.unreachable')));
  }
}
