import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Zap } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { actionQuery, actionsQuery } from '../../lib/actions-api';
import { codeOf } from '../../lib/api';
import { meQuery, peopleQuery } from '../../lib/queries';
import { same } from '../../lib/same';
import { useSaveKeys } from '../../lib/use-save-keys';
import type { ActionView, LookupCall } from '../../lib/wire';
import { Said } from '../../ui/rows';
import { Empty, Failed, Skeletons } from '../../ui/states';
import { AskStep } from './ask-step';
import { BackToList } from './back';
import { type Builder, BuilderProvider, useBuilder } from './builder';
import { Conflict } from './conflict';
import { FailureStep } from './failure-step';
import { FaultList, FaultsProvider, useFaultStores } from './faults';
import { Head } from './head';
import { IfStep } from './if-step';
import { LookUpStep } from './look-up-step';
import { factsOf } from './names';
import { NO_SAMPLE, withExamples } from './sample';
import { SidePanel, type Tried } from './side-panel';
import { SummaryView } from './summary-view';
import { t } from './text';
import { useDraft } from './use-draft';
import { WhenStep } from './when-step';
import type { Names } from './words';

/** Answers that are remembered, to choose values from. */
const PAST_MAX = 30;

/** An action and its draft. */
export function ActionEditor() {
  const { assistant = '', action = '' } = useParams({ strict: false });
  const found = useQuery(actionQuery(action));
  // What was there before it was removed is still kept here.
  const isGone = codeOf(found.error) === 'not_found';
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-6xl px-4 pb-20 md:px-8">
        {(isGone || !found.data) && <h1 className="sr-only">{t('actions.title')}</h1>}
        {isGone ? (
          <Empty icon={<Zap size={20} aria-hidden />} title={t('actions.gone')}>
            <p className="mb-3">{t('actions.gone_about')}</p>
            <BackToList assistant={assistant} />
          </Empty>
        ) : found.data ? (
          <Editor key={found.data.id} view={found.data} />
        ) : found.isError ? (
          <Failed error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <Skeletons />
        )}
      </div>
    </main>
  );
}

/** The names of teams and of other actions. */
export function useNames(assistant: string): Names {
  const teams = useQuery(peopleQuery).data?.teams;
  const actions = useQuery(actionsQuery(assistant)).data?.actions;
  return useMemo(
    () => ({
      team: (id) => teams?.find((it) => it.id === id)?.name,
      action: (id) => actions?.find((it) => it.id === id)?.name,
    }),
    [teams, actions],
  );
}

function Editor({ view }: { view: ActionView }) {
  const edited = useDraft(view);
  const { draft, change, save } = edited;
  const leads = useQuery(meQuery).data?.role !== 'agent';
  const stores = useFaultStores();
  const names = useNames(view.assistant);
  const [given, setSample] = useState(NO_SAMPLE);
  const [past, setPast] = useState<readonly LookupCall[]>([]);
  const [tried, setTried] = useState<Tried | null>(null);
  const [panel, setPanel] = useState<'preview' | 'test'>('preview');
  const side = useRef<HTMLElement>(null);
  useSaveKeys(save, leads);
  const facts = useMemo(() => factsOf(draft), [draft]);
  const sample = useMemo(() => withExamples(given, draft.fields), [given, draft.fields]);
  const calls = useMemo(() => latest(past), [past]);
  const isFresh = tried !== null && same(tried.of, draft);
  const builder: Builder = {
    action: view.id,
    assistant: view.assistant,
    draft,
    change,
    facts,
    names,
    sample,
    setSample,
    calls,
    past,
    noteCalls: (made) => setPast((old) => [...[...made].reverse(), ...old].slice(0, PAST_MAX)),
    taken: (isFresh && tried?.came.taken) || null,
  };
  const toTest = () => {
    setPanel('test');
    side.current?.scrollIntoView({ block: 'nearest' });
    side.current?.focus({ preventScroll: true });
  };
  return (
    <BuilderProvider value={builder}>
      <FaultsProvider value={{ ...stores, faults: edited.faults }}>
        <div className="pt-6">
          <BackToList assistant={view.assistant} />
        </div>
        <Head view={view} edited={edited} leads={leads} onTest={toTest} />
        <div className="grid lg:grid-cols-[minmax(0,1fr)_25rem] lg:items-start lg:gap-8">
          <div className="min-w-0">{leads ? <Steps /> : <ReadOnly />}</div>
          <SidePanel
            ref={side}
            panel={leads ? panel : 'preview'}
            onPanel={leads ? setPanel : undefined}
            tried={tried}
            isFresh={isFresh}
            onTried={(came) => setTried({ of: draft, with: sample, came })}
          />
        </div>
        <Conflict edited={edited} names={names} />
        <Said />
      </FaultsProvider>
    </BuilderProvider>
  );
}

/** The last answer to each lookup, by its name. */
function latest(past: readonly LookupCall[]): Readonly<Record<string, LookupCall>> {
  return Object.fromEntries([...past].reverse().map((it) => [it.lookup, it]));
}

function Steps() {
  return (
    <>
      <FaultList />
      <WhenStep />
      <AskStep />
      <LookUpStep />
      <IfStep />
      <FailureStep />
    </>
  );
}

/** For those who may not change it: what it does, to be read. */
function ReadOnly() {
  const { draft, names } = useBuilder();
  return (
    <div className="rounded-card border border-line bg-panel p-4 shadow-card md:p-5">
      <p className="mb-4 text-muted">{t('editor.read_only')}</p>
      <SummaryView definition={draft} names={names} />
    </div>
  );
}
