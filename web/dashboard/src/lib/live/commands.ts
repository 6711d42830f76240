// A command, by socket or by HTTP. The same `id` twice is the same command once, so an unknown
// outcome is asked again without harm.
import { ApiProblem, call } from '../api';
import type { Done, FromTeammate, Problem, TeammateCommand } from '../wire';

/** Longer than this without a word, and we ask the other way. */
const ANSWER_MS_MAX = 8_000;

type Settle = (answer: Done | Problem | null) => void;
const waiting = new Map<string, Settle>();

/** The socket has answered a command. */
export function settle(id: string, answer: Done | Problem): void {
  waiting.get(id)?.(answer);
}

/** The line went down: every outcome is unknown. */
export function unsettle(): void {
  for (const tell of [...waiting.values()]) tell(null);
}

export type Send = (frame: FromTeammate) => boolean;

/** Carries out a command. Throws `ApiProblem` when refused, `Unreachable` when nobody answered. */
export async function perform(
  send: Send,
  conversation: string,
  command: TeammateCommand,
): Promise<Done> {
  const answer = await overSocket(send, conversation, command);
  if (answer === null) {
    return call<Done>('POST', `/api/conversations/${conversation}/commands`, command);
  }
  if ('code' in answer) throw new ApiProblem(answer);
  return answer;
}

function overSocket(
  send: Send,
  conversation: string,
  command: TeammateCommand,
): Promise<Done | Problem | null> {
  return new Promise((resolve) => {
    const finish: Settle = (answer) => {
      clearTimeout(timer);
      waiting.delete(command.id);
      resolve(answer);
    };
    const timer = setTimeout(() => finish(null), ANSWER_MS_MAX);
    waiting.set(command.id, finish);
    if (!send({ type: 'do', conversation, command })) finish(null);
  });
}

/** The refused command once more, where only the assistant or the queue moved meanwhile. */
export function again(command: TeammateCommand, error: unknown): TeammateCommand | null {
  if (!(error instanceof ApiProblem) || error.problem.code !== 'stale') return null;
  const { owner, epoch } = error.problem;
  if (!('epoch' in command) || typeof epoch !== 'number') return null;
  return owner?.is === 'teammate' ? null : { ...command, epoch };
}

/** Performs, and where the refusal was only about the assistant or the queue, once more. */
export async function performTwice(
  send: Send,
  conversation: string,
  command: TeammateCommand,
): Promise<Done> {
  try {
    return await perform(send, conversation, command);
  } catch (error) {
    const second = again(command, error);
    if (!second) throw error;
    return perform(send, conversation, second);
  }
}
