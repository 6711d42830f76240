import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call, explain } from '../../lib/api';
import { saveAssistant, takeAssistant } from '../../lib/assistants';
import { t } from '../../lib/page-text';
import { meQuery } from '../../lib/queries';
import { wrongs } from '../../lib/saving';
import type { AssistantView, Look, LookShown } from '../../lib/wire';
import { AssistantAvatar } from '../../ui/avatar';
import { Card } from '../../ui/card';
import { PictureField } from '../../ui/picture-field';
import { SaveRow } from '../../ui/save-row';
import { toast } from '../../ui/toast';
import { LookFields } from './look-fields';
import { Preview } from './preview';

const TYPING_MS = 120;

/** How one assistant looks. */
export function LookSettings({ assistant }: { assistant: AssistantView }) {
  const [look, setLook] = useState<Look>(assistant.look);
  const [busy, setBusy] = useState(false);
  const me = useQuery(meQuery).data;
  const settled = useSettled(look);
  const shown = useQuery({
    queryKey: ['look', settled],
    queryFn: () => call<LookShown>('POST', '/api/look', settled),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const wrong = problems(shown.error);
  const isDirty = JSON.stringify(look) !== JSON.stringify(assistant.look);
  const save = async () => {
    setBusy(true);
    try {
      setLook((await saveAssistant(assistant.id, { look })).look);
      toast(t('look.saved'));
      return true;
    } catch (error) {
      toast(explain(error, t('error.unreachable')));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return (
    <div data-wide className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_25rem]">
      <div>
        <Card title={t('look.picture')} about={t('look.picture_about')}>
          <PictureField
            path={`/api/assistants/${assistant.id}/picture`}
            picture={assistant.picture ?? null}
            face={<AssistantAvatar size={64} picture={assistant.picture} />}
            onChange={(picture) => takeAssistant({ ...assistant, picture })}
          />
        </Card>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <LookFields look={look} onChange={setLook} wrong={wrong} shown={shown.data} />
          <div className="mb-6">
            <SaveRow
              unsaved={isDirty}
              busy={busy}
              onDiscard={() => setLook(assistant.look)}
              onSave={save}
            />
          </div>
        </form>
      </div>
      <Preview
        site={assistant.site}
        shown={shown.data}
        look={look}
        face={{
          name: assistant.name,
          greeting: assistant.greeting,
          suggestions: assistant.suggestions,
          picture: assistant.picture ?? null,
          workspace: me?.workspace ?? '',
          answers_by_mail: false,
        }}
      />
    </div>
  );
}

/** The value once it has rested for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** What is wrong with each field, by its name. */
function problems(error: unknown): Partial<Record<keyof Look, string>> {
  return Object.fromEntries(
    Object.entries(wrongs(error)).map(([name, detail]) => [name.replace(/^look\./, ''), detail]),
  );
}
