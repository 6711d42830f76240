/** The mark: a baton that leaves one hand for the other. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g className="stroke-on-accent" strokeWidth="4.5" strokeLinecap="round">
        <path d="M8.500 20.500 20.500 8.500" />
        <path d="m19 23.500 4.500-4.500" opacity="0.65" />
      </g>
    </svg>
  );
}
