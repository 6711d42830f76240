/** Names and values; what is empty is left out. */
export function Facts({ facts }: { facts: (readonly [string, string | null | undefined])[] }) {
  return (
    <dl className="grid grid-cols-[minmax(5rem,auto)_1fr] gap-x-3 gap-y-1 text-sm">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0" dir="auto">
              {value}
            </dd>
          </div>
        ))}
    </dl>
  );
}
