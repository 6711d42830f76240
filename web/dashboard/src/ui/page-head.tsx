import type { ReactNode } from 'react';

export function PageHead({
  title,
  about,
  children,
}: {
  title: string;
  about?: string;
  children?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-3 pt-6 pb-5">
      <div>
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        {about && <p className="mt-0.5 max-w-160 text-muted">{about}</p>}
      </div>
      {children}
    </header>
  );
}
