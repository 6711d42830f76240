import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiProblem, call, explain } from '../../lib/api';
import { assistantsQuery, meQuery, takeAssistant } from '../../lib/queries';
import { t } from '../../lib/text';
import type { AssistantView, Look, LookShown } from '../../lib/wire';
import { AssistantAvatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { LeaveGuard } from '../../ui/leave-guard';
import { PictureField } from '../../ui/picture-field';
import { Failed, Skeletons } from '../../ui/states';
import { toast } from '../../ui/toast';
import { LookFields } from './look-fields';
import { Preview } from './preview';

const TYPING_MS = 120;

/** How one assistant looks; without an id, the first. */
export function LookSettings({ id }: { id?: string }) {
  const found = useQuery(assistantsQuery);
  const all = found.data?.assistants;
  const assistant = id ? all?.find((it) => it.id === id) : all?.[0];
  if (found.isError && !assistant) {
    return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (!assistant) return <Skeletons count={4} />;
  return <Form key={assistant.id} assistant={assistant} />;
}

function Form({ assistant }: { assistant: AssistantView }) {
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
      const saved = await call<AssistantView>('PATCH', `/api/assistants/${assistant.id}`, { look });
      takeAssistant(saved);
      setLook(saved.look);
      toast(t('look.saved'));
    } catch (error) {
      toast(explain(error, t('error.unreachable')));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div data-wide className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_25rem]">
      <LeaveGuard unsaved={isDirty && !busy} />
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
          <div className="mb-6 flex flex-wrap items-center justify-end gap-3">
            {isDirty && <span className="text-sm text-muted">{t('state.unsaved')}</span>}
            <Button disabled={!isDirty} onClick={() => setLook(assistant.look)}>
              {t('do.discard')}
            </Button>
            <Button type="submit" look="primary" busy={busy} disabled={!isDirty}>
              {t('do.save')}
            </Button>
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
  const fields = error instanceof ApiProblem ? (error.problem.fields ?? []) : [];
  return Object.fromEntries(fields.map((it) => [it.field.replace(/^look\./, ''), it.detail]));
}
