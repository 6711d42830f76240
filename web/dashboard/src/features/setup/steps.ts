// The steps of the setup as data.
import { call } from '../../lib/api';
import { client, setupQuery } from '../../lib/queries';
import type { SetupView, StepName } from '../../lib/wire';

export const STEPS: readonly StepName[] = [
  'workspace',
  'assistant',
  'knowledge',
  'try',
  'look',
  'sites',
  'snippet',
  'mail',
  'team',
  'rehearsal',
];

export const isStep = (name: string): name is StepName =>
  (STEPS as readonly string[]).includes(name);

async function change(body: object): Promise<void> {
  client.setQueryData(setupQuery.queryKey, await call<SetupView>('PATCH', '/api/setup', body));
}

/** Says of a step that it is done, or put off. */
export const markStep = (step: StepName, mark: 'done' | 'skipped') =>
  change({ mark: { step, mark } });

/** The guide is no longer shown by itself, or is again. */
export const closeGuide = (closed: boolean) => change({ closed });

/** The first step to do; none when each is done or put off. */
export function firstOpen({ steps }: SetupView): StepName | null {
  return steps.find((it) => it.standing === 'open')?.step ?? null;
}
