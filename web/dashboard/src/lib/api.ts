// The HTTP side of the contract: one `call`, one kind of error.
import type { Problem } from './wire';

/** The server understood and refused. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  readonly retryAfterSeconds: number | null;

  constructor(problem: Problem, retryAfterSeconds: number | null = null) {
    super(problem.detail || problem.title);
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Nothing came back: the outcome is unknown. */
export class Unreachable extends Error {}

let signedOut: () => void = () => {};

/** What happens when a session turns out to be over. */
export function onSignedOut(action: () => void): void {
  signedOut = action;
}

export function sessionEnded(): void {
  signedOut();
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export async function call<T>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable();
  }
  return read<T>(response);
}

async function read<T>(response: Response): Promise<T> {
  const text = await response.text().catch(() => '');
  if (response.ok) return (text ? JSON.parse(text) : undefined) as T;
  // Gateways answer for a server that is down: the outcome is as unknown as with no answer.
  const problem = toProblem(text, response.status);
  if (!problem) throw new Unreachable();
  if (problem.code === 'sign_in_needed') sessionEnded();
  const wait = Number(response.headers.get('retry-after'));
  throw new ApiProblem(problem, wait > 0 ? wait : null);
}

/** Only what speaks our language is a refusal. */
export function toProblem(text: string, status: number): Problem | null {
  try {
    const it = JSON.parse(text) as Problem;
    if (typeof it.code === 'string') return { ...it, status };
  } catch {
    // Not ours.
  }
  return null;
}

/** A sentence for people, whatever went wrong. */
export function explain(error: unknown, fallback: string): string {
  return error instanceof ApiProblem ? error.message : fallback;
}

export function codeOf(error: unknown): Problem['code'] | null {
  return error instanceof ApiProblem ? error.problem.code : null;
}
