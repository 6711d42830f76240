import type { ReactNode } from 'react';
import { FaultLines } from './faults';
import type { StepName } from './places';
import { t } from './text';

interface Props {
  name: Exclude<StepName, 'name'>;
  n: number;
  children: ReactNode;
}

/** One of the numbered steps, read from top to bottom like a sentence. */
export function Step({ name, n, children }: Props) {
  const id = `step-${name}`;
  return (
    <section
      aria-labelledby={id}
      className="mb-5 rounded-card border border-line bg-panel p-4 shadow-card md:p-5"
    >
      <header className="flex items-start gap-3">
        <span
          aria-hidden
          className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent"
        >
          {n}
        </span>
        <div className="min-w-0">
          <h2 id={id} data-at={name} tabIndex={-1} className="text-lg font-semibold">
            <span className="sr-only">{n}. </span>
            {t(`step.${name}`)}
          </h2>
          <p className="text-muted">{t(`step_about.${name}`)}</p>
        </div>
      </header>
      <div className="mt-4 grid gap-4">
        {children}
        <FaultLines at={name} />
      </div>
    </section>
  );
}
