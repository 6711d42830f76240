import type { ReactNode } from 'react';
import { Button } from './button';
import { tc } from './conditions/text';
import { Dialog } from './dialog';

interface Props {
  /** What is being changed, and what somebody else saved of it meanwhile. */
  edited: {
    theirs: object | null;
    takeTheirs: () => unknown;
    keepMine: () => Promise<unknown>;
    decideLater: () => void;
  };
  /** Mine is being saved. */
  busy: boolean;
  title: string;
  about: ReactNode;
  /** Theirs, to be looked at. */
  children: ReactNode;
}

/** Somebody else saved first: theirs is shown, and nobody's work is lost unseen. */
export function ConflictDialog({ edited, busy, title, about, children }: Props) {
  return (
    <Dialog open={edited.theirs !== null} onClose={edited.decideLater} title={title}>
      {edited.theirs && (
        <>
          <p className="text-muted">{about}</p>
          <details className="mt-3">
            <summary className="min-h-6 cursor-pointer font-medium">{tc('conflict.see')}</summary>
            {children}
          </details>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Button onClick={edited.takeTheirs}>{tc('conflict.theirs')}</Button>
            <Button look="primary" busy={busy} onClick={() => void edited.keepMine()}>
              {tc('conflict.mine')}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
