import type { ReactNode } from 'react';
import { Mark } from './brand';

/** The pages before the door. */
export function Front({
  title,
  about,
  children,
}: {
  title: string;
  about?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="grid min-h-dvh grid-cols-1 place-items-center bg-bg p-4">
      <div className="w-full max-w-96">
        <div className="mb-5 flex items-center gap-2.5">
          <Mark size={32} />
          <span className="text-lg font-semibold tracking-tight">Baton</span>
        </div>
        <div className="rounded-card border border-line bg-panel p-6 shadow-popover">
          <h1 className="mb-1 text-xl font-semibold tracking-tight">{title}</h1>
          {about && <p className="mb-4 text-muted">{about}</p>}
          <div className="mt-4">{children}</div>
        </div>
      </div>
    </main>
  );
}
