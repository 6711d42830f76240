import { type ReactNode, useId } from 'react';

export function Card({
  title,
  about,
  children,
}: {
  title: string;
  about?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="mb-5 rounded-card border border-line bg-panel p-4 shadow-card md:p-5"
    >
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      {about && <p className="mt-0.5 text-muted">{about}</p>}
      <div className="mt-4">{children}</div>
    </section>
  );
}
