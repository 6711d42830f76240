// One assistant, changed and rehearsed.
import { call } from './api';
import { assistantsQuery, client } from './queries';
import type { Assistants, AssistantView, ChangeAssistant, RehearsalAt } from './wire';

/** An assistant as it is now. */
export function takeAssistant(changed: AssistantView): void {
  client.setQueryData<Assistants>(
    assistantsQuery.queryKey,
    (old) =>
      old && {
        ...old,
        assistants: old.assistants.map((it) => (it.id === changed.id ? changed : it)),
      },
  );
}

export async function saveAssistant(id: string, change: ChangeAssistant): Promise<AssistantView> {
  const changed = await call<AssistantView>('PATCH', `/api/assistants/${id}`, change);
  takeAssistant(changed);
  // Its progress may begin anew.
  void client.invalidateQueries({ queryKey: assistantsQuery.queryKey });
  return changed;
}

/** Opens the window with the press itself, or browsers would keep it shut, and leads it to its page.
 * Gives the address where it was kept shut nevertheless. */
export async function openRehearsal(
  assistant: string,
  target: string,
  features?: string,
): Promise<string | null> {
  const page = window.open('', target, features);
  try {
    const path = `/api/assistants/${assistant}/rehearsal`;
    const { address } = await call<RehearsalAt>('POST', path, {});
    if (!page) return address;
    page.opener = null;
    page.location.href = address;
    return null;
  } catch (error) {
    if (page && isEmpty(page)) page.close();
    throw error;
  }
}

/** Whether nothing runs in it yet: a window of this name may have a rehearsal in it already. */
function isEmpty(page: Window): boolean {
  try {
    return page.location.href === 'about:blank';
  } catch {
    return false;
  }
}
